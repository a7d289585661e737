import { sameJson } from '../../core/json.ts'
import type { CheckContext, Lookup, RuleBreak } from '../../core/record.ts'
import type { ServiceDay } from '../../records/service-day.ts'
import type { ServiceHours } from '../../records/service-hours.ts'
import type { WorkingCalendar } from '../../records/working-calendar.ts'
import { measureDay } from './service-days.ts'
import { minutesOf, sessionsOn } from './service-hours.ts'
import { DEFAULT_CALENDAR } from './working-days.ts'

const CALENDAR: Lookup = { kind: 'working-calendar', above: 'kalender-' }
const hoursOf = ({ pustu }: Pick<ServiceDay, 'pustu'>): Lookup => ({ kind: 'service-hours', id: `jam-${pustu}` })
export const serviceDayLookups = (data: ServiceDay): Lookup[] => [hoursOf(data), CALENDAR]

/**
 * A day is opened or shut, not both; only an open day is closed, and somebody is on duty while it is open; each step stands under the
 * name of who took it. Only the head, who settles between two people's entries, lets another's name stand.
 */
export function checkServiceDay(data: ServiceDay, context: CheckContext<ServiceDay>): RuleBreak[] {
  const { before, actor, roles } = context
  const breaks: RuleBreak[] = []
  if (before && (before.on !== data.on || before.pustu !== data.pustu)) breaks.push({ rule: 'service-day-fixed', field: 'on' })
  if (data.opened && data.shut) breaks.push({ rule: 'service-day-shut', field: 'shut' })
  if (data.closed && !data.opened) breaks.push({ rule: 'service-day-close', field: 'closed' })
  if (data.opened && data.onDuty.length === 0) breaks.push({ rule: 'service-day-duty', field: 'onDuty' })
  if (new Set(data.onDuty.map(one => one.id)).size !== data.onDuty.length) breaks.push({ rule: 'service-day-duty', field: 'onDuty' })
  if (data.shut?.reason === 'lainnya' && data.shut.note.trim() === '') breaks.push({ rule: 'service-day-note', field: 'shut' })
  for (const step of ['opened', 'closed', 'shut'] as const) {
    const now = data[step]
    if (!now || sameJson(now, before?.[step] ?? null)) continue
    if (now.by !== actor && !roles.includes('kapus')) breaks.push({ rule: 'entry-actor', field: step })
    if ('time' in now && minutesOf(now.time) === null) breaks.push({ rule: 'service-day-time', field: step })
  }
  return [...breaks, ...reasonBreaks(data, context)]
}

/**
 * What opened after its hour or closed before it says why. Judged where the step is written, by the hours of that day; hours that a
 * tablet without network did not know are no fault of who wrote in good faith, so the head may vouch for it. What stands is not judged
 * again, and what the head lets stand between two people's entries is not his to give a reason for.
 */
function reasonBreaks(data: ServiceDay, { before, roles, found }: CheckContext<ServiceDay>): RuleBreak[] {
  if (roles.includes('kapus')) return []
  const hoursRow = found(hoursOf(data))[0]
  const calendarRow = found(CALENDAR)[0]
  const hours = hoursRow?.state === 'live' ? (hoursRow.data as unknown as ServiceHours) : null
  const calendar = calendarRow?.state === 'live' ? (calendarRow.data as unknown as WorkingCalendar) : DEFAULT_CALENDAR
  const { late, early } = measureDay(data, sessionsOn(hours, calendar, data.on), data.on, data.on)
  return ([['opened', late], ['closed', early]] as const).flatMap(([step, minutes]): RuleBreak[] => {
    const now = data[step]
    const isBare = now !== null && minutes > 0 && now.reason.trim() === '' && !sameJson(now, before?.[step] ?? null)
    return isBare ? [{ rule: 'service-day-reason', field: step, policy: true, detail: { minutes } }] : []
  })
}
