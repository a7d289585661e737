import type { Json } from '#domain/core/json.ts'
import type { Day } from '#domain/core/day.ts'
import type { OUTCOMES, TACC, VisitData } from '#domain/records/visit.ts'
import { emptyPayment, type PaymentForm } from '#app/shared/pharmacy/payment.ts'
import { linesOfPrescription, prescriptionOf, wholeLine, type DrugNames, type PrescriptionForm } from './prescription-form.ts'
import { readNumber } from './typed-number.ts'
import { beyondOf, emptyVitals, formOfVitals, measuredOf, type VitalsForm } from './vitals-form.ts'

export type Outcome = (typeof OUTCOMES)[number]
export type Tacc = (typeof TACC)[number]
export type CaseKind = 'baru' | 'lama'
/** A diagnosis as chosen; `case` only where the preset was changed by hand. */
export interface DiagnosisForm { code: string; name: string; case?: CaseKind }
export interface Background { past: string; family: string; medicine: string }
export interface OutcomeForm { how: '' | Outcome; specialistic: boolean; tacc: Tacc[]; to: string; note: string }

/** The visit as it is being written: texts as typed, so that nothing is lost or bent before it is checked. */
export interface VisitForm extends PrescriptionForm, VitalsForm {
  /** Set when the page first opens: the visit belongs to that day even if it is signed after midnight. */
  on: Day
  time: string
  /** The line of the queue this visit comes from, and who measured there. */
  arrivalId: string | null
  measuredBy: { name: string; time: string } | null
  payer: '' | 'umum' | 'jkn'
  complaint: string
  history: string
  background: Background
  allergyAnswer: '' | 'ada' | 'tidak-ada' | 'tidak-tahu'
  substances: string
  weeks: string
  breastfeeding: boolean
  alarmSeen: boolean
  alarmPlan: string
  examination: string
  diagnoses: DiagnosisForm[]
  procedures: { name: string; note: string }[]
  education: string[]
  outcome: OutcomeForm
  plan: string
}

export function emptyVisitForm(on: Day, time: string): VisitForm {
  return {
    on, time, arrivalId: null, measuredBy: null, payer: '', complaint: '', history: '', background: { past: '', family: '', medicine: '' }, allergyAnswer: '', substances: '',
    ...emptyVitals(), weeks: '', breastfeeding: false, alarmSeen: false, alarmPlan: '', examination: '', diagnoses: [], procedures: [], education: [],
    lines: [], payment: emptyPayment(), outcome: { how: '', specialistic: false, tacc: [], to: '', note: '' }, plan: '',
  }
}

/** What stands in fields that a version-2 visit did not have; a field that was left empty is not written. */
function newerFields(form: VisitForm): Partial<VisitData> {
  const background = { past: form.background.past.trim(), family: form.background.family.trim(), medicine: form.background.medicine.trim() }
  const weeks = form.pregnant ? readNumber(form.weeks) : null
  const procedures = form.procedures.flatMap(one => (one.name.trim() === '' ? [] : [{ name: one.name.trim(), note: one.note.trim() }]))
  const education = form.education.map(text => text.trim()).filter(text => text !== '')
  const beyond = beyondOf(form)
  const { how, specialistic, tacc, to, note } = form.outcome
  const isReferral = how === 'rujuk' || how === 'rujuk-darurat'
  return {
    ...(form.arrivalId === null ? {} : { arrivalId: form.arrivalId }),
    ...(form.payer === '' ? {} : { payer: form.payer }),
    ...(Object.values(background).some(text => text !== '') ? { background } : {}),
    ...(form.pregnant || form.breastfeeding ? { pregnancy: { weeks: typeof weeks === 'number' ? weeks : null, breastfeeding: form.breastfeeding } } : {}),
    ...(beyond ? { beyond } : {}),
    ...(form.felt && form.vitals.diastolik.trim() === '' && form.vitals.sistolik.trim() !== '' ? { felt: true } : {}),
    ...(form.consciousness === '' ? {} : { consciousness: form.consciousness }),
    ...(procedures.length > 0 ? { procedures } : {}),
    ...(education.length > 0 ? { education } : {}),
    ...(how === '' ? {} : { outcome: { how, specialistic: isReferral && specialistic, tacc: how === 'rujuk' && !specialistic ? [...tacc] : [], to: isReferral ? to.trim() : '', note: note.trim() } }),
  }
}

