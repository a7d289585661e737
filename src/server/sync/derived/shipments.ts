import { parseStream, streamOf } from '#domain/core/streams.ts'
import { sameJson, type Json, type JsonObject } from '#domain/core/json.ts'
import type { DataOf } from '#domain/records/index.ts'
import { reversalId } from '#domain/rules/pharmacy/dispense.ts'
import type { DeliveryData } from '#domain/records/delivery.ts'
import type { ShipmentData } from '#domain/records/shipment.ts'
import { deliveryOfShipment, receiptOfShipment } from '#domain/rules/pharmacy/delivery-rules.ts'
import { shipmentMovementId } from '#domain/rules/pharmacy/shipment-rules.ts'
import type { RowDraft } from '#sync/judge.ts'
import type { Op } from '#sync/messages.ts'
import type { RowBook } from '../row-book.ts'
import type { DerivedContext } from './derived-rows.ts'

/*
 * Goods between two pustu are told in two streams that no tablet holds both of. The shipment stands in the sender's; from it
 * the server writes the delivery that the receiver confirms, and from the confirmation the answer that the sender reads.
 * Everything follows from the rows as they stand, so that doing it again, in another order or on a restored server, ends in
 * the same rows.
 */

/** The shipment that a record is part of, if any. */
function shipmentOf(kind: string, id: string, data: Readonly<Record<string, unknown>> | null): string | null {
  if (kind === 'shipment') return id
  if (kind === 'delivery') return id.startsWith('kirim-') ? id.slice('kirim-'.length) : null
  const documentId = kind === 'stock-movement' && data?.['undoes'] === 'dikirim' ? data['documentId'] : null
  return typeof documentId === 'string' ? documentId : null
}

/** Rows that have to be seen before `streamsBeside` can say which streams an operation also touches. */
export function idsBeside(op: Op): string[] {
  const shipment = shipmentOf(op.kind, op.id, valuesOf(op))
  return shipment === null ? [] : [shipment, deliveryOfShipment(shipment), receiptOfShipment(shipment)]
}

/** The other pustu's stream, which is locked with the operation's own: what is read there must not change until the commit. */
export function streamsBeside(op: Op, book: RowBook): string[] {
  const to = op.kind === 'shipment' ? (valuesOf(op)['to'] as JsonObject | null | undefined) : undefined
  const target = to?.['kind'] === 'pustu' && typeof to['id'] === 'string' ? [streamOf('stock', to['id'])] : []
  return [...target, ...idsBeside(op).flatMap(id => book.row(id)?.stream ?? [])].filter(stream => parseStream(stream)?.purpose === 'stock')
}

const valuesOf = (op: Op): Record<string, Json> => Object.fromEntries(Object.entries(op.set ?? {}).map(([group, change]) => [group, change.to]))

export async function deriveShipments({ book, changes }: DerivedContext): Promise<void> {
  const shipments = new Set<string>()
  for (const { before, revisions } of changes) {
    const row = revisions.at(-1) as RowDraft
    const id = shipmentOf(row.kind, row.id, (row.data ?? before?.data ?? null) as JsonObject | null)
    if (id !== null) shipments.add(id)
  }
  await book.loadIds([...shipments].flatMap(id => [id, deliveryOfShipment(id), receiptOfShipment(id)]))
  for (const id of shipments) {
    const row = book.row(id)
    if (row?.kind !== 'shipment' || row.state !== 'live') continue
    const shipment = row.data as unknown as ShipmentData
    const sender = parseStream(row.stream)?.place
    if (!sender || shipment.to.kind !== 'pustu' || shipment.to.id === null || shipment.to.id === sender) continue
    await book.loadIds([sender, shipment.to.id, ...shipment.lines.map((_, line) => reversalId(shipmentMovementId(id, line)))])
    const standing = book.row(deliveryOfShipment(id))
    if (!isPustu(book, shipment.to.id) || (standing && standing.kind !== 'delivery')) continue
    const { confirmation } = writeDelivery(book, row, shipment, sender)
    if (confirmation !== null) writeReceipt(book, row, confirmation)
  }
}

function isPustu(book: RowBook, id: string): boolean {
  const row = book.row(id)
  return row?.kind === 'facility' && row.state === 'live' && (row.data as unknown as DataOf<'facility'>).type === 'pustu'
}

const nameOf = (book: RowBook, place: string): string => {
  const row = book.row(place)
  return row?.kind === 'facility' ? (row.data as unknown as DataOf<'facility'>).name : place
}

/** What is on its way, in the stream where it is awaited; what its people have confirmed stays theirs. */
function writeDelivery(book: RowBook, row: RowDraft, shipment: ShipmentData, sender: string): DeliveryData {
  const id = deliveryOfShipment(row.id)
  const before = book.row(id)
  const known = before?.data as unknown as DeliveryData | undefined
  const data: DeliveryData = {
    ...known,
    number: shipment.number, from: { kind: 'pustu', id: sender, name: known?.from.id === sender ? known.from.name : nameOf(book, sender) }, on: shipment.on,
    lines: shipment.lines.map(({ drugId, fund, batch, quantity }) => ({ drugId, ...(fund === undefined ? {} : { fund }), batch, quantity })),
    lplpoId: null, shipmentId: row.id, note: shipment.reason,
    confirmation: known?.confirmation ?? null, cancelled: known?.cancelled ?? takenBack(book, row.id, shipment),
  }
  if (before && sameJson(before.data, data)) return data
  book.write({
    stream: before?.stream ?? streamOf('stock', shipment.to.id as string), id, kind: 'delivery', rev: (before?.rev ?? 0) + 1, state: 'live',
    data: data as unknown as Json, conflicts: before ? [...before.conflicts] : [], by: { actor: 'server', dev: 'server', at: row.by.at },
  })
  return data
}

/** The sender took every line back into its stock: the goods never left. */
function takenBack(book: RowBook, id: string, shipment: ShipmentData): DeliveryData['cancelled'] {
  const reversals = shipment.lines.map((_, line) => book.row(reversalId(shipmentMovementId(id, line))))
  const last = reversals.at(-1)
  if (!last || reversals.some(row => row?.kind !== 'stock-movement' || row.state !== 'live')) return null
  const { on, document } = last.data as unknown as DataOf<'stock-movement'>
  return { by: last.by.actor, on, reason: document.trim() === '' ? 'dibatalkan pengirim' : document }
}

/** The answer, in the stream where the shipment lives now: a copy elsewhere, from before a move, is taken away. */
function writeReceipt(book: RowBook, row: RowDraft, confirmation: NonNullable<DeliveryData['confirmation']>): void {
  const id = receiptOfShipment(row.id)
  const before = book.row(id)
  if (before && before.kind !== 'shipment-receipt') return
  const data: DataOf<'shipment-receipt'> = { shipmentId: row.id, ...confirmation }
  if (before && before.stream === row.stream && sameJson(before.data, data)) return
  const by = { actor: 'server', dev: 'server', at: book.row(deliveryOfShipment(row.id))?.by.at ?? row.by.at }
  const rev = (before?.rev ?? 0) + 1
  if (before && before.stream !== row.stream) book.write({ ...before, rev, state: 'moved', data: null, conflicts: [], by })
  book.write({ stream: row.stream, id, kind: 'shipment-receipt', rev, state: 'live', data: data as unknown as Json, conflicts: [], by })
}
