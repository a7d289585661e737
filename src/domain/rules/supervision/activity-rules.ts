import { sameJson } from '../../core/json.ts'
import type { CheckContext, Lookup, RuleBreak } from '../../core/record.ts'
import type { ActivityData } from '../../records/activity.ts'
import type { ServiceHours } from '../../records/service-hours.ts'
import type { WorkingCalendar } from '../../records/working-calendar.ts'
import { actualOverlap, plannedOverlap } from './activity-overlap.ts'
import { minutesOf } from './service-hours.ts'
import { DEFAULT_CALENDAR } from './working-days.ts'

const CALENDAR: Lookup = { kind: 'working-calendar', above: 'kalender-' }
const hoursOf = (data: Pick<ActivityData, 'pustu'>): Lookup => ({ kind: 'service-hours', id: `jam-${data.pustu}` })
export const activityLookups = (data: ActivityData): Lookup[] => [hoursOf(data), CALENDAR]

type Context = CheckContext<ActivityData>

/** What was planned and what happened stand under the names of who wrote them, with times in order; what is cancelled did not happen. */
export function checkActivity(data: ActivityData, context: Context): RuleBreak[] {
  const { before, actor } = context
  const breaks: RuleBreak[] = []
  if (before === null && data.by !== actor) breaks.push({ rule: 'entry-actor', field: 'by' })
  if (before && (before.pustu !== data.pustu || before.by !== data.by)) breaks.push({ rule: 'activity-fixed', field: 'by' })
  if (data.actual && data.cancelled) breaks.push({ rule: 'activity-cancelled', field: 'actual' })
  if (!isInOrder(data.planned)) breaks.push({ rule: 'activity-time', field: 'planned' })
  if (data.actual && !isInOrder(data.actual)) breaks.push({ rule: 'activity-time', field: 'actual' })
  // What is held before its day has been planned anew, and says so.
  if (data.actual && data.actual.on < data.on) breaks.push({ rule: 'activity-day', field: 'actual' })
  return [...breaks, ...nameBreaks(data, context), ...overlapBreaks(data, context)]
}

/** An activity of the pustu ends on the day on which it began. */
const isInOrder = ({ from, to }: { readonly from: string; readonly to: string }): boolean => {
  const [start, end] = [minutesOf(from), minutesOf(to)]
  return start !== null && end !== null && start < end
}

/** Only the head, who settles between two people's entries, lets another's name stand; and he alone says that he has seen it. */
function nameBreaks(data: ActivityData, { before, actor, roles }: Context): RuleBreak[] {
  const isHead = roles.includes('kapus')
  const breaks: RuleBreak[] = (['actual', 'cancelled'] as const)
    .filter(step => data[step] && data[step].by !== actor && !isHead && !sameJson(data[step], before?.[step] ?? null))
    .map(step => ({ rule: 'entry-actor', field: step }))
  return data.seen && !sameJson(data.seen, before?.seen ?? null) && !isHead ? [...breaks, { rule: 'activity-seen', field: 'seen' }] : breaks
}

/**
 * BR-62: what runs into hours of service says why, as planned and as it happened, and the head sees nothing else. A day is judged by the
 * hours that held on it, and only where it is written: hours that the head sets afterwards, or that a tablet without network did not
 * know, are no fault of who wrote in good faith, so the head may vouch for it.
 */
function overlapBreaks(data: ActivityData, { before, found }: Context): RuleBreak[] {
  const hoursRow = found(hoursOf(data))[0]
  const calendarRow = found(CALENDAR)[0]
  const hours = hoursRow?.state === 'live' ? (hoursRow.data as unknown as ServiceHours) : null
  const calendar = calendarRow?.state === 'live' ? (calendarRow.data as unknown as WorkingCalendar) : DEFAULT_CALENDAR
  const planned = plannedOverlap(data, hours, calendar)
  const actual = actualOverlap(data, hours, calendar) ?? 0
  const isReplanned = before === null || before.on !== data.on || !sameJson(before.planned, data.planned) || before.overlapReason !== data.overlapReason
  const isRetold = !sameJson(before?.actual ?? null, data.actual)
  const breaks: RuleBreak[] = []
  if (isReplanned && planned > 0 && data.overlapReason.trim() === '') breaks.push({ rule: 'BR-62', field: 'overlapReason', policy: true, detail: { minutes: planned } })
  if (data.actual && isRetold && actual > 0 && data.actual.reason.trim() === '') breaks.push({ rule: 'BR-62', field: 'actual.reason', policy: true, detail: { minutes: actual } })
  // A reason that was given is an overlap that was, whatever the hours say today.
  const overlapped = planned > 0 || actual > 0 || data.overlapReason.trim() !== '' || (data.actual?.reason.trim() ?? '') !== ''
  if (data.seen && !sameJson(data.seen, before?.seen ?? null) && !overlapped) breaks.push({ rule: 'activity-seen', field: 'seen', policy: true })
  return breaks
}
