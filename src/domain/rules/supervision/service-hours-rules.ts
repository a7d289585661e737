import type { CheckContext, RuleBreak } from '../../core/record.ts'
import type { ServiceHours } from '../../records/service-hours.ts'
import { intervalOf, minutesOf } from './service-hours.ts'

const WEEK_MINUTES = 7 * 1440

type Session = ServiceHours['sessions'][number]

/** Whether both are times of day and differ: a session from eight to eight is a slip of the finger, not a day and a night. */
export const isSession = ({ from, to }: Pick<Session, 'from' | 'to'>): boolean => minutesOf(from) !== null && minutesOf(to) !== null && from !== to

/** The sessions that lie in another one of the same week, also across midnight; what ends where another begins only touches it. */
export function sessionsTwice(sessions: readonly Session[]): readonly Session[] {
  const placed = sessions.flatMap(session => {
    const interval = intervalOf(session)
    return interval ? [{ session, from: (session.weekday - 1) * 1440 + interval.from, to: (session.weekday - 1) * 1440 + interval.to }] : []
  })
  // Sunday's night runs into Monday's morning.
  const laps = [0, WEEK_MINUTES, -WEEK_MINUTES]
  return placed
    .filter((one, index) => placed.some((other, at) => at !== index && laps.some(lap => one.from < other.to + lap && other.from + lap < one.to)))
    .map(({ session }) => session)
}

/** Sessions have times of day and do not lie in each other; what held before is older than what holds. */
export function checkServiceHours(data: ServiceHours, { before }: Pick<CheckContext<ServiceHours>, 'before'>): RuleBreak[] {
  const breaks: RuleBreak[] = []
  if (before && before.pustu !== data.pustu) breaks.push({ rule: 'hours-pustu', field: 'pustu' })
  if (!data.sessions.every(isSession)) breaks.push({ rule: 'hours-time', field: 'sessions' })
  else if (sessionsTwice(data.sessions).length > 0) breaks.push({ rule: 'hours-twice', field: 'sessions' })
  if (data.earlier.some((one, index) => one.since >= (data.earlier[index - 1]?.since ?? data.since))) breaks.push({ rule: 'hours-order', field: 'earlier' })
  return breaks
}
