import type { CheckContext, Lookup, RuleBreak } from '../../core/record.ts'
import type { ClinicSetting } from '../../records/clinic-setting.ts'
import type { DrugData } from '../../records/drug.ts'
import type { StaffData } from '../../records/staff.ts'
import type { VisitData } from '../../records/visit.ts'
import { matchAllergy } from './allergy.ts'
import { mayPrescribe } from './licence-gate.ts'

const SETTING: Lookup = { kind: 'clinic-setting', above: 'klinik-' }

/**
 * What tablet and server both hold against the prescription of a visit that is being signed.
 *
 * Only two things: a drug that matches an allergy named in this very visit without a reason (BR-44, by the names and families
 * in code), and a class that the signer's profession may not prescribe. The table of interactions and warnings is asked on
 * the tablet alone: it grows with the app, an old tablet works offline for weeks with an older one, and a visit that was
 * right by the table in front of its author must not be put aside because the server's has a new row. What the author saw
 * and why he went on is in the line's `reasons`. For the same cause the families in allergy.ts stay as they are; new
 * kinships go to CROSSING, which is the tablet's as well.
 *
 * Asked when the visit is signed and not again: settling a conflict later, or a class that the head closed meanwhile, does
 * not undo what was signed. A drug the catalogue does not hold is nobody's class.
 */
export function prescriptionBreaks(data: VisitData, context: CheckContext<VisitData>): RuleBreak[] {
  if (!data.signature || context.before?.signature) return []
  const substances = data.allergy?.answer === 'ada' ? data.allergy.substances.split(/[,;]/).map(text => text.trim()).filter(text => text !== '') : []
  const signer = context.found({ kind: 'staff', id: data.signature.by })[0]?.data as unknown as StaffData | undefined
  const setting = context.found(SETTING).find(found => found.state === 'live')?.data as unknown as ClinicSetting | undefined
  return data.prescription.flatMap((line, index): RuleBreak[] => {
    const field = `prescription.${index}`
    const drug = context.found({ kind: 'drug', id: line.drugId })[0]?.data as unknown as DrugData | undefined
    const breaks: RuleBreak[] = []
    const substance = matchAllergy(line.drug, substances)
    if (substance !== null && !line.allergyReason?.trim()) breaks.push({ rule: 'BR-44', field, detail: { substance, drug: line.drug } })
    if (drug && signer && !mayPrescribe(signer.profession, drug, setting ?? null)) breaks.push({ rule: 'licence-gate', field, policy: true, detail: { class: drug.class, profession: signer.profession } })
    return breaks
  })
}
