import type { CheckContext, RuleBreak } from '../../core/record.ts'
import type { PatientData } from '../../records/patient.ts'
import type { StaffData } from '../../records/staff.ts'
import type { VisitData } from '../../records/visit.ts'
import { prescriptionBreaks } from './prescription-rules.ts'
import { assessVitals, missingHalf, needsPlan } from './vitals.ts'
import { limitsWith, VITAL_TABLE, type LimitsSetting } from './vital-limits.ts'

/**
 * What a visit must keep. A draft may be incomplete; a signed one is complete (BR-41): complaint, allergy answer, at least
 * one ICD-10 whose first is no external cause (BR-51), values that a person can have and a plan for those that alarm
 * (BR-42), a reason for a referral (BR-52), and a signer who wrote it and whose SIP is valid on the day of signing.
 */
export function checkVisit(data: VisitData, context: CheckContext<VisitData>): RuleBreak[] {
  if (!data.signature) return []
  return [...contentBreaks(data), ...vitalBreaks(data, context), ...prescriptionBreaks(data, context), ...signerBreaks(data, data.signature, context)]
}

function contentBreaks(data: VisitData): RuleBreak[] {
  const breaks: RuleBreak[] = []
  if (data.complaint.trim() === '') breaks.push({ rule: 'BR-41', field: 'complaint' })
  if (!data.allergy) breaks.push({ rule: 'BR-41', field: 'allergy' })
  else if (data.allergy.answer === 'ada' && data.allergy.substances.trim() === '') breaks.push({ rule: 'BR-41', field: 'allergy.substances' })
  const [primary] = data.diagnoses
  if (!primary) breaks.push({ rule: 'BR-41', field: 'diagnoses' })
  else if (isExternalCause(primary.code)) breaks.push({ rule: 'BR-51', field: 'diagnoses', detail: { code: primary.code } })
  if (needsTacc(data.outcome)) breaks.push({ rule: 'BR-52', field: 'outcome.tacc' })
  return breaks
}

/**
 * Whether a way out still lacks its reason (BR-52): a referral that is not for a specialist's work says which of Time, Age,
 * Complication and Comorbidity asks for it. An emergency is referred without asking.
 */
export function needsTacc(outcome: VisitData['outcome']): boolean {
  return outcome?.how === 'rujuk' && !outcome.specialistic && outcome.tacc.length === 0
}

/** V, W, X and Y codes say how a harm came about; they accompany a diagnosis and never are one (BR-51). */
export const isExternalCause = (code: string): boolean => /^[V-Y]/.test(code)

function vitalBreaks(data: VisitData, context: CheckContext<VisitData>): RuleBreak[] {
  const patient = context.found({ kind: 'patient', id: data.patientId })[0]?.data as unknown as PatientData | undefined
  const subject = { bornOn: patient?.birth.on ?? null, on: data.on, sex: patient?.sex ?? 'P', pregnant: data.pregnant }
  const setting = context.found({ kind: 'clinic-setting', above: 'klinik-' })[0]?.data as unknown as LimitsSetting | undefined
  const assessed = assessVitals(data.vitals, subject, limitsWith(setting))
  const breaks: RuleBreak[] = assessed
    .filter(one => one.refused !== null)
    .map(one => ({ rule: 'BR-42', field: `vitals.${one.item}`, detail: { kind: one.refused?.kind ?? '', value: one.value } }))
  // A visit signed before this was asked can still be settled.
  const half = context.before?.signature ? null : missingHalf(data.vitals, data.felt === true)
  if (half) breaks.push({ rule: 'BR-42', field: `vitals.${half}`, detail: { kind: 'other-half' } })
  if (needsPlan(assessed, data) && !data.alarmPlan?.trim()) {
    // By the house's limits every tablet knew; by the head's own it may have been away when he set them.
    const byHouse = needsPlan(assessVitals(data.vitals, subject, VITAL_TABLE), data)
    breaks.push({ rule: 'BR-42', field: 'alarmPlan', ...(byHouse ? {} : { policy: true as const }) })
  }
  return breaks
}

function signerBreaks(data: VisitData, signature: NonNullable<VisitData['signature']>, context: CheckContext<VisitData>): RuleBreak[] {
  // Settling a conflict on a visit that is already signed is the supervisor's act; the signature stays its author's.
  const signing = !context.before?.signature
  if (signature.by !== data.author || (signing && signature.by !== context.actor)) return [{ rule: 'BR-41', field: 'signature.by' }]
  const signer = context.found({ kind: 'staff', id: signature.by })[0]?.data as unknown as StaffData | undefined
  if (!signing) return []
  return sipHolds(signer, signature.on) ? [] : [{ rule: 'BR-41', field: 'signature.sip', detail: { expiresOn: signer?.sip?.expiresOn ?? null } }]
}

/** Whether a member of staff may sign on a day: a practice licence that is valid through its last day. */
export function sipHolds(signer: Pick<StaffData, 'sip'> | undefined, on: string): boolean {
  const sip = signer?.sip ?? null
  return sip !== null && sip.expiresOn >= on
}
