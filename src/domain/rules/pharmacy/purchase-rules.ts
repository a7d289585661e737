import type { CheckContext, Lookup, RuleBreak } from '../../core/record.ts'
import { sameJson } from '../../core/json.ts'
import type { Day } from '../../core/day.ts'
import type { Rupiah } from '../../core/rupiah.ts'
import type { GoodsReceiptData } from '../../records/goods-receipt.ts'
import type { PurchaseOrderData } from '../../records/purchase-order.ts'
import type { MovementData } from '../../records/stock-movement.ts'
import { controlledBreaks, controlledLookups } from './controlled.ts'
import { halfUp, type Hna } from './pricing.ts'
import { rational, times } from './rational.ts'
import { signerBreaks } from './signer.ts'

type ReceiptLineData = GoodsReceiptData['lines'][number]
type PackLine = Pick<ReceiptLineData, 'packs' | 'packSize'>
type MoneyLine = Pick<ReceiptLineData, 'packs' | 'packPrice' | 'discount'>

/** Smallest units of a line. */
export const unitsOf = (line: PackLine): number => line.packs * line.packSize
export const lineGross = (line: Omit<MoneyLine, 'discount'>): Rupiah => line.packs * line.packPrice
/** What a line costs before PPN. */
export const lineNet = (line: MoneyLine): Rupiah => lineGross(line) - line.discount

export interface ReceiptSums { readonly net: Rupiah; readonly ppn: Rupiah; readonly total: Rupiah }

/** What an invoice comes to: PPN is taken once, on the sum of the lines, half up to whole rupiah. */
export function receiptSums(lines: readonly MoneyLine[], ppnPercent: number): ReceiptSums {
  const net = lines.reduce((sum, line) => sum + lineNet(line), 0)
  const ppn = Number(halfUp(times(rational(net), rational(ppnPercent, 100))))
  return { net, ppn, total: net + ppn }
}

/** Without a sign for zero: −0 is another number to a JSON text than 0 is to a person. */
const opposite = (amount: Rupiah): Rupiah => (amount === 0 ? 0 : -amount)

/** A purchase is taken back once: the id of its cancellation follows from it, so of two offline tablets the second is put aside. */
export const cancellationId = (receiptId: string): string => `${receiptId}-batal`

/** The entry that takes a purchase back: the same lines, the opposite sums, so that the sum of all entries is what was really bought. */
export function cancellationOf(id: string, receipt: GoodsReceiptData, by: string, on: Day, reason: string): GoodsReceiptData {
  return {
    ...receipt, on, by, net: opposite(receipt.net), ppn: opposite(receipt.ppn), total: opposite(receipt.total), invoiceTotal: opposite(receipt.invoiceTotal), reverses: id, reason,
  }
}

export const goodsReceiptLookups = (data: GoodsReceiptData): Lookup[] =>
  (data.reverses ? [{ kind: 'goods-receipt', id: data.reverses }] : controlledLookups(data.lines.map(line => line.drugId)))

/** The sums of a purchase follow from its lines; its cancellation is its opposite. */
export function checkGoodsReceipt(data: GoodsReceiptData, context: CheckContext<GoodsReceiptData>): RuleBreak[] {
  const breaks = signerBreaks(data.by, context.actor, 'by')
  if (data.lines.some(line => line.discount > lineGross(line))) breaks.push({ rule: 'receipt-discount', field: 'lines' })
  const sums = receiptSums(data.lines, data.ppnPercent)
  for (const field of ['net', 'ppn', 'total'] as const) {
    const due = data.reverses === null ? sums[field] : opposite(sums[field])
    if (data[field] !== due) breaks.push({ rule: 'receipt-sums', field })
  }
  if (data.dueOn !== null && data.dueOn < data.invoiceOn) breaks.push({ rule: 'receipt-due', field: 'dueOn' })
  if ((data.reverses === null) !== (data.reason.trim() === '')) breaks.push({ rule: 'receipt-cancel', field: 'reason' })
  if (data.reverses === null) breaks.push(...controlledBreaks(data.lines.map(({ drugId }, index) => ({ drugId, field: `lines.${index}` })), context))
  return [...breaks, ...cancellationBreaks(data, context)]
}

function cancellationBreaks(data: GoodsReceiptData, context: CheckContext<GoodsReceiptData>): RuleBreak[] {
  if (data.reverses === null) return []
  const original = context.found({ kind: 'goods-receipt', id: data.reverses })[0]?.data as unknown as GoodsReceiptData | undefined
  if (!original) return []
  const undoes = context.id === cancellationId(data.reverses) && original.reverses === null && original.supplierId === data.supplierId && original.orderId === data.orderId
    && original.invoice === data.invoice && original.total === opposite(data.total) && sameJson(original.lines, data.lines)
  return undoes ? [] : [{ rule: 'receipt-cancel', field: 'reverses' }]
}

const ORDER_GROUPS = ['number', 'supplierId', 'on', 'lines', 'note', 'by', 'sent'] as const

/**
 * An order names each drug once, so that what has arrived of it can be told; who writes, sends or closes it signs for it. Once
 * it is sent or closed the supplier has the paper: nothing of it changes any more but that it is closed, once.
 */
