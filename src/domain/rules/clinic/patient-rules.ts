import type { CheckContext, RuleBreak } from '../../core/record.ts'
import type { PatientData } from '../../records/patient.ts'

/** BR-07: a patient without a NIK needs a reason. */
export function checkPatient(data: PatientData, _context: CheckContext<PatientData>): RuleBreak[] {
  const { nik, noNikReason } = data.identity
  return nik === null && noNikReason.trim() === '' ? [{ rule: 'BR-07', field: 'identity' }] : []
}
