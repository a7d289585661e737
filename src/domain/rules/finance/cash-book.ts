import { addDays, daysOfMonth, type Day, type Month } from '../../core/day.ts'
import type { CashCategory } from './categories.ts'
import { addMoney, cashPosition, NO_MONEY, type Money, type MoneyBooks } from './cash-money.ts'

/** Where a line of the cash book comes from: the opening of the books, receipts of savings, an entry, the sales of a day, or what a count found. */
export const BOOK_SOURCES = ['awal', 'simpanan', 'kas', 'penjualan', 'hitung'] as const
export type BookSource = (typeof BOOK_SOURCES)[number]

export interface BookLine {
  readonly key: string
  readonly on: Day
  /** '' for what stands for a whole day. */
  readonly time: string
  readonly source: BookSource
  /** Of an entry: which one, what for, and with whom. */
  readonly entryId: string | null
  readonly category: CashCategory | null
  readonly money: Money
}
/** A line with what was in the drawer and at the bank after it. */
export interface BalancedLine extends BookLine { readonly after: Money }

export interface CashBook { readonly opening: Money; readonly lines: readonly BalancedLine[]; readonly in: Money; readonly out: Money; readonly closing: Money }

/** By day and time; what stands for a whole day comes before what has a time, and an entry before what takes it back. */
const inOrder = (a: BookLine, b: BookLine): number => compare(a.on, b.on) || compare(a.time, b.time) || compare(a.key, b.key)
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** The cash book from what stood before its first line: opening + in − out = closing, for the drawer and the bank each. */
export function cashBookOf(opening: Money, lines: readonly BookLine[]): CashBook {
  const balanced: BalancedLine[] = []
  let [after, into, out] = [opening, NO_MONEY, NO_MONEY]
  for (const line of [...lines].sort(inOrder)) {
    after = addMoney(after, line.money)
    into = addMoney(into, { cash: Math.max(0, line.money.cash), bank: Math.max(0, line.money.bank) })
    out = addMoney(out, { cash: Math.max(0, -line.money.cash), bank: Math.max(0, -line.money.bank) })
    balanced.push({ ...line, after })
  }
  return { opening, lines: balanced, in: into, out, closing: after }
}

/** What stood at the start of a day: the end of the day before, or the opening of the books where they begin on it. */
export function openingOf(books: MoneyBooks, from: Day): Money {
  const { opening } = books
  if (opening && opening.on === from) return { cash: opening.cash, bank: opening.bank }
  return cashPosition({ ...books, until: addDays(from, -1) })
}

export const monthEnds = (month: Month): readonly [Day, Day] => {
  const days = daysOfMonth(month)
  return [days[0] as Day, days.at(-1) as Day]
}

