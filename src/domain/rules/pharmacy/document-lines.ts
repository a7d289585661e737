import type { CheckContext, Lookup, RuleBreak } from '../../core/record.ts'
import type { DeliveryData } from '../../records/delivery.ts'
import type { GoodsReceiptData } from '../../records/goods-receipt.ts'
import type { HandoverData } from '../../records/handover.ts'
import type { ShipmentData } from '../../records/shipment.ts'
import type { MovementData, MovementReason } from '../../records/stock-movement.ts'
import type { WriteOffData } from '../../records/write-off.ts'
import { balanceKey } from './balance.ts'
import { receiptsOf } from './delivery-rules.ts'
import { reversalId } from './dispense.ts'
import { partKey } from './handover-rules.ts'
import { reasonUndone } from './ledger.ts'
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
  'write-off': (id, data) => (data as WriteOffData).lines.map((line, index) => ({ id: `${id}-m${index}`, key: balanceKey(line), quantity: -line.quantity, reason: 'dimusnahkan' as const })),
}

/** The kinds of document that a movement of this reason may belong to. */
const KINDS: Readonly<Partial<Record<MovementReason, readonly string[]>>> = {
  diterima: ['delivery', 'goods-receipt'], pindahan: ['delivery'], dikirim: ['shipment'], diretur: ['shipment'], diserahkan: ['handover'],
  dimusnahkan: ['write-off'],
}

type Named = Pick<MovementData, 'documentId' | 'reason' | 'reverses' | 'quantity' | 'undoes'>

/** Whether a movement brings back what was handed out: then its document is the hand-over that took it back. */
const bringsBack = (data: Named): boolean => data.reverses !== null && (data.reason === 'dikembalikan' || reasonUndone(data) === 'diserahkan')

/** The document itself; what takes another movement back is held to that movement, and to a take-back that it names. */
export const documentLookups = (data: Named): Lookup[] => {
  const id = data.documentId
  if (!id) return []
  if (bringsBack(data)) return [{ kind: 'handover', id }]
  return data.reverses === null ? (KINDS[data.reason] ?? []).map(kind => ({ kind, id })) : []
}

/**
 * A movement that names a document is one of its lines, with its quantity, batch and fund: what was confirmed, invoiced, sent or
 * handed out or destroyed is what the shelf gained or lost. A document that is not known here is not judged: it may still be on its way.
 */
export function documentBreaks(data: MovementData, context: Pick<CheckContext<MovementData>, 'id' | 'found'>): RuleBreak[] {
  if (data.reverses !== null) return returnBreaks(data, data.reverses, context)
  const own = lineOf(context.id, data)
  const isOther = documentLookups(data).flatMap(lookup => context.found(lookup)).some(document =>
    !(LINES[document.kind]?.(document.id, document.data) ?? []).some(line => line.id === own.id && line.key === own.key && line.quantity === own.quantity && line.reason === own.reason))
  return isOther ? [{ rule: 'document-line', field: 'documentId' }] : []
}

/**
 * What comes back is what its take-back says, batch by batch, and once: the id follows from the movement and the take-back, as
 * the app makes it. A movement taken back whole without one keeps the document of the hand-over itself.
 */
function returnBreaks(data: MovementData, reverses: string, context: Pick<CheckContext<MovementData>, 'id' | 'found'>): RuleBreak[] {
  const [document] = documentLookups(data).flatMap(lookup => context.found(lookup))
  if (!document) return []
  const back = document.data as unknown as HandoverData
  const broken: RuleBreak[] = [{ rule: 'document-line', field: 'documentId' }]
  if (back.reverses === null) return data.reason === 'dibalik' ? [] : broken
  const id = data.reason === 'dibalik' ? reversalId(reverses) : `${reverses}${document.id.slice(back.reverses.length)}`
  const isOfIt = context.id === id && reverses.startsWith(`${back.reverses}-m`) && document.id.startsWith(back.reverses)
  const isPart = back.lines.some(line => line.batches.some(part => partKey(back, line, part) === balanceKey(data) && -part.quantity === data.quantity))
  return isOfIt && isPart ? [] : broken
}
