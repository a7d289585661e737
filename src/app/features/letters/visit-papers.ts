import type { VisitData } from '#domain/records/visit.ts'
import { directionsOfSigna, directionsText } from '#domain/rules/pharmacy/signa.ts'
import type { RecordReader } from '#app/db/record-store.ts'
import { openFollowUpsOf } from '#app/shared/follow-ups.ts'
import { formatLongDay, readLetterhead, type Letterhead } from '#app/shared/letterhead.ts'
import type { Patient, Visit } from './letters.ts'
import { effectiveOf } from './prefill.ts'

/** A signed visit with all that its papers say. `handed` is null where this account holds no stock and cannot know. */
export interface VisitFile {
  readonly visit: Visit
  readonly patient: Patient | undefined
  readonly head: Letterhead
  readonly diagnoses: VisitData['diagnoses']
  readonly handed: ReadonlyMap<string, number> | null
  /** The day of the follow-up that the visit asked for; '' where none is open. */
  readonly due: string
}

export async function readVisitFile(reader: RecordReader, id: string, holdsStock: boolean): Promise<VisitFile | null> {
  const visit = await reader.get('visit', id)
  if (!visit) return null
  const [patient, head, diagnoses, movements, followUps] = await Promise.all([
    reader.get('patient', visit.data.patientId), readLetterhead(reader, visit.stream), effectiveOf(reader, visit),
    holdsStock ? reader.byKey('stock-movement', 'visit', id) : [], openFollowUpsOf(reader, visit.data.patientId),
  ])
  const handed = new Map<string, number>()
  for (const { state, data } of movements) if (state === 'live') handed.set(data.drugId, (handed.get(data.drugId) ?? 0) - data.quantity)
  const due = followUps.find(one => one.data.visitId === id)?.data.due
  return { visit, patient, head, diagnoses, handed: holdsStock ? handed : null, due: due ? formatLongDay(due) : '' }
}

const ROMAN = [[1000, 'M'], [900, 'CM'], [500, 'D'], [400, 'CD'], [100, 'C'], [90, 'XC'], [50, 'L'], [40, 'XL'], [10, 'X'], [9, 'IX'], [5, 'V'], [4, 'IV'], [1, 'I']] as const

/** Quantities of a prescription stand in Roman figures, which nobody lengthens by a stroke unseen: 10 is X, 14 is XIV. */
export function roman(count: number): string {
  let [rest, text] = [count, '']
  for (const [value, figure] of ROMAN) for (; rest >= value; rest -= value) text += figure
  return text
}

/** Who makes a copy. */
export interface Copier { readonly name: string; readonly sip: string }

export type Given = { readonly kind: 'det' | 'nedet' | 'unknown' } | { readonly kind: 'did'; readonly count: number }
export interface CopyLine { readonly drug: string; readonly count: number; readonly unit: string; readonly signa: string; readonly given: Given }

/** The lines of a prescription with what was handed out of each: a drug that stands twice fills its lines from the top. */
export function copyLines(prescription: VisitData['prescription'], handed: ReadonlyMap<string, number> | null): CopyLine[] {
  const left = new Map(handed)
  return prescription.map(line => {
    const count = Math.max(0, Math.min(line.quantity, left.get(line.drugId) ?? 0))
    left.set(line.drugId, (left.get(line.drugId) ?? 0) - count)
    const given: Given = handed === null ? { kind: 'unknown' } : count === line.quantity ? { kind: 'det' } : count === 0 ? { kind: 'nedet' } : { kind: 'did', count }
    return { drug: line.drug, count: line.quantity, unit: line.unit, signa: line.signa, given }
  })
}

/** "3 kali sehari 1 tablet, sesudah makan": what is written in short forms, in words a patient reads; as written where it cannot be read. */
export function plainSigna(signa: string, unit: string): string {
  const directions = directionsOfSigna(signa, unit)
  return directions && (directions.dose !== '' || directions.perDay === 0) ? directionsText(directions) : signa
}
