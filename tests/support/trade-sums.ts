import type { GoodsReceiptData } from '#domain/records/goods-receipt.ts'
import type { HandoverData } from '#domain/records/handover.ts'
import type { MovementData } from '#domain/records/stock-movement.ts'
import type { ItemSale } from '#domain/rules/finance/trade-items.ts'
import { addLeft, addMemberSale, addPurchase, addSale, tradeDays, type Bought, type DayTrade, type LeftDay, type MemberMonth, type SoldDay } from '#domain/rules/finance/trade.ts'

export interface Paper<D> { readonly id: string; readonly data: D }

/** What the sums of a tablet and of the server make of papers, added one by one as they do it; members by person and month. */
export function tradeOf(handovers: readonly Paper<HandoverData>[], receipts: readonly Paper<GoodsReceiptData>[] = [], movements: readonly Paper<MovementData>[] = []): { days: DayTrade[]; members: MemberMonth[] } {
  const [sold, left, months] = [new Map<string, SoldDay>(), new Map<string, LeftDay>(), new Map<string, MemberMonth>()]
  const bought: Bought = { days: new Map(), batches: new Map() }
  for (const { data } of handovers) addSale(sold, data)
  for (const { data } of handovers) addMemberSale(months, data)
  for (const { data } of receipts) addPurchase(bought, data)
  for (const { data } of movements) addLeft(left, data)
  return { days: tradeDays({ sold, left, bought }), members: [...months].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, month]) => month) }
}

/** The lines of hand-overs by drug, as the server keeps them. */
export const itemSalesOf = (handovers: readonly Paper<HandoverData>[]): ItemSale[] => handovers.flatMap(({ id, data }) => data.lines.map(line => ({
  drugId: line.drugId, drug: line.drug, unit: line.unit, sale: data.reverses ?? id, taker: data.taker.member?.id ?? data.taker.id, quantity: line.quantity, amount: line.amount,
})))
