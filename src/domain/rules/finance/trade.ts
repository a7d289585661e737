import type { Day } from '../../core/day.ts'
import type { Rupiah } from '../../core/rupiah.ts'
import type { GoodsReceiptData } from '../../records/goods-receipt.ts'
import type { HandoverData } from '../../records/handover.ts'
import type { MovementData } from '../../records/stock-movement.ts'
import type { TradeDayData } from '../../records/trade-day.ts'
import { balanceKey } from '../pharmacy/balance.ts'
import { reasonUndone } from '../pharmacy/ledger.ts'
import { lineNet, unitsOf } from '../pharmacy/purchase-rules.ts'
import { plus, rational, times, type Rational } from '../pharmacy/rational.ts'

/**
 * The cooperative's trade in rupiah, from the papers of the medicine room: one computation for the tablet that holds them and
 * for the server that tells the others. Everything counts on its own day, what came back and what was undone negative, so that a
 * day that was reported stands. The order of papers never matters.
 */
export const PAY_WAYS = ['tunai', 'transfer', 'tempo'] as const
export type PayWay = (typeof PAY_WAYS)[number]
export type ByWay = Record<PayWay, Rupiah>
export const noSales = (): ByWay => ({ tunai: 0, transfer: 0, tempo: 0 })

/** Smallest units by batch (see balanceKey). */
export type Units = Record<string, number>
export interface SoldDay { readonly member: ByWay; readonly others: ByWay; readonly out: Units }
export interface LeftDay { readonly lost: Units; readonly returned: Units }
/** What a batch was bought for with its part of the PPN, exact, and how many units of it. */
export interface BatchCost { readonly units: number; readonly cost: Rational }
export interface Bought { readonly days: Map<string, Rupiah>; readonly batches: Map<string, BatchCost> }

const addUnits = (units: Units, key: string, quantity: number): void => { units[key] = (units[key] ?? 0) + quantity }
const cooperative = (drugId: string, batch: HandoverData['lines'][number]['batches'][number]['batch']): string => balanceKey({ drugId, source: 'koperasi', batch })

/**
 * A sale, or what came back of one, on its day. Member trade is what names a member, however it was paid (BR-22). Days are
 * replaced, never changed: a kept sum shares them.
 */
export function addSale(days: Map<string, SoldDay>, sale: HandoverData): void {
  if (sale.source !== 'koperasi') return
  const before = days.get(sale.on) ?? { member: noSales(), others: noSales(), out: {} }
  const [side, way] = [sale.taker.member === null ? 'others' as const : 'member' as const, wayOf(sale)]
  const out = { ...before.out }
  for (const line of sale.lines) for (const part of line.batches) addUnits(out, cooperative(line.drugId, part.batch), part.quantity)
  days.set(sale.on, { ...before, [side]: { ...before[side], [way]: before[side][way] + sale.total }, out })
}
const wayOf = ({ payment: { method } }: HandoverData): PayWay => (method === 'gratis' ? 'tunai' : method)

/** A purchase or its cancellation. PPN is taken once on an invoice, so each line bears its part of it as an exact fraction. */
export function addPurchase(bought: Bought, receipt: GoodsReceiptData): void {
  bought.days.set(receipt.on, (bought.days.get(receipt.on) ?? 0) + receipt.total)
  const sign = receipt.reverses === null ? 1 : -1
  const withPpn = receipt.net === 0 ? rational(1) : rational(receipt.total, receipt.net)
  for (const line of receipt.lines) {
    const key = cooperative(line.drugId, line.batch)
    const before = bought.batches.get(key) ?? { units: 0, cost: rational(0) }
    bought.batches.set(key, { units: before.units + sign * unitsOf(line), cost: plus(before.cost, times(rational(sign * lineNet(line)), withPpn)) })
  }
}

/** What was destroyed, and what a count found more or less, is lost or found again; what went back to a supplier is not bought. */
export function addLeft(days: Map<string, LeftDay>, movement: MovementData): void {
  if (movement.source !== 'koperasi') return
  const reason = reasonUndone(movement)
  const column = reason === 'dimusnahkan' || reason === 'selisih' ? 'lost' : reason === 'diretur' ? 'returned' : null
  if (column === null) return
  const before = days.get(movement.on) ?? { lost: {}, returned: {} }
  const units = { ...before[column] }
  addUnits(units, balanceKey(movement), -movement.quantity)
  days.set(movement.on, { ...before, [column]: units })
}

/** A day of trade; `unknown`: units that went out of batches that nobody is known to have bought, whose cost is counted as 0. */
export interface DayTrade extends Omit<TradeDayData, 'pustu'> { readonly unknown: number }

export interface TradeSums { readonly sold: ReadonlyMap<string, SoldDay>; readonly left: ReadonlyMap<string, LeftDay>; readonly bought: Bought }

/**
 * Days in order. A batch costs what all of it cost by its units, so that what was bought is in the end what was sold, lost and
 * still lies there; each batch of a day is rounded once, half away from zero, so that the day's sum is that of its lines.
 */
export function tradeDays({ sold, left, bought }: TradeSums): DayTrade[] {
  const days = [...new Set([...sold.keys(), ...left.keys(), ...bought.days.keys()])].sort()
  return days.map(on => {
    const [sale, gone] = [sold.get(on), left.get(on)]
    const [cost, lost, returned] = [sale?.out, gone?.lost, gone?.returned].map(units => costOf(units ?? {}, bought.batches)) as [Cost, Cost, Cost]
    return {
      on: on as Day, sales: { member: { ...(sale?.member ?? noSales()) }, others: { ...(sale?.others ?? noSales()) } },
      cost: cost.amount, lost: lost.amount, bought: (bought.days.get(on) ?? 0) - returned.amount, unknown: cost.unknown + lost.unknown,
    }
  })
}

interface Cost { readonly amount: Rupiah; readonly unknown: number }
function costOf(units: Units, batches: Bought['batches']): Cost {
  let [amount, unknown] = [0, 0]
  for (const [key, quantity] of Object.entries(units)) {
    const batch = batches.get(key)
    if (batch && batch.units > 0) amount += rounded(times(batch.cost, rational(quantity, batch.units)))
    else unknown += quantity
  }
  return { amount, unknown }
}

/** Half away from zero, so that what came back costs exactly the opposite of what went. */
function rounded({ num, den }: Rational): Rupiah {
  const above = num < 0n ? -num : num
  const whole = Number((above * 2n + den) / (den * 2n))
  return num < 0n && whole !== 0 ? -whole : whole
}

export interface MemberMonth { readonly memberId: string; readonly month: string; readonly sales: Rupiah; readonly tempo: Rupiah }

/** A member's trade in his month in rupiah; a sale to nobody of the book is passed over. */
export function addMemberSale(months: Map<string, MemberMonth>, sale: HandoverData): void {
  const memberId = sale.taker.member?.id
  if (memberId === undefined || sale.source !== 'koperasi') return
  const month = sale.on.slice(0, 7)
  const key = `${memberId}|${month}`
  const before = months.get(key) ?? { memberId, month, sales: 0, tempo: 0 }
  months.set(key, { ...before, sales: before.sales + sale.total, tempo: before.tempo + (wayOf(sale) === 'tempo' ? sale.total : 0) })
}
