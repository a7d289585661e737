import { describe, expect, it } from 'vitest'
import { day } from '#domain/core/day.ts'
import type { ServiceDay } from '#domain/records/service-day.ts'
import { measureDay, mergeDays, spanOf } from '#domain/rules/supervision/service-days.ts'

const ON = day('2025-12-17')
const person = (id: string): ServiceDay['onDuty'][number] => ({ id, name: id, profession: 'kebidanan' })
const kept = (opened: string | null, closed: string | null = null, more: Partial<ServiceDay> = {}, by = 'siti'): ServiceDay => ({
  pustu: 'kiara', on: ON, opened: opened === null ? null : { time: opened, by, name: by, reason: '' }, onDuty: opened === null ? [] : [person(by)],
  closed: closed === null ? null : { time: closed, by, name: by, reason: '', note: '' }, shut: null, ...more,
})
const SHUT: ServiceDay['shut'] = { reason: 'pelatihan', note: '', by: 'siti', name: 'Siti' }
const MORNING = [{ from: 450, to: 840 }]
const measured = (days: ServiceDay[], sessions = MORNING, today = ON) => measureDay(mergeDays(days, sessions), sessions, ON, today)

describe('a day of service that two tablets kept', () => {
  it('is opened by the earliest, closed by the latest, with everybody on duty once', () => {
    const merged = mergeDays([kept('07:40', '13:50', {}, 'ani'), { ...kept('07:25', '14:05', {}, 'siti'), onDuty: [person('siti'), person('ani')] }], MORNING)
    expect([merged.opened?.time, merged.closed?.time, merged.onDuty.map(({ id }) => id)]).toEqual(['07:25', '14:05', ['ani', 'siti']])
  })
  it('opened by one and shut by the other, it was open', () => {
    expect(mergeDays([kept(null, null, { shut: SHUT }), kept('07:30')], MORNING)).toMatchObject({ shut: null, opened: { time: '07:30' } })
  })
})

describe('a day against its hours 07.30–14.00', () => {
  it('in time, late and early in minutes', () => {
    expect(measured([kept('07:30', '14:00')])).toMatchObject({ state: 'closed', late: 0, early: 0 })
    expect(measured([kept('07:31', '13:15')])).toMatchObject({ state: 'closed', late: 1, early: 45 })
    expect(measured([kept('07:00', '15:00')])).toMatchObject({ late: 0, early: 0 })
  })
  it('from the first opening to the last closing of its sessions', () => {
    const two = [{ from: 480, to: 720 }, { from: 780, to: 960 }]
    expect(spanOf(two)).toEqual({ from: 480, to: 960 })
    expect(measured([kept('08:00', '12:00')], two)).toMatchObject({ early: 240 })
  })
  it('closing after midnight is late, not early, where it serves past midnight', () => {
    const night = [{ from: 1200, to: 1560 }]
    expect(measured([kept('20:05', '01:30')], night)).toMatchObject({ late: 5, early: 30 })
    expect(measured([kept('20:05', '02:10')], night)).toMatchObject({ late: 5, early: 0 })
    expect(mergeDays([kept('20:00', '23:00'), kept('20:10', '01:00')], night).closed?.time).toBe('01:00')
  })
  it('what the evening before left over is not its own hour', () => {
    expect(spanOf([{ from: -120, to: 60 }, ...MORNING])).toEqual({ from: 450, to: 840 })
    expect(spanOf([{ from: -120, to: 60 }])).toBe(null)
  })
  it('says what nobody kept, what was never closed, what is shut and what is no day of service', () => {
    const [before, after] = [day('2025-12-16'), day('2025-12-18')]
    expect([measured([]).state, measured([], MORNING, after).state, measured([], MORNING, before).state, measured([], [], after).state]).toEqual(['waiting', 'unkept', 'ahead', 'off'])
    expect([measured([kept('07:30')]).state, measured([kept('07:30')], MORNING, after).state]).toEqual(['open', 'unclosed'])
    expect(measured([kept(null, null, { shut: SHUT })]).state).toBe('shut')
    expect(measured([kept('08:00', '09:00')], [], after)).toMatchObject({ state: 'closed', late: 0, early: 0 })
  })
})
