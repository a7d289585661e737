import { parseStream } from '#domain/core/streams.ts'
import { err, ok, type Result } from '#domain/core/result.ts'
import { sameJson } from '#domain/core/json.ts'
import type { Day } from '#domain/core/day.ts'
import type { ClinicSetting } from '#domain/records/clinic-setting.ts'
import { clinicSettingId, DEFAULT_CLINIC_SETTING, seedLimit, type OwnLimit } from '#domain/rules/clinic/clinic-setting-rules.ts'
import type { AppContext } from '#app/context.ts'
import { createDraft, patchDraft, type Interest, type RecordReader, type SaveFailure } from '#app/db/record-store.ts'

/** The clinic's setting with who changed it last; `changed` null while the house's defaults hold. */
export interface ClinicFile {
  readonly setting: ClinicSetting
  readonly changed: { readonly by: string; readonly on: Day | null } | null
  readonly puskesmas: string
}
export const CLINIC_INTERESTS: readonly Interest[] = [{ kind: 'clinic-setting' }, { kind: 'facility' }, { kind: 'staff' }]

const homeOf = (app: Pick<AppContext, 'streams'>): { readonly stream: string; readonly puskesmas: string } | null => {
  const stream = app.streams('catalogue')[0]
  const puskesmas = stream === undefined ? undefined : parseStream(stream)?.place
  return stream === undefined || puskesmas === undefined ? null : { stream, puskesmas }
}

/** The setting of this user's puskesmas; null for who holds no catalogue. */
export async function readClinicFile(app: AppContext): Promise<ClinicFile | null> {
  const home = homeOf(app)
  if (!home) return null
  const [record, place] = await Promise.all([app.store.get('clinic-setting', clinicSettingId(home.puskesmas)), app.store.get('facility', home.puskesmas)])
  const live = record?.state === 'live' ? record : undefined
  const author = live ? (live.by ? await app.store.get('staff', live.by.actor) : undefined) : undefined
  return {
    setting: live?.data ?? DEFAULT_CLINIC_SETTING, puskesmas: place?.data.name ?? home.puskesmas,
    changed: live ? { by: author?.data.name ?? app.user.name, on: live.by ? (live.by.at.slice(0, 10) as Day) : app.today() } : null,
  }
}

export type ClinicFailure = SaveFailure | { readonly kind: 'no-place' }

/** Writes what `change` makes of the setting as it stands at that moment; a first change makes the record. */
async function write(app: AppContext, change: (now: ClinicSetting) => Partial<ClinicSetting>): Promise<Result<null, ClinicFailure>> {
  const home = homeOf(app)
  if (!home) return err({ kind: 'no-place' })
  const id = clinicSettingId(home.puskesmas)
  const saved = await app.store.writeGroup<ClinicFailure>(async (view: RecordReader) => {
    const record = await view.get('clinic-setting', id)
    if (record) return ok([patchDraft(record, change(record.data))])
    return ok([createDraft('clinic-setting', id, home.stream, { ...DEFAULT_CLINIC_SETTING, ...change(DEFAULT_CLINIC_SETTING) })])
  })
  return saved.ok ? ok(null) : saved
}

export const saveHouse = (app: AppContext, house: Pick<ClinicSetting, 'letterhead' | 'head' | 'gate'>): Promise<Result<null, ClinicFailure>> => write(app, () => house)

/** Sets one row of limits; the seed's own values take the puskesmas' row away. Whoever signed the limits signed other ones. */
export const saveLimit = (app: AppContext, row: OwnLimit): Promise<Result<null, ClinicFailure>> => write(app, now => {
  const seed = seedLimit(row.item, row.group)
  const isSeed = seed !== undefined && sameJson(row, { item: seed.item, group: seed.group, alarmLow: seed.alarmLow, warnLow: seed.warnLow, warnHigh: seed.warnHigh, alarmHigh: seed.alarmHigh })
  const others = now.limits.filter(own => own.item !== row.item || own.group !== row.group)
  const limits = isSeed ? others : [...others, row].sort((a, b) => a.item.localeCompare(b.item) || a.group.localeCompare(b.group))
  return sameJson(limits, now.limits) ? {} : { limits, limitsSigned: null }
})

/** Takes the puskesmas' row away: the seed's holds again. */
export const resetLimit = (app: AppContext, item: string, group: string): Promise<Result<null, ClinicFailure>> =>
  write(app, now => ({ limits: now.limits.filter(own => own.item !== item || own.group !== group), limitsSigned: null }))

export interface Signature { readonly name: string; readonly sip: string; readonly on: Day }

/** Who read the limits and stands by them, or nobody any more. */
export const signLimits = (app: AppContext, signature: Signature | null): Promise<Result<null, ClinicFailure>> =>
  write(app, () => ({ limitsSigned: signature ? { ...signature, by: app.user.id } : null }))

/** Who read the safety table in this edition and stands by it, or nobody any more. */
export const signSafety = (app: AppContext, signature: Signature | null, covers: string): Promise<Result<null, ClinicFailure>> =>
  write(app, () => ({ safetySigned: signature ? { ...signature, by: app.user.id, covers } : null }))
