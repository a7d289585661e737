import { addDays, day, type Day } from '#domain/core/day.ts'
import type { CashCategory } from '#domain/rules/finance/categories.ts'
import { addMoney, cashPosition, countMoney, entryMoney, NO_MONEY, saleMoney, savingMoney, type Money } from '#domain/rules/finance/cash-money.ts'
import type { StoredRecord } from '#app/db/record-store.ts'
import { useWords } from '#app/locales/use-words.ts'
import { categoryWord } from '#app/shared/coop/category-words.ts'
import type { OversightMonth } from '#app/shared/coop/month.ts'
import type { CellValue } from '#app/shared/spreadsheet/sheet.ts'
import type { Table, TableRow } from './table.ts'
import { oversightWords } from './words.ts'

const t = useWords(oversightWords)
/** A word of the list, or the word itself where only a newer version knows it. */
const word = (prefix: 'ty' | 'a' | 'w', value: string): string => {
  const key = `${prefix}_${value}` as 'ty_pokok'
  return Object.hasOwn(oversightWords.id, key) ? t(key) : value
}
const ways = (sales: { readonly tunai: number; readonly transfer: number; readonly tempo: number }): number => sales.tunai + sales.transfer + sales.tempo
const first = (month: OversightMonth): Day => day(`${month.coop.month}-01`)

/** The lines of the savings ledger; `type` null for all kinds. */
export function savingsTable(month: OversightMonth, entries: readonly StoredRecord<'saving-entry'>[], type: string | null, title: string): Table {
  return {
    title, primary: 2,
    columns: [
      { label: t('date'), type: 'day' }, { label: t('receipt'), type: 'code', width: 20 }, { label: t('member'), type: 'text' }, { label: t('type'), type: 'text', width: 12 },
      { label: t('act'), type: 'text', width: 14 }, { label: t('way'), type: 'text', width: 12 }, { label: t('amount'), type: 'rupiah' },
    ],
    rows: entries.filter(({ data }) => type === null || data.type === type).map(({ id, data }) => ({
      key: id, memberId: data.memberId, cells: [data.on, data.number, month.nameOf(data.memberId), word('ty', data.type), word('a', data.act), word('w', data.method), data.amount],
    })),
  }
}

/** How drawer and bank came from the start of the month to its end. */
export function moneyTable(month: OversightMonth, title: string): Table {
  const { books, coop: { until } } = month
  const from = first(month)
  const start = cashPosition({ ...books, until: addDays(from, -1) })
  const counted = books.opening !== null && books.opening.on > from ? books.opening.on : from
  const of = <T extends { readonly on: Day }>(lines: Iterable<T>, money: (line: T) => Money): Money => [...lines].filter(line => line.on >= counted && line.on <= until).map(money).reduce(addMoney, NO_MONEY)
  // Books that begin within the month begin with what was in the drawer that day.
  const begun = books.opening !== null && books.opening.on >= from && books.opening.on <= until ? { cash: books.opening.cash, bank: books.opening.bank } : NO_MONEY
  const line = (key: 'opening' | 'fromSavings' | 'fromSales' | 'fromBook' | 'fromCounts' | 'closing', { cash, bank }: Money): TableRow => ({ key, cells: [t(key), cash, bank] })
  return {
    title, primary: 0, columns: [{ label: t('item'), type: 'text', width: 34 }, { label: t('kas'), type: 'rupiah' }, { label: t('bank'), type: 'rupiah' }],
    rows: [
      line('opening', addMoney(start, begun)), line('fromSavings', of(books.savings, savingMoney)), line('fromSales', of(books.tradeDays, saleMoney)), line('fromBook', of(books.entries, entryMoney)),
      line('fromCounts', of(books.counts, countMoney)), line('closing', { cash: month.coop.figures.kas, bank: month.coop.figures.bank }),
    ],
  }
}

type Days = OversightMonth['books']['tradeDays']
/** Days in order, all pustu of a day together; `before` holds what lies before the month. */
function byDay(month: OversightMonth): { readonly before: Days; readonly days: readonly { readonly on: Day; readonly trade: Days }[] } {
  const known = month.books.tradeDays.filter(one => one.on <= month.coop.until)
  const days = [...new Set(known.filter(one => one.on >= first(month)).map(one => one.on))].sort()
  return { before: known.filter(one => one.on < first(month)), days: days.map(on => ({ on, trade: known.filter(one => one.on === on) })) }
}
const sum = (trade: Days, of: (one: Days[number]) => number): number => trade.reduce((total, one) => total + of(one), 0)

