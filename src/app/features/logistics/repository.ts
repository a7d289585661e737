import { parseStream, streamOf } from '#domain/core/streams.ts'
import { err, ok, type Result } from '#domain/core/result.ts'
import type { Confirmation, DeliveryData } from '#domain/records/delivery.ts'
import type { ShipmentData } from '#domain/records/shipment.ts'
import { balanceKey, fundOf } from '#domain/rules/pharmacy/balance.ts'
import { deliveryMovementId, receiptsOf } from '#domain/rules/pharmacy/delivery-rules.ts'
import { reversalId, reverseMovement } from '#domain/rules/pharmacy/dispense.ts'
import type { DrugData } from '#domain/rules/pharmacy/drug-facts.ts'
import { SHIPMENT_RULES, shipmentMovementId, shipmentMovements, type ShipmentTarget } from '#domain/rules/pharmacy/shipment-rules.ts'
import type { AppContext } from '#app/context.ts'
import { createDraft, patchDraft, type Draft, type RecordReader, type SaveFailure, type StoredRecord } from '#app/db/record-store.ts'
import { takeBatches, type BatchesAllowed, type BatchesChanged, type BatchLine } from '#app/shared/pharmacy/batch-lines.ts'
import { momentNow, readBatches } from '#app/shared/pharmacy/stock.ts'
import { readNames } from '#app/shared/read-names.ts'
import { shipmentFile, type ShipmentFile } from '#app/shared/pharmacy/transit.ts'
import { emptyLine, MOST_LINES, type TypedLine } from './delivery-form.ts'

export type Delivery = StoredRecord<'delivery'>
export type Shipment = StoredRecord<'shipment'>

/** A place goods go to or come from. */
export interface Place { readonly id: string; readonly name: string }

/** The pustu of the puskesmas that are in use, by name. */
export async function readPustu(view: RecordReader): Promise<Place[]> {
  const found = (await view.scan('facility')).filter(facility => facility.state === 'live' && facility.data.type === 'pustu' && facility.data.active)
  return found.map(({ id, data }) => ({ id, name: data.name })).sort((a, b) => a.name.localeCompare(b.name, 'id'))
}

/** The puskesmas that a user belongs to. */
export async function readPuskesmas(app: AppContext): Promise<{ id: string; name: string; code: string } | null> {
  const id = parseStream(app.streams('catalogue')[0] ?? '')?.place
  const facility = id === undefined ? undefined : await app.store.get('facility', id)
  return id === undefined ? null : { id, name: facility?.data.name ?? id, code: facility?.data.code ?? 'PKM' }
}

/** Who the cooperative of a pustu buys from. */
export async function readSuppliers(view: RecordReader, stream: string): Promise<Place[]> {
  const found = (await view.scan('supplier')).filter(supplier => supplier.state === 'live' && supplier.stream === stream && supplier.data.active)
  return found.map(({ id, data }) => ({ id, name: data.name })).sort((a, b) => a.name.localeCompare(b.name, 'id'))
}

/** The whole catalogue by id; those no longer in use are in it, because old papers name them. */
export async function readDrugs(view: RecordReader): Promise<ReadonlyMap<string, DrugData>> {
  return new Map((await view.scan('drug')).map(drug => [drug.id, drug.data]))
}

/** The puskesmas's own answer to an LPLPO, less what was already sent on it: what the next SBBK holds. */
export async function readGiven(view: RecordReader, lplpoId: string): Promise<{ pustu: string; number: string; lines: TypedLine[]; more: number } | null> {
  const report = await view.get('lplpo', lplpoId)
  const pustu = report && parseStream(report.stream)?.place
  if (!report || !pustu || report.data.decision?.choice !== 'disetujui' || report.data.given === null) return null
  const sent = new Map<string, number>()
  for (const delivery of await view.byKey('delivery', 'lplpo', lplpoId)) {
    if (delivery.state !== 'live' || (delivery.data.cancelled !== null && delivery.data.confirmation === null)) continue
    for (const line of delivery.data.lines) sent.set(line.drugId, (sent.get(line.drugId) ?? 0) + line.quantity)
  }
  const fund = report.data.fund === 'semua' ? 'program' : report.data.fund
  const lines = report.data.lines.drugId.flatMap((drugId, index): TypedLine[] => {
    const left = (report.data.given?.[index] ?? 0) - (sent.get(drugId) ?? 0)
    return left > 0 ? [{ ...emptyLine(fund), drugId, quantity: String(left) }] : []
  })
  return { pustu, number: report.data.number, lines: lines.slice(0, MOST_LINES), more: Math.max(0, lines.length - MOST_LINES) }
}

