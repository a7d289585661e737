import { sameJson } from '../../core/json.ts'
import type { CheckContext, Lookup, RuleBreak } from '../../core/record.ts'
import type { Role } from '../../core/roles.ts'
import type { Confirmation, DeliveryData, DeliveryLine } from '../../records/delivery.ts'
import type { MovementData } from '../../records/stock-movement.ts'
import { balanceKey } from './balance.ts'
import { controlledBreaks, controlledLookups } from './controlled.ts'
import { signerBreaks } from './signer.ts'

type Batch = MovementData['batch']

/** The receipts of a delivery follow from it, so that of two offline tablets that confirm it the second is put aside instead of receiving it twice. */
export const deliveryMovementId = (deliveryId: string, line: number): string => `${deliveryId}-m${line}`

/** The delivery that the server makes of a shipment, and the answer it brings back. */
export const deliveryOfShipment = (shipmentId: string): string => `kirim-${shipmentId}`
export const receiptOfShipment = (shipmentId: string): string => `tiba-${shipmentId}`

const lineKey = (line: DeliveryLine): string => balanceKey({ ...line, source: 'program' })

/** Lines of the same shelf position; -1 where every line is its own. */
export function twinLine(lines: readonly DeliveryLine[]): number {
  const keys = lines.map(lineKey)
  return keys.findIndex((key, index) => keys.indexOf(key) < index)
}

/** What is confirmed enters the shelf: the class of each drug is asked for. */
export const deliveryLookups = (data: DeliveryData): Lookup[] => (data.confirmation === null ? [] : controlledLookups(data.lines.map(line => line.drugId)))

/** What has been settled once: who sent what to whom. */
const FIXED = ['number', 'from', 'on', 'lines', 'lplpoId', 'shipmentId', 'note'] as const

/**
 * A delivery is written once; then it is confirmed once, by who stands before the boxes, or taken back by its sender while
 * nobody has confirmed it. Goods that have arrived are a fact: a confirmation is taken even over a cancellation that its
 * tablet had not heard of.
 */
export function checkDelivery(data: DeliveryData, context: CheckContext<DeliveryData>): RuleBreak[] {
  const { actor, before, roles } = context
  if (before === null) return newBreaks(data)
  const fixed = FIXED.filter(group => !sameJson(before[group], data[group])).map(field => ({ rule: 'delivery-fixed', field }))
  return [...fixed, ...confirmationBreaks(data, before, context), ...cancelBreaks(data, before, actor, roles)]
}

function newBreaks(data: DeliveryData): RuleBreak[] {
  const breaks: RuleBreak[] = []
  // What another pustu sent is written by the server alone, from that pustu's shipment.
  if (data.from.kind !== 'puskesmas' || data.shipmentId !== null) breaks.push({ rule: 'delivery-from', field: 'from' })
  if (data.confirmation !== null) breaks.push({ rule: 'delivery-new', field: 'confirmation' })
  if (data.cancelled !== null) breaks.push({ rule: 'delivery-new', field: 'cancelled' })
  const twin = twinLine(data.lines)
  if (twin >= 0) breaks.push({ rule: 'same-batch-twice', field: `lines.${twin}` })
  return breaks
}

function confirmationBreaks({ lines, confirmation }: DeliveryData, before: DeliveryData, context: CheckContext<DeliveryData>): RuleBreak[] {
  if (sameJson(before.confirmation, confirmation)) return []
  if (before.confirmation !== null || confirmation === null) return [{ rule: 'delivery-confirmed', field: 'confirmation' }]
  const breaks = signerBreaks(confirmation.by, context.actor, 'confirmation', 'delivery-actor')
  if (confirmation.received.length !== lines.length || (confirmation.batches !== undefined && confirmation.batches.length !== lines.length)) return [...breaks, { rule: 'delivery-lines', field: 'confirmation' }]
  if (isDifferent(lines, confirmation) && confirmation.note.trim() === '') breaks.push({ rule: 'delivery-note', field: 'confirmation' })
  const arrived = lines.filter((_, index) => (confirmation.received[index] ?? 0) > 0)
  return [...breaks, ...controlledBreaks(arrived.map(({ drugId }) => ({ drugId, field: 'confirmation' })), context)]
}

