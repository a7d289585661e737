import type { Day } from '#domain/core/day.ts'
import { parseStream } from '#domain/core/streams.ts'
import { err, ok, type Result } from '#domain/core/result.ts'
import type { Rupiah } from '#domain/core/rupiah.ts'
import type { Directions, HandoverData, HandoverLine } from '#domain/records/handover.ts'
import type { MovementData } from '#domain/records/stock-movement.ts'
import type { FundSource } from '#domain/rules/pharmacy/balance.ts'
import { classGate, type GateRefusal } from '#domain/rules/pharmacy/class-gate.ts'
import { mayHold } from '#domain/rules/pharmacy/drug-rules.ts'
import type { DispenseRequest } from '#domain/rules/pharmacy/dispense.ts'
import { totalOf } from '#domain/rules/pharmacy/handover-rules.ts'
import { lineAmount, unitPriceFor } from '#domain/rules/pharmacy/pricing.ts'
import type { AppContext } from '../../context.ts'
import { createDraft, type Draft, type RecordReader, type StoredRecord } from '../../db/record-store.ts'
import { readPrices } from './prices.ts'
import { decideLines, drugName, momentNow, readPharmacySetting, type LineRefused } from './stock.ts'
import { dueOf, readTempo, tempoCovers } from './tempo.ts'

export type Handover = StoredRecord<'handover'>

/** One drug to hand out, as a person asked for it. */
export interface AskedLine {
  readonly drugId: string
  readonly quantity: number
  readonly directions: Directions | null
  readonly signa: string
  /** A batch taken against the order of expiry (BR-34). */
  readonly chosen?: { readonly key: string; readonly reason: string }
}

/** A hand-over as it was asked for; what it takes and costs is decided under the lock. */
export interface AskedHandover {
  readonly source: FundSource
  readonly visitId: string | null
  readonly taker: HandoverData['taker']
  readonly prescription: HandoverData['prescription']
  readonly lines: readonly AskedLine[]
  /** For cooperative stock; `paid` null is exactly the total. */
  readonly payment: { readonly method: 'tunai' | 'transfer' | 'tempo'; readonly paid: Rupiah | null; readonly reference: string }
}

export type HandoverRefused =
  | LineRefused
  | { readonly kind: 'no-price'; readonly line: number; readonly drugId: string }
  | { readonly kind: 'gate'; readonly line: number; readonly drugId: string; readonly refusal: GateRefusal }
  | { readonly kind: 'many-batches'; readonly line: number; readonly drugId: string }
  /** On account: `left` null where nobody has said how much, or the taker is no member. */
  | { readonly kind: 'tempo'; readonly total: Rupiah; readonly left: Rupiah | null }
  | { readonly kind: 'paid-short'; readonly total: Rupiah; readonly paid: Rupiah }

/** A hand-over and what it takes from the shelf, before it has an id and a number. */
export interface DecidedHandover { readonly data: Omit<HandoverData, 'number'>; readonly movements: readonly MovementData[] }

/** The most batches that one line may take: the record has no room for more. */
const MOST_BATCHES = 10

/**
 * Decides a hand-over on the ledger, the prices and the catalogue as they stand: class and prescription, batches in the order
 * of expiry, price by membership, change. Call it inside `writeGroup` with its `view`; all lines or none.
 */
