import type { CheckContext, Lookup, RuleBreak } from '../../core/record.ts'
import type { Rupiah } from '../../core/rupiah.ts'
import type { HandoverData, HandoverLine } from '../../records/handover.ts'
import type { ClinicSetting } from '../../records/clinic-setting.ts'
import type { StaffData } from '../../records/staff.ts'
import type { VisitData } from '../../records/visit.ts'
import { mayHandOut } from '../clinic/licence-gate.ts'
import { balanceKey } from './balance.ts'
import { classGate } from './class-gate.ts'
import { controlledBreaks, controlledLookups } from './controlled.ts'
import type { DrugData } from './drug-facts.ts'
import { signerBreaks } from './signer.ts'

const CLINIC: Lookup = { kind: 'clinic-setting', above: 'klinik-' }

/** The drugs for their class, the visit that prescribed them or who stood at the counter; for what takes another hand-over back, that one and all that took some of it back before. */
export function handoverLookups(data: HandoverData): Lookup[] {
  if (data.reverses === null) {
    const behind: Lookup[] = data.visitId ? [{ kind: 'visit', id: data.visitId }] : [{ kind: 'staff', id: data.by }, CLINIC]
    return [...controlledLookups(data.lines.map(line => line.drugId)), ...behind]
  }
  return [{ kind: 'handover', id: data.reverses }, { kind: 'handover', key: 'reverses', value: data.reverses }]
}

/**
 * What a hand-over must keep: its sums, one fund and its price (BR-35), a prescription where the class asks for one, and
 * never more taken back than was given, also when two tablets did it without knowing of each other.
 */
export function checkHandover(data: HandoverData, context: CheckContext<HandoverData>): RuleBreak[] {
  return [
    ...signerBreaks(data.by, context.actor, 'by'), ...sumBreaks(data), ...moneyBreaks(data), ...takerBreaks(data),
    ...(data.reverses === null ? gateBreaks(data, context) : reversalBreaks(data, data.reverses, context)),
  ]
}

const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, number) => sum + number, 0)
export const totalOf = (lines: readonly Pick<HandoverLine, 'amount'>[]): Rupiah => sumOf(lines.map(line => line.amount))

function sumBreaks(data: HandoverData): RuleBreak[] {
  const sign = data.reverses === null ? 1 : -1
  const seen = new Set<string>()
  const lines = data.lines.flatMap((line, index): RuleBreak[] => {
    const breaks: RuleBreak[] = []
    const field = `lines.${index}`
    if (Math.sign(line.quantity) !== sign || line.batches.some(part => Math.sign(part.quantity) !== sign)) breaks.push({ rule: 'handover-sign', field })
    if (sumOf(line.batches.map(part => part.quantity)) !== line.quantity) breaks.push({ rule: 'handover-batches', field })
    if (line.amount !== line.quantity * line.unitPrice) breaks.push({ rule: 'handover-amount', field })
    if (seen.has(line.drugId)) breaks.push({ rule: 'handover-drug-twice', field })
    seen.add(line.drugId)
    return breaks
  })
  return totalOf(data.lines) === data.total ? lines : [...lines, { rule: 'handover-total', field: 'total' }]
}

function moneyBreaks(data: HandoverData): RuleBreak[] {
  const { method, paid, change } = data.payment
  const breaks: RuleBreak[] = []
  if (data.source === 'program') {
    // BR-35: programme stock is never sold.
    if (data.lines.some(line => line.unitPrice !== 0)) breaks.push({ rule: 'BR-35', field: 'lines' })
    if (method !== 'gratis' || paid !== 0 || change !== 0) breaks.push({ rule: 'BR-35', field: 'payment' })
    return breaks
  }
  if (data.lines.some(line => line.unitPrice === 0)) breaks.push({ rule: 'BR-35', field: 'lines' })
  if (data.lines.some(line => line.batches.some(part => (part.fund ?? 'program') !== 'program'))) breaks.push({ rule: 'BR-35', field: 'lines' })
  if (method === 'gratis') breaks.push({ rule: 'BR-35', field: 'payment' })
  if (method === 'tempo') return [...breaks, ...tempoBreaks(data)]
  // Change is given for cash only, and money that goes back is counted out exactly.
  const exact = method === 'transfer' || data.reverses !== null
  if (paid - change !== data.total || (exact && change !== 0)) breaks.push({ rule: 'handover-payment', field: 'payment' })
  return breaks
}

/** On account buys a member alone, by name; no money changes hands, and what comes back lessens what is owed. */
function tempoBreaks({ on, taker, payment, total, reverses }: HandoverData): RuleBreak[] {
  const breaks: RuleBreak[] = taker.member === null ? [{ rule: 'tempo-member', field: 'payment' }] : []
  const isOwed = reverses === null ? total > 0 : total < 0
  const isLate = payment.dueOn !== undefined && payment.dueOn < on
  if (payment.paid !== 0 || payment.change !== 0 || !isOwed || isLate) breaks.push({ rule: 'tempo-amount', field: 'payment' })
  return breaks
}

