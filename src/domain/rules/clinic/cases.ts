import type { Day } from '../../core/day.ts'
import type { VisitData } from '../../records/visit.ts'
import type { NumberedVisit } from './visit-numbers.ts'

export type CaseKind = NonNullable<VisitData['diagnoses'][number]['case']>

/** The disease of a code: its category, so that a complication of a known diabetes is no new diabetes. */
const diseaseOf = (code: string): string => code.slice(0, 3)

/**
 * Whether a diagnosis is a new case or one already counted (LB1): a chronic disease that the patient was already signed with
 * in the same calendar year is "lama"; everything else is a new episode, "baru". `earlier` are the patient's other visits up
 * to that day; voided, unsigned and later ones among them do not count.
 */
export function caseOf(code: string, chronic: boolean, earlier: Iterable<NumberedVisit>, on: Day): CaseKind {
  if (!chronic) return 'baru'
  for (const { state, data } of earlier) {
    if (state === 'void' || !data.signature || data.on > on || data.on.slice(0, 4) !== on.slice(0, 4)) continue
    if (data.diagnoses.some(known => diseaseOf(known.code) === diseaseOf(code))) return 'lama'
  }
  return 'baru'
}
