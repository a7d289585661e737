import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, addMonths, day, type Month } from '#domain/core/day.ts'
import { SAVING_ACTS, SAVING_TYPES } from '#domain/records/saving-entry.ts'
import { wajibPaidBy } from '#domain/rules/finance/savings-entries.ts'
import { ageClassOf, costOfMonths, duesOf, exitRefund, holdingsOf, monthlyDues, monthsPaidBy, wajibFor, type DuesInput } from '#domain/rules/finance/savings.ts'

const month = (text: string): Month => text as Month
const dues = (over: Partial<DuesInput> = {}): DuesInput => ({
  joinedOn: day('2025-07-15'), exitOn: null, paid: 0, schedule: [{ from: '2025-01', amount: 10_000 }], until: day('2025-12-31'), ...over,
})

const steps = fc.array(fc.record({ from: fc.integer({ min: 0, max: 60 }).map(n => addMonths('2022-01', n) as string), amount: fc.constantFrom(0, 1, 7_500, 10_000, 15_000) }), { minLength: 1, maxLength: 4 })
const anyDues: fc.Arbitrary<DuesInput> = fc.record({
  joinedOn: fc.integer({ min: 0, max: 1500 }).map(n => addDays(day('2022-01-01'), n)),
  exitOn: fc.option(fc.integer({ min: 0, max: 2000 }).map(n => addDays(day('2022-01-01'), n))),
  paid: fc.oneof(fc.integer({ min: -50_000, max: 1_000_000 }), fc.integer({ min: 0, max: 60 }).map(n => n * 10_000)),
  schedule: steps, until: fc.integer({ min: 0, max: 2000 }).map(n => addDays(day('2022-01-01'), n)),
})

describe('BR-10: simpanan wajib that is due', () => {
  it('joined 15-07-2025, 10.000 a month, paid 40.000: 60.000 due at 31-12-2025, 20.000 in arrears = 2 months, class 1–3', () => {
    expect(duesOf(dues({ paid: 40_000 }))).toEqual({ due: 60_000, paid: 40_000, arrears: 20_000, months: 2, ageClass: '1-3', advance: 0, paidThrough: '2025-10' })
  })

  it('a month falls due on its last day and not before', () => {
    expect(duesOf(dues({ until: day('2025-12-30') })).due).toBe(50_000)
    expect(duesOf(dues({ until: day('2025-07-30') })).due).toBe(0)
    expect(duesOf(dues({ until: day('2025-07-31') })).due).toBe(10_000)
    expect(duesOf(dues({ joinedOn: day('2025-07-31'), until: day('2025-07-31') })).due).toBe(10_000)
    expect(duesOf(dues({ joinedOn: day('2024-02-10'), schedule: [{ from: '2024-01', amount: 5000 }], until: day('2024-02-28') })).due).toBe(0)
  })

  it('a month paid in part counts as one month in arrears', () => {
    expect(duesOf(dues({ paid: 45_000 }))).toMatchObject({ arrears: 15_000, months: 2, paidThrough: '2025-10' })
    expect(duesOf(dues({ paid: 59_999 }))).toMatchObject({ arrears: 1, months: 1, ageClass: '1-3' })
    expect(duesOf(dues({ paid: 60_000 }))).toMatchObject({ arrears: 0, months: 0, ageClass: 'lunas', paidThrough: '2025-12' })
  })

  it('the classes are 1–3, 4–6 and more than 6 months', () => {
    expect([0, 1, 3, 4, 6, 7, 60].map(ageClassOf)).toEqual(['lunas', '1-3', '1-3', '4-6', '4-6', '>6', '>6'])
  })

  it('the amount may change from a month on; before the first step nothing is due', () => {
    const schedule = [{ from: '2025-10', amount: 15_000 }, { from: '2025-08', amount: 10_000 }]
    expect(duesOf(dues({ schedule }))).toMatchObject({ due: 2 * 10_000 + 3 * 15_000, months: 5 })
    expect([wajibFor(month('2025-07'), schedule), wajibFor(month('2025-09'), schedule), wajibFor(month('2026-03'), schedule)]).toEqual([0, 10_000, 15_000])
  })

  it('leaving ends it, and the day of leaving is a day out', () => {
    expect(duesOf(dues({ exitOn: day('2025-10-15') })).due).toBe(30_000)
    expect(duesOf(dues({ exitOn: day('2025-10-31') })).due).toBe(30_000)
    expect(duesOf(dues({ exitOn: day('2025-11-01') })).due).toBe(40_000)
    expect(duesOf(dues({ exitOn: day('2026-05-01') })).due).toBe(60_000)
  })

  it('what was returned at the end, and what is taken back of it, are no payments', () => {
    const entry = { type: 'wajib', act: 'setor', amount: 10_000 } as const
    expect([entry, { ...entry, act: 'kembali', amount: -10_000 } as const, { ...entry, act: 'dibalik' } as const, { ...entry, act: 'dibalik', amount: -10_000 } as const, { ...entry, type: 'pokok' } as const].map(wajibPaidBy))
      .toEqual([10_000, 0, 0, -10_000, 0])
  })
})