/** The visit's record from the form, unsigned. `presetOf` says which case a diagnosis is where nobody said otherwise. */
export function visitOfForm(form: VisitForm, patientId: string, author: string, drugs: DrugNames, presetOf?: (code: string) => CaseKind): VisitData {
  return {
    patientId, on: form.on, time: form.time, author,
    complaint: form.complaint.trim(), history: form.history.trim(),
    allergy: form.allergyAnswer === '' ? null : { answer: form.allergyAnswer, substances: form.allergyAnswer === 'ada' ? form.substances.trim() : '' },
    vitals: measuredOf(form), pregnant: form.pregnant,
    alarmPlan: form.alarmPlan.trim() === '' ? null : form.alarmPlan.trim(),
    examination: form.examination.trim(),
    diagnoses: form.diagnoses.map(one => {
      const kind = one.case ?? presetOf?.(one.code)
      return { code: one.code, name: one.name, ...(kind ? { case: kind } : {}) }
    }),
    prescription: prescriptionOf(form.lines, drugs),
    plan: form.plan.trim(), signature: null, ...newerFields(form),
  }
}

/** A patch leaves out what is absent, so a field that was emptied since the draft is written empty. */
export function emptiedSince(before: VisitData | undefined, data: VisitData): VisitData {
  if (!before) return data
  const empty: Partial<VisitData> = { background: { past: '', family: '', medicine: '' }, pregnancy: { weeks: null, breastfeeding: false }, beyond: {}, felt: false, procedures: [], education: [] }
  const gone = Object.entries(empty).filter(([key]) => key in before && !(key in data))
  return { ...data, ...(Object.fromEntries(gone) as Partial<VisitData>) }
}

/** The form of a saved draft. */
export function formOfVisit(visit: VisitData): VisitForm {
  return {
    ...formOfVitals(visit.vitals, { beyond: visit.beyond, consciousness: visit.consciousness, pregnant: visit.pregnant, felt: visit.felt }),
    on: visit.on, time: visit.time, arrivalId: visit.arrivalId ?? null, measuredBy: null, payer: visit.payer ?? '', complaint: visit.complaint, history: visit.history,
    background: { past: '', family: '', medicine: '', ...visit.background },
    allergyAnswer: visit.allergy?.answer ?? '', substances: visit.allergy?.substances ?? '',
    weeks: visit.pregnancy?.weeks ? String(visit.pregnancy.weeks) : '', breastfeeding: visit.pregnancy?.breastfeeding ?? false,
    alarmSeen: visit.alarmPlan !== null, alarmPlan: visit.alarmPlan ?? '',
    examination: visit.examination, diagnoses: visit.diagnoses.map(({ code, name, case: kind }) => ({ code, name, ...(kind ? { case: kind } : {}) })),
    procedures: (visit.procedures ?? []).map(one => ({ ...one })), education: [...(visit.education ?? [])],
    lines: linesOfPrescription(visit.prescription), payment: emptyPayment(),
    outcome: visit.outcome ? { ...visit.outcome, tacc: [...visit.outcome.tacc] } : { how: '', specialistic: false, tacc: [], to: '', note: '' },
    plan: visit.plan,
  }
}

/** What a follow-up repeats from the visit before: all that is known and ordered again, nothing that must be measured or asked anew. */
export function repeatVisit(form: VisitForm, before: VisitData): void {
  const earlier = formOfVisit(before)
  form.allergyAnswer = earlier.allergyAnswer
  form.substances = earlier.substances
  if (before.background) form.background = earlier.background
  form.diagnoses = earlier.diagnoses.map(({ code, name }) => ({ code, name }))
  form.lines = earlier.lines
  form.education = earlier.education
  form.plan = earlier.plan
  if (form.vitals.tinggi === '') form.vitals.tinggi = earlier.vitals.tinggi
}

const isObject = (value: unknown): value is Record<string, unknown> => value !== null && typeof value === 'object' && !Array.isArray(value)

/** A kept form laid over an empty one: a page of an older version may have kept fewer fields, in groups too. */
export function restoreForm(kept: Json, empty: VisitForm): VisitForm {
  if (!isObject(kept)) return empty
  const over = <T extends object>(key: keyof VisitForm, group: T): T => (isObject(kept[key]) ? { ...group, ...(kept[key] as Partial<T>) } : group)
  const list = <T>(key: keyof VisitForm, own: T[]): T[] => (Array.isArray(kept[key]) ? (kept[key] as T[]) : own)
  return {
    ...empty, ...(kept as Partial<VisitForm>),
    vitals: over('vitals', empty.vitals), beyond: over('beyond', empty.beyond), background: over('background', empty.background), outcome: over('outcome', empty.outcome),
    payment: over<PaymentForm>('payment', empty.payment), added: list('added', empty.added), diagnoses: list('diagnoses', empty.diagnoses), lines: list('lines', empty.lines).map(wholeLine),
    procedures: list('procedures', empty.procedures), education: list('education', empty.education),
  }
}
