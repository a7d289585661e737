import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { isSmall, publishCohort, publishRanking, publishShare, publishTable, type Cohort } from '#domain/rules/suppression.ts'

const table = fc.integer({ min: 1, max: 4 }).chain(width => fc.array(fc.array(fc.nat({ max: 9 }), { minLength: width, maxLength: width }), { minLength: 1, maxLength: 4 }))
const cohort: fc.Arbitrary<Cohort> = fc.tuple(fc.nat({ max: 9 }), fc.nat({ max: 9 })).chain(([closed, open]) => fc.nat({ max: closed + open }).map(late => ({ closed, open, late })))
const UP_TO_TEN = Array.from({ length: 11 }, (_, n) => n)

describe('BR-67 small cells', () => {
  it('1–4 are told as small, zero and 5 as they are', () => {
    expect(publishTable([[0, 1, 4, 5]]).cells).toEqual([[0, 'small', 'small', 5]])
  })

  it('12 of a row and 2 small: their sums and the sum of all are hidden, the row beside keeps its own', () => {
    expect(publishTable([[10, 2], [6, 0]])).toEqual({ cells: [[10, 'small'], [6, 0]], rows: ['hidden', 6], columns: [16, 'hidden'], total: 'hidden' })
  })

  it('a table without a small cell is shown whole', () => {
    expect(publishTable([[10, 5], [6, 0]])).toEqual({ cells: [[10, 5], [6, 0]], rows: [15, 6], columns: [16, 5], total: 21 })
  })

  it('a sum that is itself 1–4 is never shown', () => {
    expect(publishTable([[3, 0]])).toMatchObject({ rows: ['hidden'], total: 'hidden' })
  })

  it('no cell of 1–4 has only one value: every other value of 1–4 publishes the very same table', () => {
    fc.assert(fc.property(table, counts => {
      const shown = publishTable(counts)
      counts.forEach((row, y) => row.forEach((count, x) => {
        if (!isSmall(count)) return
        for (const other of [1, 2, 3, 4]) expect(publishTable(counts.map((line, at) => (at === y ? line.map((cell, to) => (to === x ? other : cell)) : line)))).toEqual(shown)
      }))
    }))
  })

  it('9 received of which 5 closed, 4 open and 9 late: late would say that 4 are open, so it is hidden as the sum is', () => {
    expect(publishCohort({ closed: 5, open: 4, late: 9 })).toEqual({ received: 'hidden', closed: 5, open: 'small', late: 'hidden' })
    expect(publishCohort({ closed: 7, open: 5, late: 6 })).toEqual({ received: 12, closed: 7, open: 5, late: 6 })
    expect(publishCohort({ closed: 0, open: 0, late: 0 })).toEqual({ received: 0, closed: 0, open: 0, late: 0 })
  })

  it('no cell of 1–4 of a cohort has only one value among the cohorts that publish the same', () => {
    const all = UP_TO_TEN.flatMap(closed => UP_TO_TEN.flatMap(open => Array.from({ length: closed + open + 1 }, (_, late) => ({ closed, open, late, received: closed + open }))))
    const alike = new Map<string, (typeof all)[number][]>()
    for (const one of all) {
      const shown = JSON.stringify(publishCohort(one))
      alike.set(shown, [...(alike.get(shown) ?? []), one])
    }
    fc.assert(fc.property(cohort, ({ closed, open, late }) => {
      const truth = { closed, open, late, received: closed + open }
      const candidates = alike.get(JSON.stringify(publishCohort(truth))) ?? []
      for (const key of ['closed', 'open', 'late', 'received'] as const) {
        if (isSmall(truth[key])) expect(new Set(candidates.map(one => one[key])).size).toBeGreaterThan(1)
      }
    }))
  })

  it('100 visits of which 3 referred: the 3 are small and the 100 stays; 20 of which 17 referred would give 3 away', () => {
    expect(publishShare(100, 3)).toEqual({ whole: 100, part: 'small' })
    expect(publishShare(20, 17)).toEqual({ whole: 20, part: 'hidden' })
    expect(publishShare(20, 15)).toEqual({ whole: 20, part: 15 })
    expect(publishShare(20, 20)).toEqual({ whole: 20, part: 20 })
    expect(publishShare(3, 0)).toEqual({ whole: 'small', part: 0 })
  })

  it('neither a part of 1–4 nor what it leaves has only one value among those that publish the same', () => {
    const all = UP_TO_TEN.flatMap(whole => Array.from({ length: whole + 1 }, (_, part) => ({ whole, part, rest: whole - part })))
    for (const truth of all) {
      const candidates = all.filter(one => JSON.stringify(publishShare(one.whole, one.part)) === JSON.stringify(publishShare(truth.whole, truth.part)))
      for (const key of ['whole', 'part', 'rest'] as const) {
        if (isSmall(truth[key])) expect(new Set(candidates.map(one => one[key])).size, JSON.stringify(truth)).toBeGreaterThan(1)
      }
    }
  })

  const parts = (counts: readonly number[]) => counts.map((count, index) => ({ key: `K${index}`, name: `Penyakit ${index}`, count }))

  it('12, 9 and 3 of 24: the 3 has no line, and with it alone left over the 9 goes as well', () => {
    expect(publishRanking(parts([9, 12, 3]), 10)).toMatchObject({ total: 24, listed: [{ key: 'K1', count: 12 }], others: 12 })
    expect(publishRanking(parts([9, 12, 3, 2]), 10)).toMatchObject({ total: 26, listed: [{ count: 12 }, { count: 9 }], others: 5 })
    expect(publishRanking(parts([9, 12]), 10)).toMatchObject({ total: 21, others: 0 })
    expect(publishRanking(parts([2, 1]), 10)).toEqual({ total: 'small', listed: [], others: 'hidden' })
    expect(publishRanking([], 10)).toEqual({ total: 0, listed: [], others: 0 })
  })

  it('no ranking lists a part below five or leaves one to four, and it adds up to its total', () => {
    fc.assert(fc.property(fc.array(fc.nat({ max: 30 }), { maxLength: 14 }), fc.integer({ min: 1, max: 10 }), (counts, most) => {
      const { total, listed, others } = publishRanking(parts(counts), most)
      const sum = counts.reduce((a, b) => a + b, 0)
      expect(listed.length).toBeLessThanOrEqual(most)
      expect(listed.every(one => one.count >= 5)).toBe(true)
      if (isSmall(sum)) expect([total, listed, others]).toEqual(['small', [], 'hidden'])
      else {
        expect(isSmall(others as number)).toBe(false)
        expect(listed.reduce((a, one) => a + one.count, others as number)).toBe(sum)
      }
    }))
  })
})
