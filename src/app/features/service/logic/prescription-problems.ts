import type { Tempo } from '#app/shared/pharmacy/tempo.ts'
import { paymentOf } from '#app/shared/pharmacy/payment.ts'
import { daysOf, type LineForm, type PrescriptionForm } from './prescription-form.ts'
import type { LineFacts } from './line-facts.ts'
import { parseSigna } from '#domain/rules/pharmacy/signa.ts'
import { readNumber } from './typed-number.ts'

export const PRESCRIPTION_PROBLEMS = ['need-drug', 'same-drug', 'whole-quantity', 'shortage', 'need-signa', 'need-allergy-reason', 'no-price', 'not-allowed', 'not-licensed', 'bad-days', 'days-differ', 'need-reason', 'paid-short', 'tempo'] as const
export type PrescriptionProblem = (typeof PRESCRIPTION_PROBLEMS)[number]

/** One thing to put right in the prescription; `field` is the name of the field it stands at, `line` counts from 0. */
export interface PrescriptionProblemAt { readonly field: string; readonly problem: PrescriptionProblem; readonly line?: number }

/** The fields of the prescription from top to bottom. */
export const PRESCRIPTION_ORDER: readonly string[] = ['drug', 'allergyReason', ...Array.from({ length: 12 }, (_, n) => `reason${n}`), 'source', 'signa', 'days', 'quantity', 'method', 'paid']

/** Lines of the prescription that are unfinished, doubled, or ask for more than there is. */
export function lineProblems(form: Pick<PrescriptionForm, 'lines'>, facts: readonly LineFacts[]): PrescriptionProblemAt[] {
  const seen = new Set<string>()
  return form.lines.flatMap((line, index): PrescriptionProblemAt[] => {
    const at = (field: string, problem: PrescriptionProblem): PrescriptionProblemAt => ({ field: `${field}-${index}`, problem, line: index })
    if (line.drugId === '') return [at('drug', 'need-drug')]
    const found: PrescriptionProblemAt[] = []
    const key = `${line.drugId}|${line.source}`
    if (seen.has(key)) found.push(at('drug', 'same-drug'))
    else if (facts[index]?.isForbidden) found.push(at('drug', 'not-allowed'))
    else if (facts[index]?.closedClass) found.push(at('drug', 'not-licensed'))
    seen.add(key)
    if (line.source === 'koperasi' && facts[index]?.unitPrice === null) found.push(at('source', 'no-price'))
    const quantity = readNumber(line.quantity)
    if (!quantity || !Number.isSafeInteger(quantity) || quantity <= 0) found.push(at('quantity', 'whole-quantity'))
    else if (quantity > (facts[index]?.available ?? 0)) found.push(at('quantity', 'shortage'))
    if (line.signa.trim() === '') found.push(at('signa', 'need-signa'))
    if (line.days.trim() !== '' && daysOf(line, '') === null) found.push(at('days', 'bad-days'))
    else if (line.days.trim() !== '' && daysDiffer(line)) found.push(at('days', 'days-differ'))
    if (facts[index]?.allergy && line.allergyReason.trim() === '') found.push(at('allergyReason', 'need-allergy-reason'))
    for (const [n, ask] of (facts[index]?.asks ?? []).entries()) {
      if (!line.reasons.some(one => one.check === ask.id && one.text.trim() !== '')) found.push(at(`reason${n}`, 'need-reason'))
    }
    return found
  })
}

/** Two lengths for one line: the label would show one of them. */
function daysDiffer(line: Pick<LineForm, 'days' | 'signa'>): boolean {
  const said = parseSigna(line.signa, '')?.days ?? null
  return said !== null && said !== readNumber(line.days)
}

/** What the cooperative's lines come to; null where one of them has no price or no quantity yet. */
export function saleTotal(form: Pick<PrescriptionForm, 'lines'>, facts: readonly LineFacts[]): number | null {
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

/** Money that is no amount, or too little of it; more on account than the member may. */
export function paymentProblems(form: PrescriptionForm, facts: readonly LineFacts[], tempo: Tempo | null = null): PrescriptionProblemAt[] {
  const total = saleTotal(form, facts)
  if (total === null || paymentOf(form.payment, total, tempo) !== null) return []
  return form.payment.method === 'tempo' ? [{ field: 'method', problem: 'tempo' }] : [{ field: 'paid', problem: 'paid-short' }]
}
