import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, day } from '#domain/core/day.ts'
import type { ServiceHours } from '#domain/records/service-hours.ts'
import { intervalOf, minutesOf, overlapMinutes, overlapOn, sessionsOn, timeOfMinutes, unionOf, type Interval } from '#domain/rules/supervision/service-hours.ts'
import { DEFAULT_CALENDAR } from '#domain/rules/supervision/working-days.ts'

const WEDNESDAY = day('2025-12-17')
const hours = (sessions: [weekday: number, from: string, to: string][], more: Partial<ServiceHours> = {}): ServiceHours =>
  ({ pustu: 'kiara', sessions: sessions.map(([weekday, from, to]) => ({ weekday, from, to })), since: day('2025-01-01'), earlier: [], ...more })
const WALANTAKA = hours([[3, '07:30', '14:00']])

describe('BR-62: an activity set against hours of service', () => {
  it('exercise on Wednesday 06.30–07.30 before service 07.30–14.00 is clear', () => {
    expect(overlapOn(WALANTAKA, DEFAULT_CALENDAR, WEDNESDAY, { from: '06:30', to: '07:30' })).toBe(0)
  })
  it('begun at 07.10 for 60 minutes it overlaps 40 minutes', () => {
    expect(overlapOn(WALANTAKA, DEFAULT_CALENDAR, WEDNESDAY, { from: '07:10', to: '08:10' })).toBe(40)
  })
  it('both ends are half-open: what begins when service ends is clear', () => {
    expect(overlapOn(WALANTAKA, DEFAULT_CALENDAR, WEDNESDAY, { from: '14:00', to: '15:00' })).toBe(0)
    expect(overlapOn(WALANTAKA, DEFAULT_CALENDAR, WEDNESDAY, { from: '13:59', to: '15:00' })).toBe(1)
  })
  it('sessions that overlap count once', () => {
    const twice = hours([[3, '07:30', '12:00'], [3, '11:00', '14:00'], [3, '08:00', '09:00']])
    expect(overlapOn(twice, DEFAULT_CALENDAR, WEDNESDAY, { from: '07:00', to: '15:00' })).toBe(390)
  })
  it('a day without a session, a pustu without hours and a holiday are clear', () => {
    const all = { from: '00:00', to: '23:59' }
    expect(overlapOn(WALANTAKA, DEFAULT_CALENDAR, addDays(WEDNESDAY, 1), all)).toBe(0)
    expect(overlapOn(null, DEFAULT_CALENDAR, WEDNESDAY, all)).toBe(0)
    expect(overlapOn(WALANTAKA, { ...DEFAULT_CALENDAR, holidays: [{ on: WEDNESDAY, name: 'Libur' }] }, WEDNESDAY, all)).toBe(0)
  })
  it('a session that ends after midnight lies on both days', () => {
    const night = hours([[2, '22:00', '02:00']])
    expect(sessionsOn(night, DEFAULT_CALENDAR, day('2025-12-16'))).toEqual([{ from: 1320, to: 1560 }])
    expect(sessionsOn(night, DEFAULT_CALENDAR, WEDNESDAY)).toEqual([{ from: -120, to: 120 }])
    expect(overlapOn(night, DEFAULT_CALENDAR, WEDNESDAY, { from: '01:30', to: '03:00' })).toBe(30)
    expect(overlapOn(night, DEFAULT_CALENDAR, day('2025-12-16'), { from: '23:30', to: '00:30' })).toBe(60)
  })
  it('a holiday begins no session, and does not end the one of the evening before', () => {
    const night = hours([[2, '22:00', '02:00'], [3, '08:00', '12:00']])
    const calendar = { ...DEFAULT_CALENDAR, holidays: [{ on: WEDNESDAY, name: 'Libur' }] }
    expect(sessionsOn(night, calendar, WEDNESDAY)).toEqual([{ from: -120, to: 120 }])
  })
  it('an activity past midnight meets the sessions of the next morning', () => {
    const early = hours([[4, '00:00', '01:00']])
    expect(overlapOn(early, DEFAULT_CALENDAR, WEDNESDAY, { from: '23:00', to: '00:30' })).toBe(30)
  })
  it('a day is judged by the hours that held on it', () => {
    const changed = hours([[3, '07:00', '13:00']], { since: day('2025-12-15'), earlier: [{ since: day('2025-06-01'), sessions: [{ weekday: 3, from: '07:30', to: '14:00' }] }, { since: day('2025-01-01'), sessions: [] }] })
    const exercise = { from: '06:30', to: '07:30' }
    expect(overlapOn(changed, DEFAULT_CALENDAR, WEDNESDAY, exercise)).toBe(30)
    expect(overlapOn(changed, DEFAULT_CALENDAR, addDays(WEDNESDAY, -7), exercise)).toBe(0)
    expect(overlapOn(changed, DEFAULT_CALENDAR, day('2025-12-10'), { from: '13:00', to: '14:00' })).toBe(60)
    expect(sessionsOn(changed, DEFAULT_CALENDAR, day('2024-12-25'))).toEqual([])
  })
  it('times that no clock shows are none', () => {
    expect(minutesOf('24:00')).toBe(null)
    expect(minutesOf('07:60')).toBe(null)
    expect(intervalOf({ from: '07:00', to: '7' })).toBe(null)
    expect(overlapOn(WALANTAKA, DEFAULT_CALENDAR, WEDNESDAY, { from: '99:99', to: '15:00' })).toBe(0)
  })
})

describe('sums of sessions', () => {
  const minute = fc.integer({ min: -200, max: 1700 })
  const interval = fc.tuple(minute, fc.integer({ min: 0, max: 600 })).map(([from, length]): Interval => ({ from, to: from + length }))
  const sessions = fc.array(interval, { maxLength: 6 })
  const covers = (all: readonly Interval[], at: number): boolean => all.some(({ from, to }) => from <= at && at < to)

  it('the overlap is the number of minutes that lie in both, each counted once', () => {
    fc.assert(fc.property(interval, sessions, (held, all) => {
      let counted = 0
      for (let at = held.from; at < held.to; at += 1) if (covers(all, at)) counted += 1
      expect(overlapMinutes(held, all)).toBe(counted)
    }))
  })
  it('a union is in order, without touching parts, and covers the same minutes', () => {
    fc.assert(fc.property(sessions, all => {
      const union = unionOf(all)
      union.forEach((one, index) => {
        expect(one.to).toBeGreaterThan(one.from)
        if (index > 0) expect(one.from).toBeGreaterThan(union[index - 1]?.to ?? NaN)
      })
      for (let at = -200; at < 2300; at += 1) expect(covers(union, at)).toBe(covers(all, at))
    }), { numRuns: 30 })
  })
  it('the same sessions in another order, or twice, give the same minutes', () => {
    fc.assert(fc.property(interval, sessions, (held, all) => {
      expect(overlapMinutes(held, [...all].reverse())).toBe(overlapMinutes(held, all))
      expect(overlapMinutes(held, [...all, ...all])).toBe(overlapMinutes(held, all))
    }))
  })
  it('minutes of a wall time and back', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 1439 }), at => minutesOf(timeOfMinutes(at)) === at))
  })
})
