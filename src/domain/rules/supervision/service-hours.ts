import { addDays, type Day } from '../../core/day.ts'
import type { ServiceHours } from '../../records/service-hours.ts'
import type { WorkingCalendar } from '../../records/working-calendar.ts'
import { weekdayOf } from './working-days.ts'

/** Minutes since midnight of one day, half-open: `to` itself is outside (BR-62). Before 0 is the evening before, past 1440 the day after. */
export interface Interval { readonly from: number; readonly to: number }

export const DAY_MINUTES = 1440

/** Minutes since midnight of a wall time `HH:MM`; null where no clock shows it. */
export function minutesOf(time: string): number | null {
  const [hour, minute] = [Number(time.slice(0, 2)), Number(time.slice(3, 5))]
  return /^\d\d:\d\d$/.test(time) && hour < 24 && minute < 60 ? hour * 60 + minute : null
}

/** `HH:MM` of minutes since midnight, of whatever day they fall on. */
export function timeOfMinutes(minutes: number): string {
  const onDay = ((minutes % DAY_MINUTES) + DAY_MINUTES) % DAY_MINUTES
  return `${String(Math.floor(onDay / 60)).padStart(2, '0')}:${String(onDay % 60).padStart(2, '0')}`
}

/** From and to as an interval; null where one of them is no time of day. An end that is not after its beginning lies after midnight. */
export function intervalOf({ from, to }: { readonly from: string; readonly to: string }): Interval | null {
  const [start, end] = [minutesOf(from), minutesOf(to)]
  return start === null || end === null ? null : { from: start, to: end > start ? end : end + DAY_MINUTES }
}

type Sessions = ServiceHours['sessions']

/** The sessions of the week that held on a day; none before the first hours that are known. */
export function sessionsHeld(hours: Pick<ServiceHours, 'sessions' | 'since' | 'earlier'> | null, on: Day): Sessions {
  if (!hours) return []
  return on >= hours.since ? hours.sessions : (hours.earlier.find(one => one.since <= on)?.sessions ?? [])
}

/** The sessions that begin on a day, the earliest first; `to` may pass 1440. A holiday begins none. */
export function sessionsBeginning(hours: ServiceHours | null, calendar: WorkingCalendar, on: Day): readonly Interval[] {
  if (calendar.holidays.some(holiday => holiday.on === on)) return []
  const weekday = weekdayOf(on)
  return sessionsHeld(hours, on)
    .flatMap(session => (session.weekday === weekday ? (intervalOf(session) ?? []) : []))
    .sort((a, b) => a.from - b.from || a.to - b.to)
}

/**
 * Everything served on a day, the earliest first: what began the evening before and ends after midnight stands with a negative
 * `from`; `to` may pass 1440 (BR-62).
 */
export function sessionsOn(hours: ServiceHours | null, calendar: WorkingCalendar, on: Day): readonly Interval[] {
  const evening = sessionsBeginning(hours, calendar, addDays(on, -1))
    .filter(({ to }) => to > DAY_MINUTES)
    .map(({ from, to }) => ({ from: from - DAY_MINUTES, to: to - DAY_MINUTES }))
  return [...evening, ...sessionsBeginning(hours, calendar, on)]
}

/** What lies in any of the intervals, each minute once, in order. */
export function unionOf(intervals: readonly Interval[]): readonly Interval[] {
  const union: { from: number; to: number }[] = []
  for (const { from, to } of [...intervals].sort((a, b) => a.from - b.from)) {
    const last = union.at(-1)
    if (last && from <= last.to) last.to = Math.max(last.to, to)
    else if (to > from) union.push({ from, to })
  }
  return union
}

/** Minutes of an interval in hours of service; sessions that overlap count once, no session is clear (BR-62). */
export const overlapMinutes = ({ from, to }: Interval, sessions: readonly Interval[]): number =>
  unionOf(sessions).reduce((sum, session) => sum + Math.max(0, Math.min(to, session.to) - Math.max(from, session.from)), 0)

/** Minutes from `from` to `to` of a day that lie in its hours of service; 0 where a time is none. */
export function overlapOn(hours: ServiceHours | null, calendar: WorkingCalendar, on: Day, times: { readonly from: string; readonly to: string }): number {
  const interval = intervalOf(times)
  if (!interval) return 0
  // What ends after midnight runs into the sessions of the next day as well.
  const next = interval.to > DAY_MINUTES ? sessionsBeginning(hours, calendar, addDays(on, 1)).map(one => ({ from: one.from + DAY_MINUTES, to: one.to + DAY_MINUTES })) : []
  return overlapMinutes(interval, [...sessionsOn(hours, calendar, on), ...next])
}
