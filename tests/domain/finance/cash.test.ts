import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, day, type Day, type Month } from '#domain/core/day.ts'
import type { CheckContext, Known } from '#domain/core/record.ts'
import type { CashCountData } from '#domain/records/cash-count.ts'
import type { CashEntryData } from '#domain/records/cash-entry.ts'
import { cashBookOf, monthEnds, openingOf, type BookLine } from '#domain/rules/finance/cash-book.ts'
import { savingsCheck } from '#domain/rules/finance/cash-check.ts'
import { addMoney, cashPosition, entryMoney, saleMoney, savingMoney, type MoneyBooks } from '#domain/rules/finance/cash-money.ts'
import { cashReversalOf, checkCashCount, checkCashEntry } from '#domain/rules/finance/cash-rules.ts'
import { CASH_CATEGORIES, CATEGORY_FACTS } from '#domain/rules/finance/categories.ts'
import { debtOf } from '#domain/rules/finance/debts.ts'
import { coopStatement, selfReliance } from '#domain/rules/finance/statement.ts'

const TODAY = day('2025-12-17')
const STREAM = 'kmp:kiara/finance'
const entry = (more: Partial<CashEntryData> = {}): CashEntryData => ({
  number: 'K-1', category: 'listrik-air', amount: 75_000, method: 'tunai', on: TODAY, time: '09:00', party: 'PLN', memberId: null, document: '', note: '', reverses: null, reason: '', by: 'siti', ...more,
})
const known = (kind: string, id: string, data: object, stream = STREAM): Known => ({ id, kind, stream, rev: 1, state: 'live', data: data as never })
const context = <D>(more: Partial<CheckContext<D>> = {}, found: readonly Known[] = []): CheckContext<D> => ({
  id: 'e2', actor: 'siti', roles: ['koperasi'], stream: STREAM, before: null,
  found: lookup => found.filter(one => one.kind === lookup.kind && ('id' in lookup ? one.id === lookup.id : 'key' in lookup && (one.data as Record<string, unknown>)[lookup.key] === lookup.value)), ...more,
})
const rules = (data: CashEntryData, more: Partial<CheckContext<CashEntryData>> = {}, found: readonly Known[] = []): string[] => checkCashEntry(data, context(more, found)).map(broken => broken.rule)

describe('an entry of the cash book', () => {
  it('is above zero, in the name of who writes it, and without a reason', () => {
    expect(rules(entry())).toEqual([])
    expect(rules(entry({ amount: 0 }))).toEqual(['cash-amount'])
    expect(rules(entry({ amount: -75_000 }))).toEqual(['cash-amount'])
    expect(rules(entry({ by: 'lain' }))).toEqual(['entry-actor'])
    expect(rules(entry({ reason: 'lupa' }))).toEqual(['cash-reason'])
  })

  it('BR-16: is taken back once and whole, by its opposite, with a reason', () => {
    const original = entry()
    const own = { number: 'K-2', on: TODAY, time: '10:00', reason: 'salah jumlah', by: 'siti' }
    const back = cashReversalOf('e1', original, own)
    const there = [known('cash-entry', 'e1', original)]
    const id = { id: 'e1-batal' }
    expect(back.amount).toBe(-75_000)
    expect(rules(back, id, there)).toEqual([])
    expect(rules({ ...back, amount: -70_000 }, id, there)).toEqual(['cash-reversal'])
    expect(rules({ ...back, amount: 75_000 }, id, there)).toEqual(['cash-amount', 'cash-reversal'])
    expect(rules({ ...back, category: 'sewa' }, id, there)).toEqual(['cash-reversal'])
    expect(rules({ ...back, method: 'bank' }, id, there)).toEqual(['cash-reversal'])
    expect(rules({ ...back, on: addDays(TODAY, -1) }, id, there)).toEqual(['cash-reversal'])
    expect(rules({ ...back, reason: ' ' }, id, there)).toEqual(['cash-reason'])
    expect(rules(back, { id: 'e9' }, there)).toEqual(['cash-reversal'])
    expect(rules(back, id, [...there, known('cash-entry', 'lain', back)])).toEqual(['cash-reversal'])
    expect(rules(back, id, [known('cash-entry', 'e1', original, 'kmp:lain/finance')])).toEqual(['cash-reversal'])
    expect(rules(back, id, [])).toEqual(['cash-reversal'])
    expect(rules({ ...back, reverses: 'e1-batal', amount: 75_000 }, { id: 'e1-batal-batal' }, [known('cash-entry', 'e1-batal', back)])).toEqual(['cash-amount', 'cash-reversal'])
  })

  it('names the member who pays off what he owes, and of this KMP', () => {
    const paid = entry({ category: 'pelunasan-piutang', memberId: 'm1' })
    expect(rules({ ...paid, memberId: null })).toEqual(['cash-member'])
    expect(rules(paid, {}, [known('member', 'm1', {}, 'kmp:kiara/members')])).toEqual([])
    expect(rules(paid, {}, [known('member', 'm1', {}, 'kmp:lain/members')])).toEqual(['cash-member'])
    expect(rules(paid, { seesAll: true })).toEqual(['cash-member'])
    expect(rules(paid)).toEqual([])
  })
})

