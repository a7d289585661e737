import { err, ok, type Result } from '#domain/core/result.ts'
import type { GoodsReceiptData } from '#domain/records/goods-receipt.ts'
import type { PriceData } from '#domain/records/price.ts'
import { balanceKey, foldBalances } from '#domain/rules/pharmacy/balance.ts'
import { reversalId, reverseMovement } from '#domain/rules/pharmacy/dispense.ts'
import { cancellationId, cancellationOf, receiptMovements, sameInvoice } from '#domain/rules/pharmacy/purchase-rules.ts'
import type { AppContext } from '#app/context.ts'
import { createDraft, type Draft, type Interest, type RecordReader, type SaveFailure } from '#app/db/record-store.ts'
import { momentNow, readMovements, reversedIds, type StockMovement } from '#app/shared/pharmacy/stock.ts'
import { readReceipts, type Receipt } from './catalogue.ts'

export const PURCHASE_INTERESTS: readonly Interest[] = [{ kind: 'goods-receipt' }, { kind: 'supplier' }]

export type PurchaseFailure = SaveFailure | { readonly kind: 'same-invoice' }

/**
 * Writes a purchase, the stock it brings and the prices that follow, as one group: at most 1 + 60 + 60 operations. The same
 * invoice saved by another tab meanwhile is told, not doubled.
 */
export async function savePurchase(app: AppContext, stream: string, data: GoodsReceiptData, prices: readonly PriceData[], again: boolean): Promise<Result<string, PurchaseFailure>> {
  const id = app.newId()
  const saved = await app.store.writeGroup<PurchaseFailure>(async view => {
    if (!again && sameInvoice(await readReceipts(view, stream), data.supplierId, data.invoice)) return err({ kind: 'same-invoice' })
    const supplier = (await view.get('supplier', data.supplierId))?.data.name ?? ''
    const movements = receiptMovements(id, data, supplier, data.on === app.today() ? momentNow(app) : undefined)
    return ok([
      createDraft('goods-receipt', id, stream, data),
      ...movements.map(movement => createDraft('stock-movement', movement.id, stream, movement.data)),
      ...prices.map(price => createDraft('price', app.newId(), stream, price)),
    ] satisfies Draft[])
  })
  return saved.ok ? ok(id) : saved
}

/** A purchase with what became of it. */
export interface PurchaseFile { readonly receipt: Receipt; readonly cancellation: Receipt | null; readonly movements: readonly StockMovement[] }

export async function readPurchase(view: RecordReader, id: string): Promise<PurchaseFile | null> {
  const receipt = await view.get('goods-receipt', id)
  if (!receipt || receipt.state !== 'live' || receipt.data.reverses !== null) return null
  const [cancellations, movements] = await Promise.all([view.byKey('goods-receipt', 'reverses', id), view.byKey('stock-movement', 'document', id)])
  return { receipt, cancellation: cancellations.find(found => found.state === 'live') ?? null, movements: movements.filter(movement => movement.state === 'live') }
}

export type CancelFailure = SaveFailure | { readonly kind: 'gone' | 'twice' } | { readonly kind: 'short'; readonly drugId: string; readonly batch: string; readonly held: number; readonly needed: number }

/**
 * Takes a whole purchase back by reversing what it brought. Refused where less is left of a batch than came with it: part of
 * it has been sold, and a return to the supplier is the honest entry then (BR-30).
 */
export async function cancelPurchase(app: AppContext, stream: string, id: string, reason: string): Promise<Result<null, CancelFailure>> {
  const saved = await app.store.writeGroup<CancelFailure>(async view => {
    const file = await readPurchase(view, id)
    if (!file || file.receipt.stream !== stream) return err({ kind: 'gone' })
    if (file.cancellation) return err({ kind: 'twice' })
    const { data } = file.receipt
    const ledger = (await Promise.all([...new Set(data.lines.map(line => line.drugId))].map(drugId => readMovements(view, stream, drugId)))).flat()
    const reversed = reversedIds(ledger)
    // A line that was taken back by itself on the stock card is not taken back twice.
    const toReverse = file.movements.filter(movement => movement.data.reason === 'diterima' && !reversed.has(movement.id))
    const opposites = toReverse.map(movement => ({ id: reversalId(movement.id), data: reverseMovement(movement, app.today(), `Batal ${data.invoice}`.slice(0, 80), momentNow(app)) }))
    const before = foldBalances(ledger.map(movement => movement.data))
    const after = foldBalances([...ledger.map(movement => movement.data), ...opposites.map(opposite => opposite.data)])
    for (const { data: taken } of opposites) {
      const key = balanceKey(taken)
      const left = after.get(key)?.quantity ?? 0
      const held = before.get(key)?.quantity ?? 0
      if (left < 0) return err({ kind: 'short', drugId: taken.drugId, batch: taken.batch.number, held, needed: held - left })
    }
    return ok([
      createDraft('goods-receipt', cancellationId(id), stream, cancellationOf(id, data, app.user.id, app.today(), reason)),
      ...opposites.map(opposite => createDraft('stock-movement', opposite.id, stream, opposite.data)),
    ])
  })
  return saved.ok ? ok(null) : saved
}
