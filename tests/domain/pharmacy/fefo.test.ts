import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, day } from '#domain/core/day.ts'
import { allocateFefo, type Batch } from '#domain/rules/pharmacy/fefo.ts'

const TODAY = day('2025-12-17')
const batch = (number: string, expiresOn: string, quantity: number, receivedOn: string | null = '2025-09-01', changes: Partial<Batch> = {}): Batch =>
  ({ drugId: 'amlodipin', source: 'program', number, expiresOn: day(expiresOn), receivedOn: receivedOn === null ? null : day(receivedOn), quantity, ...changes })
const picked = (held: Batch[], requested: number): string[] => {
  const result = allocateFefo(held, requested, TODAY)
  return result.ok ? [...result.value.picks.map(pick => `${pick.batch.number}${pick.quantity}`), ...(result.value.shortfall > 0 ? [`short ${result.value.shortfall}`] : [])] : [result.error.kind]
}
const A = batch('A', '2026-03-31', 40)
const B = batch('B', '2026-01-31', 30, '2025-10-05')
const C = batch('C', '2025-12-15', 25)
const D = batch('D', '2026-01-31', 20, '2025-09-01')

describe('BR-31: first expired, first out', () => {
  test('60 of A 31-03-2026 (40), B 31-01-2026 received 05-10 (30), C 15-12-2025 (25), D 31-01-2026 received 01-09 (20) is D20, B30, A10', () => {
    expect(picked([A, B, C, D], 60)).toEqual(['D20', 'B30', 'A10'])
  })
  test('on equal expiry and receipt the batch number decides, whatever the order they are held in', () => {
    const [one, two] = [batch('X1', '2026-01-31', 5), batch('X2', '2026-01-31', 5)]
    expect(picked([two, one], 7)).toEqual(['X15', 'X22'])
    expect(picked([one, two], 7)).toEqual(['X15', 'X22'])
  })
  test('on shortage it proposes what exists and states what is missing', () => {
    expect(picked([A, B, C, D], 100)).toEqual(['D20', 'B30', 'A40', 'short 10'])
    expect(picked([C], 5)).toEqual(['short 5'])
    expect(picked([], 5)).toEqual(['short 5'])
  })
  test('BR-32: a batch is used through its last day', () => {
    expect(picked([batch('T', '2025-12-17', 5)], 5)).toEqual(['T5'])
    expect(picked([batch('T', '2025-12-16', 5)], 5)).toEqual(['short 5'])
  })
  test('a batch below zero gives nothing and takes nothing', () => {
    expect(picked([batch('N', '2026-01-01', -5), A], 10)).toEqual(['A10'])
  })
  test('BR-35: programme and cooperative stock are never mixed, nor two drugs', () => {
    expect(picked([A, batch('K', '2026-01-01', 5, '2025-09-01', { source: 'koperasi' })], 1)).toEqual(['mixed-stock'])
    expect(picked([A, batch('K', '2026-01-01', 5, '2025-09-01', { drugId: 'kaptopril' })], 1)).toEqual(['mixed-stock'])
  })
  test.each([0, -1, 1.5, Number.NaN, Infinity])('%d units are no request', requested => expect(picked([A], requested)).toEqual(['invalid-quantity']))

  test('never overdraws a batch, conserves what was asked for, takes nothing expired, and leaves no sooner batch behind', () => {
    const batches = fc.array(fc.record({ expiry: fc.integer({ min: -30, max: 60 }), received: fc.option(fc.integer({ min: 0, max: 20 })), quantity: fc.integer({ min: -5, max: 50 }) }), { maxLength: 12 })
    fc.assert(fc.property(batches, fc.integer({ min: 1, max: 300 }), (list, requested) => {
      const held = list.map((one, index) => batch(`B${String(index).padStart(2, '0')}`, addDays(TODAY, one.expiry), one.quantity, one.received === null ? null : addDays(TODAY, -one.received)))
      const result = allocateFefo(held, requested, TODAY)
      const shuffled = allocateFefo([...held].reverse(), requested, TODAY)
      if (!result.ok) throw new Error('refused')
      expect(shuffled).toEqual(result)
      const { picks, shortfall } = result.value
      expect(picks.reduce((sum, pick) => sum + pick.quantity, 0) + shortfall).toBe(requested)
      expect(picks.every(pick => pick.quantity > 0 && pick.quantity <= pick.batch.quantity && pick.batch.expiresOn >= TODAY)).toBe(true)
      const last = picks.at(-1)
      const full = picks.slice(0, -1).every(pick => pick.quantity === pick.batch.quantity)
      const usable = held.filter(one => one.quantity > 0 && one.expiresOn >= TODAY)
      const untouched = usable.filter(one => !picks.some(pick => pick.batch === one))
      expect(full && untouched.every(one => last !== undefined && one.expiresOn >= last.batch.expiresOn)).toBe(true)
      expect(shortfall).toBe(Math.max(0, requested - usable.reduce((sum, one) => sum + one.quantity, 0)))
    }))
  })
})