export async function decideHandover(app: AppContext, view: RecordReader, stream: string, asked: AskedHandover): Promise<Result<DecidedHandover, HandoverRefused>> {
  const gate = await gateRefusal(app, view, stream, asked)
  if (gate) return err(gate)
  const today = app.today()
  const prices = asked.source === 'koperasi' ? await readPrices(view, stream, today) : null
  const unpriced = prices ? asked.lines.findIndex(line => !prices.has(line.drugId)) : -1
  if (unpriced >= 0) return err({ kind: 'no-price', line: unpriced, drugId: asked.lines[unpriced]?.drugId ?? '' })

  const at = momentNow(app)
  const decided = await decideLines(view, stream, asked.lines.map((line): DispenseRequest => ({
    drugId: line.drugId, source: asked.source, quantity: line.quantity, today, visitId: asked.visitId, party: asked.taker.kind, at, ...(line.chosen ? { chosen: line.chosen } : {}),
  })))
  if (!decided.ok) return decided

  const movements = decided.value
  const lines = await Promise.all(asked.lines.map(async (line): Promise<HandoverLine> => {
    const drug = (await view.get('drug', line.drugId))?.data
    const price = prices?.get(line.drugId)?.data
    const unitPrice = price ? unitPriceFor(price, asked.taker.member ? 'anggota' : 'umum') : 0
    return {
      drugId: line.drugId, drug: drug ? drugName(drug) : line.drugId, unit: drug?.unit ?? '', quantity: line.quantity, unitPrice, amount: lineAmount(line.quantity, unitPrice),
      batches: movements.filter(movement => movement.drugId === line.drugId)
        .map(({ batch, fund, quantity }) => ({ batch, ...(fund === undefined ? {} : { fund }), quantity: -quantity })),
      directions: line.directions, signa: line.signa,
    }
  }))
  const crowded = lines.findIndex(line => line.batches.length > MOST_BATCHES)
  if (crowded >= 0) return err({ kind: 'many-batches', line: crowded, drugId: lines[crowded]?.drugId ?? '' })

  const total = totalOf(lines)
  const payment = prices ? await settle(view, asked, total, today) : ok<HandoverData['payment']>({ method: 'gratis', paid: 0, change: 0, reference: '' })
  if (!payment.ok) return payment
  return ok({
    movements,
    data: {
      on: today, time: at.slice(11, 16), source: asked.source, visitId: asked.visitId, taker: asked.taker, prescription: asked.prescription, lines, total,
      payment: payment.value, reverses: null, reason: '', by: app.user.id,
    },
  })
}

/** How a sale is paid: enough money, or what a member may still buy on account. */
async function settle(view: RecordReader, { payment, taker }: AskedHandover, total: Rupiah, today: Day): Promise<Result<HandoverData['payment'], HandoverRefused>> {
  const { method, reference } = payment
  if (method === 'tempo') {
    const tempo = taker.member ? await readTempo(view, taker.member.id) : null
    if (tempo === null || !tempoCovers(tempo, total)) return err({ kind: 'tempo', total, left: tempo?.left ?? null })
    return ok({ method, paid: 0, change: 0, reference: '', dueOn: dueOf(today, tempo) })
  }
  const paid = method === 'transfer' ? total : (payment.paid ?? total)
  return paid < total ? err({ kind: 'paid-short', total, paid }) : ok({ method, paid, change: paid - total, reference })
}

async function gateRefusal(app: AppContext, view: RecordReader, stream: string, asked: AskedHandover): Promise<HandoverRefused | null> {
  const setting = await readPharmacySetting(app, view)
  const hasPrescription = asked.visitId !== null || asked.prescription !== null
  for (const [line, { drugId }] of asked.lines.entries()) {
    const drug = (await view.get('drug', drugId))?.data
    const refusal = drug ? classGate(drug, { hasPrescription, mayHoldControlled: mayHold(setting, parseStream(stream)?.place ?? '', drug) }) : null
    if (refusal) return { kind: 'gate', line, drugId, refusal }
  }
  return null
}

/** The hand-over and its movements, to be written in the caller's group. Ids of the movements follow from the hand-over's. */
export function handoverDrafts(decided: DecidedHandover, id: string, number: string, stream: string): Draft[] {
  return [
    createDraft('handover', id, stream, { ...decided.data, number }),
    ...decided.movements.map((movement, index) => createDraft('stock-movement', `${id}-m${index}`, stream, { ...movement, documentId: id, document: number })),
  ]
}

/** The next number of a hand-over of a pustu, from this tablet's block. Ask for it when nothing else stands in the way of saving. */
export async function nextHandoverNumber(app: AppContext, stream: string): Promise<string> {
  const place = parseStream(stream)?.place
  const code = place === undefined ? undefined : (await app.store.get('facility', place))?.data.code
  return app.nextLabel('nota', code ?? 'PUSTU')
}
