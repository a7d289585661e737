import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, day, monthOf, type Day } from '#domain/core/day.ts'
import { duplicateNiks, memberMonth, monthAddsUp, type ReportedMember } from '#domain/rules/members/member-report.ts'
import { sampleMember } from './sample.ts'

const DECEMBER = monthOf(day('2025-12-01'))
const person = (id: string, joinedOn: string, leftOn: string | null = null, changes: Partial<ReportedMember> = {}): ReportedMember => ({
  id, state: 'live', ...changes,
  data: sampleMember({ joinedOn: day(joinedOn), status: leftOn ? { state: 'keluar', on: day(leftOn), reason: 'Pindah' } : { state: 'aktif', on: day(joinedOn), reason: '' } }),
})
const figures = (members: ReportedMember[], month = DECEMBER): number[] => {
  const found = memberMonth(members, month)
  return [found.opening.length, found.joined.length, found.left.length, found.closing.length]
}
const many = (count: number, make: (index: number) => ReportedMember): ReportedMember[] => Array.from({ length: count }, (_, index) => make(index))

describe('BR-15: members of a month', () => {
  test('120 opening + 9 in − 4 out = 125 closing; any other figure fails', () => {
    const members = [
      ...many(116, index => person(`a${index}`, '2025-07-15')), ...many(4, index => person(`b${index}`, '2025-07-15', '2025-12-10')), ...many(9, index => person(`c${index}`, '2025-12-08')),
      ...many(3, index => person(`later${index}`, '2026-01-05')), ...many(2, index => person(`before${index}`, '2025-07-15', '2025-11-30')),
    ]
    expect(figures(members)).toEqual([120, 9, 4, 125])
    expect(monthAddsUp({ opening: 120, joined: 9, left: 4, closing: 125 })).toBe(true)
    expect(monthAddsUp({ opening: 120, joined: 9, left: 4, closing: 124 })).toBe(false)
  })

  test('the exit date is a day out: left on the 1st is in the opening, left on the 31st is not in the closing', () => {
    expect(figures([person('a', '2025-07-15', '2025-12-01')])).toEqual([1, 0, 1, 0])
    expect(figures([person('a', '2025-07-15', '2025-12-31')])).toEqual([1, 0, 1, 0])
    expect(figures([person('a', '2025-07-15', '2026-01-01')])).toEqual([1, 0, 0, 1])
  })

  test('leaving and coming back within the month counts once out and once in', () => {
    expect(figures([person('old', '2025-07-15', '2025-12-05'), person('new', '2025-12-20')])).toEqual([1, 1, 1, 1])
  })

  test('joined and left within the month counts on both sides', () => {
    expect(figures([person('a', '2025-12-02', '2025-12-20')])).toEqual([0, 1, 1, 0])
    expect(figures([person('a', '2025-12-02', '2025-12-02')])).toEqual([0, 1, 1, 0])
  })

  test('joined on the first and on the last day is in', () => {
    expect(figures([person('a', '2025-12-01'), person('b', '2025-12-31')])).toEqual([0, 2, 0, 2])
  })

  test('voided records count nowhere', () => {
    expect(figures([person('a', '2025-07-15', null, { state: 'void' })])).toEqual([0, 0, 0, 0])
  })

  test('each figure is the list of records behind it', () => {
    const found = memberMonth([person('stays', '2025-07-15'), person('goes', '2025-07-15', '2025-12-10'), person('comes', '2025-12-08')], DECEMBER)
    expect(found).toEqual({ month: '2025-12', opening: ['stays', 'goes'], joined: ['comes'], left: ['goes'], closing: ['stays', 'comes'] })
  })

  test('always adds up, and the closing of a month is the opening of the next', () => {
    const dayNear = fc.integer({ min: -90, max: 90 }).map(days => addDays(day('2025-12-15'), days))
    const spans = fc.array(fc.tuple(dayNear, fc.option(fc.integer({ min: 0, max: 60 }))), { maxLength: 60 })
    fc.assert(fc.property(spans, list => {
      const members = list.map(([joinedOn, stay], index) => person(`m${index}`, joinedOn, stay === null ? null : addDays(joinedOn as Day, stay)))
      const [opening = 0, joined = 0, left = 0, closing = 0] = figures(members)
      expect(opening + joined - left).toBe(closing)
      expect(figures(members, monthOf(day('2026-01-01')))[0]).toBe(closing)
    }))
  })

  test('BR-06: a NIK of two active records is listed with both; of one who left it is not', () => {
    expect(duplicateNiks([person('a', '2025-07-15'), person('b', '2025-08-15'), person('c', '2025-01-15', '2025-05-01')])).toEqual([{ nik: '3673995708900002', ids: ['a', 'b'] }])
    expect(duplicateNiks([person('a', '2025-07-15'), person('c', '2025-01-15', '2025-05-01')])).toEqual([])
  })
})
