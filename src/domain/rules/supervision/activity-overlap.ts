import type { ActivityData } from '../../records/activity.ts'
import type { ArrivalData } from '../../records/arrival.ts'
import type { ServiceHours } from '../../records/service-hours.ts'
import type { WorkingCalendar } from '../../records/working-calendar.ts'
import { intervalOf, minutesOf, overlapOn } from './service-hours.ts'

/** Minutes of an activity as it was planned that lie in hours of service. */
export const plannedOverlap = (data: Pick<ActivityData, 'on' | 'planned'>, hours: ServiceHours | null, calendar: WorkingCalendar): number =>
  overlapOn(hours, calendar, data.on, data.planned)

/** Minutes of an activity as it happened; null where nobody has told yet. */
export const actualOverlap = ({ actual }: Pick<ActivityData, 'actual'>, hours: ServiceHours | null, calendar: WorkingCalendar): number | null =>
  actual && overlapOn(hours, calendar, actual.on, actual)

/** Whether the head has seen it as it happened: what he said of the plan does not count for what came of it. */
export const isSeen = ({ seen, actual }: Pick<ActivityData, 'seen' | 'actual'>): boolean => seen !== null && (actual === null || seen.on >= actual.on)

type QueueLine = Pick<ArrivalData, 'time' | 'service' | 'ended'>

/**
 * How many people of that day's queue waited while an activity took place: came before it ended and were not taken in, and had not
 * left, before it began (BR-62). Who was taken in the minute he came did not wait; a line entered by mistake is nobody.
 */
export function waitedMeanwhile(queue: readonly QueueLine[], times: { readonly from: string; readonly to: string }): number {
  const held = intervalOf(times)
  if (!held) return 0
  return queue.filter(({ time, service, ended }) => {
    if (ended?.how === 'batal') return false
    const came = minutesOf(time)
    const until = service?.time ?? ended?.time
    const waitedTo = until === undefined ? Infinity : minutesOf(until)
    return came !== null && waitedTo !== null && came < waitedTo && came < held.to && waitedTo > held.from
  }).length
}