describe('BR-11: payments fill the oldest month first', () => {
  it('what is paid beyond what is due is an advance on the months to come', () => {
    expect(duesOf(dues({ paid: 85_000 }))).toMatchObject({ arrears: 0, advance: 25_000, paidThrough: '2026-02' })
  })

  it('a payment says which months it pays, whole or in part', () => {
    expect(monthsPaidBy(dues({ paid: 45_000 }), 20_000).map(({ month, paid }) => [month, paid])).toEqual([['2025-11', 5000], ['2025-12', 10_000], ['2026-01', 5000]])
    expect(monthsPaidBy(dues({ paid: 0 }), 0)).toEqual([])
    expect(monthsPaidBy(dues({ schedule: [{ from: '2025-01', amount: 0 }] }), 5000)).toEqual([])
  })

  it('so many months from the oldest on cost what is not yet paid of them', () => {
    expect([1, 2, 3].map(count => costOfMonths(dues({ paid: 45_000 }), count))).toEqual([5000, 15_000, 25_000])
    expect(costOfMonths(dues({ paid: 60_000, schedule: [{ from: '2025-01', amount: 10_000 }, { from: '2026-01', amount: 12_000 }] }), 2)).toBe(24_000)
  })

  it('month by month, the list shows what each costs and what is paid of it', () => {
    expect(monthlyDues(dues({ paid: 15_000, until: day('2025-09-30') }), month('2025-10')).map(one => [one.month, one.amount, one.paid, one.isDue]))
      .toEqual([['2025-07', 10_000, 10_000, true], ['2025-08', 10_000, 5000, true], ['2025-09', 10_000, 0, true], ['2025-10', 10_000, 0, false]])
  })

  it('arrears and advance are never both there, months go with arrears, and the list of months adds up to the figures', () => {
    fc.assert(fc.property(anyDues, input => {
      const found = duesOf(input)
      expect(Math.min(found.arrears, found.advance)).toBe(0)
      expect(found.due - Math.max(0, input.paid)).toBe(found.arrears - found.advance)
      expect(found.months > 0).toBe(found.arrears > 0)
      expect(found.ageClass).toBe(ageClassOf(found.months))
      const listed = monthlyDues(input).filter(one => one.isDue)
      expect(listed.reduce((sum, one) => sum + one.amount, 0)).toBe(found.due)
      expect(listed.filter(one => one.paid < one.amount)).toHaveLength(found.months)
      // Oldest first: after a month that is not paid whole none has anything.
      const firstOpen = listed.findIndex(one => one.paid < one.amount)
      if (firstOpen >= 0) expect(listed.slice(firstOpen + 1).every(one => one.paid === 0)).toBe(true)
    }))
  })

  it('a further payment changes the figures by exactly the months that it says', () => {
    fc.assert(fc.property(anyDues, fc.integer({ min: 1, max: 300_000 }), (drawn, amount) => {
      // A step without an end, and within the hundred years that a list may be long.
      const input = { ...drawn, schedule: [...drawn.schedule, { from: '2028-01', amount: 7500 }] }
      expect(monthsPaidBy(input, amount).reduce((sum, one) => sum + one.paid, 0)).toBe(amount)
    }))
  })
})

