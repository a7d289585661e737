import { addDays, lastDayOfMonth, type Day } from '../../core/day.ts'
import type { Rupiah } from '../../core/rupiah.ts'

/** What a member bought on account in a month; negative where more came back than was bought. */
export interface TempoMonth { readonly month: string; readonly amount: Rupiah }
export interface Debt {
  readonly owed: Rupiah
  /** The month of the oldest purchase that is not paid yet; null where nothing is owed. */
  readonly since: string | null
  /** By when that was to be paid: so many days after the last day of its month, since its own day is not told. */
  readonly dueOn: Day | null
  /** Paid beyond all that was bought. */
  readonly over: Rupiah
}

/** What somebody still owes: what he paid, and what came back, fills the oldest month first. */
export function debtOf(months: readonly TempoMonth[], paid: Rupiah, creditDays: number): Debt {
  const returned = months.reduce((sum, { amount }) => sum + Math.max(0, -amount), 0)
  const bought = months.filter(({ amount }) => amount > 0).sort((a, b) => (a.month < b.month ? -1 : 1))
  let left = paid + returned
  let [owed, since] = [0, null as string | null]
  for (const { month, amount } of bought) {
    const open = Math.max(0, amount - Math.max(0, left))
    left -= amount
    if (open === 0) continue
    owed += open
    since ??= month
  }
  // Money that was paid back more than once is owed again, although nothing was bought.
  if (left < 0 && owed === 0) owed = -left
  return { owed, since, dueOn: since === null ? null : addDays(lastDayOfMonth(Number(since.slice(0, 4)), Number(since.slice(5, 7))), creditDays), over: Math.max(0, left) }
}
