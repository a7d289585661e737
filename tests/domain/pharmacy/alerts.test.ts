import { describe, expect, test } from 'vitest'
import { day } from '#domain/core/day.ts'
import type { MovementData } from '#domain/records/stock-movement.ts'
import { stockAlerts, type AlertDrug, type Prices, type StockAlerts } from '#domain/rules/pharmacy/alerts.ts'
import { foldBalances } from '#domain/rules/pharmacy/balance.ts'
import { forecastAll } from '#domain/rules/pharmacy/forecast.ts'
import { valueOf } from '#domain/rules/pharmacy/pricing.ts'
import { foldMonths } from '#domain/rules/pharmacy/ledger.ts'
import { sampleMovement } from './sample.ts'

const TODAY = day('2025-12-17')
const LATER = day('2027-12-31')
const came = (drugId: string, quantity: number, more: Partial<MovementData> = {}): MovementData => sampleMovement({ drugId, quantity, batch: { number: `${drugId}-1`, expiresOn: LATER }, on: day('2025-12-01'), ...more })
const went = (drugId: string, quantity: number, more: Partial<MovementData> = {}): MovementData => came(drugId, -quantity, { reason: 'diserahkan', ...more })
const expiring = (expiresOn: string, number = 'X') => ({ batch: { number, expiresOn: day(expiresOn) } })
const drug = (id: string, minimum: number | null = null, hna: AlertDrug['hna'] = null): [string, AlertDrug] => [id, { id, minimum, hna }]

function alerts(movements: readonly MovementData[], drugs: readonly [string, AlertDrug][], prices: Prices = new Map(), held: readonly string[] = []): StockAlerts {
  const balances = [...foldBalances(movements).values()]
  const unusable = new Set(held)
  return stockAlerts(balances, forecastAll(balances, foldMonths(movements), unusable, TODAY), new Map(drugs), prices, unusable, TODAY)
}

describe('what a shelf asks somebody to look at', () => {
  test('out of stock is a drug that was kept and of which nothing can be handed out, not even where expired or held stock lies there', () => {
    const movements = [came('a', 5), went('a', 5), came('b', 9, expiring('2025-12-16')), came('c', 3), came('d', 4), came('e', 2), came('e', 7, { source: 'koperasi' }), went('e', 2)]
    expect(alerts(movements, ['a', 'b', 'c', 'd', 'e', 'never'].map(id => drug(id)), new Map(), [`d|program|d-1|${LATER}`]).out).toEqual(['a', 'b', 'd'])
  })

  test('below the minimum of the catalogue, measured on programme stock; what is out stands there already', () => {
    const movements = [came('a', 99), came('b', 100), came('c', 5), went('c', 5), came('d', 10, { source: 'koperasi' }), came('e', 10), came('e', 500, { source: 'koperasi' }), came('f', 1)]
    const found = alerts(movements, ['a', 'b', 'c', 'd', 'e'].map(id => drug(id, 100)).concat([drug('f')])).belowMinimum
    expect(found).toEqual([
      { drugId: 'a', source: 'program', usable: 99, minimum: 100 }, { drugId: 'd', source: 'koperasi', usable: 10, minimum: 100 }, { drugId: 'e', source: 'program', usable: 10, minimum: 100 },
    ])
  })

  test('BR-33: up to 30 days, up to 90 days and expired, each with its value', () => {
    const movements = [came('a', 10, expiring('2026-01-16', 'R')), came('a', 20, expiring('2026-01-17', 'Y')), came('a', 30, expiring('2026-03-17', 'Z')), came('a', 40, expiring('2026-03-18', 'G')), came('a', 50, expiring('2025-12-16', 'E'))]
    const found = alerts(movements, [drug('a', null, { amount: 15_050, per: 100 })])
    expect([found.within30, found.within90, found.expired].map(risk => [risk.batches.map(batch => batch.number), risk.value, risk.unvalued])).toEqual([
      [['R'], 1505, 0], [['Y', 'Z'], 7525, 0], [['E'], 7525, 0],
    ])
  })

  test("the cooperative's batches are worth its price of today; what has no price is counted and said", () => {
    const movements = [came('a', 10, { ...expiring('2026-01-01'), source: 'koperasi' }), came('b', 5, expiring('2026-01-01')), came('c', 5, { ...expiring('2026-01-01'), source: 'koperasi' })]
    const prices = new Map([['a', { amount: 3000, per: 10 }]])
    expect(alerts(movements, [drug('a', null, { amount: 1, per: 1 }), drug('b'), drug('c')], prices).within30).toMatchObject({ value: 3000, unvalued: 2 })
  })

  test('values are whole rupiah, half up, however large', () => {
    expect(valueOf(1, { amount: 1, per: 2 })).toBe(1)
    expect(valueOf(1, { amount: 1, per: 3 })).toBe(0)
    expect(valueOf(10_000_000, { amount: 999_999_999, per: 7 })).toBe(1_428_571_427_142_857)
    expect(valueOf(5, null)).toBeNull()
  })

  test('a slow mover has lain for 90 days while nothing of it was handed out', () => {
    const old = { on: day('2025-09-18') }
    const movements = [
      came('lies', 100, old), came('moves', 100, old), went('moves', 1, { on: day('2025-09-19') }), came('new', 100, { on: day('2025-09-19') }),
      came('long', 100, { on: day('2025-03-01') }), went('long', 10, { on: day('2025-09-18') }),
      came('taken-back', 100, old), went('taken-back', 3, { on: day('2025-11-01') }), came('taken-back', 3, { reason: 'dibalik', undoes: 'diserahkan', reverses: 'm', on: day('2025-11-02') }),
      came('gone', 10, old), came('gone', -10, { reason: 'dimusnahkan', on: day('2025-10-01') }),
    ]
    expect(alerts(movements, []).slow).toEqual([
      { drugId: 'lies', source: 'program', usable: 100, lastUsedOn: null }, { drugId: 'long', source: 'program', usable: 90, lastUsedOn: '2025-09-18' }, { drugId: 'taken-back', source: 'program', usable: 100, lastUsedOn: null },
    ])
  })

  test('BR-30: a batch below zero is there, however much lies in the others', () => {
    const found = alerts([came('a', 5), went('a', 8), came('a', 100, expiring('2027-12-31', 'B'))], [drug('a', 10)])
    expect(found.negative.map(batch => batch.quantity)).toEqual([-3])
    expect([found.out, found.belowMinimum]).toEqual([[], []])
  })
})
