import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { day, type Day } from '#domain/core/day.ts'
import type { MemberData } from '#domain/records/member.ts'
import type { CashCategory } from '#domain/rules/finance/categories.ts'
import { figuresOf, membersOfYear, sharersOf, statementOf, yearEnd, yearFigures, type SharersInput } from '#domain/rules/finance/shu-figures.ts'
import { coopStatement } from '#domain/rules/finance/statement.ts'

const paid = (amount: number) => ({ tunai: amount, transfer: 0, tempo: 0 })
const sale = (on: string, member: number, others = 0, cost = 0) => ({ on: day(on), sales: { member: paid(member), others: paid(others) }, cost, lost: 0, bought: 0 })
const entry = (on: string, category: CashCategory, amount: number) => ({ on: day(on), category, amount })
type Books = { readonly tradeDays: readonly ReturnType<typeof sale>[]; readonly entries: readonly ReturnType<typeof entry>[] }
const upTo = (books: Books, year: number) => figuresOf(coopStatement({ ...books, counts: [], from: day('2000-01-01'), to: yearEnd(year) }))

const BOOKS: Books = {
  tradeDays: [sale('2024-05-01', 1_000_000, 200_000, 700_000), sale('2025-05-01', 3_000_000, 0, 2_000_000)],
  entries: [entry('2024-06-01', 'listrik-air', 100_000), entry('2025-02-01', 'subsidi', 50_000), entry('2025-06-01', 'listrik-air', 120_000)],
}

describe('BR-23 the figures of a year', () => {
  const year2024 = yearFigures(upTo(BOOKS, 2024), [], 2024)
  it('are what is dated up to its end less what earlier approvals froze', () => {
    expect(year2024).toMatchObject({ memberSales: 1_000_000, otherSales: 200_000, goods: 700_000, 'beban:listrik-air': 100_000, result: 400_000 })
    expect(yearFigures(upTo(BOOKS, 2025), [{ year: 2024, figures: year2024 }], 2025)).toMatchObject({ memberSales: 3_000_000, otherSales: 0, 'bantuan:subsidi': 50_000, 'beban:listrik-air': 120_000, result: 930_000 })
  })
  it('a late posting into a frozen year changes the next year only', () => {
    const late: Books = { ...BOOKS, entries: [...BOOKS.entries, entry('2024-12-30', 'gaji-honor', 75_000)] }
    const frozen = [{ year: 2024, figures: year2024 }]
    expect(yearFigures(upTo(late, 2025), frozen, 2025)).toMatchObject({ 'beban:gaji-honor': 75_000, result: 855_000 })
    // The frozen year is read from its record, which nothing changes; what its own books would say now is not asked.
    expect(frozen[0]?.figures).toMatchObject({ result: 400_000 })
    expect(yearFigures(upTo(late, 2025), [{ year: 2024, figures: year2024 }, { year: 2025, figures: { result: 855_000 } }], 2025)['result']).toBe(855_000)
  })
  it('over any years the frozen figures and what is not frozen yet add up to the books', () => {
    const posting = fc.record({ year: fc.integer({ min: 2020, max: 2024 }), day: fc.integer({ min: 1, max: 28 }), amount: fc.integer({ min: -5000, max: 5000 }), known: fc.integer({ min: 2020, max: 2024 }) })
    fc.assert(fc.property(fc.array(posting, { maxLength: 30 }), postings => {
      const frozen: { year: number; figures: Readonly<Record<string, number>> }[] = []
      for (let year = 2020; year <= 2024; year += 1) {
        // A posting may become known years after the day that stands on it.
        const known = postings.filter(one => Math.max(one.known, one.year) <= year)
        const books = { tradeDays: [], entries: known.map(one => entry(`${one.year}-03-${String(one.day).padStart(2, '0')}`, 'pendapatan-jasa', one.amount)) }
        frozen.push({ year, figures: yearFigures(upTo(books, year), frozen, year) })
      }
      expect(frozen.reduce((sum, one) => sum + (one.figures['result'] ?? 0), 0)).toBe(postings.reduce((sum, one) => sum + one.amount, 0))
    }))
  })
  it('make the same statement again', () => {
    const statement = coopStatement({ ...BOOKS, counts: [{ on: day('2025-01-02'), difference: -500 }, { on: day('2025-01-03'), difference: 300 }], from: day('2025-01-01'), to: day('2025-12-31') })
    expect(statementOf(figuresOf(statement), 2025)).toEqual(statement)
  })
})

