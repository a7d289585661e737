import { addDays, ageInMonths, type Day } from '../../../core/day.ts'
import type { PatientData } from '../../../records/patient.ts'
import type { VisitData } from '../../../records/visit.ts'
import { parseSigna } from '../../pharmacy/signa.ts'

/** Medicine of an earlier prescription that should still be taken. */
export interface RunningMedicine { readonly drugId: string; readonly name: string; readonly until: Day }

/** What is known of a patient that medicine has to fit. */
export interface PatientFacts {
  readonly bornOn: Day | null
  readonly on: Day
  readonly pregnant: boolean
  /** Completed weeks; null where nobody wrote them down. */
  readonly weeks: number | null
  readonly breastfeeding: boolean
  readonly weightKg: number | null
  readonly allergies: readonly string[]
  /** ICD-10 codes of the visit, the primary one first. */
  readonly diagnoses: readonly string[]
  /** Earlier illnesses and regular medicine, as they were written down. */
  readonly past: string
  readonly routine: string
  readonly running: readonly RunningMedicine[]
}

export const monthsOf = (facts: Pick<PatientFacts, 'bornOn' | 'on'>): number | null => (facts.bornOn === null ? null : ageInMonths(facts.bornOn, facts.on))

/** Two days short of its end nobody calls a refill doubling. */
const GRACE_DAYS = 2

/** Lines of the last visit whose days are not over; a line without days runs for none. */
export function runningMedicine(last: Pick<VisitData, 'on' | 'prescription'> | null, on: Day): RunningMedicine[] {
  if (!last) return []
  return last.prescription.flatMap(line => {
    const read = parseSigna(line.signa, line.unit)
    const days = line.days ?? read?.days ?? null
    if (days === null) return []
    const until = addDays(last.on, days - 1)
    return addDays(until, -GRACE_DAYS) >= on ? [{ drugId: line.drugId, name: line.drug, until }] : []
  })
}

/** The facts that a visit as it stands holds of its patient. */
export function factsOfVisit(
  visit: VisitData, patient: Pick<PatientData, 'birth' | 'sex'> | undefined, known: { readonly allergies: readonly string[]; readonly last: Pick<VisitData, 'on' | 'prescription'> | null; readonly weightKg?: number | null },
): PatientFacts {
  const isWoman = patient?.sex !== 'L'
  return {
    bornOn: patient?.birth.on ?? null, on: visit.on, pregnant: isWoman && visit.pregnant, weeks: isWoman && visit.pregnant ? (visit.pregnancy?.weeks ?? null) : null,
    breastfeeding: isWoman && (visit.pregnancy?.breastfeeding ?? false), weightKg: visit.vitals.berat ?? known.weightKg ?? null, allergies: known.allergies,
    diagnoses: visit.diagnoses.map(one => one.code), past: visit.background?.past ?? '', routine: visit.background?.medicine ?? '', running: runningMedicine(known.last, visit.on),
  }
}
