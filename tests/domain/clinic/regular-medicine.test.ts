import { expect, test } from 'vitest'
import { day } from '#domain/core/day.ts'
import { lastsUntil } from '#domain/rules/clinic/regular-medicine.ts'

const line = (change: { days?: number; signa?: string; unit?: string; quantity?: number }) => ({ drugId: 'd', drug: 'Obat', quantity: 30, unit: 'tablet', signa: '1 x 1', ...change })
const until = (...lines: readonly ReturnType<typeof line>[]) => lastsUntil({ on: day('2025-12-01'), prescription: [...lines] })

test('30 tablets once a day from 1 December last until the 30th, twice a day until the 15th', () => {
  expect(until(line({}))).toBe('2025-12-30')
  expect(until(line({ signa: '2 x 1' }))).toBe('2025-12-15')
  expect(until(line({ signa: '2 x 1/2' }))).toBe('2025-12-30')
})
test('days that were said win, and the longest line decides', () => {
  expect(until(line({ days: 10 }))).toBe('2025-12-10')
  expect(until(line({ days: 3, signa: '3 x 1', quantity: 9 }), line({ days: 28 }))).toBe('2025-12-28')
  expect(until(line({ signa: '3 x 1 selama 5 hari' }))).toBe('2025-12-05')
})
test('what cannot be read is not guessed', () => {
  expect(until(line({ signa: 'bila perlu' }))).toBeNull()
  expect(until(line({ unit: 'botol', quantity: 1, signa: '3 x 1 cth' }))).toBeNull()
  expect(until()).toBeNull()
})
