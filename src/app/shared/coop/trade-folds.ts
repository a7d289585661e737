import type { Json } from '#domain/core/json.ts'
import type { Rupiah } from '#domain/core/rupiah.ts'
import type { GoodsReceiptData } from '#domain/records/goods-receipt.ts'
import type { HandoverData } from '#domain/records/handover.ts'
import type { MovementData } from '#domain/records/stock-movement.ts'
import { addLeft, addMemberSale, addPurchase, addSale, type Bought, type LeftDay, type MemberMonth, type SoldDay } from '#domain/rules/finance/trade.ts'
import { rational } from '#domain/rules/pharmacy/rational.ts'
import type { LedgerFold } from '../../db/record-store.ts'

/** The cooperative's sales of a pustu by day, from its hand-overs (law 4: sums, kept only to be quick). */
export const soldFold: LedgerFold<'handover', Map<string, SoldDay>> = {
  name: 'sold-days', version: 1, kind: 'handover',
  empty: () => new Map(),
  add(state, sale: HandoverData) { addSale(state, sale) },
  toJson: state => [...state] as unknown as Json, fromJson: json => new Map(json as unknown as [string, SoldDay][]),
}

/** The same by member and month, in rupiah. */
export const memberSalesFold: LedgerFold<'handover', Map<string, MemberMonth>> = {
  name: 'member-sales', version: 1, kind: 'handover',
  empty: () => new Map(),
  add(state, sale: HandoverData) { addMemberSale(state, sale) },
  toJson: state => [...state] as unknown as Json, fromJson: json => new Map(json as unknown as [string, MemberMonth][]),
}

/** What was bought by day, and what each batch cost. */
export const boughtFold: LedgerFold<'goods-receipt', Bought> = {
  name: 'bought', version: 1, kind: 'goods-receipt',
  empty: () => ({ days: new Map(), batches: new Map() }),
  add(state, receipt: GoodsReceiptData) { addPurchase(state, receipt) },
  toJson: ({ days, batches }) => ({
    days: [...days], batches: [...batches].map(([key, { units, cost }]) => [key, units, cost.num.toString(), cost.den.toString()]),
  }) as unknown as Json,
  fromJson(json) {
    const { days, batches } = json as unknown as { days: [string, number][]; batches: [string, number, string, string][] }
    return { days: new Map(days), batches: new Map(batches.map(([key, units, num, den]) => [key, { units, cost: rational(BigInt(num), BigInt(den)) }])) }
  },
}

/** What of the cooperative's stock was lost, or went back to a supplier, by day. */
export const leftFold: LedgerFold<'stock-movement', Map<string, LeftDay>> = {
  name: 'left-days', version: 1, kind: 'stock-movement',
  empty: () => new Map(),
  add(state, movement: MovementData) { addLeft(state, movement) },
  toJson: state => [...state] as unknown as Json, fromJson: json => new Map(json as unknown as [string, LeftDay][]),
}

/** What came back of sales, or was undone, by day: how often, and for how much. */
export interface BackDay { readonly count: number; readonly amount: Rupiah }
export const backFold: LedgerFold<'handover', Map<string, BackDay>> = {
  name: 'sales-back', version: 1, kind: 'handover',
  empty: () => new Map(),
  add(state, { source, reverses, on, total }: HandoverData) {
    if (source !== 'koperasi' || reverses === null) return
    const before = state.get(on) ?? { count: 0, amount: 0 }
    state.set(on, { count: before.count + 1, amount: before.amount - total })
  },
  toJson: state => [...state] as unknown as Json, fromJson: json => new Map(json as unknown as [string, BackDay][]),
}