describe('a count of the drawer', () => {
  const count = (more: Partial<CashCountData>): CashCountData => ({ on: TODAY, time: '15:00', expected: 125_000, counted: 125_000, pieces: [], difference: 0, reason: '', by: 'siti', name: 'Siti', ...more })
  const of = (more: Partial<CashCountData>): string[] => checkCashCount(count(more), context()).map(broken => broken.rule)
  it('says the difference as it is, and why', () => {
    expect(of({})).toEqual([])
    expect(of({ counted: 120_000 })).toEqual(['cash-difference'])
    expect(of({ counted: 120_000, difference: -5000 })).toEqual(['cash-count-reason'])
    expect(of({ counted: 120_000, difference: -5000, reason: 'kembalian' })).toEqual([])
    expect(of({ by: 'lain' })).toEqual(['entry-actor'])
  })
  it('comes to what its notes and coins come to', () => {
    expect(of({ pieces: [{ value: 100_000, count: 1 }, { value: 5000, count: 5 }] })).toEqual([])
    expect(of({ pieces: [{ value: 100_000, count: 1 }] })).toEqual(['cash-pieces'])
  })
})

const entries = fc.array(fc.record({ category: fc.constantFrom(...CASH_CATEGORIES), amount: fc.integer({ min: -1_000_000, max: 1_000_000 }), method: fc.constantFrom('tunai' as const, 'bank' as const), on: fc.integer({ min: 0, max: 60 }).map(days => addDays(TODAY, -days)) }), { maxLength: 30 })
const savings = fc.array(fc.record({ amount: fc.integer({ min: -500_000, max: 500_000 }), method: fc.constantFrom('tunai' as const, 'bank' as const, 'tanpa-kas' as const), on: fc.integer({ min: 0, max: 60 }).map(days => addDays(TODAY, -days)) }), { maxLength: 30 })
const ways = fc.record({ tunai: fc.integer({ min: -9999, max: 9999 }), transfer: fc.integer({ min: -9999, max: 9999 }), tempo: fc.integer({ min: -9999, max: 9999 }) })
const tradeDays = fc.array(fc.record({ on: fc.integer({ min: 0, max: 60 }).map(days => addDays(TODAY, -days)), sales: fc.record({ member: ways, others: ways }), cost: fc.nat(9999), bought: fc.nat(9999), lost: fc.integer({ min: -99, max: 99 }) }), { maxLength: 20 })
const counts = fc.array(fc.record({ on: fc.integer({ min: 0, max: 60 }).map(days => addDays(TODAY, -days)), difference: fc.integer({ min: -5000, max: 5000 }) }), { maxLength: 10 })
const opening = fc.option(fc.record({ on: fc.integer({ min: 0, max: 70 }).map(days => addDays(TODAY, -days)), cash: fc.integer({ min: 0, max: 1_000_000 }), bank: fc.integer({ min: 0, max: 1_000_000 }) }))
const books = fc.record({ opening, entries, savings, tradeDays, counts })

