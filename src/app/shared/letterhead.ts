import { parts, type Day } from '#domain/core/day.ts'
import { parseStream } from '#domain/core/streams.ts'
import { clinicSettingId, DEFAULT_CLINIC_SETTING } from '#domain/rules/clinic/clinic-setting-rules.ts'
import type { ClinicSetting } from '#domain/records/clinic-setting.ts'
import { pharmacySettingId } from '#domain/rules/pharmacy/drug-facts.ts'
import type { Interest, RecordReader } from '../db/record-store.ts'
import { formatMonth } from './format.ts'

/** What stands at the head of a paper of one pustu, and who signs for the puskesmas above it. */
export interface Letterhead {
  readonly agency: string
  readonly puskesmas: string
  readonly place: string
  readonly address: string
  readonly contact: string
  readonly town: string
  readonly head: { readonly name: string; readonly nip: string }
}

export const LETTERHEAD_INTERESTS: readonly Interest[] = [{ kind: 'clinic-setting' }, { kind: 'facility' }, { kind: 'pharmacy-setting' }]

/** How the puskesmas above a pustu runs its consultations; the house's defaults until the head has saved his own. */
export async function readClinicSetting(reader: RecordReader, puskesmas: string): Promise<ClinicSetting> {
  const record = await reader.get('clinic-setting', clinicSettingId(puskesmas))
  return record?.state === 'live' ? record.data : DEFAULT_CLINIC_SETTING
}

/**
 * The letterhead of a stream's place. The head's name falls back to the one of the pharmacy's papers and the town to the
 * kelurahan, so that a paper of a house that has set nothing is complete all the same.
 */
export async function readLetterhead(reader: RecordReader, stream: string): Promise<Letterhead> {
  const id = parseStream(stream)?.place ?? ''
  const place = (await reader.get('facility', id))?.data
  const puskesmasId = place?.type === 'puskesmas' ? id : (place?.parentId ?? '')
  const [puskesmas, setting, pharmacy] = await Promise.all([reader.get('facility', puskesmasId), readClinicSetting(reader, puskesmasId), reader.get('pharmacy-setting', pharmacySettingId(puskesmasId))])
  const { agency, address, contact, town } = setting.letterhead
  const head = setting.head.name.trim() === '' ? (pharmacy?.data.head ?? setting.head) : setting.head
  return { agency, address, contact, town: town.trim() || (place?.kelurahan ?? ''), head, puskesmas: puskesmas?.data.name ?? '', place: place?.name ?? id }
}

/** '17 Desember 2025', as papers date themselves. */
export const formatLongDay = (day: Day): string => `${parts(day)[2]} ${formatMonth(day)}`
