import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { withSkewedEntries, wrongClockOf, type EntryTime } from '#domain/rules/supervision/clock-skew.ts'

const RECEIVED = Date.parse('2025-12-17T08:00:00+07:00')
const MINUTE = 60_000
const entry = (change: Partial<EntryTime> = {}): EntryTime => ({ wall: '2025-12-17T07:30:00.000+07:00', tz: 'Asia/Jakarta', skewMs: 0, ...change })

describe('BR-69: a clock that differs more than 5 minutes from the server at sync', () => {
  it.each([[5 * MINUTE, null], [5 * MINUTE + 1, 300_001], [5 * MINUTE + 1000, 301_000], [-5 * MINUTE, null], [-5 * MINUTE - 1000, -301_000]])('%i ms known to the tablet as it wrote', (skewMs, wrong) => {
    expect(wrongClockOf(entry({ skewMs }), RECEIVED, null)).toBe(wrong)
  })
  it.each([[5 * MINUTE, null], [5 * MINUTE + 1000, 301_000], [-5 * MINUTE, null], [-5 * MINUTE - 1000, -301_000]])('%i ms at this sync, of what was written before the tablet knew', (atSync, wrong) => {
    expect(wrongClockOf(entry({ skewMs: null }), RECEIVED, atSync)).toBe(wrong)
  })
  it.each([['2025-12-17T08:05:00+07:00', null], ['2025-12-17T08:05:01+07:00', 301_000], ['2025-12-17T09:05:00+08:00', null], ['2025-12-17T09:05:01+08:00', 301_000], ['2025-12-17T01:05:01Z', 301_000]])(
    'a time after its own receipt proves a wrong clock, whatever its zone: %s', (wall, wrong) => { expect(wrongClockOf(entry({ wall, skewMs: null }), RECEIVED, null)).toBe(wrong) },
  )
  it.each([['Asia/Jakarta', '2025-12-17T08:05:01', 301_000], ['Asia/Makassar', '2025-12-17T09:05:00', null], ['Asia/Makassar', '2025-12-17T09:05:01', 301_000], ['Asia/Jayapura', '2025-12-17T10:05:00', null], ['Mars/Olympus', '2031-01-01T00:00', null]])(
    'a time without an offset is read on its own wall: %s %s', (tz, wall, wrong) => { expect(wrongClockOf(entry({ tz, wall, skewMs: null }), RECEIVED, null)).toBe(wrong) },
  )
  it('an old time proves nothing: the tablet may have been offline for weeks', () => {
    expect(wrongClockOf(entry({ wall: '2025-11-01T08:00:00+07:00', skewMs: null }), RECEIVED, null)).toBeNull()
    expect(wrongClockOf(entry({ wall: 'kemarin', skewMs: null }), RECEIVED, null)).toBeNull()
  })
  it('says how far the clock was by the furthest of what is known', () => {
    expect(wrongClockOf(entry({ wall: '2025-12-17T08:20:00+07:00', skewMs: 6 * MINUTE }), RECEIVED, -7 * MINUTE)).toBe(20 * MINUTE)
  })
  it('is wrong exactly when one of the three is beyond 5 minutes', () => {
    const skew = fc.option(fc.integer({ min: -2_000_000, max: 2_000_000 }), { nil: null })
    fc.assert(fc.property(skew, skew, fc.integer({ min: -2_000_000, max: 2_000_000 }), (skewMs, atSync, ahead) => {
      const wall = new Date(RECEIVED + ahead).toISOString()
      const isWrong = [skewMs ?? 0, atSync ?? 0].some(one => Math.abs(one) > 300_000) || ahead > 300_000
      expect(wrongClockOf({ wall, tz: 'Asia/Jakarta', skewMs }, RECEIVED, atSync) !== null).toBe(isWrong)
    }))
  })
})

describe('what an incident of a wrong clock says', () => {
  const tablet = { dev: 'tab-1', name: 'Tablet 1' }
  const written = (id: string, at: string, skewMs = 400_000) => ({ kind: 'visit', id, at, skewMs })
  it('counts on, keeps the first and the last time and the furthest skew', () => {
    const first = withSkewedEntries(null, tablet, [written('b', '2025-12-17T09:00:00+07:00'), written('a', '2025-12-17T08:00:00+07:00', -500_000)])
    expect(first).toMatchObject({ count: 2, skewMs: -500_000, firstAt: '2025-12-17T08:00:00+07:00', lastAt: '2025-12-17T09:00:00+07:00' })
    const next = withSkewedEntries(first, { ...tablet, name: 'Tablet baru' }, [written('c', '2025-12-17T09:30:00+08:00')])
    expect(next).toMatchObject({ name: 'Tablet baru', count: 3, skewMs: -500_000, lastAt: '2025-12-17T09:00:00+07:00' })
    expect(next.records.map(record => record.id)).toEqual(['b', 'a', 'c'])
  })
  it('names fifty entries, the newest, each record once', () => {
    const many = Array.from({ length: 60 }, (_, index) => written(`v-${index % 55}`, '2025-12-17T08:00:00+07:00'))
    const about = withSkewedEntries(null, tablet, many)
    expect([about.count, about.records.length, about.records.at(-1)?.id]).toEqual([60, 50, 'v-4'])
  })
})
