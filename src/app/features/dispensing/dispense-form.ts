import { isDay, type Day } from '#domain/core/day.ts'
import type { Json } from '#domain/core/json.ts'
import { parseWhole } from '#domain/core/number.ts'
import type { Result } from '#domain/core/result.ts'
import type { Rupiah } from '#domain/core/rupiah.ts'
import { TAKERS, type HandoverData } from '#domain/records/handover.ts'
import type { MovementData } from '#domain/records/stock-movement.ts'
import { stockOf, type Balance, type FundSource } from '#domain/rules/pharmacy/balance.ts'
import { isOverTheCounter } from '#domain/rules/pharmacy/class-gate.ts'
import { decideDispense, type DispenseError } from '#domain/rules/pharmacy/dispense.ts'
import type { DrugData } from '#domain/rules/pharmacy/drug-facts.ts'
import { unitPriceFor, type PriceEntry } from '#domain/rules/pharmacy/pricing.ts'
import { directionsOfSigna } from '#domain/rules/pharmacy/signa.ts'
import type { AskedHandover, AskedLine } from '#app/shared/pharmacy/handovers.ts'
import { emptyPayment, paymentOf, type PaymentForm } from '#app/shared/pharmacy/payment.ts'
import type { Tempo } from '#app/shared/pharmacy/tempo.ts'
import type { Taker } from './takers.ts'

/** One drug as typed. `chosen` is the key of a batch taken against the order of expiry, '' for the proposal. */
export interface DispenseLine { drugId: string; quantity: string; signa: string; chosen: string; reason: string }

/** A hand-over as typed. */
export interface DispenseForm {
  takerKind: string
  /** Key of the member or patient; `name` is what was typed for somebody of the public. */
  takerKey: string
  name: string
  source: string
  lines: DispenseLine[]
  rxNumber: string
  prescriber: string
  rxOn: string
  payment: PaymentForm
}

export const MOST_LINES = 20
export const emptyLine = (drugId = ''): DispenseLine => ({ drugId, quantity: '', signa: '', chosen: '', reason: '' })
export const emptyDispense = (drugId: string): DispenseForm => ({
  takerKind: 'umum', takerKey: '', name: '', source: '', lines: [emptyLine(drugId)], rxNumber: '', prescriber: '', rxOn: '', payment: emptyPayment(),
})
/** Whether nothing was typed; the drug that the form was opened with is not. */
export const isUntouched = (form: DispenseForm, asked = ''): boolean =>
  form.name === '' && form.takerKey === '' && form.lines.every(line => (line.drugId === '' || line.drugId === asked) && line.quantity === '' && line.signa.trim() === '')

const isObject = (value: unknown): value is Record<string, unknown> => value !== null && typeof value === 'object' && !Array.isArray(value)
const texts = <T extends object>(kept: unknown, start: T): T =>
  (isObject(kept) ? { ...start, ...(Object.fromEntries(Object.entries(kept).filter(([field, value]) => field in start && typeof value === 'string')) as Partial<T>) } : start)

/** A kept form laid over an empty one; one of another version, without lines, is not taken. */
export function restoreDispense(kept: Json | undefined, start: DispenseForm): DispenseForm | null {
  if (!isObject(kept) || !Array.isArray(kept['lines']) || kept['lines'].length === 0) return null
  const { lines, payment, ...rest } = kept
  return { ...texts(rest, start), lines: (lines as Json[]).slice(0, MOST_LINES).map(line => texts(line, emptyLine())), payment: texts(payment, start.payment) }
}

export const isFund = (word: string): word is FundSource => word === 'program' || word === 'koperasi'

/** What the form is measured against: the shelf, the catalogue, the prices, who may be handed to. */
/** `tempo`: what the chosen taker may still buy on account; null where he is no member. */
export interface DispenseFacts {
  readonly balances: readonly Balance[]
  readonly drugs: ReadonlyMap<string, DrugData>
  readonly prices: ReadonlyMap<string, PriceEntry>
  readonly takers: ReadonlyMap<string, Taker>
  readonly mayHold: (drug: DrugData) => boolean
  readonly tempo?: Tempo | null | undefined
  readonly today: Day
}

export function takerOf(form: DispenseForm, facts: Pick<DispenseFacts, 'takers'>): HandoverData['taker'] | null {
  if (form.takerKind === 'umum') return { kind: 'umum', id: null, name: form.name.trim(), member: null }
  const found = facts.takers.get(form.takerKey)
  return found?.taker.kind === form.takerKind ? found.taker : null
}

/** What one unit costs this taker; 0 for programme stock, null without a price. */
export function unitPriceOf(form: DispenseForm, drugId: string, facts: Pick<DispenseFacts, 'prices' | 'takers'>): Rupiah | null {
  if (form.source !== 'koperasi') return 0
  const price = facts.prices.get(drugId)?.data
  return price ? unitPriceFor(price, takerOf(form, facts)?.member ? 'anggota' : 'umum') : null
}

const quantityOf = (line: DispenseLine): number | null => {
  const quantity = parseWhole(line.quantity)
  return quantity.ok && quantity.value > 0 ? quantity.value : null
}

/** The batches that a line would take from the shelf as it is shown, or why it cannot; null while it is not a whole question. */
export function planOf(form: DispenseForm, line: DispenseLine, facts: Pick<DispenseFacts, 'balances' | 'today'>): Result<MovementData[], DispenseError> | null {
  const quantity = quantityOf(line)
  if (line.drugId === '' || !isFund(form.source) || quantity === null) return null
  return decideDispense(facts.balances, {
    drugId: line.drugId, source: form.source, quantity, today: facts.today, visitId: null, party: form.takerKind,
    ...(line.chosen === '' ? {} : { chosen: { key: line.chosen, reason: line.reason } }),
  })
}