/** Sends an SBBK to a pustu; answers with the id of the delivery. */
export async function sendDelivery(app: AppContext, pustu: string, data: DeliveryData): Promise<Result<string, SaveFailure>> {
  const id = app.newId()
  const saved = await app.store.writeGroup<SaveFailure>(async () => ok([createDraft('delivery', id, streamOf('stock', pustu), data)]))
  return saved.ok ? ok(id) : saved
}

export type AnswerFailure = SaveFailure | { readonly kind: 'gone' | 'confirmed' | 'cancelled' }

/**
 * Confirms what arrived: the answer and its receipts are one group. The receipts' ids follow from the delivery, so that of two
 * offline tablets the second is put aside whole. Asked again under the lock: another tab may have confirmed it meanwhile.
 */
export async function confirmDelivery(app: AppContext, id: string, confirmation: Confirmation): Promise<Result<null, AnswerFailure>> {
  const saved = await app.store.writeGroup<AnswerFailure>(async view => {
    const delivery = await view.get('delivery', id)
    if (!delivery || delivery.state !== 'live') return err({ kind: 'gone' })
    if (delivery.data.confirmation !== null) return err({ kind: 'confirmed' })
    if (delivery.data.cancelled !== null) return err({ kind: 'cancelled' })
    const receipts = receiptsOf(delivery.data, confirmation, id, momentNow(app))
    return ok([patchDraft(delivery, { confirmation }), ...receipts.map(({ id: movementId, movement }) => createDraft('stock-movement', movementId, delivery.stream, movement))])
  })
  return saved.ok ? ok(null) : saved
}

/** Calls an SBBK back while nobody has confirmed it. */
export async function cancelDelivery(app: AppContext, id: string, reason: string): Promise<Result<null, AnswerFailure>> {
  const saved = await app.store.writeGroup<AnswerFailure>(async view => {
    const delivery = await view.get('delivery', id)
    if (!delivery || delivery.state !== 'live') return err({ kind: 'gone' })
    if (delivery.data.confirmation !== null) return err({ kind: 'confirmed' })
    if (delivery.data.cancelled !== null) return err({ kind: 'cancelled' })
    return ok([patchDraft(delivery, { cancelled: { by: app.user.id, on: app.today(), reason } })])
  })
  return saved.ok ? ok(null) : saved
}

export type ReverseFailure = SaveFailure | { readonly kind: 'gone' | 'reversed' } | { readonly kind: 'short'; readonly left: number }

/**
 * Takes back what one line of a confirmation added to the stock, where it was confirmed by mistake; what is right is then
 * recorded as a receipt. Not below what is left of the batch: somebody already carries those tablets home (BR-30).
 */
export async function reverseReceipt(app: AppContext, deliveryId: string, line: number, reason: string): Promise<Result<null, ReverseFailure>> {
  const saved = await app.store.writeGroup<ReverseFailure>(async view => {
    const movement = await view.get('stock-movement', deliveryMovementId(deliveryId, line))
    if (!movement || movement.state !== 'live') return err({ kind: 'gone' })
    if (await view.get('stock-movement', reversalId(movement.id))) return err({ kind: 'reversed' })
    const key = balanceKey(movement.data)
    const left = (await readBatches(view, movement.stream, movement.data.drugId)).find(batch => batch.key === key)?.quantity ?? 0
    if (left < movement.data.quantity) return err({ kind: 'short', left })
    return ok([createDraft('stock-movement', reversalId(movement.id), movement.stream, reverseMovement(movement, app.today(), reason, momentNow(app)))])
  })
  return saved.ok ? ok(null) : saved
}

/** Which batches may go where (BR-35). */
export function allowedFor(kind: ShipmentTarget): BatchesAllowed {
  const { source, expired, held } = SHIPMENT_RULES[kind]
  return { sources: [source], expired, held }
}

export type ShipFailure = SaveFailure | BatchesChanged

