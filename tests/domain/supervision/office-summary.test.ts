import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { day, type Month } from '#domain/core/day.ts'
import type { ComplaintData } from '#domain/records/complaint.ts'
import type { FindingData } from '#domain/records/finding.ts'
import type { PustuDayData } from '#domain/records/pustu-day.ts'
import { shown } from '#domain/rules/supervision/indicators/figure.ts'
import { clustersOf, compositeOfCounts, officeLineOf, officeLineSchema, sumOfLines, type MonthRecords, type OfficeLine } from '#domain/rules/supervision/office-summary.ts'
import { DEFAULT_CALENDAR } from '#domain/rules/supervision/working-days.ts'

const NO_POR: OfficeLine['por'] = { ispa: { part: 0, whole: 0 }, diare: { part: 0, whole: 0 }, mialgia: { part: 0, whole: 0 }, items: { part: 0, whole: 0 } }
const aDay = (pustu: string, on: string, people: string[], more: Partial<PustuDayData> = {}): PustuDayData =>
  ({ pustu, on: day(on), signed: people.length, drafts: 0, alarms: 0, referred: 0, complete: people.length, timed: people.length, sameDay: people.length, people, handed: 2, firstExpiring: 2, ...more })
const lineOf = (more: Partial<MonthRecords> = {}): OfficeLine => officeLineOf({
  name: 'Puskesmas Kalodran', cluster: 'Klaster 1', month: '2025-12' as Month, today: day('2025-12-20'), pustu: 2, days: [], complaints: [], calendar: DEFAULT_CALENDAR, plans: [], visits: [], findings: [], por: NO_POR, oldestSyncAt: null, ...more,
})
const live = <D>(id: string, data: unknown) => ({ id, state: 'live' as const, data: data as D })

describe('a month of a puskesmas in numbers', () => {
  test('a person who was seen at two pustu is one', () => {
    const line = lineOf({ days: [aDay('a', '2025-12-01', ['p1', 'p2']), aDay('b', '2025-12-02', ['p2'], { drafts: 1, sameDay: 0 })] })
    expect(line).toMatchObject({ visits: 3, persons: 2, drafts: 1, handed: 4, complete: { part: 3, whole: 4 }, sameDay: { part: 2, whole: 3 } })
    expect(officeLineSchema.parse(line)).toEqual(line)
  })
  test('BR-63 complaints are those received in the month, and answered ones of those due in it', () => {
    const complaint = (id: string, on: string, reply: string | null) => live<ComplaintData>(id, { on, class: 'ringan', reply: reply && { on: reply } })
    // Taken on Saturday 29-11, due on Tuesday 02-12: of December although it came before.
    expect(lineOf({ complaints: [complaint('a', '2025-11-29', '2025-12-02'), complaint('b', '2025-12-03', null), complaint('c', '2025-12-19', null)] }).complaints)
      .toEqual({ received: 2, onTime: { part: 1, whole: 2 } })
  })
  test('BR-64 follow-up items past their day count as due, running ones do not; cancelled plans and unsigned visits are none', () => {
    const finding = (id: string, due: string, closedOn: string | null) => live<FindingData>(id, { due, moves: [], evidence: [], closed: closedOn && { on: closedOn } })
    const plan = (id: string, on: string, cancelled: unknown = null) => live<never>(id, { on, cancelled })
    const line = lineOf({
      findings: [finding('a', '2025-12-10', '2025-12-10'), finding('b', '2025-12-10', '2025-12-11'), finding('c', '2025-12-19', null), finding('d', '2025-12-30', null)],
      plans: [plan('a', '2025-12-01'), plan('b', '2025-12-02', { reason: 'x' }), plan('c', '2025-11-30')],
      visits: [live<never>('v', { on: '2025-12-01', signature: {} }), live<never>('w', { on: '2025-12-01', signature: null }), { ...live<never>('x', { on: '2025-12-01', signature: {} }), state: 'void' }],
    })
    expect([line.findings, line.coaching]).toEqual([{ part: 1, whole: 3 }, { planned: 1, done: 1 }])
  })
  test('BR-54 the composite of a group is that of its added parts, and none where a part has no case', () => {
    const por = { ispa: { part: 15, whole: 60 }, diare: { part: 2, whole: 25 }, mialgia: { part: 0, whole: 40 }, items: { part: 260, whole: 100 } }
    const composite = compositeOfCounts(por)
    expect(composite && shown(composite, 'percent', 2)).toBe(98.44)
    const other = { ...por, ispa: { part: 0, whole: 20 } }
    const sum = sumOfLines([lineOf({ por }), lineOf({ por: other })], 'x', 'x')
    // 15 of 80 is 18,75%: (100 − 18,75) / 80 is more than a whole, so all four parts are whole.
    expect(sum.por.ispa).toEqual({ part: 15, whole: 80 })
    expect(shown(compositeOfCounts(sum.por) ?? { num: 0n, den: 1n }, 'percent', 2)).toBe(100)
    expect(compositeOfCounts(NO_POR)).toBeNull()
  })
  test('the oldest sync of a group is the oldest, and unknown where one is', () => {
    expect(sumOfLines([lineOf({ oldestSyncAt: 5 }), lineOf({ oldestSyncAt: 3 })], '', '').oldestSyncAt).toBe(3)
    expect(sumOfLines([lineOf({ oldestSyncAt: 5 }), lineOf()], '', '').oldestSyncAt).toBeNull()
    // One without a pustu has nothing that could be old.
    expect(sumOfLines([lineOf({ oldestSyncAt: 5 }), lineOf({ pustu: 0 })], '', '').oldestSyncAt).toBe(5)
    expect(sumOfLines([], '', '').oldestSyncAt).toBeNull()
  })
  test('groups add up to the whole, in whatever order their puskesmas come; groups are in the order of their numbers', () => {
    const count = fc.nat(10_000)
    const aLine = fc.record({ name: fc.string(), cluster: fc.constantFrom('Klaster 1', 'Klaster 2', 'Klaster 10'), visits: count, persons: count, findings: fc.record({ part: count, whole: count }), oldestSyncAt: fc.option(fc.nat()) }).map(one => ({ ...lineOf(), ...one }))
    fc.assert(fc.property(fc.array(aLine, { maxLength: 16 }), lines => {
      const clusters = clustersOf(lines)
      expect(sumOfLines(clusters.map(cluster => cluster.sum), '', '')).toEqual(sumOfLines(lines.toReversed(), '', ''))
      expect(clusters.map(cluster => cluster.name)).toEqual(['Klaster 1', 'Klaster 2', 'Klaster 10'].filter(name => lines.some(line => line.cluster === name)))
    }))
  })
})
