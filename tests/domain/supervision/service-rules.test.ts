import { describe, expect, it } from 'vitest'
import { day } from '#domain/core/day.ts'
import type { JsonObject } from '#domain/core/json.ts'
import type { CheckContext, Known, Lookup } from '#domain/core/record.ts'
import type { Role } from '#domain/core/roles.ts'
import type { ActivityData } from '#domain/records/activity.ts'
import type { ServiceDay } from '#domain/records/service-day.ts'
import type { ServiceHours } from '#domain/records/service-hours.ts'
import { actualOverlap, isSeen, waitedMeanwhile } from '#domain/rules/supervision/activity-overlap.ts'
import { checkActivity } from '#domain/rules/supervision/activity-rules.ts'
import { checkServiceDay } from '#domain/rules/supervision/service-day-rules.ts'
import { checkServiceHours } from '#domain/rules/supervision/service-hours-rules.ts'
import { DEFAULT_CALENDAR } from '#domain/rules/supervision/working-days.ts'

const WEDNESDAY = day('2025-12-17')
const HOURS: ServiceHours = { pustu: 'kiara', sessions: [{ weekday: 3, from: '07:30', to: '14:00' }], since: day('2025-01-01'), earlier: [] }
const NURSE = { id: 'siti', name: 'Siti', profession: 'keperawatan' } as const

const known = (kind: string, id: string, data: object): Known => ({ id, kind, stream: 'puskesmas:kalodran/catalogue', rev: 1, state: 'live', data: data as JsonObject })
function context<D>(before: D | null = null, { actor = 'siti', roles = ['nakes'] as Role[], hours = HOURS as ServiceHours | null, holidays = [] as { on: string; name: string }[] } = {}): CheckContext<D> {
  const found = (lookup: Lookup): readonly Known[] => {
    if (lookup.kind === 'service-hours') return hours ? [known('service-hours', 'jam-kiara', hours)] : []
    return [known('working-calendar', 'kalender-kalodran', { ...DEFAULT_CALENDAR, holidays })]
  }
  return { id: 'x', actor, roles, stream: 'pustu:kiara/service', before, found, seesAll: true }
}
const rulesOf = (breaks: readonly { rule: string; field?: string }[]): string[] => breaks.map(({ rule, field }) => `${rule} ${field}`)

const PLANNED: ActivityData = {
  pustu: 'kiara', type: 'senam-prolanis', title: 'Senam Prolanis', where: 'Halaman pustu', on: WEDNESDAY, planned: { from: '06:30', to: '07:30' },
  overlapReason: '', by: 'siti', actual: null, seen: null, cancelled: null,
}
const told = (from: string, to: string, reason = '', on = WEDNESDAY): ActivityData =>
  ({ ...PLANNED, actual: { on, from, to, people: 24, waiting: 3, reason, note: '', by: 'siti', name: 'Siti' } })
const SEEN = { by: 'head', name: 'Head', on: WEDNESDAY, note: '' }

describe('BR-62: an activity in hours of service says why', () => {
  it('06.30–07.30 before service from 07.30 needs no reason', () => expect(checkActivity(PLANNED, context())).toEqual([]))
  it('begun at 07.10 for 60 minutes overlaps 40 minutes and needs a reason', () => {
    expect(checkActivity(told('07:10', '08:10'), context<ActivityData>(PLANNED))).toEqual([{ rule: 'BR-62', field: 'actual.reason', policy: true, detail: { minutes: 40 } }])
    expect(checkActivity(told('07:10', '08:10', '   '), context<ActivityData>(PLANNED))).toHaveLength(1)
    expect(checkActivity(told('07:10', '08:10', 'Instruktur terlambat'), context<ActivityData>(PLANNED))).toEqual([])
  })
  it('planned into hours of service it needs a reason before it happens', () => {
    const late = { ...PLANNED, planned: { from: '07:00', to: '08:00' } }
    expect(rulesOf(checkActivity(late, context()))).toEqual(['BR-62 overlapReason'])
    expect(checkActivity({ ...late, overlapReason: 'Instruktur hanya bisa jam ini' }, context())).toEqual([])
  })
  it('a holiday, a pustu without hours and hours of another day ask for nothing', () => {
    const late = { ...PLANNED, planned: { from: '07:00', to: '08:00' } }
    expect(checkActivity(late, context<ActivityData>(null, { holidays: [{ on: WEDNESDAY, name: 'Libur' }] }))).toEqual([])
    expect(checkActivity(late, context<ActivityData>(null, { hours: null }))).toEqual([])
    expect(checkActivity({ ...late, on: day('2025-12-18') }, context())).toEqual([])
  })
  it('hours that the head changed afterwards do not break what was planned in good faith', () => {
    const earlier = context<ActivityData>(PLANNED, { hours: { ...HOURS, sessions: [{ weekday: 3, from: '07:00', to: '14:00' }] } })
    expect(checkActivity({ ...PLANNED, title: 'Senam' }, earlier)).toEqual([])
    expect(rulesOf(checkActivity({ ...PLANNED, planned: { from: '06:40', to: '07:40' } }, earlier))).toEqual(['BR-62 overlapReason'])
  })
  it('a plan that was told of is not judged again by a later change of its note', () => {
    const was = told('07:10', '08:10')
    expect(checkActivity({ ...was, where: 'Lapangan' }, context<ActivityData>(was))).toEqual([])
  })
})

