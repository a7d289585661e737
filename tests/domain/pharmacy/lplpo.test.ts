import fc from 'fast-check'
import { addMonths } from '#domain/core/day.ts'
import { describe, expect, test } from 'vitest'
import { adequacyOf, availableOf, closingOf, isOverstocked, optimumOf, requestOf, targetOf } from '#domain/rules/pharmacy/lplpo.ts'
import { approximate, ceiling, plus, rational, times } from '#domain/rules/pharmacy/rational.ts'

const rule = 'stok-optimum' as const
const request = (facts: Partial<Parameters<typeof requestOf>[0]>): number => requestOf({ rule, used: 0, optimum: 0, closing: 0, pack: 1, roundToPack: false, ...facts })
const NOTHING = { opening: 0, adjustment: 0, received: 0, arrived: 0, used: 0, lost: 0, returned: 0, moved: 0, difference: 0, pack: 1, emptyDays: 0, optimum: 0, request: 0 }

describe('the worked vectors of the LPLPO', () => {
  test('BR-24: 1.200 + 2.000 − 1.820 − 30 leaves 1.350; optimum 2.352, request 1.002, in packs of a hundred 1.100', () => {
    const month = { ...NOTHING, opening: 1200, received: 2000, used: 1820, lost: 30 }
    expect(availableOf(month)).toBe(3200)
    expect(closingOf(month)).toBe(1350)
    const { optimum, swk, swt, sp } = optimumOf({ used: 1820, emptyDays: 0, workingDays: 26, leadDays: 5, bufferPercent: 10 })
    expect([optimum, swk, swt, sp]).toEqual([2352, rational(0), rational(350), rational(182)])
    expect(request({ used: 1820, optimum, closing: 1350 })).toBe(1002)
    expect(request({ used: 1820, optimum, closing: 1350, pack: 100, roundToPack: false })).toBe(1002)
    expect(request({ used: 1820, optimum, closing: 1350, pack: 100, roundToPack: true })).toBe(1100)
  })

  test('BR-25: the published quarter of 30.000 with three empty days asks for 36.200', () => {
    const { optimum, swk, swt, sp } = optimumOf({ used: 30_000, emptyDays: 3, workingDays: 75, leadDays: 5, bufferPercent: 10 })
    expect([swk, swt, sp]).toEqual([rational(1200), rational(2000), rational(3000)])
    expect(request({ used: 30_000, optimum })).toBe(36_200)
  })

  test('BR-26: 1.500 in 26 days is exactly 2.013 and six thirteenths, rounded up once: 2.014, request 1.264', () => {
    const { optimum, exact } = optimumOf({ used: 1500, emptyDays: 0, workingDays: 26, leadDays: 5, bufferPercent: 15 })
    expect(exact).toEqual(rational(26_175, 13))
    expect(approximate(exact, 2)).toBe(2013.46)
    expect(optimum).toBe(2014)
    expect(request({ used: 1500, optimum, closing: 750 })).toBe(1264)
  })

  test('BR-27: 120 with a tenth and a day of 24 is 137, where a float says 138', () => {
    expect(optimumOf({ used: 120, emptyDays: 0, workingDays: 24, leadDays: 1, bufferPercent: 10 }).optimum).toBe(137)
    expect(Math.ceil(120 * (1 + 0.1 + 1 / 24))).toBe(138)
  })

  test('BR-28: more than the optimum asks for nothing and is flagged', () => {
    const month = { ...NOTHING, opening: 500, received: 400, used: 100 }
    const { optimum } = optimumOf({ used: 100, emptyDays: 0, workingDays: 25, leadDays: 5, bufferPercent: 10 })
    expect([closingOf(month), optimum]).toEqual([800, 130])
    expect(request({ used: 100, optimum, closing: 800 })).toBe(0)
    expect(isOverstocked({ closing: 800, optimum })).toBe(true)
    expect(isOverstocked({ closing: 130, optimum })).toBe(false)
  })
})