describe('drawer and bank', () => {
  it('money moved to the bank leaves the drawer and comes to the bank; what has no money changes neither', () => {
    expect(entryMoney({ category: 'setor-ke-bank', amount: 500, method: 'tunai' })).toEqual({ cash: -500, bank: 500 })
    expect(entryMoney({ category: 'tarik-dari-bank', amount: 500, method: 'tunai' })).toEqual({ cash: 500, bank: -500 })
    expect(entryMoney({ category: 'penyusutan-alat', amount: 500, method: 'tunai' })).toEqual({ cash: 0, bank: 0 })
    expect(entryMoney({ category: 'sewa', amount: 500, method: 'bank' })).toEqual({ cash: 0, bank: -500 })
    expect(entryMoney({ category: 'kelak' as 'sewa', amount: 500, method: 'bank' })).toEqual({ cash: 0, bank: 0 })
  })

  it('savings brought over and sales on account are nobody’s money yet', () => {
    expect(savingMoney({ amount: 500, method: 'tanpa-kas' })).toEqual({ cash: 0, bank: 0 })
    expect(saleMoney({ sales: { member: { tunai: 1, transfer: 20, tempo: 300 }, others: { tunai: 4000, transfer: 50_000, tempo: 600_000 } } })).toEqual({ cash: 4001, bank: 50_020 })
  })

  it('an entry and its reversal come to nothing, of every category', () => {
    for (const category of CASH_CATEGORIES) {
      const both = addMoney(entryMoney({ category, amount: 700, method: 'tunai' }), entryMoney({ category, amount: -700, method: 'tunai' }))
      expect([category, both.cash + 0, both.bank + 0]).toEqual([category, 0, 0])
    }
  })

  it('what is older than the opening stands in it, and nothing of tomorrow counts today', () => {
    const base = { savings: [], tradeDays: [], counts: [] }
    const start = { on: day('2025-12-10'), cash: 1000, bank: 2000 }
    const all = [{ category: 'sewa' as const, amount: 400, method: 'tunai' as const, on: day('2025-12-09') }, { category: 'sewa' as const, amount: 100, method: 'tunai' as const, on: day('2025-12-10') }, { category: 'sewa' as const, amount: 50, method: 'tunai' as const, on: day('2025-12-18') }]
    expect(cashPosition({ ...base, opening: start, entries: all, until: TODAY })).toEqual({ cash: 900, bank: 2000 })
  })

  it('opening + in − out = closing, and each line stands on the one before, from day to day', () => {
    fc.assert(fc.property(books, fc.integer({ min: 0, max: 50 }), (found: MoneyBooks, back) => {
      const from = addDays(TODAY, -back)
      const lines: BookLine[] = [...found.entries].filter(line => line.on >= from && line.on <= TODAY && line.on >= (found.opening?.on ?? '')).map((line, index) => ({ key: `${index}`, on: line.on, time: '', source: 'kas', entryId: null, category: line.category, money: entryMoney(line) }))
      const book = cashBookOf(openingOf(found, from), lines)
      expect(book.opening.cash + book.in.cash - book.out.cash).toBe(book.closing.cash)
      expect(book.opening.bank + book.in.bank - book.out.bank).toBe(book.closing.bank)
      expect(book.lines.at(-1)?.after ?? book.opening).toEqual(book.closing)
      const only = { ...found, savings: [], tradeDays: [], counts: [] }
      if (!found.opening || found.opening.on <= from) expect(cashBookOf(openingOf(only, from), lines).closing).toEqual(cashPosition({ ...only, until: TODAY }))
    }))
  })

  it('the difference of savings and money is explained in full', () => {
    fc.assert(fc.property(books, (found: MoneyBooks) => {
      const check = savingsCheck({ ...found, until: TODAY })
      expect(check.money).toEqual(cashPosition({ ...found, until: TODAY }))
      expect(check.savings).toBe([...found.savings].reduce((sum, line) => sum + line.amount, 0))
      expect(check.difference).toBe(check.money.cash + check.money.bank - check.savings)
      expect(check.lines.reduce((sum, line) => sum + line.amount, 0)).toBe(check.difference)
    }))
  })

  it('savings alone: drawer and bank are what the members have saved, and nothing is to be explained', () => {
    const check = savingsCheck({ opening: null, entries: [], tradeDays: [], counts: [], savings: [{ on: TODAY, amount: 50_000, method: 'tunai' }, { on: TODAY, amount: 10_000, method: 'bank' }], until: TODAY })
    expect(check).toEqual({ savings: 60_000, money: { cash: 50_000, bank: 10_000 }, difference: 0, lines: [] })
  })
})

