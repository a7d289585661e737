import { describe, expect, test } from 'vitest'
import { day } from '#domain/core/day.ts'
import type { MovementData } from '#domain/records/stock-movement.ts'
import { emptyDaysOf, openingOf } from '#domain/rules/pharmacy/forecast.ts'
import { foldMonths } from '#domain/rules/pharmacy/ledger.ts'
import { sampleMovement } from './sample.ts'

const DRUG = 'amlodipin-5-mg-tablet'
const came = (on: string, quantity: number, more: Partial<MovementData> = {}): MovementData => sampleMovement({ on: day(on), quantity, ...more })
const went = (on: string, quantity: number, more: Partial<MovementData> = {}): MovementData => sampleMovement({ on: day(on), quantity: -quantity, reason: 'diserahkan', ...more })
const empty = (movements: readonly MovementData[], month: string, ...more: [opening?: number, through?: string]): number => {
  const months = foldMonths(movements)
  return emptyDaysOf(months, DRUG, 'program', 'semua', month, more[0] ?? openingOf(months, DRUG, 'program', 'semua', month), more[1] === undefined ? undefined : day(more[1]))
}

describe('days without stock', () => {
  test('from the day after the last is handed out to the day before more comes', () => {
    // 100 handed out by the 10th; 50 come on the 21st: empty from the 11th to the 20th.
    const movements = [came('2025-10-01', 100), went('2025-11-10', 100), came('2025-11-21', 50)]
    expect(empty(movements, '2025-11')).toBe(10)
    expect(empty(movements, '2025-12')).toBe(0)
  })

  test('a drug that never came was out of stock all month', () => {
    expect(empty([], '2025-11')).toBe(30)
    expect(empty([came('2025-11-16', 10)], '2025-11')).toBe(15)
  })

  test('what comes in and is handed out on the same day was there on that day', () => {
    expect(empty([came('2025-11-05', 10), went('2025-11-05', 10)], '2025-11')).toBe(29)
  })

  test('a running month is counted to its day, and below zero is empty too', () => {
    expect(empty([came('2025-11-01', 5), went('2025-11-10', 8)], '2025-11', 0, '2025-11-20')).toBe(10)
  })

  test('one fund runs out while another still has stock', () => {
    const months = foldMonths([came('2025-10-01', 10), came('2025-10-01', 10, { fund: 'jkn' }), went('2025-11-03', 10, { fund: 'jkn' })])
    expect(openingOf(months, DRUG, 'program', 'jkn', '2025-11')).toBe(10)
    expect(emptyDaysOf(months, DRUG, 'program', 'jkn', '2025-11', 10)).toBe(27)
    expect(emptyDaysOf(months, DRUG, 'program', 'program', '2025-11', 10)).toBe(0)
    expect(emptyDaysOf(months, DRUG, 'program', 'semua', '2025-11', 20)).toBe(0)
    expect(emptyDaysOf(months, DRUG, 'koperasi', 'semua', '2025-11', 0)).toBe(30)
  })
})
