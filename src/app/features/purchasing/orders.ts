import { err, ok, type Result } from '#domain/core/result.ts'
import { parseStream } from '#domain/core/streams.ts'
import type { PurchaseOrderData } from '#domain/records/purchase-order.ts'
import { arrivals, orderState, type Arrival, type OrderState } from '#domain/rules/pharmacy/purchase-rules.ts'
import type { Day } from '#domain/core/day.ts'
import type { AppContext } from '#app/context.ts'
import { createDraft, patchDraft, type Interest, type RecordReader, type SaveFailure } from '#app/db/record-store.ts'
import { readReceipts, type Order, type Receipt } from './catalogue.ts'
import { orderLines, type OrderForm } from './order-form.ts'

/** An order with what has come of it. */
export interface OrderFile { readonly order: Order; readonly arrivals: readonly Arrival[]; readonly state: OrderState; readonly receipts: readonly Receipt[] }

export const ORDER_INTERESTS: readonly Interest[] = [{ kind: 'purchase-order' }, { kind: 'goods-receipt' }, { kind: 'supplier' }]

const fileOf = (order: Order, receipts: readonly Receipt[]): OrderFile => {
  const arrived = arrivals(order.data, receipts)
  return { order, receipts, arrivals: arrived, state: orderState(order.data, arrived) }
}

/** All orders of a pustu, newest first. */
export async function readOrders(view: RecordReader, stream: string): Promise<OrderFile[]> {
  const [orders, receipts] = await Promise.all([view.scan('purchase-order'), readReceipts(view, stream)])
  const byOrder = new Map<string, Receipt[]>()
  for (const receipt of receipts) if (receipt.data.orderId) byOrder.set(receipt.data.orderId, [...(byOrder.get(receipt.data.orderId) ?? []), receipt])
  return orders.filter(order => order.stream === stream && order.state === 'live')
    .sort((a, b) => b.data.on.localeCompare(a.data.on) || (a.id < b.id ? 1 : -1))
    .map(order => fileOf(order, byOrder.get(order.id) ?? []))
}

export async function readOrder(view: RecordReader, id: string): Promise<OrderFile | null> {
  const order = await view.get('purchase-order', id)
  if (!order || order.state !== 'live') return null
  return fileOf(order, await view.byKey('goods-receipt', 'order', id))
}

/** Orders of which something is still to come. */
export const isAwaited = (file: OrderFile): boolean => file.state === 'sent' || file.state === 'part'

/** Smallest units of each drug that are on their way. */
export function awaitedUnits(files: readonly OrderFile[]): Map<string, number> {
  const units = new Map<string, number>()
  for (const line of files.filter(isAwaited).flatMap(file => file.arrivals)) units.set(line.drugId, (units.get(line.drugId) ?? 0) + line.awaited)
  return units
}

export type OrderFailure = SaveFailure | { readonly kind: 'changed' }

/** Saves a new order under a number of this tablet's, or the lines of one that has not been sent. Answers its id. */
export async function saveOrder(app: AppContext, stream: string, record: Order | null, form: OrderForm): Promise<Result<string, OrderFailure>> {
  const typed = { supplierId: form.supplierId, on: form.on as Day, note: form.note.trim(), lines: orderLines(form) }
  const id = record?.id ?? app.newId()
  const number = record?.data.number ?? await nextOrderNumber(app, stream)
  const saved = await app.store.writeGroup<OrderFailure>(async view => {
    if (!record) return ok([createDraft('purchase-order', id, stream, { ...typed, number, by: app.user.id, sent: null, closed: null })])
    const now = await view.get('purchase-order', id)
    if (!now || now.state !== 'live' || now.data.sent !== null || now.data.closed !== null) return err({ kind: 'changed' })
    return ok([patchDraft(now, typed)])
  })
  return saved.ok ? ok(id) : saved
}

async function nextOrderNumber(app: AppContext, stream: string): Promise<string> {
  const pustu = await app.store.get('facility', parseStream(stream)?.place ?? '')
  return `SP-${await app.nextLabel('dokumen', pustu?.data.code ?? 'PUSTU')}`
}

/** Marks an order as sent to the supplier, or closes it with what is still missing. */
export async function changeOrder(app: AppContext, id: string, change: { readonly sent: true } | { readonly closed: string }): Promise<Result<null, OrderFailure>> {
  const saved = await app.store.writeGroup<OrderFailure>(async view => {
    const order = await view.get('purchase-order', id)
    if (!order || order.state !== 'live' || order.data.closed !== null) return err({ kind: 'changed' })
    const by = { by: app.user.id, on: app.today() }
    const changes: Partial<PurchaseOrderData> = 'sent' in change ? { sent: by } : { closed: { ...by, reason: change.closed.trim() } }
    return 'sent' in change && order.data.sent !== null ? err({ kind: 'changed' }) : ok([patchDraft(order, changes)])
  })
  return saved.ok ? ok(null) : saved
}
