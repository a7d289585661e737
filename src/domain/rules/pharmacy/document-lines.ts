import type { CheckContext, Lookup, RuleBreak } from '../../core/record.ts'
import type { DeliveryData } from '../../records/delivery.ts'
import type { GoodsReceiptData } from '../../records/goods-receipt.ts'
import type { HandoverData } from '../../records/handover.ts'
import type { ShipmentData } from '../../records/shipment.ts'
import type { MovementData, MovementReason } from '../../records/stock-movement.ts'
import { balanceKey } from './balance.ts'
import { receiptsOf } from './delivery-rules.ts'
import { partKey } from './handover-rules.ts'
import { receiptMovements } from './purchase-rules.ts'
import { shipmentMovements } from './shipment-rules.ts'

/** One line of the ledger as its document gives it: where it stands, how much, and why. */
interface Line { readonly id: string; readonly key: string; readonly quantity: number; readonly reason: MovementReason }

const lineOf = (id: string, movement: MovementData): Line => ({ id, key: balanceKey(movement), quantity: movement.quantity, reason: movement.reason })

/** What each kind of document moves, from the document alone; nothing depends on the moment, so none is given. */
const LINES: Readonly<Record<string, (id: string, data: unknown) => Line[]>> = {
  delivery: (id, data) => {
    const delivery = data as DeliveryData
    return delivery.confirmation === null ? [] : receiptsOf(delivery, delivery.confirmation, id, '').map(one => lineOf(one.id, one.movement))
  },
  'goods-receipt': (id, data) => receiptMovements(id, data as GoodsReceiptData, '').map(one => lineOf(one.id, one.data)),
  shipment: (id, data) => shipmentMovements(data as ShipmentData, id, '').map(one => lineOf(one.id, one.movement)),
  handover: (id, data) => {
    const handover = data as HandoverData
    return handover.lines.flatMap(line => line.batches.map(part => ({ key: partKey(handover, line, part), quantity: -part.quantity, reason: 'diserahkan' as const })))
      .map((line, index) => ({ ...line, id: `${id}-m${index}` }))
  },
}

/** The kinds of document that a movement of this reason may belong to. */
const KINDS: Readonly<Partial<Record<MovementReason, readonly string[]>>> = {
  diterima: ['delivery', 'goods-receipt'], pindahan: ['delivery'], dikirim: ['shipment'], diretur: ['shipment'], diserahkan: ['handover'],
}

/** The document itself; what takes a movement back is held to that movement instead. */
export const documentLookups = (data: Pick<MovementData, 'documentId' | 'reason' | 'reverses'>): Lookup[] => {
  const id = data.documentId
  return id && data.reverses === null ? (KINDS[data.reason] ?? []).map(kind => ({ kind, id })) : []
}

/**
 * A movement that names a document is one of its lines, with its quantity, batch and fund: what was confirmed, invoiced, sent or
 * handed out is what the shelf gained or lost. A document that is not known here is not judged: it may still be on its way.
 */
export function documentBreaks(data: MovementData, context: Pick<CheckContext<MovementData>, 'id' | 'found'>): RuleBreak[] {
  const own = lineOf(context.id, data)
  const isOther = documentLookups(data).flatMap(lookup => context.found(lookup)).some(document =>
    !(LINES[document.kind]?.(document.id, document.data) ?? []).some(line => line.id === own.id && line.key === own.key && line.quantity === own.quantity && line.reason === own.reason))
  return isOther ? [{ rule: 'document-line', field: 'documentId' }] : []
}
