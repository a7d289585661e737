import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { day } from '#domain/core/day.ts'
import { priceSchema, type PriceData } from '#domain/records/price.ts'
import { checkPrice, currentPrice, currentPrices, halfUp, hnaPerUnit, lineAmount, markupPermille, priceOf, unitPriceFor, valueOf, type PriceParts } from '#domain/rules/pharmacy/pricing.ts'

const PARTS: PriceParts = { hna: { amount: 1000, per: 1 }, ppnPercent: 11, indexHundredths: 125, embalase: 0, tuslah: 0, het: null }
const worked = (changes: Partial<PriceParts> = {}) => {
  const work = priceOf({ ...PARTS, ...changes })
  if (!work.ok) throw new Error(work.error.kind)
  return work.value
}
const PRICE: PriceData = { drugId: 'd', from: day('2025-12-01'), ...PARTS, general: 1388, member: 1300, document: 'F-1', by: 'a' }
const broken = (changes: Partial<PriceData>): string[] => checkPrice({ ...PRICE, ...changes }, { actor: 'a' }).map(found => `${found.rule} ${found.field}`)

describe('the price of a smallest unit', () => {
  test('BR-39: HNA 1.000, PPN 11 %, index 1,25 is 1.387,5 exactly, shown as 1.388', () => {
    expect(worked()).toMatchObject({ ruled: 1388, price: 1388, capped: false })
    const { exact } = worked()
    expect(exact).toEqual({ num: 2775n, den: 2n })
  })
  test('BR-39: rounded first, then held to the HET', () => {
    expect(worked({ het: 1375 })).toMatchObject({ ruled: 1388, price: 1375, capped: true })
    // 1.387,5 lies under a HET of 1.388 only after rounding; at 1.387 it is capped.
    expect(worked({ het: 1388 })).toMatchObject({ price: 1388, capped: false })
    expect(worked({ het: 1387 })).toMatchObject({ price: 1387, capped: true })
    expect(worked({ het: 0 })).toMatchObject({ price: 1388, capped: false })
  })
  test('BR-39: an index outside 1,10 to 1,25 is refused', () => {
    for (const indexHundredths of [109, 126, 112.5, Number.NaN]) expect(priceOf({ ...PARTS, indexHundredths })).toEqual({ ok: false, error: { kind: 'index-unlawful' } })
    expect(worked({ indexHundredths: 110 }).price).toBe(1221)
  })
  test('a price list for a box gives the price of a tablet without losing a fraction', () => {
    // 12.350 ÷ 100 × 1,11 × 1,2 = 164,502
    expect(worked({ hna: { amount: 12_350, per: 100 }, indexHundredths: 120 }).price).toBe(165)
    expect(worked({ hna: { amount: 1, per: 3 }, ppnPercent: 0, indexHundredths: 110 }).price).toBe(0)
  })
  test('packing and service come onto each unit after the index, under the same ceiling', () => {
    expect(worked({ embalase: 50, tuslah: 25 }).price).toBe(1463)
    expect(worked({ embalase: 50, tuslah: 25, het: 1400 }).price).toBe(1400)
  })
  test('figures that are none are refused', () => {
    for (const hna of [{ amount: -1, per: 1 }, { amount: 1, per: 0 }, { amount: 1.5, per: 1 }]) expect(priceOf({ ...PARTS, hna })).toEqual({ ok: false, error: { kind: 'invalid-hna' } })
    expect(priceOf({ ...PARTS, embalase: -1 })).toEqual({ ok: false, error: { kind: 'invalid-part' } })
    expect(priceOf({ ...PARTS, hna: { amount: Number.MAX_SAFE_INTEGER, per: 1 } })).toEqual({ ok: false, error: { kind: 'too-large' } })
  })
  test('any price is within half a rupiah of the exact one, half going up, and never above the HET', () => {
    const parts = fc.record({
      hna: fc.record({ amount: fc.nat(1_000_000_000), per: fc.integer({ min: 1, max: 100_000 }) }), ppnPercent: fc.nat(30), indexHundredths: fc.integer({ min: 110, max: 125 }),
      embalase: fc.nat(5000), tuslah: fc.nat(5000), het: fc.option(fc.integer({ min: 1, max: 2_000_000 })),
    })
    fc.assert(fc.property(parts, given => {
      const { exact, ruled, price, capped } = worked(given)
      const twice = 2n * BigInt(ruled) * exact.den
      expect(twice - exact.den <= 2n * exact.num && 2n * exact.num < twice + exact.den).toBe(true)
      expect(price).toBe(given.het === null ? ruled : Math.min(ruled, given.het))
      expect(capped).toBe(price < ruled)
    }))
  })
  test('half goes up, on both sides of zero', () => {
    expect([5n, -5n, 15n, -15n, -16n, 14n].map(num => halfUp({ num, den: 10n }))).toEqual([1n, 0n, 2n, -1n, -2n, 1n])
  })
})

