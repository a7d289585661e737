import { describe, expect, test } from 'vitest'
import { day } from '#domain/core/day.ts'
import type { CheckContext } from '#domain/core/record.ts'
import type { FollowUpData } from '#domain/records/follow-up.ts'
import { caseOf } from '#domain/rules/clinic/cases.ts'
import { checkFollowUp, dueState, endedByVisit } from '#domain/rules/clinic/follow-up-rules.ts'
import { sampleVisit } from './sample.ts'

const sample = (changes: Partial<FollowUpData> = {}): FollowUpData =>
  ({ patientId: 'p1', visitId: 'v0', on: day('2025-12-01'), by: 'bidan', due: day('2025-12-17'), how: 'kunjungan', reason: 'Ukur ulang', attempts: [], outcome: null, ...changes })
const context = (before: FollowUpData | null, actor = 'bidan'): CheckContext<FollowUpData> => ({ id: 'f1', actor, roles: ['nakes'], stream: '', before, found: () => [] })
const rules = (data: FollowUpData, before: FollowUpData | null = null) => checkFollowUp(data, context(before)).map(one => one.rule)
const outcome = (on: string): FollowUpData['outcome'] => ({ how: 'dihubungi', on: day(on), note: '', visitId: null, by: 'bidan' })

describe('a follow-up', () => {
  test('is not due, and does not end, before it was asked for', () => {
    expect(rules(sample())).toEqual([])
    expect(rules(sample({ due: day('2025-11-30') }))).toEqual(['follow-up-due'])
    expect(rules(sample({ outcome: outcome('2025-11-30') }))).toEqual(['follow-up-outcome'])
  })
  test('moves its day with a reason, and stays ended', () => {
    const moved = sample({ due: day('2025-12-20') })
    expect(rules(moved, sample())).toEqual(['follow-up-moved'])
    expect(rules({ ...moved, moves: [{ from: day('2025-12-17'), to: day('2025-12-20'), reason: 'Panen', on: day('2025-12-16'), by: 'bidan' }] }, sample())).toEqual([])
    expect(rules(sample({ outcome: outcome('2025-12-18') }), sample({ outcome: outcome('2025-12-17') }))).toEqual(['follow-up-ended'])
  })
})

describe('the visit that was waited for', () => {
  const visit = (on: string, patientId = 'p1', id = 'v1') => ({ id, data: sampleVisit({ on: day(on), patientId }) })
  const ends = (followUp: FollowUpData, seen: ReturnType<typeof visit>, state: 'live' | 'void' = 'live') => endedByVisit({ state, data: followUp }, seen)
  test('comes up to 7 days early, or however late; 8 days early is another visit', () => {
    expect(ends(sample(), visit('2025-12-10'))).toBe(true)
    expect(ends(sample(), visit('2025-12-09'))).toBe(false)
    expect(ends(sample(), visit('2026-02-01'))).toBe(true)
  })
  test('is of the same patient, after it was planned, and not the visit that planned it', () => {
    expect(ends(sample(), visit('2025-12-17', 'p2'))).toBe(false)
    expect(ends(sample(), visit('2025-12-17', 'p1', 'v0'))).toBe(false)
    expect(ends(sample({ on: day('2025-12-16') }), visit('2025-12-15'))).toBe(false)
    expect(ends(sample({ outcome: outcome('2025-12-16') }), visit('2025-12-17'))).toBe(false)
    expect(ends(sample(), visit('2025-12-17'), 'void')).toBe(false)
  })
})

test('due on the 17th: overdue on the 18th, today on the 17th, this week from the 10th, later before, done when ended', () => {
  const states = ['2025-12-18', '2025-12-17', '2025-12-16', '2025-12-10', '2025-12-09'].map(today => dueState(sample(), day(today)))
  expect(states).toEqual(['terlambat', 'hari-ini', 'minggu-ini', 'minggu-ini', 'nanti'])
  expect(dueState(sample({ outcome: outcome('2025-12-17') }), day('2025-12-18'))).toBe('selesai')
})

describe('LB1: a new case or one already counted', () => {
  const earlier = (on: string, code: string, state: 'live' | 'void' = 'live', signed = true) =>
    ({ id: on, state, data: { ...sampleVisit({ on: day(on), diagnoses: [{ code, name: code }] }), ...(signed ? {} : { signature: null }) } })
  const on = day('2025-12-17')
  test('a chronic disease signed earlier in the calendar year is lama, of another year baru', () => {
    expect(caseOf('I10', true, [earlier('2025-01-01', 'I10')], on)).toBe('lama')
    expect(caseOf('I10', true, [earlier('2024-12-31', 'I10')], on)).toBe('baru')
    expect(caseOf('E11.5', true, [earlier('2025-03-01', 'E11.9')], on)).toBe('lama')
    expect(caseOf('I11.9', true, [earlier('2025-03-01', 'I10')], on)).toBe('baru')
  })
  test('an episode is always baru; voided, unsigned and later visits count for nothing (BR-46)', () => {
    expect(caseOf('J06.9', false, [earlier('2025-12-10', 'J06.9')], on)).toBe('baru')
    expect(caseOf('I10', true, [earlier('2025-03-01', 'I10', 'void'), earlier('2025-04-01', 'I10', 'live', false), earlier('2025-12-18', 'I10')], on)).toBe('baru')
  })
})