/** Sends goods off: the document and its movements are one group, and never more than is there on this tablet (BR-30). */
export async function ship(
  app: AppContext, stream: string, paper: { readonly number: string; readonly to: ShipmentData['to']; readonly reason: string }, lines: readonly BatchLine[],
): Promise<Result<string, ShipFailure>> {
  const id = app.newId()
  const saved = await app.store.writeGroup<ShipFailure>(async view => {
    const taken = await takeBatches(view, stream, app.today(), allowedFor(paper.to.kind), lines)
    if (!taken.ok) return taken
    const data: ShipmentData = {
      ...paper, on: app.today(), by: app.user.id,
      lines: taken.value.map(({ ref, quantity }) => ({ drugId: ref.drugId, source: ref.source, ...(fundOf(ref) === 'program' ? {} : { fund: fundOf(ref) }), batch: ref.batch, quantity })),
    }
    const movements: Draft[] = shipmentMovements(data, id, momentNow(app)).map(({ id: movementId, movement }) => createDraft('stock-movement', movementId, stream, movement))
    return ok([createDraft('shipment', id, stream, data), ...movements])
  })
  return saved.ok ? ok(id) : saved
}

export type TakeBackFailure = SaveFailure | { readonly kind: 'gone' | 'answered' | 'twice' }

/** Takes a shipment back into stock whole, by the opposite of each of its movements, while the other pustu has not answered. */
export async function takeBackShipment(app: AppContext, id: string, reason: string): Promise<Result<null, TakeBackFailure>> {
  const saved = await app.store.writeGroup<TakeBackFailure>(async view => {
    const shipment = await view.get('shipment', id)
    if (!shipment || shipment.state !== 'live') return err({ kind: 'gone' })
    const file = await shipmentFile(view, shipment)
    if (file.receipt !== null) return err({ kind: 'answered' })
    const drafts: Draft[] = []
    for (const line of shipment.data.lines.keys()) {
      const movement = await view.get('stock-movement', shipmentMovementId(id, line))
      if (!movement) return err({ kind: 'gone' })
      // One line may have been taken back on the stock card.
      if (await view.get('stock-movement', reversalId(movement.id))) continue
      drafts.push(createDraft('stock-movement', reversalId(movement.id), shipment.stream, reverseMovement(movement, app.today(), reason, momentNow(app))))
    }
    return drafts.length > 0 ? ok(drafts) : err({ kind: 'twice' })
  })
  return saved.ok ? ok(null) : saved
}

export interface DeliveryFile {
  readonly delivery: Delivery
  /** Lines whose receipt was taken back again. */
  readonly reversed: ReadonlySet<number>
  readonly pustu: string
  readonly drugs: ReadonlyMap<string, DrugData>
  readonly names: ReadonlyMap<string, string>
}

const nameOfPlace = async (view: RecordReader, stream: string): Promise<string> => {
  const place = parseStream(stream)?.place ?? stream
  return (await view.get('facility', place))?.data.name ?? place
}

const namesOf = (view: RecordReader, ids: readonly (string | undefined)[]): Promise<ReadonlyMap<string, string>> => readNames(view, ids.filter(id => id !== undefined))

/** A delivery with the names of its drugs and of those who signed it. */
export async function deliveryFile(view: RecordReader, id: string): Promise<DeliveryFile | null> {
  const delivery = await view.get('delivery', id)
  if (!delivery || delivery.state !== 'live') return null
  const [pustu, drugs, back, names] = await Promise.all([
    nameOfPlace(view, delivery.stream), readDrugs(view), Promise.all(delivery.data.lines.map((_, line) => view.get('stock-movement', reversalId(deliveryMovementId(id, line))))), namesOf(view, [delivery.by?.actor, delivery.data.confirmation?.by, delivery.data.cancelled?.by]),
  ])
  return { delivery, pustu, drugs, names, reversed: new Set(back.flatMap((movement, line) => (movement?.state === 'live' ? [line] : []))) }
}

export interface ShipmentView extends ShipmentFile { readonly pustu: string; readonly drugs: ReadonlyMap<string, DrugData>; readonly names: ReadonlyMap<string, string> }

export async function shipmentView(view: RecordReader, id: string): Promise<ShipmentView | null> {
  const shipment = await view.get('shipment', id)
  if (!shipment || shipment.state !== 'live') return null
  const [file, pustu, drugs, names] = await Promise.all([shipmentFile(view, shipment), nameOfPlace(view, shipment.stream), readDrugs(view), namesOf(view, [shipment.data.by])])
  return { ...file, pustu, drugs, names }
}

