import type { Json } from '#domain/core/json.ts'
import type { Day } from '#domain/core/day.ts'
import { emptyPayment, type PaymentForm } from '#app/shared/pharmacy/payment.ts'
import { VITAL_ITEMS, type VisitData, type VitalItem } from '#domain/records/visit.ts'
import { linesOfPrescription, prescriptionOf, type DrugNames, type PrescriptionForm } from './prescription-form.ts'
import { numberText, readNumber } from './typed-number.ts'

/** The visit as it is being written: texts as typed, so that nothing is lost or bent before it is checked. */
export interface VisitForm extends PrescriptionForm {
  /** Set when the page first opens: the visit belongs to that day even if it is signed after midnight. */
  on: Day
  time: string
  complaint: string
  history: string
  allergyAnswer: '' | 'ada' | 'tidak-ada' | 'tidak-tahu'
  substances: string
  vitals: Record<VitalItem, string>
  pregnant: boolean
  alarmSeen: boolean
  alarmPlan: string
  examination: string
  diagnoses: { code: string; name: string }[]
  plan: string
}

const noVitals = (): Record<VitalItem, string> => Object.fromEntries(VITAL_ITEMS.map(item => [item, ''])) as Record<VitalItem, string>

export function emptyVisitForm(on: Day, time: string): VisitForm {
  return {
    on, time, complaint: '', history: '', allergyAnswer: '', substances: '', vitals: noVitals(), pregnant: false,
    alarmSeen: false, alarmPlan: '', examination: '', diagnoses: [], lines: [], payment: emptyPayment(), plan: '',
  }
}

/** The measured values that are numbers. What can't be read is left out here and named by the checks. */
export function measured(form: VisitForm): Partial<Record<VitalItem, number>> {
  const values: Partial<Record<VitalItem, number>> = {}
  for (const item of VITAL_ITEMS) {
    const value = readNumber(form.vitals[item])
    if (typeof value === 'number') values[item] = value
  }
  return values
}

/** Body mass index in kg/m², one decimal, or `null` without both values. */
export function bodyMassIndex(weightKg: number | undefined, heightCm: number | undefined): number | null {
  if (!weightKg || !heightCm) return null
  return Math.round((weightKg / (heightCm / 100) ** 2) * 10) / 10
}

/** The visit's record from the form, unsigned. */
export function visitOfForm(form: VisitForm, patientId: string, author: string, drugs: DrugNames): VisitData {
  return {
    patientId, on: form.on, time: form.time, author,
    complaint: form.complaint.trim(), history: form.history.trim(),
    allergy: form.allergyAnswer === '' ? null : { answer: form.allergyAnswer, substances: form.allergyAnswer === 'ada' ? form.substances.trim() : '' },
    vitals: measured(form), pregnant: form.pregnant,
    alarmPlan: form.alarmPlan.trim() === '' ? null : form.alarmPlan.trim(),
    examination: form.examination.trim(), diagnoses: form.diagnoses.map(({ code, name }) => ({ code, name })),
    prescription: prescriptionOf(form.lines, drugs),
    plan: form.plan.trim(), signature: null,
  }
}

/** The form of a saved draft. */
export function formOfVisit(visit: VisitData): VisitForm {
  const vitals = noVitals()
  for (const item of VITAL_ITEMS) {
    const value = visit.vitals[item]
    if (value !== undefined) vitals[item] = numberText(value)
  }
  return {
    on: visit.on, time: visit.time, complaint: visit.complaint, history: visit.history,
    allergyAnswer: visit.allergy?.answer ?? '', substances: visit.allergy?.substances ?? '',
    vitals, pregnant: visit.pregnant, alarmSeen: visit.alarmPlan !== null, alarmPlan: visit.alarmPlan ?? '',
    examination: visit.examination, diagnoses: visit.diagnoses.map(item => ({ ...item })),
    lines: linesOfPrescription(visit.prescription),
    payment: emptyPayment(), plan: visit.plan,
  }
}

/** What a follow-up repeats from the visit before: allergy answer, diagnoses, medicine. Nothing that must be measured anew. */
export function repeatVisit(form: VisitForm, before: VisitData): void {
  const earlier = formOfVisit(before)
  form.allergyAnswer = earlier.allergyAnswer
  form.substances = earlier.substances
  form.diagnoses = earlier.diagnoses
  form.lines = earlier.lines
  if (form.vitals.tinggi === '') form.vitals.tinggi = earlier.vitals.tinggi
}

const isObject = (value: unknown): value is Record<string, unknown> => value !== null && typeof value === 'object' && !Array.isArray(value)

/** A kept form laid over an empty one: a page of an older version may have kept fewer fields. */
export function restoreForm(kept: Json, empty: VisitForm): VisitForm {
  if (!isObject(kept)) return empty
  const vitals = isObject(kept['vitals']) ? kept['vitals'] : {}
  return {
    ...empty, ...(kept as Partial<VisitForm>), vitals: { ...empty.vitals, ...(vitals as Partial<Record<VitalItem, string>>) },
    payment: isObject(kept['payment']) ? { ...empty.payment, ...(kept['payment'] as Partial<PaymentForm>) } : empty.payment,
  }
}

/** Whether anything was typed that is worth keeping. */
export function isUntouched(form: VisitForm): boolean {
  return JSON.stringify({ ...form, on: '', time: '' }) === JSON.stringify({ ...emptyVisitForm('2000-01-01' as Day, ''), on: '', time: '' })
}
