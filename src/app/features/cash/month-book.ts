import { daysOfMonth, type Day, type Month } from '#domain/core/day.ts'
import { countMoney, entryMoney, NO_MONEY, addMoney, saleMoney, savingMoney, type Money } from '#domain/rules/finance/cash-money.ts'
import { cashBookOf, openingOf, type BookLine, type CashBook } from '#domain/rules/finance/cash-book.ts'
import type { AppContext } from '#app/context.ts'
import type { StoredRecord } from '#app/db/record-store.ts'
import { readBooks, type CoopBooks } from '#app/shared/coop/books.ts'
import type { Kmp } from '#app/shared/coop/kmp.ts'

/** A line of the book with the entry behind it, where there is one. */
export interface SpanBook { readonly book: CashBook; readonly entries: ReadonlyMap<string, StoredRecord<'cash-entry'>>; readonly books: CoopBooks }

export async function readMonth(app: AppContext, kmp: Kmp, month: Month): Promise<SpanBook> {
  return readSpan(app, kmp, daysOfMonth(month))
}

/** The cash book of some days on end: each entry and count for itself, savings and sales in one line a day. */
export async function readSpan(app: AppContext, kmp: Kmp, days: readonly Day[]): Promise<SpanBook> {
  const [from, to] = [days[0] as Day, days.at(-1) as Day]
  const { finance } = kmp.streams
  const [books, entries, counts] = await Promise.all([
    readBooks(app, kmp, to), ofDays(days, day => app.store.byDay('cash-entry', day), finance), ofDays(days, day => app.store.byDay('cash-count', day), finance),
  ])
  const start = books.opening?.on ?? ''
  const within = (line: { readonly on: Day }): boolean => line.on >= from && line.on <= to && line.on >= start
  const line = (key: string, on: Day, source: BookLine['source'], money: Money, more: Partial<BookLine> = {}): BookLine => ({ key, on, time: '', source, entryId: null, category: null, money, ...more })
  const lines: BookLine[] = [
    // Books that begin on the first day begin with it; within the days the opening is a line of its own.
    ...(books.opening && books.opening.on > from && within(books.opening) ? [line(' awal', books.opening.on, 'awal', { cash: books.opening.cash, bank: books.opening.bank })] : []),
    ...byDay(books.savings.filter(one => within(one) && one.amount > 0), savingMoney).map(([on, money]) => line('1-masuk', on, 'simpanan', money)),
    ...byDay(books.savings.filter(one => within(one) && one.amount < 0), savingMoney).map(([on, money]) => line('2-keluar', on, 'simpanan', money)),
    ...byDay(books.tradeDays.filter(within), saleMoney).map(([on, money]) => line('3-jual', on, 'penjualan', money)),
    ...entries.filter(({ data }) => data.on >= start).map(({ id, data }) => line(id, data.on, 'kas', entryMoney(data), { time: data.time, entryId: id, category: data.category })),
    ...counts.filter(({ data }) => data.on >= start).map(({ id, data }) => line(id, data.on, 'hitung', countMoney(data), { time: data.time })),
  ]
  const shown = lines.filter(({ money, source }) => source === 'kas' || money.cash !== 0 || money.bank !== 0)
  return { book: cashBookOf(openingOf(books, from), shown.map(one => ({ ...one, key: `${one.on}|${one.key}` }))), entries: new Map(entries.map(entry => [entry.id, entry])), books }
}

async function ofDays<K extends 'cash-entry' | 'cash-count'>(days: readonly Day[], read: (day: Day) => Promise<StoredRecord<K>[]>, stream: string): Promise<StoredRecord<K>[]> {
  return (await Promise.all(days.map(read))).flat().filter(record => record.stream === stream && record.state === 'live')
}

function byDay<T extends { readonly on: Day }>(all: readonly T[], moneyOf: (line: T) => Money): [Day, Money][] {
  const days = new Map<Day, Money>()
  for (const one of all) days.set(one.on, addMoney(days.get(one.on) ?? NO_MONEY, moneyOf(one)))
  return [...days]
}
