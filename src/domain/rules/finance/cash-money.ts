import type { Day } from '../../core/day.ts'
import type { Rupiah } from '../../core/rupiah.ts'
import type { CashCountData } from '../../records/cash-count.ts'
import type { CashEntryData } from '../../records/cash-entry.ts'
import type { SavingEntryData } from '../../records/saving-entry.ts'
import type { TradeDayData } from '../../records/trade-day.ts'
import { factsOf } from './categories.ts'

/** What changed in the drawer and at the bank. Neither is ever stored: both are sums of what happened (law 4). */
export interface Money { readonly cash: Rupiah; readonly bank: Rupiah }
export const NO_MONEY: Money = { cash: 0, bank: 0 }
export const addMoney = (a: Money, b: Money): Money => ({ cash: a.cash + b.cash, bank: a.bank + b.bank })

/** Without a sign for zero. */
const minus = (amount: Rupiah): Rupiah => (amount === 0 ? 0 : -amount)
const by = (isBank: boolean, amount: Rupiah): Money => (isBank ? { cash: 0, bank: amount } : { cash: amount, bank: 0 })

/** An entry's amount is positive whatever its direction, and negative where it takes another back; what moves, moves both. */
export function entryMoney({ category, amount, method }: Pick<CashEntryData, 'category' | 'amount' | 'method'>): Money {
  if (category === 'setor-ke-bank') return { cash: minus(amount), bank: amount }
  if (category === 'tarik-dari-bank') return { cash: amount, bank: minus(amount) }
  const direction = factsOf(category)?.direction
  if (direction !== 'masuk' && direction !== 'keluar') return NO_MONEY
  return by(method === 'bank', direction === 'keluar' ? minus(amount) : amount)
}

export function savingMoney({ amount, method }: Pick<SavingEntryData, 'amount' | 'method'>): Money {
  return method === 'tanpa-kas' ? NO_MONEY : by(method === 'bank', amount)
}

/** What was sold on account is nobody's money yet. */
export const saleMoney = ({ sales: { member, others } }: Pick<TradeDayData, 'sales'>): Money => ({ cash: member.tunai + others.tunai, bank: member.transfer + others.transfer })

export const countMoney = ({ difference }: Pick<CashCountData, 'difference'>): Money => ({ cash: difference, bank: 0 })

export interface Opening { readonly on: Day; readonly cash: Rupiah; readonly bank: Rupiah }
type On = { readonly on: Day }
export interface MoneyBooks {
  readonly opening: Opening | null
  readonly entries: Iterable<Pick<CashEntryData, 'category' | 'amount' | 'method'> & On>
  readonly savings: Iterable<Pick<SavingEntryData, 'amount' | 'method'> & On>
  readonly tradeDays: Iterable<Pick<TradeDayData, 'sales'> & On>
  readonly counts: Iterable<Pick<CashCountData, 'difference'> & On>
}

/** What should be in the drawer and at the bank at the end of a day. What is older than the opening stands in the opening. */
export function cashPosition({ opening, entries, savings, tradeDays, counts, until }: MoneyBooks & { readonly until: Day }): Money {
  let sum: Money = opening && opening.on <= until ? { cash: opening.cash, bank: opening.bank } : NO_MONEY
  const from = opening?.on ?? ''
  const add = <T extends On>(lines: Iterable<T>, moneyOf: (line: T) => Money): void => {
    for (const line of lines) if (line.on >= from && line.on <= until) sum = addMoney(sum, moneyOf(line))
  }
  add(entries, entryMoney)
  add(savings, savingMoney)
  add(tradeDays, saleMoney)
  add(counts, countMoney)
  return sum
}
