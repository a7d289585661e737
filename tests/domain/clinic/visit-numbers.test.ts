import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, day } from '#domain/core/day.ts'
import { ageGroup, ageParts, firstVisits, retainUntil, type NumberedVisit } from '#domain/rules/clinic/visit-numbers.ts'
import { sampleVisit } from './sample.ts'

const visit = (id: string, on: string, changes: { time?: string; patientId?: string; state?: 'live' | 'void' } = {}): NumberedVisit => ({
  id, state: changes.state ?? 'live', data: sampleVisit({ on: day(on), time: changes.time ?? '08:00', patientId: changes.patientId ?? 'p1' }),
})

describe('BR-48: age groups of the LB1', () => {
  test.each([['2025-12-17', '0-7hr'], ['2025-12-18', '8-28hr'], ['2026-01-07', '8-28hr'], ['2026-01-08', '29hr-<1th'], ['2026-12-09', '29hr-<1th'], ['2026-12-10', '1-4']])('born 10-12-2025, on %s: %s', (on, group) => {
    expect(ageGroup(day('2025-12-10'), day(on))).toBe(group)
  })
  test('age 70 is in the last group, 69 in the one before, and each boundary in one group', () => {
    expect(ageGroup(day('1955-12-17'), day('2025-12-17'))).toBe('>=70')
    expect(ageGroup(day('1955-12-18'), day('2025-12-17'))).toBe('65-69')
    expect([4, 5, 9, 10, 14, 15, 19, 20, 44, 45, 54, 55, 59, 60, 64, 65].map(years => ageGroup(day(`${2025 - years}-01-01`), day('2025-12-17')))).toEqual(
      ['1-4', '5-9', '5-9', '10-14', '10-14', '15-19', '15-19', '20-44', '20-44', '45-54', '45-54', '55-59', '55-59', '60-64', '60-64', '65-69'],
    )
  })
})

describe('BR-49: age in years, months and days', () => {
  test('born 29-02-2024 is 1 year on 01-03-2025', () => {
    expect(ageParts(day('2024-02-29'), day('2025-03-01'))).toEqual({ years: 1, months: 0, days: 0 })
    expect(ageParts(day('2024-02-29'), day('2025-02-28'))).toEqual({ years: 0, months: 11, days: 30 })
  })
  test('is nothing before birth and zero on the day of it', () => {
    expect(ageParts(day('2025-12-17'), day('2025-12-16'))).toBeNull()
    expect(ageParts(day('2025-12-17'), day('2025-12-17'))).toEqual({ years: 0, months: 0, days: 0 })
  })
  test('has parts that a calendar can have, and grows day by day', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 2000 }), fc.integer({ min: 0, max: 30_000 }), (start, later) => {
      const born = addDays(day('2020-01-01'), start)
      const age = ageParts(born, addDays(born, later))
      const next = ageParts(born, addDays(born, later + 1))
      if (!age || !next) throw new Error('no age after birth')
      expect([age.years >= 0, age.months >= 0 && age.months < 12, age.days >= 0 && age.days <= 30]).toEqual([true, true, true])
      const size = (parts: typeof age): number => parts.years * 10_000 + parts.months * 100 + parts.days
      expect(size(next)).toBeGreaterThan(size(age))
    }))
  })
})

describe('BR-53: kunjungan baru once per person and calendar year', () => {
  test('by day and time of occurrence: a visit synced late turns the later one into lama', () => {
    const later = visit('later', '2025-03-02')
    expect(firstVisits([later])).toEqual(new Set(['later']))
    expect(firstVisits([later, visit('earlier', '2025-02-01')])).toEqual(new Set(['earlier']))
    expect(firstVisits([visit('b', '2025-03-02', { time: '09:00' }), visit('a', '2025-03-02', { time: '08:59' })])).toEqual(new Set(['a']))
  })
  test('a new year and another person begin anew; voided visits count for nobody (BR-46)', () => {
    expect(firstVisits([visit('a', '2025-12-31'), visit('b', '2026-01-01'), visit('c', '2025-12-31', { patientId: 'p2' })])).toEqual(new Set(['a', 'b', 'c']))
    expect(firstVisits([visit('a', '2025-01-01', { state: 'void' }), visit('b', '2025-02-01')])).toEqual(new Set(['b']))
  })
})

describe('BR-47: kept 25 years from the last visit', () => {
  test('17-12-2025 → not before 17-12-2050; 29-02 → 1 March', () => {
    expect(retainUntil([visit('a', '2025-12-17'), visit('b', '2025-01-01')])).toBe('2050-12-17')
    expect(retainUntil([visit('a', '2024-02-29')])).toBe('2049-03-01')
  })
  test('a visit entered in error does not extend it', () => {
    expect(retainUntil([visit('a', '2025-01-01'), visit('b', '2025-12-17', { state: 'void' })])).toBe('2050-01-01')
    expect(retainUntil([])).toBeNull()
  })
})