describe('BR-13: what leaving returns', () => {
  const held = { pokok: 50_000, wajib: 240_000, sukarela: 0 }
  it('50.000 + 240.000 − 90.000 = 200.000', () => {
    expect(exitRefund({ held, debt: 90_000, arrears: 0, unpaidWajibIsDebt: false })).toMatchObject({ pokok: 50_000, wajib: 240_000, debt: 90_000, refund: 200_000, receivable: 0 })
  })
  it('what he owes beyond it is a receivable and not a payout', () => {
    expect(exitRefund({ held, debt: 300_000, arrears: 0, unpaidWajibIsDebt: false })).toMatchObject({ refund: 0, receivable: 10_000 })
  })
  it('sukarela is returned too, and set against the debt first', () => {
    expect(exitRefund({ held: { ...held, sukarela: 60_000 }, debt: 90_000, arrears: 0, unpaidWajibIsDebt: false }))
      .toMatchObject({ sukarela: 60_000, refund: 260_000, setOff: { sukarela: 60_000, wajib: 30_000, pokok: 0 } })
  })
  it('unpaid wajib is debt only where the setting says so', () => {
    expect(exitRefund({ held, debt: 0, arrears: 20_000, unpaidWajibIsDebt: false }).refund).toBe(290_000)
    expect(exitRefund({ held, debt: 0, arrears: 20_000, unpaidWajibIsDebt: true })).toMatchObject({ debt: 20_000, refund: 270_000 })
  })
  it('what stands below zero is owed and returned to nobody', () => {
    expect(exitRefund({ held: { ...held, sukarela: -30_000 }, debt: 0, arrears: 0, unpaidWajibIsDebt: false })).toMatchObject({ sukarela: 0, debt: 30_000, refund: 260_000 })
  })
  it('refund less receivable is always what is held less what is owed, and never both', () => {
    const amount = fc.integer({ min: -100_000, max: 500_000 })
    fc.assert(fc.property(amount, amount, amount, fc.nat(500_000), fc.nat(100_000), fc.boolean(), (pokok, wajib, sukarela, debt, arrears, unpaidWajibIsDebt) => {
      const found = exitRefund({ held: { pokok, wajib, sukarela }, debt, arrears, unpaidWajibIsDebt })
      expect(found.refund - found.receivable).toBe(pokok + wajib + sukarela - debt - (unpaidWajibIsDebt ? arrears : 0))
      expect(Math.min(found.refund, found.receivable)).toBe(0)
      expect(found.setOff.pokok + found.setOff.wajib + found.setOff.sukarela + found.receivable).toBe(found.debt)
    }))
  })
})

describe('law 4: what is held is the sum of the entries', () => {
  const entry = fc.record({ state: fc.constantFrom('live', 'void'), data: fc.record({ type: fc.constantFrom(...SAVING_TYPES), act: fc.constantFrom(...SAVING_ACTS), amount: fc.integer({ min: -1_000_000, max: 1_000_000 }) }) })
  it('whatever order they come in; those that were voided count for nothing', () => {
    fc.assert(fc.property(fc.array(entry).chain(list => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }))), ([list, shuffled]) => {
      const held = holdingsOf(list)
      expect(holdingsOf(shuffled)).toEqual(held)
      expect(held.pokok + held.wajib + held.sukarela).toBe(list.filter(one => one.state === 'live').reduce((sum, one) => sum + one.data.amount, 0))
    }))
  })
})
