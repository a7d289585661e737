import { daysOfMonth, type Day, type Month } from '../../core/day.ts'
import { FUNDS, type Fund } from '../../records/stock-movement.ts'
import type { FundSource } from './balance.ts'
import { netOf, type LedgerMonth } from './ledger.ts'

/** A ledger's months by their key, as `foldMonths` gives them. */
export type LedgerMonths = ReadonlyMap<string, LedgerMonth>
export type FundChoice = Fund | 'semua'

const monthsOf = (months: LedgerMonths, drugId: string, source: FundSource, fund: FundChoice, month: string): LedgerMonth[] =>
  (fund === 'semua' ? FUNDS : [fund]).flatMap(one => months.get(`${drugId}|${source}|${one}|${month}`) ?? [])

/** The net of a day over the given months; `null` where nothing moved, which is not the same as in and out again. */
function netOfDay(months: readonly LedgerMonth[], dayOfMonth: string): number | null {
  const moved = months.flatMap(month => month.days[dayOfMonth] ?? [])
  return moved.length === 0 ? null : moved.reduce((sum, net) => sum + net, 0)
}

/**
 * Days of a month on which a drug was out of stock: nothing there in the morning, nothing in the evening, and nothing moved
 * in between (what comes in and is handed out at once was there). `fund` 'semua' adds all funds of the source; `opening` is
 * the balance at the start of the month; `through` ends the count early, for a month that is still running.
 */
export function emptyDaysOf(months: LedgerMonths, drugId: string, source: FundSource, fund: FundChoice, month: string, opening: number, through?: Day): number {
  const own = monthsOf(months, drugId, source, fund, month)
  let balance = opening
  let empty = 0
  for (const day of daysOfMonth(month as Month)) {
    if (through !== undefined && day > through) break
    const net = netOfDay(own, day.slice(8))
    if (net === null && balance <= 0) empty += 1
    balance += net ?? 0
  }
  return empty
}

/** What a drug of one source had at the start of a month: the sum of all that moved before it. */
export function openingOf(months: LedgerMonths, drugId: string, source: FundSource, fund: FundChoice, month: string): number {
  let sum = 0
  for (const one of months.values()) {
    if (one.drugId === drugId && one.source === source && (fund === 'semua' || one.fund === fund) && one.month < month) sum += netOf(one.flows)
  }
  return sum
}