function cancelBreaks({ cancelled, confirmation }: DeliveryData, before: DeliveryData, actor: string, roles: readonly Role[]): RuleBreak[] {
  if (sameJson(before.cancelled, cancelled)) return []
  if (before.cancelled !== null || cancelled === null) return [{ rule: 'delivery-cancelled', field: 'cancelled' }]
  const breaks = signerBreaks(cancelled.by, actor, 'cancelled', 'delivery-actor')
  if (confirmation !== null) breaks.push({ rule: 'delivery-confirmed', field: 'cancelled' })
  // The sending pustu has its stock to take back: it takes back its shipment, and the server follows.
  if (before.from.kind !== 'puskesmas') breaks.push({ rule: 'delivery-from', field: 'cancelled' })
  // An SBBK is the puskesmas' own paper: who waits for the goods does not call them back.
  else if (!roles.includes('kapus')) breaks.push({ rule: 'delivery-sender', field: 'cancelled' })
  return breaks
}

/** Whether something else arrived than was sent: another quantity, or another batch than written. */
export function isDifferent(lines: readonly DeliveryLine[], confirmation: Pick<Confirmation, 'received' | 'batches'>): boolean {
  return lines.some((line, index) => (confirmation.received[index] ?? 0) !== line.quantity || otherBatch(line, confirmation.batches?.[index] ?? null) !== null)
}

/** What the box bears, where it differs from the paper. */
export function otherBatch(line: DeliveryLine, found: Batch | null): Batch | null {
  return found === null || sameJson(found, line.batch) ? null : found
}

export type DeliveryState = 'di-jalan' | 'diterima' | 'selisih' | 'dibatalkan'

/** Goods that arrived count more than the paper that called them back. */
export function deliveryState(data: Pick<DeliveryData, 'lines' | 'confirmation' | 'cancelled'>): DeliveryState {
  if (data.confirmation !== null) return isDifferent(data.lines, data.confirmation) ? 'selisih' : 'diterima'
  return data.cancelled === null ? 'di-jalan' : 'dibatalkan'
}

/** One line of goods on the way: `sent` = `arrived` + `missing`, which is below zero where more came than was sent. */
export interface TransitLine { readonly drugId: string; readonly sent: number; readonly arrived: number; readonly missing: number; readonly batch: Batch; readonly other: Batch | null }

/** What was sent beside what arrived, in the order of the lines; nothing has arrived yet where there is no confirmation. */
export function transitLines(lines: readonly DeliveryLine[], confirmation: Pick<Confirmation, 'received' | 'batches'> | null): TransitLine[] {
  return lines.map((line, index) => {
    const arrived = confirmation?.received[index] ?? 0
    return { drugId: line.drugId, sent: line.quantity, arrived, missing: line.quantity - arrived, batch: line.batch, other: otherBatch(line, confirmation?.batches?.[index] ?? null) }
  })
}

/** The ledger's receipts of a confirmation, with the line each belongs to; a line of which nothing came moves nothing. */
export function receiptsOf(data: Pick<DeliveryData, 'from' | 'number' | 'lines'>, confirmation: Confirmation, deliveryId: string, at: string): { readonly id: string; readonly movement: MovementData }[] {
  return data.lines.flatMap((line, index) => {
    const quantity = confirmation.received[index] ?? 0
    if (quantity === 0) return []
    const movement: MovementData = {
      drugId: line.drugId, source: 'program', batch: confirmation.batches?.[index] ?? line.batch, ...(line.fund === undefined ? {} : { fund: line.fund }),
      quantity, reason: data.from.kind === 'pustu' ? 'pindahan' : 'diterima', on: confirmation.on, document: data.number, party: data.from.name,
      visitId: null, reverses: null, override: null, documentId: deliveryId, at,
    }
    return [{ id: deliveryMovementId(deliveryId, index), movement }]
  })
}
