import type { Day } from '../../core/day.ts'
import type { Rupiah } from '../../core/rupiah.ts'
import type { SavingEntryData } from '../../records/saving-entry.ts'
import { CASH_CATEGORIES, CATEGORY_FACTS, type CashCategory } from './categories.ts'
import { addMoney, countMoney, entryMoney, NO_MONEY, saleMoney, savingMoney, type Money, type MoneyBooks } from './cash-money.ts'

/** Why the money is not just what the members have saved. Their sum is the difference. */
export type CheckKey = 'opening' | 'savings-elsewhere' | 'sales' | 'income' | 'aid' | 'costs' | 'counts' | CashCategory
export interface CheckLine { readonly key: CheckKey; readonly amount: Rupiah }
export interface SavingsCheck {
  /** What members hold, and what should be in the drawer and at the bank. */
  readonly savings: Rupiah
  readonly money: Money
  /** Money − savings, and what it is made of. */
  readonly difference: Rupiah
  readonly lines: readonly CheckLine[]
}

/**
 * The savings ledger against drawer and bank at the end of a day. Savings that passed neither (brought over from the paper book,
 * or older than the opening) are a line of their own, for their money stands in the opening.
 */
export function savingsCheck(books: Omit<MoneyBooks, 'savings'> & { readonly savings: Iterable<Pick<SavingEntryData, 'amount' | 'method'> & { readonly on: Day }>; readonly until: Day }): SavingsCheck {
  const { opening, until } = books
  const from = opening?.on ?? ''
  const counted = <T extends { readonly on: Day }>(all: Iterable<T>): T[] => [...all].filter(line => line.on >= from && line.on <= until)
  const held = [...books.savings].filter(line => line.on <= until)
  const [entries, days, counts] = [counted(books.entries), counted(books.tradeDays), counted(books.counts)]
  const savings = held.reduce((sum, line) => sum + line.amount, 0)
  const start: Money = opening && opening.on <= until ? { cash: opening.cash, bank: opening.bank } : NO_MONEY
  const through = sumOf(held.filter(line => line.on >= from).map(savingMoney))
  const lines = new Map<CheckKey, Rupiah>()
  const add = (key: CheckKey, money: Money): void => void lines.set(key, (lines.get(key) ?? 0) + money.cash + money.bank)
  add('opening', start)
  add('savings-elsewhere', { cash: through.cash + through.bank - savings, bank: 0 })
  add('sales', sumOf(days.map(saleMoney)))
  const entered = new Map<CashCategory, Money>()
  for (const entry of entries) entered.set(entry.category, addMoney(entered.get(entry.category) ?? NO_MONEY, entryMoney(entry)))
  for (const category of CASH_CATEGORIES) add(lineOf(category), entered.get(category) ?? NO_MONEY)
  add('counts', sumOf(counts.map(countMoney)))
  const money = sumOf([start, through, ...days.map(saleMoney), ...entries.map(entryMoney), ...counts.map(countMoney)])
  return { savings, money, difference: money.cash + money.bank - savings, lines: [...lines].filter(([, amount]) => amount !== 0).map(([key, amount]) => ({ key, amount })) }
}

const sumOf = (all: readonly Money[]): Money => all.reduce(addMoney, NO_MONEY)
const KIND_LINES = { usaha: 'income', bantuan: 'aid', beban: 'costs' } as const
function lineOf(category: CashCategory): CheckKey {
  const { kind } = CATEGORY_FACTS[category]
  return kind === 'neraca' || kind === 'pindah' ? category : KIND_LINES[kind]
}
