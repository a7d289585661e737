import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, day, type Day } from '#domain/core/day.ts'
import { VITAL_ITEMS, type VitalItem } from '#domain/records/visit.ts'
import { assessVitals, hasAlarm, type VitalAssessment } from '#domain/rules/clinic/vitals.ts'
import { VITAL_TABLE } from '#domain/rules/clinic/vital-limits.ts'

const ON = day('2025-12-17')
type Values = Partial<Record<VitalItem, number>>
const assess = (values: Values, bornOn: Day | null, pregnant = false): VitalAssessment[] => assessVitals(values, { bornOn, on: ON, sex: 'P', pregnant }, VITAL_TABLE)
const level = (values: Values, bornOn: string, pregnant = false): string | undefined => assess(values, day(bornOn), pregnant)[0]?.level
const ADULT = '1990-08-17'

describe('BR-43: limits by age in months on the day of the visit', () => {
  test('a child of 8 months breathing 52 a minute alarms', () => expect(level({ napas: 52 }, '2025-04-17')).toBe('alarm'))
  test('a child of 13 months breathing 38 a minute does not', () => expect(level({ napas: 38 }, '2024-11-17')).toBe('ok'))
  test('a child of 3 weeks breathing 60 a minute alarms', () => expect(level({ napas: 60 }, '2025-11-26')).toBe('alarm'))
  test('the limit changes on the day a month completes: 52 alarms at 2 months, not the day before', () => {
    expect(level({ napas: 52 }, '2025-10-17')).toBe('alarm')
    expect(level({ napas: 52 }, '2025-10-18')).toBe('ok')
  })
  test('at 60 years an adult becomes lansia, whose row has no upper age', () => {
    expect(assess({ sistolik: 150 }, day('1965-12-17'))[0]?.limit?.group).toBe('lansia')
    expect(assess({ sistolik: 150 }, day('1965-12-18'))[0]?.limit?.group).toBe('dewasa')
    expect(level({ sistolik: 180 }, '1930-01-01')).toBe('alarm')
  })
})

describe('BR-42: values that alarm, and values that nobody has', () => {
  test.each([[179, 'warn'], [180, 'alarm'], [140, 'warn'], [139, 'ok'], [100, 'ok'], [99, 'warn'], [90, 'warn'], [89, 'alarm']])('adult systolic %d: %s (high is from the limit on, low is below it)', (sistolik, expected) => {
    expect(level({ sistolik }, ADULT)).toBe(expected)
  })

  test('36,7 typed as 367 is refused with “maksud 36,7?”', () => {
    expect(assess({ suhu: 367 }, day(ADULT))[0]?.refused).toEqual({ kind: 'out-of-range', min: 30, max: 44, suggestion: 36.7 })
  })

  test.each([[{ tinggi: 1.65 }, 165], [{ sistolik: 1200 }, 120], [{ spo2: 980 }, 98], [{ suhu: 3.67 }, 36.7], [{ suhu: 99_999 }, null], [{ nadi: 5 }, 50]] as const)('%o suggests %s', (values, suggestion) => {
    expect(assess(values, day(ADULT))[0]?.refused).toMatchObject({ kind: 'out-of-range', suggestion })
  })

  test('the ends of the range are values, one step beyond is not', () => {
    expect(assess({ suhu: 44 }, day(ADULT))[0]?.refused).toBeNull()
    expect(assess({ suhu: 30 }, day(ADULT))[0]?.refused).toBeNull()
    expect(assess({ suhu: 44.1 }, day(ADULT))[0]?.refused).not.toBeNull()
    expect(assess({ suhu: 29.9 }, day(ADULT))[0]?.refused).not.toBeNull()
  })

  test('the upper pressure is above the lower one', () => {
    expect(assess({ sistolik: 80, diastolik: 80 }, day(ADULT))[0]?.refused).toEqual({ kind: 'systolic-not-above-diastolic' })
    expect(assess({ sistolik: 81, diastolik: 80 }, day(ADULT))[0]?.refused).toBeNull()
  })

  test('in pregnancy 160 alarms where an adult’s limit is 180', () => {
    expect(level({ sistolik: 160 }, ADULT, true)).toBe('alarm')
    expect(level({ sistolik: 160 }, ADULT, false)).toBe('warn')
    expect(level({ spo2: 94 }, ADULT, true)).toBe('warn')
    expect(level({ spo2: 94 }, ADULT, false)).toBe('ok')
  })

  test('a limit says where it comes from', () => {
    expect(assess({ napas: 52 }, day('2025-04-17'))[0]?.limit).toEqual({ bound: 50, side: 'high', group: 'bayi', basis: 'MTBS: fast breathing from 50 at 2-11 months' })
  })

  test('without a known birth only the typing guard holds', () => {
    expect(assess({ napas: 60 }, null)[0]).toMatchObject({ level: 'ok', refused: null })
    expect(assess({ napas: 600 }, null)[0]?.refused).not.toBeNull()
  })

  test('NaN is refused', () => {
    expect(assess({ suhu: Number.NaN }, day(ADULT))[0]?.refused).toMatchObject({ suggestion: null })
  })

  test('a refused value never alarms, and every value given is answered for', () => {
    const values = fc.record(Object.fromEntries(VITAL_ITEMS.map(item => [item, fc.double({ min: -50, max: 500, noNaN: true })])), { requiredKeys: [] })
    fc.assert(fc.property(values, fc.integer({ min: 0, max: 36_000 }), (measured, daysOld) => {
      const given = measured as Values
      const assessed = assess(given, addDays(ON, -daysOld))
      expect(assessed.map(one => one.item).sort()).toEqual(Object.keys(given).sort())
      expect(hasAlarm(assessed.filter(one => one.refused))).toBe(false)
    }))
  })
})