describe('the statement', () => {
  const [from, to] = monthEnds('2025-12' as Month)
  const trade = (on: Day, more: object = {}) => ({ on, sales: { member: { tunai: 600_000, transfer: 0, tempo: 100_000 }, others: { tunai: 300_000, transfer: 0, tempo: 0 } }, cost: 700_000, bought: 900_000, lost: 20_000, ...more })
  const input = {
    from, to, tradeDays: [trade(TODAY), trade(day('2025-11-30'))], counts: [{ on: TODAY, difference: 3000 }, { on: TODAY, difference: -5000 }],
    entries: [
      { on: TODAY, category: 'pendapatan-jasa' as const, amount: 50_000 }, { on: TODAY, category: 'subsidi' as const, amount: 500_000 }, { on: TODAY, category: 'hibah' as const, amount: 200_000 }, { on: TODAY, category: 'gaji-honor' as const, amount: 300_000 },
      { on: TODAY, category: 'gaji-honor' as const, amount: -100_000 }, { on: TODAY, category: 'bayar-pemasok' as const, amount: 900_000 }, { on: TODAY, category: 'pelunasan-piutang' as const, amount: 70_000 }, { on: TODAY, category: 'setor-ke-bank' as const, amount: 1_000_000 },
      { on: TODAY, category: 'penyusutan-alat' as const, amount: 25_000 }, { on: day('2026-01-01'), category: 'sewa' as const, amount: 9 },
    ],
  }
  it('knows income, aid and costs apart; what is owned or owed and what moves is neither', () => {
    const statement = coopStatement(input)
    expect(statement.income).toMatchObject({ memberSales: 700_000, otherSales: 300_000, other: { 'pendapatan-jasa': 50_000 }, found: 3000, aid: { subsidi: 500_000, hibah: 200_000 }, ownTotal: 1_053_000, aidTotal: 700_000, total: 1_753_000 })
    expect(statement.costs).toMatchObject({ goods: 700_000, lost: 20_000, short: 5000, spent: { 'gaji-honor': 200_000, 'penyusutan-alat': 25_000 }, total: 950_000 })
    expect(statement).toMatchObject({ margin: 300_000, ownResult: 103_000, result: 803_000, bought: 900_000 })
  })

  it('self-reliance is own income of all income and against costs, exact; without any it is not told (BR-55)', () => {
    const { ofIncome, ofCosts } = selfReliance(coopStatement(input))
    expect([ofIncome, ofCosts]).toEqual([{ num: 1053n, den: 1753n }, { num: 1053n, den: 950n }])
    expect(selfReliance(coopStatement({ ...input, tradeDays: [], counts: [], entries: [] }))).toEqual({ ofIncome: null, ofCosts: null })
    expect(selfReliance(coopStatement({ ...input, tradeDays: [], counts: [], entries: [{ on: TODAY, category: 'subsidi', amount: 5 }] }))).toEqual({ ofIncome: { num: 0n, den: 1n }, ofCosts: null })
  })

  it('the statements of two periods on end add up to that of both', () => {
    fc.assert(fc.property(books, fc.integer({ min: 1, max: 59 }), (found, back) => {
      const [first, cut] = [addDays(TODAY, -60), addDays(TODAY, -back)]
      const of = (a: Day, b: Day) => coopStatement({ ...found, from: a, to: b })
      const [early, late, both] = [of(first, addDays(cut, -1)), of(cut, TODAY), of(first, TODAY)]
      expect(early.result + late.result).toBe(both.result)
      expect(early.income.ownTotal + late.income.ownTotal).toBe(both.income.ownTotal)
      expect(both.result).toBe(both.ownResult + both.income.aidTotal)
    }))
  })

  it('every category is on one side of the books', () => {
    for (const category of CASH_CATEGORIES) expect([category, CATEGORY_FACTS[category].kind === 'pindah']).toEqual([category, CATEGORY_FACTS[category].direction === 'pindah'])
  })
})

describe('what a member owes', () => {
  it('is paid off from the oldest month on, and due so many days after that month', () => {
    const months = [{ month: '2025-11', amount: 40_000 }, { month: '2025-10', amount: 60_000 }]
    expect(debtOf(months, 0, 30)).toEqual({ owed: 100_000, since: '2025-10', dueOn: '2025-11-30', over: 0 })
    expect(debtOf(months, 60_000, 30)).toEqual({ owed: 40_000, since: '2025-11', dueOn: '2025-12-30', over: 0 })
    expect(debtOf(months, 110_000, 30)).toEqual({ owed: 0, since: null, dueOn: null, over: 10_000 })
    expect(debtOf([...months, { month: '2025-12', amount: -60_000 }], 0, 30)).toMatchObject({ owed: 40_000, since: '2025-11' })
  })
  it('is all that was bought less all that was paid and came back', () => {
    fc.assert(fc.property(fc.array(fc.record({ month: fc.constantFrom('2025-10', '2025-11', '2025-12'), amount: fc.integer({ min: -9999, max: 99_999 }) })), fc.nat(200_000), (months, paid) => {
      const debt = debtOf(months, paid, 30)
      expect(debt.owed - debt.over).toBe(months.reduce((sum, one) => sum + one.amount, 0) - paid)
      expect(Math.min(debt.owed, debt.over)).toBe(0)
    }))
  })
})
