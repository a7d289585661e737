import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, addMonths, day, type Month } from '#domain/core/day.ts'
import { memberMonth, monthAddsUp, type ReportedMember } from '#domain/rules/members/member-report.ts'
import { memberTurnover, monthReports, type Turnover } from '#domain/rules/members/month-reports.ts'
import { sampleMember } from './sample.ts'

const start = day('2025-01-01')
const memberArbitrary: fc.Arbitrary<ReportedMember> = fc.record({
  id: fc.uuid(), joined: fc.integer({ min: 0, max: 400 }), stay: fc.option(fc.integer({ min: -20, max: 300 })), voided: fc.boolean(),
}).map(({ id, joined, stay, voided }) => ({
  id, state: voided ? 'void' : 'live',
  data: sampleMember({
    joinedOn: addDays(start, joined),
    status: stay === null ? { state: 'aktif', on: addDays(start, joined), reason: '' } : { state: 'keluar', on: addDays(start, joined + stay), reason: 'Pindah' },
  }),
}))

function reportsOf(members: readonly ReportedMember[]) {
  const turnover = new Map<string, Turnover>()
  for (const { month, joined, left } of members.flatMap(memberTurnover)) {
    const at = turnover.get(month) ?? { joined: 0, left: 0 }
    turnover.set(month, { joined: at.joined + joined, left: at.left + left })
  }
  return monthReports(turnover)
}

describe('BR-15: the reports that the server derives', () => {
  test('each month is the one that counting its members gives, and adds up', () => {
    fc.assert(fc.property(fc.array(memberArbitrary, { maxLength: 30 }), members => {
      for (const report of reportsOf(members)) {
        const counted = memberMonth(members, report.month as Month)
        expect([report.opening, report.joined, report.left, report.closing]).toEqual([counted.opening.length, counted.joined.length, counted.left.length, counted.closing.length])
        expect(monthAddsUp(report)).toBe(true)
      }
    }))
  })

  test('months follow one another without a hole, also over the turn of the year', () => {
    fc.assert(fc.property(fc.array(memberArbitrary, { minLength: 1, maxLength: 30 }), members => {
      const months = reportsOf(members).map(report => report.month)
      for (const [index, month] of months.entries()) if (index > 0) expect(month).toBe(addMonths(months[index - 1] as Month, 1))
    }))
    expect(addMonths('2025-12' as Month, 1)).toBe('2026-01')
    expect(addMonths('2026-01' as Month, -1)).toBe('2025-12')
  })
})