describe('an activity', () => {
  it('ends after it begins, on a clock', () => {
    expect(rulesOf(checkActivity({ ...PLANNED, planned: { from: '07:30', to: '06:30' } }, context()))).toContain('activity-time planned')
    expect(rulesOf(checkActivity({ ...PLANNED, planned: { from: '06:30', to: '06:30' } }, context()))).toContain('activity-time planned')
    expect(rulesOf(checkActivity(told('06:30', '25:00'), context<ActivityData>(PLANNED)))).toContain('activity-time actual')
  })
  it('is not held before its day', () => {
    expect(rulesOf(checkActivity(told('06:30', '07:30', '', day('2025-12-16')), context<ActivityData>(PLANNED)))).toEqual(['activity-day actual'])
    expect(checkActivity(told('06:30', '07:30', '', day('2025-12-18')), context<ActivityData>(PLANNED))).toEqual([])
  })
  it('is cancelled or held, not both', () => {
    expect(rulesOf(checkActivity({ ...told('06:30', '07:30'), cancelled: { reason: 'Hujan', by: 'siti', on: WEDNESDAY } }, context<ActivityData>(PLANNED)))).toEqual(['activity-cancelled actual'])
  })
  it('stands under the names of who planned it and who told of it; the head may settle between two', () => {
    expect(rulesOf(checkActivity({ ...PLANNED, by: 'ani' }, context()))).toEqual(['entry-actor by'])
    expect(rulesOf(checkActivity({ ...PLANNED, by: 'ani' }, context<ActivityData>(PLANNED, { actor: 'ani' })))).toEqual(['activity-fixed by'])
    expect(rulesOf(checkActivity(told('06:30', '07:30'), context<ActivityData>(PLANNED, { actor: 'ani' })))).toEqual(['entry-actor actual'])
    expect(checkActivity(told('06:30', '07:30'), context<ActivityData>(PLANNED, { actor: 'head', roles: ['kapus'] }))).toEqual([])
  })
  it('is seen by the head alone, and only where it ran into hours of service', () => {
    const flagged = told('07:10', '08:10', 'Instruktur terlambat')
    expect(rulesOf(checkActivity({ ...flagged, seen: { ...SEEN, by: 'siti' } }, context<ActivityData>(flagged)))).toEqual(['activity-seen seen'])
    expect(checkActivity({ ...flagged, seen: SEEN }, context<ActivityData>(flagged, { actor: 'head', roles: ['kapus'] }))).toEqual([])
    const clear = told('06:30', '07:30')
    expect(rulesOf(checkActivity({ ...clear, seen: SEEN }, context<ActivityData>(clear, { actor: 'head', roles: ['kapus'] })))).toEqual(['activity-seen seen'])
    expect(checkActivity({ ...flagged, seen: SEEN }, context<ActivityData>(flagged, { actor: 'head', roles: ['kapus'], hours: null }))).toEqual([])
  })
  it('what the head saw of the plan is not what came of it', () => {
    expect(isSeen({ ...PLANNED, seen: SEEN })).toBe(true)
    expect(isSeen({ ...told('07:10', '08:10', '', day('2025-12-18')), seen: SEEN })).toBe(false)
    expect(isSeen({ ...told('07:10', '08:10'), seen: SEEN })).toBe(true)
    expect(isSeen(told('07:10', '08:10'))).toBe(false)
  })
  it('has no minutes until somebody has told of it', () => {
    expect(actualOverlap(PLANNED, HOURS, DEFAULT_CALENDAR)).toBe(null)
    expect(actualOverlap(told('07:10', '08:10'), HOURS, DEFAULT_CALENDAR)).toBe(40)
  })
})