describe('who shares in a year', () => {
  type Line = Pick<MemberData, 'number' | 'joinedOn' | 'status'>
  const line = (number: string, joinedOn: string, state: MemberData['status']['state'] = 'aktif', on = joinedOn): Line => ({ number, joinedOn: day(joinedOn), status: { state, on: day(on) as Day, reason: '' } })
  const of = (lines: Readonly<Record<string, Line>>, more: Partial<SharersInput> = {}, merged: Readonly<Record<string, string>> = {}) => {
    const personOf = (id: string): string => merged[id] ?? id
    return sharersOf({
      year: 2025, personOf, trade: [], saved: () => ({ pokok: 0, wajib: 0, sukarela: 0 }), savings: 'semua', frozen: [],
      members: Object.entries(lines).map(([id, data]) => ({ personId: personOf(id), record: { id, state: 'live', data } })), ...more,
    })
  }
  it('is a member at the end of its last day: not who left, applied, or came later', () => {
    const lines = {
      stays: line('K-1', '2024-01-01'), left: line('K-2', '2024-01-01', 'keluar', '2025-12-31'), leftAfter: line('K-3', '2024-01-01', 'keluar', '2026-01-01'),
      died: line('K-4', '2024-01-01', 'meninggal', '2026-01-05'), applied: line('K-5', '2025-03-01', 'calon'), later: line('K-6', '2026-01-01'), lastDay: line('K-7', '2025-12-31'),
    }
    expect(of(lines).map(member => member.memberId)).toEqual(['stays', 'leftAfter', 'died', 'lastDay'])
  })
  it('counts once where two lines of the book are one person, under the number of the line that stays', () => {
    const trade = [{ memberId: 'keep', month: '2025-03', sales: 100 }, { memberId: 'drop', month: '2025-04', sales: 40 }]
    expect(of({ drop: line('K-9', '2025-01-01'), keep: line('K-1', '2024-01-01') }, { trade }, { drop: 'keep' })).toEqual([{ memberId: 'keep', number: 'K-1', va: 140, sa: 0 }])
  })
  it('has all three savings, or pokok and wajib where the AD/ART says so', () => {
    const saved = () => ({ pokok: 50_000, wajib: 240_000, sukarela: 30_000 })
    expect([of({ a: line('K-1', '2024-01-01') }, { saved })[0]?.sa, of({ a: line('K-1', '2024-01-01') }, { saved, savings: 'pokok-wajib' })[0]?.sa]).toEqual([320_000, 290_000])
  })
  it('has bought what no approved year counted, late months of a frozen year among them', () => {
    const trade = [{ memberId: 'a', month: '2024-06', sales: 500 }, { memberId: 'a', month: '2024-12', sales: 70 }, { memberId: 'a', month: '2025-02', sales: 300 }, { memberId: 'a', month: '2026-01', sales: 900 }]
    const frozen = [{ year: 2024, lines: [{ memberId: 'a', number: 'K-1', va: 500, sa: 0, usaha: 0, modal: 0 }] }]
    expect(of({ a: line('K-1', '2024-01-01') }, { trade, frozen })[0]?.va).toBe(370)
  })
  it('the members of the year add up (BR-15)', () => {
    const lines = [line('K-1', '2024-01-01'), line('K-2', '2025-02-01'), line('K-3', '2024-01-01', 'keluar', '2025-06-30'), line('K-4', '2025-03-01', 'calon'), line('K-5', '2026-01-01')]
    const records = lines.map((data, index) => ({ id: `m${index}`, state: 'live' as const, data: data as MemberData }))
    expect(membersOfYear(records, 2025, id => id)).toEqual({ opening: 2, joined: 1, left: 1, closing: 2 })
    expect(membersOfYear(records, 2025, id => (id === 'm1' ? 'm0' : id))).toEqual({ opening: 2, joined: 0, left: 1, closing: 1 })
  })
})
