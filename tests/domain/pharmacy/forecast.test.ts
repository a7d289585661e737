import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, day } from '#domain/core/day.ts'
import type { MovementData } from '#domain/records/stock-movement.ts'
import { foldBalances } from '#domain/rules/pharmacy/balance.ts'
import { emptyDaysOf, forecastAll, forecastDays, sufficiencyOf, tenthsOf, type UseForecast } from '#domain/rules/pharmacy/forecast.ts'
import { foldMonths, netOf } from '#domain/rules/pharmacy/ledger.ts'
import { sampleMovement } from './sample.ts'

const DRUG = 'amlodipin-5-mg-tablet'
const came = (on: string, quantity: number, more: Partial<MovementData> = {}): MovementData => sampleMovement({ on: day(on), quantity, ...more })
const went = (on: string, quantity: number, more: Partial<MovementData> = {}): MovementData => sampleMovement({ on: day(on), quantity: -quantity, reason: 'diserahkan', ...more })
const empty = (movements: readonly MovementData[], month: string, ...more: [opening?: number, through?: string]): number => {
  const months = foldMonths(movements)
  return emptyDaysOf(months, DRUG, 'program', 'semua', month, more[0] ?? [...months.values()].reduce((sum, one) => sum + (one.month < month ? netOf(one.flows) : 0), 0), more[1] === undefined ? undefined : day(more[1]))
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
    expect(emptyDaysOf(months, DRUG, 'program', 'jkn', '2025-11', 10)).toBe(27)
    expect(emptyDaysOf(months, DRUG, 'program', 'program', '2025-11', 10)).toBe(0)
    expect(emptyDaysOf(months, DRUG, 'program', 'semua', '2025-11', 20)).toBe(0)
    expect(emptyDaysOf(months, DRUG, 'koperasi', 'semua', '2025-11', 0)).toBe(30)
  })
})

const TODAY = day('2025-12-15')
const look = (movements: readonly MovementData[], unusable: readonly string[] = []): UseForecast => {
  const forecast = forecastAll(foldBalances(movements).values(), foldMonths(movements), new Set(unusable), TODAY).get(`${DRUG}|program`)
  if (!forecast) throw new Error('no forecast')
  return forecast
}

describe('mean use by days in stock', () => {
  test('the window is the last three full months and the running one', () => {
    const days = forecastDays(TODAY)
    expect([days[0], days.at(-1), days.length]).toEqual(['2025-09-01', TODAY, 106])
    expect(forecastDays(day('2026-02-01'))[0]).toBe('2025-11-01')
  })

  test('an empty shelf does not lower the mean: 300 in 51 days in stock of 106 are 176,5 a month, not 84,9', () => {
    // In stock from 1 September through 20 October (50 days) and today, when more came.
    const movements = [came('2025-08-01', 300), went('2025-09-10', 100), went('2025-10-20', 200), came('2025-12-15', 90)]
    const forecast = look(movements)
    expect(forecast).toMatchObject({ used: 300, daysInStock: 51, daysEmpty: 55, usable: 90 })
    expect(tenthsOf(forecast.monthly ?? { top: 0, bottom: 1 })).toBe(1765)
    expect(tenthsOf(forecast.monthsLeft ?? { top: 0, bottom: 1 })).toBe(5)
    expect(forecast.sufficiency).toBe('kritis')
  })

  test('stock that lies there expired does not hide that there was nothing to hand out', () => {
    const old = { batch: { number: 'OLD', expiresOn: day('2025-10-31') } }
    const forecast = look([came('2025-09-01', 100, old), went('2025-10-10', 40, old)])
    // Usable from 1 September through 31 October: 61 days; 60 tablets still lie there.
    expect(forecast).toMatchObject({ daysInStock: 61, daysEmpty: 45, usable: 0, used: 40, sufficiency: 'kritis' })
  })

  test('what a person put aside cannot be handed out', () => {
    const movements = [came('2025-09-01', 100), came('2025-09-01', 50, { batch: { number: 'B2', expiresOn: day('2027-01-31') } })]
    expect(look(movements).usable).toBe(150)
    expect(look(movements, [`${DRUG}|program|B2|2027-01-31`]).usable).toBe(100)
  })

  test('what was taken back was not used, and use before the window does not count', () => {
    const movements = [
      came('2025-06-01', 1000), went('2025-08-31', 500), went('2025-11-10', 60),
      sampleMovement({ on: day('2025-11-11'), quantity: 20, reason: 'dikembalikan', reverses: 'm1' }),
      sampleMovement({ on: day('2025-11-12'), quantity: 10, reason: 'dibalik', undoes: 'diserahkan', reverses: 'm2' }),
    ]
    expect(look(movements)).toMatchObject({ used: 30, lastUsedOn: '2025-11-10' })
    expect(look(movements.slice(0, 2))).toMatchObject({ used: 0, monthly: null, monthsLeft: null, sufficiency: 'tanpa-pemakaian', lastUsedOn: '2025-08-31' })
  })

  test('BR-28: below one month kritis, one to three aman, above three berlebih, without use no word', () => {
    expect([99, 100, 300, 301].map(held => sufficiencyOf(held, 100))).toEqual(['kritis', 'aman', 'aman', 'berlebih'])
    expect(sufficiencyOf(0, 0)).toBe('tanpa-pemakaian')
  })

  test('tenths are rounded half up', () => {
    expect([{ top: 27, bottom: 20 }, { top: 4, bottom: 3 }, { top: 0, bottom: 7 }].map(tenthsOf)).toEqual([14, 13, 0])
  })

  test('days in stock and days without are all days, and an order of movements does not matter', () => {
    const movement = fc.record({ on: fc.integer({ min: 0, max: 150 }), quantity: fc.integer({ min: -60, max: 60 }).filter(quantity => quantity !== 0) })
    fc.assert(fc.property(fc.array(movement, { maxLength: 30 }), list => {
      const movements = [came('2025-07-01', 50), ...list.map(({ on, quantity }) => (quantity > 0 ? came(addDays(day('2025-07-18'), on), quantity) : went(addDays(day('2025-07-18'), on), -quantity)))]
      const forecast = look(movements)
      expect(forecast.daysInStock + forecast.daysEmpty).toBe(106)
      expect(look([...movements].reverse())).toEqual(forecast)
    }))
  })
})
