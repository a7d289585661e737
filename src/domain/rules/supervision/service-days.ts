import type { Day } from '../../core/day.ts'
import type { ServiceDay } from '../../records/service-day.ts'
import { DAY_MINUTES, minutesOf, type Interval } from './service-hours.ts'

/** A day as all who kept it kept it; who opened it wins over who said that it was shut. */
export interface KeptDay {
  readonly opened: ServiceDay['opened']
  readonly onDuty: ServiceDay['onDuty']
  readonly closed: ServiceDay['closed']
  readonly shut: ServiceDay['shut']
}

/**
 * Minutes of a closing since midnight of the day that was opened: a clock that shows less than at opening shows the day after,
 * where the pustu serves past midnight.
 */
function closingMinutes(time: string, openedAt: number, sessions: readonly Interval[]): number {
  const minutes = minutesOf(time) ?? openedAt
  return minutes < openedAt && sessions.some(({ to }) => to > DAY_MINUTES) ? minutes + DAY_MINUTES : minutes
}

/** What two tablets without a network kept of one day: the earliest opening, the latest closing, and everybody on duty once. */
export function mergeDays(days: readonly ServiceDay[], sessions: readonly Interval[]): KeptDay {
  const open = days.flatMap(({ opened }) => opened ?? []).sort((a, b) => a.time.localeCompare(b.time) || a.by.localeCompare(b.by))
  const opened = open[0] ?? null
  const openedAt = opened ? (minutesOf(opened.time) ?? 0) : 0
  const ended = days.flatMap(({ closed }) => closed ?? []).sort((a, b) => closingMinutes(b.time, openedAt, sessions) - closingMinutes(a.time, openedAt, sessions) || a.by.localeCompare(b.by))
  const onDuty = [...new Map(days.flatMap(day => (day.opened ? day.onDuty : [])).map(one => [one.id, one])).values()]
  return { opened, onDuty, closed: opened ? (ended[0] ?? null) : null, shut: opened ? null : (days.flatMap(({ shut }) => shut ?? [])[0] ?? null) }
}

/** off: no hours of service; ahead: not begun; unkept: nobody kept it; unclosed: over, and nobody closed it. */
export type DayState = 'off' | 'ahead' | 'waiting' | 'open' | 'closed' | 'unclosed' | 'shut' | 'unkept'

export interface MeasuredDay {
  readonly state: DayState
  /** Minutes since midnight of first opening and last closing by the hours; null on a day without sessions. */
  readonly hours: Interval | null
  /** Minutes after the hour at which it opened, and before the hour at which it closed; 0 where in time or unknown. */
  readonly late: number
  readonly early: number
}

/** The span of a day's sessions: from its first opening to its last closing. What the evening before left over is not part of it. */
export function spanOf(sessions: readonly Interval[]): Interval | null {
  const own = sessions.filter(({ from }) => from >= 0)
  return own.length === 0 ? null : { from: Math.min(...own.map(({ from }) => from)), to: Math.max(...own.map(({ to }) => to)) }
}

/** A day as it was kept against its hours. */
export function measureDay(kept: KeptDay, sessions: readonly Interval[], on: Day, today: Day): MeasuredDay {
  const hours = spanOf(sessions)
  const opened = kept.opened ? minutesOf(kept.opened.time) : null
  const closed = kept.closed && opened !== null ? closingMinutes(kept.closed.time, opened, sessions) : null
  return {
    state: stateOf(kept, hours, on, today), hours,
    late: hours && opened !== null ? Math.max(0, opened - hours.from) : 0, early: hours && closed !== null ? Math.max(0, hours.to - closed) : 0,
  }
}

function stateOf({ opened, closed, shut }: KeptDay, hours: Interval | null, on: Day, today: Day): DayState {
  if (opened) return closed ? 'closed' : on < today ? 'unclosed' : 'open'
  if (shut) return 'shut'
  if (!hours) return 'off'
  return on > today ? 'ahead' : on === today ? 'waiting' : 'unkept'
}
