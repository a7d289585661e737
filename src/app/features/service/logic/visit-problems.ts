import type { CheckContext } from '#domain/core/record.ts'
import { VITAL_ITEMS, type VisitData, type VitalItem } from '#domain/records/visit.ts'
import { missingHalf, type VitalAssessment } from '#domain/rules/clinic/vitals.ts'
import { checkVisit, isExternalCause } from '#domain/rules/clinic/visit-rules.ts'
import { PRESCRIPTION_ORDER, type PrescriptionProblem } from './prescription-problems.ts'
import { readNumber } from './typed-number.ts'
import { measuredOf } from './vitals-form.ts'
import type { DiagnosisForm, VisitForm } from './visit-form.ts'

export type VisitProblem =
  | 'need-complaint' | 'need-allergy' | 'need-substances' | 'need-diagnosis' | 'external-primary' | 'alarm-needs' | 'need-systole' | 'need-diastole' | 'need-tacc' | 'weeks-range'
  | 'no-number' | 'out-of-range' | 'diastole-above' | 'sip-missing' | 'sip-expired'
  | PrescriptionProblem | 'other'

/** One thing to put right; `field` is the name of the field it stands at, `vital` or `line` say which of several. */
export interface ProblemAt { readonly field: string; readonly problem: VisitProblem; readonly vital?: VitalItem; readonly line?: number }

/** Values that can't stand, whether the visit is signed or kept as a draft: a draft may be unfinished, never garbled. */
export function garbledProblems(form: VisitForm, assessed: readonly VitalAssessment[]): ProblemAt[] {
  const unreadable = VITAL_ITEMS.filter(item => readNumber(form.vitals[item]) === undefined)
    .map((vital): ProblemAt => ({ field: vital, problem: 'no-number', vital }))
  const refused = assessed.flatMap((one): ProblemAt[] => {
    if (one.refused === null) return []
    return one.refused.kind === 'out-of-range'
      ? [{ field: one.item, problem: 'out-of-range', vital: one.item }]
      : [{ field: 'diastolik', problem: 'diastole-above', vital: 'diastolik' }]
  })
  const weeks = form.pregnant ? readNumber(form.weeks) : null
  const isWeeks = weeks === null || (weeks !== undefined && Number.isInteger(weeks) && weeks >= 1 && weeks <= 45)
  return [...unreadable, ...refused, ...(isWeeks ? [] : [{ field: 'weeks', problem: 'weeks-range' } as const])]
}

/** Half a blood pressure is asked for before the signature (BR-42). */
export function halfProblems(form: VisitForm): ProblemAt[] {
  const half = missingHalf(measuredOf(form), form.felt)
  return half && form.vitals[half].trim() === '' ? [{ field: half, problem: half === 'sistolik' ? 'need-systole' : 'need-diastole', vital: half }] : []
}

const FIELDS: Readonly<Record<string, readonly [string, VisitProblem]>> = {
  'complaint': ['complaint', 'need-complaint'], 'allergy': ['allergy', 'need-allergy'], 'allergy.substances': ['substances', 'need-substances'],
  'diagnoses': ['diagnosis', 'need-diagnosis'], 'alarmPlan': ['alarmPlan', 'alarm-needs'],
}

/** What keeps a visit from being signed: the record's own rules (BR-41, BR-42, BR-51, BR-52), as fields of the page. */
export function signingProblems(signed: VisitData, context: CheckContext<VisitData>): ProblemAt[] {
  return checkVisit(signed, context).flatMap((broken): ProblemAt[] => {
    const field = broken.field ?? ''
    if (field.startsWith('vitals.')) return [] // garbledProblems names these, with what can't be read at all
    if (field.startsWith('prescription')) return [] // so does the prescription, at its lines
    if (broken.rule === 'BR-51') return [{ field: 'diagnosis', problem: 'external-primary' }]
    if (broken.rule === 'BR-52') return [{ field: 'tacc', problem: 'need-tacc' }]
    if (field === 'signature.sip') return [{ field: 'sign', problem: broken.detail?.['expiresOn'] ? 'sip-expired' : 'sip-missing' }]
    const known = FIELDS[field]
    return [known ? { field: known[0], problem: known[1] } : { field: field || 'sign', problem: 'other' }]
  })
}

/** The order of fields on the page, so that the summary reads from top to bottom. */
const ORDER: readonly string[] = ['complaint', 'allergy', 'substances', ...VITAL_ITEMS, 'weeks', 'alarmPlan', 'diagnosis', ...PRESCRIPTION_ORDER, 'tacc', 'sign']
export function inPageOrder(problems: readonly ProblemAt[]): ProblemAt[] {
  const place = (problem: ProblemAt): number => {
    const index = ORDER.indexOf(problem.field.replace(/-\d+$/, ''))
    return (index < 0 ? ORDER.length : index) * 100 + (problem.line ?? 0)
  }
  return [...problems].sort((a, b) => place(a) - place(b))
}

/** Adds a diagnosis once; an external cause never takes the first place from a real one (BR-51). */
export function withDiagnosis(diagnoses: readonly DiagnosisForm[], added: DiagnosisForm): DiagnosisForm[] {
  if (diagnoses.some(one => one.code === added.code)) return [...diagnoses]
  const [first] = diagnoses
  return first && isExternalCause(first.code) && !isExternalCause(added.code) ? [added, ...diagnoses] : [...diagnoses, added]
}