describe('a price as it is saved', () => {
  test('is set by who saves it', () => { expect(broken({ by: 'lain' })).toEqual(['signer by']) })
  test('BR-39: a members’ price above the general one is refused', () => {
    expect(broken({})).toEqual([])
    expect(broken({ member: 1388 })).toEqual([])
    expect(broken({ member: 1389 })).toEqual(['BR-39 member'])
  })
  test('BR-39: nothing above the rule or the HET; below it may be sold', () => {
    expect(broken({ general: 1389 })).toEqual(['BR-39 general'])
    expect(broken({ het: 1375, general: 1375 })).toEqual([])
    expect(broken({ het: 1375, general: 1376 })).toEqual(['BR-39 general'])
    expect(broken({ general: 1100, member: 1000 })).toEqual([])
  })
  test('BR-39: an index that no law knows does not even have the shape of a price', () => {
    expect(priceSchema.safeParse(PRICE).success).toBe(true)
    for (const indexHundredths of [109, 126]) {
      expect(priceSchema.safeParse({ ...PRICE, indexHundredths }).success).toBe(false)
      expect(broken({ indexHundredths })).toEqual(['BR-39 indexHundredths'])
    }
  })
})

describe('which price counts', () => {
  const entry = (id: string, from: string, drugId = 'd') => ({ id, data: { ...PRICE, drugId, from: day(from) } })
  const prices = [entry('p3', '2025-12-10'), entry('p1', '2025-11-01'), entry('p2', '2025-12-10'), entry('p4', '2026-01-01'), entry('p5', '2025-12-01', 'other')]
  test('the latest that has begun; on one day the one set last', () => {
    expect(currentPrice(prices, 'd', day('2025-12-17'))?.id).toBe('p3')
    expect(currentPrice([...prices].reverse(), 'd', day('2025-12-17'))?.id).toBe('p3')
    expect(currentPrice(prices, 'd', day('2025-12-09'))?.id).toBe('p1')
    expect(currentPrice(prices, 'd', day('2026-01-01'))?.id).toBe('p4')
    expect(currentPrice(prices, 'd', day('2025-10-31'))).toBeNull()
  })
  test('all drugs at once say the same', () => {
    expect([...currentPrices(prices, day('2025-12-17'))].map(([drugId, price]) => [drugId, price.id])).toEqual([['d', 'p3'], ['other', 'p5']])
    expect(currentPrices(prices, day('2025-10-31')).size).toBe(0)
  })
})

describe('figures that follow from a price', () => {
  test('a line is whole rupiah, a return negative, and members pay their own price', () => {
    expect(lineAmount(30, 1388)).toBe(41_640)
    expect(lineAmount(-10, unitPriceFor(PRICE, 'anggota'))).toBe(-13_000)
    expect(unitPriceFor(PRICE, 'umum')).toBe(1388)
    expect(unitPriceFor(PRICE, 'pasien')).toBe(1388)
  })
  test('stock is worth its price, rounded half up for each batch', () => {
    const third = { amount: 1, per: 3 }
    expect([valueOf(1, third), valueOf(2, third), valueOf(3, third), valueOf(1, { amount: 1, per: 2 })]).toEqual([0, 1, 1, 1])
    expect([valueOf(250, { amount: 12_350, per: 100 }), valueOf(4, null)]).toEqual([30_875, null])
    expect(hnaPerUnit({ amount: 12_350, per: 100 })).toEqual({ num: 247n, den: 2n })
  })
  test('the markup stands over HNA with PPN', () => {
    expect(markupPermille(1388, PRICE)).toBe(250)
    expect(markupPermille(1110, PRICE)).toBe(0)
    expect(markupPermille(1000, PRICE)).toBe(-99)
    expect(markupPermille(100, { hna: { amount: 0, per: 1 }, ppnPercent: 11 })).toBeNull()
  })
})