describe('people who waited while an activity took place', () => {
  const held = { from: '07:10', to: '08:10' }
  const line = (time: string, served?: string, ended?: [how: 'selesai' | 'pergi' | 'batal', time: string]) => ({
    time, service: served === undefined ? null : { by: 'siti', name: 'Siti', time: served },
    ended: ended ? { how: ended[0], time: ended[1], visitId: null, reason: '', by: 'siti' } : null,
  })
  const counts = (one: ReturnType<typeof line>): boolean => waitedMeanwhile([one], held) === 1
  it('came before the end and was not served before the begin', () => {
    expect(counts(line('07:00', '08:15'))).toBe(true)
    expect(counts(line('07:30', '07:45'))).toBe(true)
    expect(counts(line('08:09'))).toBe(true)
  })
  it('was served before it began, came when it was over, left before, or was a mistake: did not wait', () => {
    expect(counts(line('06:50', '07:10'))).toBe(false)
    expect(counts(line('08:10', '08:20'))).toBe(false)
    expect(counts(line('06:50', undefined, ['pergi', '07:05']))).toBe(false)
    expect(counts(line('07:30', undefined, ['batal', '07:40']))).toBe(false)
  })
  it('left while it took place: waited', () => expect(counts(line('07:20', undefined, ['pergi', '07:50']))).toBe(true))
  it('taken in the minute he came: did not wait', () => expect(counts(line('07:20', '07:20'))).toBe(false))
  it('three of four', () => {
    expect(waitedMeanwhile([line('07:00', '08:15'), line('07:30', '07:45'), line('06:00', '06:30'), line('07:40')], held)).toBe(3)
  })
})

describe('hours of service', () => {
  const hours = (sessions: [number, string, string][], more: Partial<ServiceHours> = {}): ServiceHours => ({ ...HOURS, sessions: sessions.map(([weekday, from, to]) => ({ weekday, from, to })), ...more })
  const check = (data: ServiceHours): string[] => rulesOf(checkServiceHours(data, { before: null }))
  it('morning and afternoon touch or are apart', () => {
    expect(check(hours([[1, '08:00', '12:00'], [1, '12:00', '14:00'], [2, '08:00', '12:00'], [2, '13:00', '16:00']]))).toEqual([])
  })
  it('sessions do not lie in each other, also across midnight and from Sunday to Monday', () => {
    expect(check(hours([[1, '08:00', '12:00'], [1, '11:59', '14:00']]))).toEqual(['hours-twice sessions'])
    expect(check(hours([[1, '22:00', '02:00'], [2, '01:00', '08:00']]))).toEqual(['hours-twice sessions'])
    expect(check(hours([[7, '22:00', '02:00'], [1, '01:59', '08:00']]))).toEqual(['hours-twice sessions'])
    expect(check(hours([[7, '22:00', '02:00'], [1, '02:00', '08:00']]))).toEqual([])
  })
  it('times are of a clock and differ', () => {
    expect(check(hours([[1, '08:00', '24:30']]))).toEqual(['hours-time sessions'])
    expect(check(hours([[1, '08:00', '08:00']]))).toEqual(['hours-time sessions'])
  })
  it('what held before is older, and the pustu stays', () => {
    expect(check(hours([], { earlier: [{ since: HOURS.since, sessions: [] }] }))).toEqual(['hours-order earlier'])
    expect(check(hours([], { earlier: [{ since: day('2024-06-01'), sessions: [] }, { since: day('2024-07-01'), sessions: [] }] }))).toEqual(['hours-order earlier'])
    expect(rulesOf(checkServiceHours({ ...HOURS, pustu: 'teritih' }, { before: HOURS }))).toEqual(['hours-pustu pustu'])
  })
})

