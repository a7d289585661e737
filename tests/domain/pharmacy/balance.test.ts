import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, day } from '#domain/core/day.ts'
import { foldBalances, stockOf } from '#domain/rules/pharmacy/balance.ts'
import { sampleMovement } from './sample.ts'

const TODAY = day('2025-12-17')

describe('a balance is the sum of its movements', () => {
  test('per drug, fund and batch (BR-35)', () => {
    const balances = foldBalances([
      sampleMovement({ quantity: 100 }), sampleMovement({ quantity: -30, reason: 'diserahkan' }), sampleMovement({ quantity: 50, source: 'koperasi' }),
      sampleMovement({ quantity: 20, batch: { number: 'A2', expiresOn: day('2026-03-31') } }), sampleMovement({ quantity: 5, drugId: 'kaptopril-25-mg-tablet' }),
      sampleMovement({ quantity: 7, batch: { number: 'A1', expiresOn: day('2026-04-30') } }),
    ])
    expect([...balances.values()].map(({ drugId, source, number, expiresOn, quantity }) => [drugId.slice(0, 4), source, number, expiresOn, quantity])).toEqual([
      ['amlo', 'program', 'A1', '2026-03-31', 70], ['amlo', 'koperasi', 'A1', '2026-03-31', 50], ['amlo', 'program', 'A2', '2026-03-31', 20],
      ['kapt', 'program', 'A1', '2026-03-31', 5], ['amlo', 'program', 'A1', '2026-04-30', 7],
    ])
  })

  test('BR-30: below zero is shown as it is, never clipped', () => {
    const [balance] = foldBalances([sampleMovement({ quantity: 10 }), sampleMovement({ quantity: -8, reason: 'diserahkan' }), sampleMovement({ quantity: -8, reason: 'diserahkan' })]).values()
    expect(balance?.quantity).toBe(-6)
  })

  test('a batch is as old as its earliest receipt; one never received has no day', () => {
    const receipts = [sampleMovement({ on: day('2025-10-05') }), sampleMovement({ on: day('2025-09-01') }), sampleMovement({ on: day('2025-08-01'), quantity: -1, reason: 'diserahkan' })]
    expect([...foldBalances(receipts).values()][0]?.receivedOn).toBe('2025-09-01')
    expect([...foldBalances([sampleMovement({ quantity: -1, reason: 'diserahkan' })]).values()][0]?.receivedOn).toBeNull()
  })

  test('usable stock leaves out what is expired and what is below zero; total counts all', () => {
    const balances = foldBalances([
      sampleMovement({ quantity: 40 }), sampleMovement({ quantity: 25, batch: { number: 'OLD', expiresOn: day('2025-12-16') } }), sampleMovement({ quantity: 9, source: 'koperasi' }),
      sampleMovement({ quantity: -5, reason: 'diserahkan', batch: { number: 'NEG', expiresOn: day('2026-03-31') } }),
    ])
    expect(stockOf(balances.values(), 'amlodipin-5-mg-tablet', 'program', TODAY)).toEqual({ total: 60, usable: 40 })
  })

  test('the order of movements does not matter', () => {
    const movement = fc.record({ drug: fc.constantFrom('a', 'b'), fund: fc.constantFrom('program' as const, 'koperasi' as const), batch: fc.constantFrom('1', '2'), quantity: fc.integer({ min: -50, max: 50 }).filter(quantity => quantity !== 0), daysAgo: fc.integer({ min: 0, max: 90 }) })
    const shuffled = fc.array(movement, { maxLength: 40 }).chain(list => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })))
    fc.assert(fc.property(shuffled, ([list, other]) => {
      const fold = (items: typeof list): unknown => [...foldBalances(items.map(item => sampleMovement({
        drugId: item.drug, source: item.fund, batch: { number: item.batch, expiresOn: day('2026-03-31') }, quantity: item.quantity,
        reason: item.quantity > 0 ? 'diterima' : 'diserahkan', on: addDays(TODAY, -item.daysAgo),
      }))).values()].sort((a, b) => (a.key < b.key ? -1 : 1))
      expect(fold(other)).toEqual(fold(list))
    }))
  })
})
