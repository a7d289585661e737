import type { Day } from '#domain/core/day.ts'
import { err, ok, type Result } from '#domain/core/result.ts'
import type { CoopSettingData } from '#domain/records/coop-setting.ts'
import type { AppContext } from '#app/context.ts'
import { createDraft, patchDraft, type Interest, type SaveFailure } from '#app/db/record-store.ts'
import { kmpOf, kmpPlace, type Kmp } from '#app/shared/coop/kmp.ts'
import { coopSettingId, readCoopSetting } from '#app/shared/coop/setting.ts'

/** The setting of the home KMP with who changed it last; `setting` null until somebody has saved one. */
export interface SettingFile {
  readonly kmp: Kmp
  readonly setting: CoopSettingData | null
  readonly changed: { readonly by: string; readonly on: Day } | null
  readonly mayEdit: boolean
}
export const SETTING_INTERESTS: readonly Interest[] = [{ kind: 'coop-setting' }, { kind: 'facility' }, { kind: 'staff' }]

/** Ketua and bendahara change it; the clerk may begin it where there is none. */
const mayWrite = (app: AppContext, exists: boolean): boolean => app.hasAny(exists ? ['ketua', 'bendahara'] : ['ketua', 'bendahara', 'koperasi'])

export async function readSettingFile(app: AppContext): Promise<SettingFile | null> {
  const kmp = await kmpOf(app)
  if (!kmp) return null
  const record = await readCoopSetting(app.store, kmp.streams.finance)
  const author = record?.by ? await app.store.get('staff', record.by.actor) : undefined
  return {
    kmp, setting: record?.data ?? null, mayEdit: mayWrite(app, record !== null),
    changed: record ? { by: author?.data.name ?? app.user.name, on: record.by ? (record.by.at.slice(0, 10) as Day) : app.today() } : null,
  }
}

export type SettingFailure = SaveFailure | { readonly kind: 'no-place' }

/** Writes the setting; the names of officers are those of the members' book at that moment. */
export async function saveSetting(app: AppContext, data: CoopSettingData): Promise<Result<null, SettingFailure>> {
  const place = kmpPlace(app)
  if (!place) return err({ kind: 'no-place' })
  const saved = await app.store.writeGroup<never>(async view => {
    const officers = await Promise.all(data.officers.map(async officer => {
      const member = officer.memberId === null ? undefined : await view.get('member', officer.memberId)
      return { ...officer, name: member?.data.name ?? officer.name }
    }))
    const record = await readCoopSetting(view, place.streams.finance)
    const whole = { ...data, officers }
    return ok([record ? patchDraft(record, whole) : createDraft('coop-setting', coopSettingId(place.id), place.streams.finance, whole)])
  })
  return saved.ok ? ok(null) : saved
}