describe('a day of service', () => {
  const OPEN: ServiceDay = { pustu: 'kiara', on: WEDNESDAY, opened: { time: '07:30', by: 'siti', name: 'Siti', reason: '' }, onDuty: [NURSE], closed: null, shut: null }
  const SHUT = { reason: 'pelatihan', note: '', by: 'siti', name: 'Siti' } as const
  it('is opened with somebody on duty, each once', () => {
    expect(checkServiceDay(OPEN, context())).toEqual([])
    expect(rulesOf(checkServiceDay({ ...OPEN, onDuty: [] }, context()))).toEqual(['service-day-duty onDuty'])
    expect(rulesOf(checkServiceDay({ ...OPEN, onDuty: [NURSE, NURSE] }, context()))).toEqual(['service-day-duty onDuty'])
  })
  it('is opened or shut, and closed once open', () => {
    expect(rulesOf(checkServiceDay({ ...OPEN, shut: SHUT }, context()))).toEqual(['service-day-shut shut'])
    expect(rulesOf(checkServiceDay({ ...OPEN, opened: null, onDuty: [], closed: { time: '14:00', by: 'siti', name: 'Siti', reason: '', note: '' } }, context()))).toEqual(['service-day-close closed'])
  })
  it('says in words what the other reason is', () => {
    const shut: ServiceDay = { ...OPEN, opened: null, onDuty: [], shut: { ...SHUT, reason: 'lainnya' } }
    expect(rulesOf(checkServiceDay(shut, context()))).toEqual(['service-day-note shut'])
    expect(checkServiceDay({ ...shut, shut: { ...SHUT, reason: 'lainnya', note: 'Pemakaman' } }, context())).toEqual([])
  })
  it('each step under the name of who took it, at a time of a clock', () => {
    expect(rulesOf(checkServiceDay({ ...OPEN, opened: { time: '24:10', by: 'ani', name: 'Ani', reason: '' } }, context()))).toEqual(['entry-actor opened', 'service-day-time opened'])
    expect(checkServiceDay({ ...OPEN, onDuty: [NURSE, { ...NURSE, id: 'ani' }] }, context<ServiceDay>(OPEN, { actor: 'ani' }))).toEqual([])
    expect(checkServiceDay({ ...OPEN, opened: { time: '07:40', by: 'ani', name: 'Ani', reason: '' } }, context<ServiceDay>(OPEN, { actor: 'head', roles: ['kapus'] }))).toEqual([])
  })
  it('stays the day it was', () => {
    expect(rulesOf(checkServiceDay({ ...OPEN, on: day('2025-12-18') }, context<ServiceDay>(OPEN)))).toEqual(['service-day-fixed on'])
  })
  it('opened at its hour says nothing, a minute after it says why; the hour of another day, a holiday and no hours ask for nothing', () => {
    const opened = (time: string, reason = ''): ServiceDay => ({ ...OPEN, opened: { time, by: 'siti', name: 'Siti', reason } })
    expect(checkServiceDay(opened('07:31'), context())).toEqual([{ rule: 'service-day-reason', field: 'opened', policy: true, detail: { minutes: 1 } }])
    expect(rulesOf(checkServiceDay(opened('07:31', ' '), context()))).toEqual(['service-day-reason opened'])
    expect(checkServiceDay(opened('07:31', 'Hujan'), context())).toEqual([])
    expect(checkServiceDay({ ...opened('09:00'), on: day('2025-12-18') }, context())).toEqual([])
    expect(checkServiceDay(opened('09:00'), context<ServiceDay>(null, { holidays: [{ on: WEDNESDAY, name: 'Libur' }] }))).toEqual([])
    expect(checkServiceDay(opened('09:00'), context<ServiceDay>(null, { hours: null }))).toEqual([])
  })
  it('closed before its hour it says why; past midnight it is closed on the day after', () => {
    const closed = (time: string, reason = ''): ServiceDay => ({ ...OPEN, closed: { time, by: 'siti', name: 'Siti', reason, note: '' } })
    expect(checkServiceDay(closed('14:00'), context<ServiceDay>(OPEN))).toEqual([])
    expect(checkServiceDay(closed('13:59'), context<ServiceDay>(OPEN))).toEqual([{ rule: 'service-day-reason', field: 'closed', policy: true, detail: { minutes: 1 } }])
    expect(checkServiceDay(closed('13:59', 'Rapat'), context<ServiceDay>(OPEN))).toEqual([])
    const night = { ...HOURS, sessions: [{ weekday: 3, from: '07:30', to: '02:00' }] }
    expect(checkServiceDay(closed('02:05'), context<ServiceDay>(OPEN, { hours: night }))).toEqual([])
    expect(rulesOf(checkServiceDay(closed('01:50'), context<ServiceDay>(OPEN, { hours: night })))).toEqual(['service-day-reason closed'])
  })
  it('what stands without a reason is not judged again, and the head may let it stand', () => {
    const late: ServiceDay = { ...OPEN, opened: { time: '08:10', by: 'siti', name: 'Siti', reason: '' } }
    expect(checkServiceDay({ ...late, onDuty: [NURSE, { ...NURSE, id: 'ani' }] }, context<ServiceDay>(late))).toEqual([])
    expect(checkServiceDay(late, context<ServiceDay>(OPEN, { actor: 'head', roles: ['kapus'] }))).toEqual([])
  })
})
