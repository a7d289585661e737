import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, addYears, ageInMonths, ageInYears, day, dayAt, dayOf, daysBetween, daysOfMonth, isDay, lastDayOfMonth, monthOf, wallTimeAt, ZONES, type Zone } from '#domain/core/day.ts'

const at = (iso: string): number => Date.parse(iso)

describe('a day on the clinic’s wall', () => {
  test('at 06.30 WIB UTC still says yesterday', () => {
    const instant = at('2025-12-16T23:30:00Z')
    expect(dayAt(instant, 'Asia/Jakarta')).toBe('2025-12-17')
    expect(wallTimeAt(instant, 'Asia/Jakarta')).toBe('06:30')
  })

  test('at 00.30 WIT Jakarta and Makassar have the day before', () => {
    const instant = at('2025-12-16T15:30:00Z')
    expect([dayAt(instant, 'Asia/Jayapura'), dayAt(instant, 'Asia/Makassar'), dayAt(instant, 'Asia/Jakarta')]).toEqual(['2025-12-17', '2025-12-16', '2025-12-16'])
    expect(wallTimeAt(instant, 'Asia/Jayapura')).toBe('00:30')
  })

  test.each(Object.keys(ZONES) as Zone[])('in %s the wall agrees with the system’s time zone data at any instant', zone => {
    const wall = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' })
    fc.assert(fc.property(fc.integer({ min: at('1990-01-01T00:00:00Z'), max: at('2090-01-01T00:00:00Z') }), instant => {
      expect(dayAt(instant, zone)).toBe(wall.format(instant))
    }))
  })

  test.each(Object.keys(ZONES) as Zone[])('in %s a day begins at midnight of the wall and lasts 24 hours', zone => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 40_000 }), days => {
      const midnight = days * 86_400_000 - ZONES[zone] * 60_000
      expect(dayAt(midnight, zone)).toBe(addDays(dayAt(midnight - 1, zone), 1))
      expect(dayAt(midnight + 86_399_999, zone)).toBe(dayAt(midnight, zone))
    }))
  })

  test('days that no calendar has are no days', () => {
    for (const text of ['2025-02-29', '2025-02-31', '2025-13-01', '2025-00-10', '2025-1-1', '20250101', '2025-04-31']) expect(isDay(text)).toBe(false)
    expect(isDay('2024-02-29')).toBe(true)
    expect(dayOf(2025, 2, 31)).toBeNull()
    expect(() => day('2025-02-29')).toThrow()
  })

  test('adding days and counting them are each other’s inverse', () => {
    fc.assert(fc.property(fc.integer({ min: -20_000, max: 20_000 }), fc.integer({ min: -20_000, max: 20_000 }), (start, days) => {
      const from = addDays(day('2000-01-01'), start)
      expect(daysBetween(from, addDays(from, days))).toBe(days)
      expect(addDays(from, 1) > from).toBe(true)
    }))
  })

  test('BR-49: whoever is born on 29-02-2024 turns 1 on 01-03-2025', () => {
    const born = day('2024-02-29')
    expect(addYears(born, 1)).toBe('2025-03-01')
    expect([ageInYears(born, day('2025-02-28')), ageInYears(born, day('2025-03-01'))]).toEqual([0, 1])
    expect(addYears(born, 4)).toBe('2028-02-29')
  })

  test('a month of age completes on the same date, or on the first of the next month', () => {
    expect(ageInMonths(day('2025-01-31'), day('2025-02-28'))).toBe(0)
    expect(ageInMonths(day('2025-01-31'), day('2025-03-01'))).toBe(1)
    expect(ageInMonths(day('2025-04-17'), day('2025-12-16'))).toBe(7)
    expect(ageInMonths(day('2025-04-17'), day('2025-12-17'))).toBe(8)
    expect(ageInMonths(day('2026-01-01'), day('2025-12-17'))).toBeLessThan(0)
  })

  test('months have all their days', () => {
    expect(lastDayOfMonth(2024, 2)).toBe('2024-02-29')
    expect(lastDayOfMonth(2025, 12)).toBe('2025-12-31')
    expect(daysOfMonth(monthOf(day('2025-02-10')))).toHaveLength(28)
  })
})