export function checkPurchaseOrder(data: PurchaseOrderData, { actor, before }: Pick<CheckContext<PurchaseOrderData>, 'actor' | 'before'>): RuleBreak[] {
  const breaks: RuleBreak[] = new Set(data.lines.map(line => line.drugId)).size < data.lines.length ? [{ rule: 'order-drug-twice', field: 'lines' }] : []
  if (before?.by !== data.by) breaks.push(...signerBreaks(data.by, actor, 'by'))
  for (const step of ['sent', 'closed'] as const) {
    const signed = data[step]
    if (signed !== null && !sameJson(before?.[step] ?? null, signed)) breaks.push(...signerBreaks(signed.by, actor, `${step}.by`))
  }
  if (before === null || (before.sent === null && before.closed === null)) return breaks
  const fixed = before.closed === null ? ORDER_GROUPS : [...ORDER_GROUPS, 'closed' as const]
  return [...breaks, ...fixed.filter(group => !sameJson(before[group], data[group])).map(field => ({ rule: 'order-fixed', field }))]
}

/** The ledger line of each line of a purchase; its id follows from the purchase, so that it moves stock once. */
export function receiptMovements(id: string, receipt: GoodsReceiptData, supplier: string, at?: string): { readonly id: string; readonly data: MovementData }[] {
  return receipt.lines.map((line, index) => ({
    id: `${id}-m${index}`,
    data: {
      drugId: line.drugId, source: 'koperasi', batch: line.batch, quantity: unitsOf(line), reason: 'diterima', on: receipt.on, document: receipt.invoice, party: supplier.slice(0, 120),
      visitId: null, reverses: null, override: null, documentId: id, ...(at === undefined ? {} : { at }),
    },
  }))
}

interface Entry { readonly id: string; readonly data: GoodsReceiptData }

/** Purchases that stand: neither cancelled nor a cancellation. */
export function standing<E extends Entry>(receipts: readonly E[]): E[] {
  const cancelled = new Set(receipts.map(receipt => receipt.data.reverses))
  return receipts.filter(receipt => receipt.data.reverses === null && !cancelled.has(receipt.id))
}

/** One line of an order, in smallest units. More than ordered may arrive; nothing is then awaited. */
export interface Arrival { readonly drugId: string; readonly ordered: number; readonly arrived: number; readonly awaited: number }

export function arrivals(order: Pick<PurchaseOrderData, 'lines'>, receipts: readonly Entry[]): Arrival[] {
  const came = new Map<string, number>()
  for (const line of standing(receipts).flatMap(receipt => receipt.data.lines)) came.set(line.drugId, (came.get(line.drugId) ?? 0) + unitsOf(line))
  return order.lines.map(line => {
    const ordered = unitsOf(line)
    const arrived = came.get(line.drugId) ?? 0
    return { drugId: line.drugId, ordered, arrived, awaited: Math.max(0, ordered - arrived) }
  })
}

export type OrderState = 'draft' | 'sent' | 'part' | 'complete' | 'closed'

export function orderState(order: PurchaseOrderData, arrived: readonly Arrival[]): OrderState {
  if (order.closed !== null) return 'closed'
  if (arrived.every(line => line.awaited === 0)) return 'complete'
  if (arrived.some(line => line.arrived > 0)) return 'part'
  return order.sent === null ? 'draft' : 'sent'
}

const paperKey = (supplierId: string, invoice: string): string => `${supplierId}|${invoice.replace(/\s+/g, '').toLowerCase()}`

/** The same paper entered before: one supplier's invoice number, however it is spaced or cased. */
export function sameInvoice<E extends Entry>(receipts: readonly E[], supplierId: string, invoice: string): E | undefined {
  const wanted = paperKey(supplierId, invoice)
  return standing(receipts).find(({ data }) => paperKey(data.supplierId, data.invoice) === wanted)
}

/** Ids of purchases that stand more than once for one paper, as two offline tablets may have entered it. */
export function doubledInvoices(receipts: readonly Entry[]): ReadonlySet<string> {
  const byPaper = new Map<string, string[]>()
  for (const { id, data } of standing(receipts)) {
    const key = paperKey(data.supplierId, data.invoice)
    byPaper.set(key, [...(byPaper.get(key) ?? []), id])
  }
  return new Set([...byPaper.values()].filter(ids => ids.length > 1).flat())
}

/**
 * The HNA of each drug of a purchase: the price of a pack before discount. Of several lines of one drug the dearest counts,
 * so that no batch is sold below what it cost; what came free says nothing about a price.
 */
export function hnaByDrug(lines: readonly Pick<ReceiptLineData, 'drugId' | 'packSize' | 'packPrice'>[]): Map<string, Hna> {
  const found = new Map<string, Hna>()
  for (const line of lines) {
    const before = found.get(line.drugId)
    if (line.packPrice > 0 && (!before || BigInt(line.packPrice) * BigInt(before.per) > BigInt(before.amount) * BigInt(line.packSize))) {
      found.set(line.drugId, { amount: line.packPrice, per: line.packSize })
    }
  }
  return found
}