/** Sales day by day in rupiah; never what was sold, and never to whom. */
export function salesTable(month: OversightMonth, title: string): Table {
  return {
    title, primary: 0,
    columns: [{ label: t('date'), type: 'day' }, { label: t('toMembers'), type: 'rupiah' }, { label: t('toOthers'), type: 'rupiah' }, { label: t('cost'), type: 'rupiah' }, { label: t('margin'), type: 'rupiah' }],
    rows: byDay(month).days.map(({ on, trade }) => {
      const [member, others, cost] = [sum(trade, one => ways(one.sales.member)), sum(trade, one => ways(one.sales.others)), sum(trade, one => one.cost)]
      return { key: on, cells: [on, member, others, cost, member + others - cost] }
    }).filter(({ cells }) => cells.slice(1).some(cell => cell !== 0)),
  }
}

/** What the stock is worth at cost: bought less sold and lost, day by day. */
export function stockTable(month: OversightMonth, title: string): Table {
  const { before, days } = byDay(month)
  let value = sum(before, one => one.bought - one.cost - one.lost)
  const start: TableRow = { key: 'before', cells: [t('before'), null, null, null, value] }
  const rows = days.map(({ on, trade }): TableRow => {
    const [bought, cost, lost] = [sum(trade, one => one.bought), sum(trade, one => one.cost), sum(trade, one => one.lost)]
    value += bought - cost - lost
    return { key: on, cells: [on, bought, cost, lost, value] }
  })
  return { title, primary: 0, columns: [{ label: t('date'), type: 'day' }, { label: t('bought'), type: 'rupiah' }, { label: t('goods'), type: 'rupiah' }, { label: t('lost'), type: 'rupiah' }, { label: t('value'), type: 'rupiah' }], rows: [start, ...rows] }
}

/** What members owe for goods, all together: who owes how much, examiners do not read. */
export function creditTable(month: OversightMonth, title: string): Table {
  const { before, days } = byDay(month)
  const tempo = (trade: Days): number => sum(trade, one => one.sales.member.tempo + one.sales.others.tempo)
  const paidOn = (isThen: (on: Day) => boolean): number => month.books.entries.filter(entry => entry.category === 'pelunasan-piutang' && isThen(entry.on)).reduce((total, entry) => total + entry.amount, 0)
  let owed = tempo(before) - paidOn(on => on < first(month))
  const start: TableRow = { key: 'before', cells: [t('before'), null, null, owed] }
  const paid = month.books.entries.filter(entry => entry.category === 'pelunasan-piutang' && entry.on >= first(month) && entry.on <= month.coop.until).map(entry => entry.on)
  const rows = [...new Set([...days.map(({ on }) => on), ...paid])].sort().map((on): TableRow => {
    const [bought, back] = [tempo(days.find(one => one.on === on)?.trade ?? []), paidOn(other => other === on)]
    owed += bought - back
    return { key: on, cells: [on, bought, back, owed] }
  })
  return { title, primary: 0, columns: [{ label: t('date'), type: 'day' }, { label: t('onAccount'), type: 'rupiah' }, { label: t('paidOff'), type: 'rupiah' }, { label: t('owed'), type: 'rupiah' }], rows: [start, ...rows.filter(({ cells }) => cells[1] !== 0 || cells[2] !== 0)] }
}

/** The board's own simpanan and what they paid off; what they bought is theirs. */
export function officerTable(month: OversightMonth, title: string): Table {
  return {
    title, primary: 1,
    columns: [{ label: t('date'), type: 'day' }, { label: t('officer'), type: 'text' }, { label: t('position'), type: 'text', width: 18 }, { label: t('receipt'), type: 'code', width: 20 }, { label: t('type'), type: 'text', width: 18 }, { label: t('amount'), type: 'rupiah' }],
    rows: month.officers.map(({ id, on, name, position, number, what, amount }) => ({ key: id, cells: [on, name, position, number, word('ty', what), amount] })),
  }
}

/** Income and costs of the month by what they were for; subsidies and grants apart. */
export function relianceTable(month: OversightMonth, title: string): Table {
  const { income, costs, result } = month.coop.statement
  const ofCategories = (amounts: Partial<Record<CashCategory, number>>): [string, CellValue][] => Object.entries(amounts).map(([category, amount]) => [categoryWord(category as CashCategory), amount])
  const lines: [string, CellValue][] = [
    [t('jual-anggota'), income.memberSales], [t('jual-bukan-anggota'), income.otherSales], ...ofCategories(income.other), [t('found'), income.found], [t('pendapatan-sendiri'), income.ownTotal],
    ...ofCategories(income.aid), [t('bantuan'), income.aidTotal], [t('goods'), costs.goods], [t('susut-stok'), costs.lost], [t('short'), costs.short], ...ofCategories(costs.spent), [t('biaya'), costs.total], [t('result'), result],
  ]
  return { title, primary: 0, columns: [{ label: t('item'), type: 'text', width: 40 }, { label: t('amount'), type: 'rupiah' }], rows: lines.map(([label, amount], index) => ({ key: String(index), cells: [label, amount] })) }
}
