import { parseStream } from '#domain/core/streams.ts'
import { err, ok, type Result } from '#domain/core/result.ts'
import { DEFAULT_PHARMACY_SETTING, isControlled, pharmacySettingId, type PharmacySetting } from '#domain/rules/pharmacy/drug-facts.ts'
import type { AppContext } from '#app/context.ts'
import { createDraft, patchDraft, type Draft, type Interest, type RecordReader, type SaveFailure } from '#app/db/record-store.ts'
import { drugName } from '#app/shared/pharmacy/stock.ts'

export interface SettingFile {
  readonly setting: PharmacySetting
  /** Whether the head has ever saved it; until then the usual values stand. */
  readonly isSaved: boolean
  readonly pustu: readonly { readonly id: string; readonly name: string }[]
  /** Controlled drugs in use, which go out of use with the last enabled pustu (BR-38). */
  readonly controlled: readonly string[]
}
export const SETTING_INTERESTS: readonly Interest[] = [{ kind: 'pharmacy-setting' }, { kind: 'facility' }, { kind: 'drug' }]

const homeOf = (app: Pick<AppContext, 'homeStream'>): { stream: string; puskesmas: string } | null => {
  const stream = app.homeStream('catalogue')
  const puskesmas = stream === null ? undefined : parseStream(stream)?.place
  return stream === null || puskesmas === undefined ? null : { stream, puskesmas }
}

/** The settings of this user's puskesmas; null for who holds no catalogue. */
export async function readSettingFile(app: AppContext, view: RecordReader): Promise<SettingFile | null> {
  const home = homeOf(app)
  if (!home) return null
  const record = await view.get('pharmacy-setting', pharmacySettingId(home.puskesmas))
  const facilities = (await view.scan('facility')).filter(place => place.state === 'live' && place.data.type === 'pustu' && place.data.parentId === home.puskesmas)
  const drugs = (await view.scan('drug')).filter(drug => drug.state === 'live' && drug.data.active && isControlled(drug.data))
  return {
    setting: record?.data ?? DEFAULT_PHARMACY_SETTING, isSaved: record !== undefined,
    pustu: facilities.map(place => ({ id: place.id, name: place.data.name })).sort((a, b) => a.name.localeCompare(b.name, 'id')),
    controlled: drugs.map(drug => drugName(drug.data)).sort(),
  }
}

/** Saves the settings; when the last pustu loses its leave, the controlled drugs go out of use in the same group (BR-38). */
export async function saveSetting(app: AppContext, setting: PharmacySetting): Promise<Result<null, SaveFailure | { readonly kind: 'no-place' }>> {
  const home = homeOf(app)
  if (!home) return err({ kind: 'no-place' })
  const saved = await app.store.writeGroup<SaveFailure>(async view => {
    const record = await view.get('pharmacy-setting', pharmacySettingId(home.puskesmas))
    const drafts: Draft[] = [record ? patchDraft(record, setting) : createDraft('pharmacy-setting', pharmacySettingId(home.puskesmas), home.stream, setting)]
    if (setting.controlledAt.length === 0) {
      const drugs = (await view.scan('drug')).filter(drug => drug.state === 'live' && drug.data.active && isControlled(drug.data))
      drafts.push(...drugs.map(drug => patchDraft(drug, { active: false })))
    }
    return ok(drafts)
  })
  return saved.ok ? ok(null) : saved
}
