import { isDay, type Day } from '#domain/core/day.ts'
import type { Json, JsonObject } from '#domain/core/json.ts'
import type { ServiceHours } from '#domain/records/service-hours.ts'
import { isSession, sessionsTwice } from '#domain/rules/supervision/service-hours-rules.ts'
import { timeText } from '#app/shared/service/duty-say.ts'
import { typedTime } from '#app/shared/service/typed-time.ts'

export const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const
export interface TypedSession { from: string; to: string }
/** Hours as they are typed: the sessions of Monday to Sunday, and the day from which they hold. */
export interface HoursForm { since: string; week: TypedSession[][] }
type Sessions = ServiceHours['sessions']

export const hoursForm = (hours: ServiceHours | null, today: Day): HoursForm => ({
  since: today,
  week: WEEKDAYS.map(weekday => (hours?.sessions ?? []).filter(one => one.weekday === weekday).map(({ from, to }) => ({ from: timeText(from), to: timeText(to) })).sort((a, b) => a.from.localeCompare(b.from))),
})

/** A session without any time is not written down; what stays is read strictly. */
const isTyped = ({ from, to }: TypedSession): boolean => from.trim() !== '' || to.trim() !== ''

/** What a form without problems says. */
export const sessionsOf = (form: HoursForm): Sessions =>
  form.week.flatMap((day, index) => day.filter(isTyped).map(({ from, to }) => ({ weekday: index + 1, from: typedTime(from) ?? '', to: typedTime(to) ?? '' })))

export interface HoursProblem { readonly field: string; readonly weekday?: number; readonly word: 'errTime' | 'errEqual' | 'errTwice' | 'errSince' | 'errBefore' }
export const fieldOf = (weekday: number, index: number, end: 'from' | 'to'): string => `h${weekday}-${index}-${end}`

/** What keeps hours from being saved. `since`: from when the present ones hold; older hours are not written over. */
export function hoursProblems(form: HoursForm, since: Day | null): HoursProblem[] {
  const problems: HoursProblem[] = []
  const twice = sessionsTwice(sessionsOf(form))
  form.week.forEach((day, at) => day.forEach((session, index) => {
    if (!isTyped(session)) return
    const [from, to] = [typedTime(session.from), typedTime(session.to)]
    if (from === null) problems.push({ field: fieldOf(at + 1, index, 'from'), weekday: at + 1, word: 'errTime' })
    if (to === null) problems.push({ field: fieldOf(at + 1, index, 'to'), weekday: at + 1, word: 'errTime' })
    if (from === null || to === null) return
    if (!isSession({ from, to })) problems.push({ field: fieldOf(at + 1, index, 'to'), weekday: at + 1, word: 'errEqual' })
    else if (twice.some(one => one.weekday === at + 1 && one.from === from && one.to === to)) problems.push({ field: fieldOf(at + 1, index, 'from'), weekday: at + 1, word: 'errTwice' })
  }))
  if (!isDay(form.since)) problems.push({ field: 'since', word: 'errSince' })
  else if (since !== null && form.since < since) problems.push({ field: 'since', word: 'errBefore' })
  return problems
}

/** A kept form of this version's shape, or null. */
export function restoreHours(kept: Json | undefined): HoursForm | null {
  if (kept === null || kept === undefined || typeof kept !== 'object' || Array.isArray(kept)) return null
  const { since, week } = kept as JsonObject
  const isTypedSession = (one: Json): boolean => one !== null && typeof one === 'object' && !Array.isArray(one) && typeof (one as JsonObject)['from'] === 'string' && typeof (one as JsonObject)['to'] === 'string'
  const isWeek = Array.isArray(week) && week.length === 7 && week.every(day => Array.isArray(day) && day.every(isTypedSession))
  return typeof since === 'string' && isWeek ? { since, week: structuredClone(week) as unknown as TypedSession[][] } : null
}
