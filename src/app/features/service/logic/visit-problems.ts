import type { CheckContext } from '#domain/core/record.ts'
import { VITAL_ITEMS, type VisitData, type VitalItem } from '#domain/records/visit.ts'
import type { VitalAssessment } from '#domain/rules/clinic/vitals.ts'
import { checkVisit, isExternalCause } from '#domain/rules/clinic/visit-rules.ts'
import { paymentOf } from '#app/shared/pharmacy/payment.ts'
import { readNumber, type VisitForm } from './visit-form.ts'

export type VisitProblem =
  | 'need-complaint' | 'need-allergy' | 'need-substances' | 'need-diagnosis' | 'external-primary' | 'alarm-needs'
  | 'no-number' | 'out-of-range' | 'diastole-above' | 'sip-missing' | 'sip-expired'
  | 'need-drug' | 'same-drug' | 'whole-quantity' | 'shortage' | 'need-signa' | 'need-allergy-reason' | 'no-price' | 'not-allowed' | 'paid-short' | 'other'

/** One thing to put right; `field` is the name of the field it stands at, `vital` or `line` say which of several. */
export interface ProblemAt { readonly field: string; readonly problem: VisitProblem; readonly vital?: VitalItem; readonly line?: number }

/** Values that can't stand, whether the visit is signed or kept as a draft: a draft may be unfinished, never garbled. */
export function vitalProblems(form: VisitForm, assessed: readonly VitalAssessment[]): ProblemAt[] {
  const unreadable = VITAL_ITEMS.filter(item => readNumber(form.vitals[item]) === undefined)
    .map((vital): ProblemAt => ({ field: vital, problem: 'no-number', vital }))
  const refused = assessed.flatMap((one): ProblemAt[] => {
    if (one.refused === null) return []
    return one.refused.kind === 'out-of-range'
      ? [{ field: one.item, problem: 'out-of-range', vital: one.item }]
      : [{ field: 'diastolik', problem: 'diastole-above', vital: 'diastolik' }]
  })
  return [...unreadable, ...refused]
}

/**
 * A line as the page knows it: what can be handed out of its fund, the allergy its drug matches, the price of one unit of
 * cooperative stock (null without one), and whether this pustu may not have the drug (BR-38).
 */
export interface LineFacts { readonly available: number; readonly allergy: string | null; readonly unitPrice?: number | null; readonly isForbidden?: boolean }

/** Lines of the prescription that are unfinished, doubled, or ask for more than there is. */
export function lineProblems(form: VisitForm, facts: readonly LineFacts[]): ProblemAt[] {
  const seen = new Set<string>()
  return form.lines.flatMap((line, index): ProblemAt[] => {
    const at = (field: string, problem: VisitProblem): ProblemAt => ({ field: `${field}-${index}`, problem, line: index })
    if (line.drugId === '') return [at('drug', 'need-drug')]
    const found: ProblemAt[] = []
    const key = `${line.drugId}|${line.source}`
    if (seen.has(key)) found.push(at('drug', 'same-drug'))
    else if (facts[index]?.isForbidden) found.push(at('drug', 'not-allowed'))
    seen.add(key)
    if (line.source === 'koperasi' && facts[index]?.unitPrice === null) found.push(at('source', 'no-price'))
    const quantity = readNumber(line.quantity)
    if (!quantity || !Number.isSafeInteger(quantity) || quantity <= 0) found.push(at('quantity', 'whole-quantity'))
    else if (quantity > (facts[index]?.available ?? 0)) found.push(at('quantity', 'shortage'))
    if (line.signa.trim() === '') found.push(at('signa', 'need-signa'))
    if (facts[index]?.allergy && line.allergyReason.trim() === '') found.push(at('allergyReason', 'need-allergy-reason'))
    return found
  })
}

const FIELDS: Readonly<Record<string, readonly [string, VisitProblem]>> = {
  'complaint': ['complaint', 'need-complaint'], 'allergy': ['allergy', 'need-allergy'], 'allergy.substances': ['substances', 'need-substances'],
  'diagnoses': ['diagnosis', 'need-diagnosis'], 'alarmPlan': ['alarmPlan', 'alarm-needs'],
}

/** What keeps a visit from being signed: the record's own rules (BR-41, BR-42, BR-51), as fields of the page. */
export function signingProblems(signed: VisitData, context: CheckContext<VisitData>): ProblemAt[] {
  return checkVisit(signed, context).flatMap((broken): ProblemAt[] => {
    const field = broken.field ?? ''
    if (field.startsWith('vitals.')) return [] // vitalProblems names these, with what can't be read at all
    if (broken.rule === 'BR-51') return [{ field: 'diagnosis', problem: 'external-primary' }]
    if (field === 'signature.sip') return [{ field: 'sign', problem: broken.detail?.['expiresOn'] ? 'sip-expired' : 'sip-missing' }]
    const known = FIELDS[field]
    return [known ? { field: known[0], problem: known[1] } : { field: field || 'sign', problem: 'other' }]
  })
}

/** What the cooperative's lines come to; null where one of them has no price or no quantity yet. */
export function saleTotal(form: VisitForm, facts: readonly LineFacts[]): number | null {
  let total: number | null = null
  for (const [index, line] of form.lines.entries()) {
    if (line.source !== 'koperasi' || line.drugId === '') continue
    const quantity = readNumber(line.quantity)
    const unitPrice = facts[index]?.unitPrice
    if (!quantity || !Number.isSafeInteger(quantity) || unitPrice === null || unitPrice === undefined) return null
    total = (total ?? 0) + quantity * unitPrice
  }
  return total
}

/** Money that is no amount, or too little of it. */
export function paymentProblems(form: VisitForm, facts: readonly LineFacts[]): ProblemAt[] {
  const total = saleTotal(form, facts)
  return total !== null && paymentOf(form.payment, total) === null ? [{ field: 'paid', problem: 'paid-short' }] : []
}

/** The order of fields on the page, so that the summary reads from top to bottom. */
const ORDER = ['complaint', 'allergy', 'substances', ...VITAL_ITEMS, 'alarmPlan', 'diagnosis', 'drug', 'allergyReason', 'source', 'quantity', 'signa', 'paid', 'sign']
export function inPageOrder(problems: readonly ProblemAt[]): ProblemAt[] {
  const place = (problem: ProblemAt): number => {
    const index = ORDER.indexOf(problem.field.replace(/-\d+$/, ''))
    return (index < 0 ? ORDER.length : index) * 100 + (problem.line ?? 0)
  }
  return [...problems].sort((a, b) => place(a) - place(b))
}

/** Adds a diagnosis once; an external cause never takes the first place from a real one (BR-51). */
export function withDiagnosis(diagnoses: readonly { code: string; name: string }[], added: { code: string; name: string }): { code: string; name: string }[] {
  if (diagnoses.some(one => one.code === added.code)) return [...diagnoses]
  const [first] = diagnoses
  return first && isExternalCause(first.code) && !isExternalCause(added.code) ? [added, ...diagnoses] : [...diagnoses, added]
}
