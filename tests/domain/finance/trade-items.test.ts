import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { itemLines, type ItemSale } from '#domain/rules/finance/trade-items.ts'

let sales = 0
/** So many sales of one drug, each to somebody else, at 1,000 a unit. */
const sold = (drugId: string, count: number, more: Partial<ItemSale> = {}): ItemSale[] => Array.from({ length: count }, () => {
  sales += 1
  return { drugId, drug: `Obat ${drugId}`, unit: 'tablet', sale: `s-${sales}`, taker: `orang-${sales}`, quantity: 1, amount: 1000, ...more }
})
const shown = (all: readonly ItemSale[]): string[] => itemLines(all).map(line => `${line.drugId ?? 'lain'} ${line.quantity ?? '-'} ${line.amount}`)

describe('BR-67 what was sold of a drug in a month', () => {
  it('is shown from five sales to five people on', () => {
    expect(shown(sold('a', 5))).toEqual(['a 5 5000'])
    expect(shown(sold('a', 4))).toEqual(['lain - 4000'])
    expect(itemLines(sold('a', 4))).toEqual([{ drugId: null, drug: '', unit: '', quantity: null, amount: 4000 }])
  })
  it('is not shown where one person bought it again and again; a buyer without a name is somebody else each time', () => {
    expect(shown([...sold('a', 9, { taker: 'anggota-1' }), ...sold('b', 5)])).toEqual(['lain - 14000'])
    expect(shown(sold('a', 5, { taker: null }))).toEqual(['a 5 5000'])
    expect(shown([...sold('a', 3, { taker: 'anggota-1' }), ...sold('a', 3, { taker: null })])).toEqual(['lain - 6000'])
  })
  it('stands in one line with another where few bought it, so that the month\'s total does not tell it', () => {
    expect(shown([...sold('a', 9), ...sold('b', 2)])).toEqual(['lain - 11000'])
    expect(shown([...sold('a', 9), ...sold('b', 2), ...sold('c', 7)])).toEqual(['a 9 9000', 'lain - 9000'])
  })
  it('two drugs that few bought take a third one along until they are five sales', () => {
    expect(shown([...sold('a', 9), ...sold('b', 2), ...sold('c', 2)])).toEqual(['lain - 13000'])
    expect(shown([...sold('a', 9), ...sold('b', 2), ...sold('c', 3)])).toEqual(['a 9 9000', 'lain - 5000'])
    const together = sold('b', 2)
    const sameSales = together.map(one => ({ ...one, drugId: 'c', drug: 'Obat c' }))
    expect(shown([...sold('a', 9), ...sold('d', 6), ...together, ...sameSales]), 'one receipt with both drugs is one sale').toEqual(['a 9 9000', 'lain - 10000'])
  })
  it('what came back is taken off, and a sale that came back whole is nobody\'s', () => {
    const five = sold('a', 5)
    const back = { ...five[0] as ItemSale, quantity: -1, amount: -1000 }
    expect(shown([...five, back, ...sold('b', 6)])).toEqual(['lain - 10000'])
    expect(shown([...sold('a', 6), ...sold('b', 6), ...sold('c', 1).flatMap(one => [one, { ...one, quantity: -1, amount: -1000 }])]), 'what was all undone is no drug to hide another behind')
      .toEqual(['a 6 6000', 'b 6 6000'])
  })
  it('a drug that bore two names has one, whatever came first', () => {
    const two = [...sold('a', 3, { drug: 'Parasetamol' }), ...sold('a', 3, { drug: 'Parasetamol 500 mg' })]
    expect(itemLines(two)).toEqual(itemLines([...two].reverse()))
    expect(itemLines(two)[0]).toMatchObject({ drug: 'Parasetamol', quantity: 6 })
  })
  it('whatever was sold: the lines add up to it, none is of few, and the line of others is of several drugs and five sales unless it is all there is', () => {
    const sale = fc.record({
      drugId: fc.constantFrom('a', 'b', 'c', 'd', 'e'), drug: fc.constant('x'), unit: fc.constant('tablet'), sale: fc.integer({ min: 0, max: 30 }).map(String),
      taker: fc.option(fc.constantFrom('p', 'q', 'r', 's', 't', 'u')), quantity: fc.integer({ min: 1, max: 9 }), amount: fc.integer({ min: 1, max: 9000 }),
    })
    fc.assert(fc.property(fc.array(sale, { maxLength: 80 }), all => {
      const lines = itemLines(all)
      const total = (some: readonly { amount: number }[]): number => some.reduce((sum, one) => sum + one.amount, 0)
      expect(total(lines)).toBe(total(all))
      const named = lines.flatMap(line => (line.drugId === null ? [] : [line.drugId]))
      for (const drugId of named) {
        const own = all.filter(one => one.drugId === drugId)
        expect(new Set(own.map(one => one.sale)).size).toBeGreaterThanOrEqual(5)
        expect(total(lines.filter(line => line.drugId === drugId))).toBe(total(own))
      }
      const hidden = all.filter(one => !named.includes(one.drugId))
      expect(lines.filter(line => line.drugId === null)).toHaveLength(hidden.length > 0 ? 1 : 0)
      if (named.length === 0 || hidden.length === 0) return
      expect(new Set(hidden.map(one => one.drugId)).size).toBeGreaterThanOrEqual(2)
      expect(new Set(hidden.map(one => one.sale)).size).toBeGreaterThanOrEqual(5)
    }))
  })
})
