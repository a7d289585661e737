import { daysBetween, type Day } from '#domain/core/day.ts'
import { deliveryState, receiptOfShipment } from '#domain/rules/pharmacy/delivery-rules.ts'
import { reversalId } from '#domain/rules/pharmacy/dispense.ts'
import { shipmentMovementId } from '#domain/rules/pharmacy/shipment-rules.ts'
import type { Interest, RecordReader, StoredRecord } from '../../db/record-store.ts'

export const DELIVERY_INTERESTS: readonly Interest[] = [{ kind: 'delivery' }]

/** Deliveries to one pustu, or to all that this user holds; the newest first. */
export async function readDeliveries(view: RecordReader, stream?: string): Promise<StoredRecord<'delivery'>[]> {
  const found = (await view.scan('delivery')).filter(delivery => delivery.state === 'live' && (stream === undefined || delivery.stream === stream))
  return found.sort((a, b) => b.data.on.localeCompare(a.data.on) || b.id.localeCompare(a.id))
}

/** Differences are worth a look for this long; after that they are history. */
const RECENT_DAYS = 30

export interface TransitCounts {
  /** On the way, nobody has confirmed them. */
  readonly open: number
  /** Confirmed within the last month with something else than was sent. */
  readonly different: number
  /** Days since the oldest of the open ones was sent; null for none. */
  readonly oldest: number | null
}

/** What the desk and the head are told on their first page about goods on the way. */
export function transitCounts(deliveries: readonly StoredRecord<'delivery'>[], today: Day): TransitCounts {
  const open = deliveries.filter(({ data }) => deliveryState(data) === 'di-jalan')
  const different = deliveries.filter(({ data }) => deliveryState(data) === 'selisih' && data.confirmation !== null && daysBetween(data.confirmation.on, today) <= RECENT_DAYS)
  return { open: open.length, different: different.length, oldest: open.length === 0 ? null : Math.max(0, ...open.map(({ data }) => daysBetween(data.on, today))) }
}

export type ShipmentState = 'menunggu' | 'diterima' | 'selisih' | 'diretur' | 'dibatalkan'

/** A shipment, how far it has come, and the other pustu's answer. */
export interface ShipmentFile {
  readonly shipment: StoredRecord<'shipment'>
  readonly state: ShipmentState
  readonly receipt: StoredRecord<'shipment-receipt'> | null
  /** A line was taken back here although the other pustu says that it arrived: one of the two is wrong. */
  readonly contradicts: boolean
  /** Why it was taken back. */
  readonly backReason: string | null
}

export const SHIPMENT_INTERESTS: readonly Interest[] = [{ kind: 'shipment' }, { kind: 'shipment-receipt' }, { kind: 'stock-movement' }]

export async function shipmentFile(view: RecordReader, shipment: StoredRecord<'shipment'>): Promise<ShipmentFile> {
  const [receipt, back] = await Promise.all([
    view.get('shipment-receipt', receiptOfShipment(shipment.id)),
    Promise.all(shipment.data.lines.map((_, line) => view.get('stock-movement', reversalId(shipmentMovementId(shipment.id, line))))),
  ])
  const answer = receipt?.state === 'live' ? receipt : null
  const isBack = back.every(movement => movement?.state === 'live')
  const contradicts = back.some((movement, line) => movement?.state === 'live' && (answer?.data.received[line] ?? 0) > 0)
  return { shipment, receipt: answer, backReason: isBack ? (back[0]?.data.document ?? '') : null, contradicts, state: stateOf(shipment, answer, isBack) }
}

function stateOf({ data }: StoredRecord<'shipment'>, receipt: StoredRecord<'shipment-receipt'> | null, isBack: boolean): ShipmentState {
  if (isBack) return 'dibatalkan'
  if (data.to.kind !== 'pustu') return 'diretur'
  if (receipt === null) return 'menunggu'
  return deliveryState({ lines: data.lines, confirmation: receipt.data, cancelled: null }) === 'selisih' ? 'selisih' : 'diterima'
}

/** What left one pustu, or all that this user holds; the newest first. */
export async function readShipments(view: RecordReader, stream?: string): Promise<ShipmentFile[]> {
  const found = (await view.scan('shipment')).filter(shipment => shipment.state === 'live' && (stream === undefined || shipment.stream === stream))
  found.sort((a, b) => b.data.on.localeCompare(a.data.on) || b.id.localeCompare(a.id))
  return Promise.all(found.map(shipment => shipmentFile(view, shipment)))
}
