import type { CheckContext, Lookup, RuleBreak } from '../../core/record.ts'
import type { ActivityData } from '../../records/activity.ts'

export const activityLookups = (data: ActivityData): Lookup[] => [{ kind: 'service-hours', id: `jam-${data.pustu}` }]

/** What was planned and what happened stand under the names of who wrote them; what is cancelled did not happen. */
export function checkActivity(data: ActivityData, { before, actor }: CheckContext<ActivityData>): RuleBreak[] {
  const breaks: RuleBreak[] = []
  if (before === null && data.by !== actor) breaks.push({ rule: 'entry-actor', field: 'by' })
  if (before && (before.pustu !== data.pustu || before.by !== data.by)) breaks.push({ rule: 'activity-fixed', field: 'by' })
  if (data.actual && data.cancelled) breaks.push({ rule: 'activity-cancelled', field: 'actual' })
  return breaks
}