function takerBreaks(data: HandoverData): RuleBreak[] {
  const { kind, id, member } = data.taker
  const fits = kind === 'umum' ? id === null && member === null : kind === 'pasien' || (member !== null && member.id === id)
  const breaks: RuleBreak[] = fits ? [] : [{ rule: 'handover-taker', field: 'taker' }]
  if (data.prescription && data.prescription.on > data.on) breaks.push({ rule: 'handover-prescription', field: 'prescription' })
  if (data.reverses !== null && data.reason.trim() === '') breaks.push({ rule: 'handover-reason', field: 'reason' })
  return breaks
}

function gateBreaks(data: HandoverData, context: CheckContext<HandoverData>): RuleBreak[] {
  const classes = data.lines.flatMap((line, index): RuleBreak[] => {
    const drug = context.found({ kind: 'drug', id: line.drugId })[0]?.data as unknown as DrugData | undefined
    const refusal = drug ? classGate(drug, { hasPrescription: data.prescription !== null || isPrescribed(data, line.drugId, context) }) : null
    return drug && refusal ? [{ rule: 'class-gate', field: `lines.${index}`, detail: { class: drug.class } }] : []
  })
  return [...classes, ...licenceBreaks(data, context), ...controlledBreaks(data.lines.map(({ drugId }, index) => ({ drugId, field: `lines.${index}` })), context)]
}

/** Over the counter the profession decides what may be handed out; with a visit it is asked of whoever signed that. */
function licenceBreaks(data: HandoverData, { found }: CheckContext<HandoverData>): RuleBreak[] {
  const profession = data.visitId === null ? (found({ kind: 'staff', id: data.by })[0]?.data as unknown as StaffData | undefined)?.profession : undefined
  if (profession === undefined) return []
  const setting = found(CLINIC).find(known => known.state === 'live')?.data as unknown as ClinicSetting | undefined
  return data.lines.flatMap((line, index): RuleBreak[] => {
    const drug = found({ kind: 'drug', id: line.drugId })[0]?.data as unknown as DrugData | undefined
    return !drug || mayHandOut(profession, drug, setting ?? null) ? [] : [{ rule: 'licence-gate', field: `lines.${index}`, policy: true, detail: { class: drug.class, profession } }]
  })
}

/**
 * A visit prescribes a drug that stands in its prescription once it is signed; in a group the visit comes first. A tablet that
 * may not read visits cannot tell and lets it pass; the server can.
 */
function isPrescribed({ visitId }: HandoverData, drugId: string, context: CheckContext<HandoverData>): boolean {
  if (visitId === null) return false
  const [visit] = context.found({ kind: 'visit', id: visitId })
  if (!visit) return context.seesAll !== true
  const { signature, prescription } = visit.data as unknown as VisitData
  return visit.state === 'live' && signature !== null && prescription.some(line => line.drugId === drugId)
}

/** One shelf position of a line, as its movements are keyed. */
export const partKey = (data: Pick<HandoverData, 'source'>, line: Pick<HandoverLine, 'drugId'>, part: HandoverLine['batches'][number]): string =>
  balanceKey({ drugId: line.drugId, source: data.source, batch: part.batch, ...(part.fund === undefined ? {} : { fund: part.fund }) })

/** What is still with the taker, by shelf position: what was given less all that came back. */
export function keptOf(original: HandoverData, reversals: Iterable<HandoverData>): Map<string, number> {
  const kept = new Map<string, number>()
  for (const one of [original, ...reversals]) {
    for (const line of one.lines) {
      for (const part of line.batches) {
        const key = partKey(one, line, part)
        kept.set(key, (kept.get(key) ?? 0) + part.quantity)
      }
    }
  }
  return kept
}

function reversalBreaks(data: HandoverData, originalId: string, context: CheckContext<HandoverData>): RuleBreak[] {
  const broken: RuleBreak[] = [{ rule: 'handover-reversal', field: 'reverses' }]
  const original = context.found({ kind: 'handover', id: originalId })[0]?.data as unknown as HandoverData | undefined
  if (!original || original.reverses !== null || original.source !== data.source || original.visitId !== data.visitId || original.taker.id !== data.taker.id) return broken
  const prices = new Map(original.lines.map(line => [line.drugId, line.unitPrice]))
  if (data.lines.some(line => prices.get(line.drugId) !== line.unitPrice)) return broken
  // What was free comes back for nothing, and what was sold on account goes off the same member's account: no cash for what nobody paid.
  if ((['gratis', 'tempo'] as const).some(method => (data.payment.method === method) !== (original.payment.method === method))) return broken
  if (data.taker.member?.id !== original.taker.member?.id) return broken
  const earlier = context.found({ kind: 'handover', key: 'reverses', value: originalId })
    .filter(known => known.id !== context.id).map(known => known.data as unknown as HandoverData)
  const given = keptOf(original, [])
  const kept = keptOf(original, [...earlier, data])
  const isWithin = [...kept].every(([key, quantity]) => given.has(key) && quantity >= 0)
  return isWithin ? [] : [{ rule: 'handover-reversal', field: 'lines' }]
}