/** What the sale comes to; null while a line has no quantity or no price. */
export function totalOfForm(form: DispenseForm, facts: DispenseFacts): Rupiah | null {
  let total = 0
  for (const line of form.lines) {
    const quantity = quantityOf(line)
    const unitPrice = unitPriceOf(form, line.drugId, facts)
    if (quantity === null || unitPrice === null || line.drugId === '') return null
    total += quantity * unitPrice
  }
  return total
}

/** Whether one of the drugs leaves against a prescription only. */
export const asksPrescription = (form: DispenseForm, facts: Pick<DispenseFacts, 'drugs'>): boolean =>
  form.lines.some(line => { const drug = facts.drugs.get(line.drugId); return drug !== undefined && !isOverTheCounter(drug.class) })

function prescriptionOf(form: DispenseForm, facts: DispenseFacts): HandoverData['prescription'] {
  if (!asksPrescription(form, facts) || !isDay(form.rxOn)) return null
  return { number: form.rxNumber.trim(), prescriber: form.prescriber.trim(), on: form.rxOn }
}

/** The hand-over that a form without problems asks for. */
export function askedOf(form: DispenseForm, facts: DispenseFacts): AskedHandover | null {
  const taker = takerOf(form, facts)
  const payment = form.source === 'koperasi' ? paymentOf(form.payment, totalOfForm(form, facts) ?? 0, facts.tempo) : paymentOf(emptyPayment(), 0)
  if (!taker || !isFund(form.source) || !payment) return null
  const lines = form.lines.map((line): AskedLine => {
    const signa = line.signa.trim()
    return {
      drugId: line.drugId, quantity: quantityOf(line) ?? 0, signa, directions: directionsOfSigna(signa, facts.drugs.get(line.drugId)?.unit ?? ''),
      ...(line.chosen === '' ? {} : { chosen: { key: line.chosen, reason: line.reason } }),
    }
  })
  return { source: form.source, visitId: null, taker, prescription: prescriptionOf(form, facts), lines, payment }
}

/** What may be handed out of a drug, by fund. */
export function usableOf(balances: readonly Balance[], drugId: string, today: Day): Readonly<Record<FundSource, number>> {
  return { program: stockOf(balances, drugId, 'program', today).usable, koperasi: stockOf(balances, drugId, 'koperasi', today).usable }
}

export type DispenseProblem =
  | 'errTaker' | 'errSource' | 'errDrug' | 'errSameDrug' | 'errForbidden' | 'errQuantity' | 'errShort' | 'errNoPrice' | 'errChooseBatch' | 'errOverrideReason'
  | 'errRxNumber' | 'errPrescriber' | 'errRxOn' | 'errPaid' | 'errTempo'
/** One thing to put right, at the field of this name; `line` counts from 0. */
export interface ProblemAt { readonly field: string; readonly problem: DispenseProblem; readonly line?: number; readonly available?: number }

/** All that keeps the form from being saved, in the order of the page. */
export function dispenseProblems(form: DispenseForm, facts: DispenseFacts): ProblemAt[] {
  const problems: ProblemAt[] = []
  if (!(TAKERS as readonly string[]).includes(form.takerKind) || takerOf(form, facts) === null) problems.push({ field: 'taker', problem: 'errTaker' })
  if (!isFund(form.source)) problems.push({ field: 'source', problem: 'errSource' })
  problems.push(...form.lines.flatMap((_, index) => lineProblems(form, index, facts)))
  if (asksPrescription(form, facts)) {
    if (form.rxNumber.trim() === '') problems.push({ field: 'rxNumber', problem: 'errRxNumber' })
    if (form.prescriber.trim() === '') problems.push({ field: 'prescriber', problem: 'errPrescriber' })
    if (!isDay(form.rxOn) || form.rxOn > facts.today) problems.push({ field: 'rxOn', problem: 'errRxOn' })
  }
  const total = form.source === 'koperasi' ? totalOfForm(form, facts) : null
  if (total !== null && paymentOf(form.payment, total, facts.tempo) === null) problems.push(form.payment.method === 'tempo' ? { field: 'method', problem: 'errTempo' } : { field: 'paid', problem: 'errPaid' })
  return problems
}

function lineProblems(form: DispenseForm, index: number, facts: DispenseFacts): ProblemAt[] {
  const line = form.lines[index] ?? emptyLine()
  const at = (field: string, problem: DispenseProblem, more: object = {}): ProblemAt => ({ field: `${field}${index}`, problem, line: index, ...more })
  const drug = facts.drugs.get(line.drugId)
  if (!drug) return [at('drugId', 'errDrug')]
  if (form.lines.findIndex(other => other.drugId === line.drugId) < index) return [at('drugId', 'errSameDrug')]
  if (!facts.mayHold(drug)) return [at('drugId', 'errForbidden')]
  const problems: ProblemAt[] = unitPriceOf(form, line.drugId, facts) === null ? [at('drugId', 'errNoPrice')] : []
  if (quantityOf(line) === null) return [...problems, at('quantity', 'errQuantity')]
  const plan = planOf(form, line, facts)
  if (!plan || plan.ok) return problems
  switch (plan.error.kind) {
    case 'shortfall': return [...problems, at('quantity', 'errShort', { available: plan.error.available })]
    case 'override-needs-reason': return [...problems, at('reason', 'errOverrideReason')]
    case 'invalid-quantity': return [...problems, at('quantity', 'errQuantity')]
    case 'unknown-batch': case 'expired-batch': return [...problems, at('chosen', 'errChooseBatch')]
  }
}