describe('the other rule of the field', () => {
  const params = { rule: 'tiga-kali', workingDays: 26, leadDays: 5, bufferPercent: 10 } as const
  test('three times the use less what is left, in whole packs', () => {
    expect(targetOf(params, 100, 4)).toBe(300)
    expect(request({ rule: 'tiga-kali', used: 100, optimum: 300, closing: 80 })).toBe(220)
    expect(request({ rule: 'tiga-kali', used: 100, optimum: 300, closing: 80, pack: 50, roundToPack: true })).toBe(250)
    expect(request({ rule: 'tiga-kali', used: 100, optimum: 300, closing: 301 })).toBe(0)
  })
  test('where more came back than went out there is no use', () => {
    expect(targetOf(params, -5, 0)).toBe(0)
    expect(targetOf({ ...params, rule: 'stok-optimum' }, -5, 3)).toBe(0)
    expect(request({ rule: 'tiga-kali', used: -5, closing: -3 })).toBe(3)
  })
})

describe('months of stock', () => {
  test.each([[99, 100, 'kritis'], [100, 100, 'aman'], [300, 100, 'aman'], [301, 100, 'berlebih'], [50, 0, 'tanpa-pemakaian'], [0, 0, 'tanpa-pemakaian'], [0, 1, 'kritis']] as const)('%i left of a use of %i is %s', (closing, used, word) => {
    expect(adequacyOf({ closing, used })).toBe(word)
  })
})

describe('exact fractions', () => {
  const days = fc.integer({ min: 1, max: 31 })
  const percent = fc.integer({ min: 0, max: 100 })
  test('BR-27: the optimum never differs from whole-number arithmetic over one denominator', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 10_000_000 }), fc.integer({ min: 0, max: 31 }), days, fc.integer({ min: 0, max: 90 }), percent, (used, emptyDays, workingDays, leadDays, bufferPercent) => {
      const above = BigInt(used) * BigInt(100 * workingDays + 100 * (emptyDays + leadDays) + bufferPercent * workingDays)
      const below = BigInt(100 * workingDays)
      expect(BigInt(optimumOf({ used, emptyDays, workingDays, leadDays, bufferPercent }).optimum)).toBe((above + below - 1n) / below)
    }))
  })
  test('a request fills whole packs, and not one too many', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 100_000 }), fc.integer({ min: -500, max: 100_000 }), fc.integer({ min: 1, max: 1000 }), (optimum, closing, pack) => {
      const asked = request({ optimum, closing, pack, roundToPack: true })
      expect(asked % pack).toBe(0)
      const missing = Math.max(0, optimum - closing)
      expect(asked >= missing && asked - missing < pack).toBe(true)
    }))
  })
  test('sums and products are those of the fractions, in lowest terms', () => {
    const fraction = fc.tuple(fc.integer({ min: -999, max: 999 }), fc.integer({ min: 1, max: 999 }))
    fc.assert(fc.property(fraction, fraction, ([a, b], [c, d]) => {
      expect(plus(rational(a, b), rational(c, d))).toEqual(rational(a * d + c * b, b * d))
      expect(times(rational(a, b), rational(c, d))).toEqual(rational(a * c, b * d))
      expect(rational(a, -b)).toEqual(rational(-a, b))
    }))
    expect(rational(6, 4)).toEqual({ num: 3n, den: 2n })
    expect([ceiling(rational(-3, 2)), ceiling(rational(3, 2)), ceiling(rational(4, 2))]).toEqual([-1, 2, 2])
    expect([approximate(rational(-1, 3), 2), approximate(rational(1, 8), 2)]).toEqual([-0.33, 0.13])
    expect(() => rational(1, 0)).toThrow()
  })
})

test('months are counted over the turn of the year', () => {
  expect([addMonths('2025-12', 1), addMonths('2026-01', -1), addMonths('2025-06', 18), addMonths('2025-11', 0)]).toEqual(['2026-01', '2025-12', '2026-12', '2025-11'])
})
