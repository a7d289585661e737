import { expect, it } from 'vitest'
import { isTooMuch, rupiahOf, wholeOf } from '#app/shared/forms/typed.ts'

it('money is read as people write it, with or without Rp and dots, and nothing is guessed', () => {
  for (const typed of ['12350', '12.350', 'Rp 12.350', 'rp12.350', 'Rp. 12.350', ' 12 350 ']) expect(rupiahOf(typed), typed).toBe(12_350)
  for (const typed of ['', 'Rp', 'lima', '12,5', '1.23', '-500', '12.350 Rp']) expect(rupiahOf(typed), typed).toBeNull()
  expect(rupiahOf('0')).toBe(0)
})

it('a number outside what can be meant is none, and one above it is told apart', () => {
  expect([wholeOf('1', 1, 9), wholeOf('9', 1, 9), wholeOf('0', 1, 9), wholeOf('10', 1, 9), wholeOf('-3', -5, 9)]).toEqual([1, 9, null, null, -3])
  expect([isTooMuch('10', 9), isTooMuch('9', 9), isTooMuch('x', 9)]).toEqual([true, false, false])
})
