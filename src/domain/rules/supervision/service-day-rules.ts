import type { CheckContext, RuleBreak } from '../../core/record.ts'
import type { ServiceDay } from '../../records/service-day.ts'

/** A day is opened or shut, not both; only an open day is closed; each step stands under the name of who took it. */
export function checkServiceDay(data: ServiceDay, { before, actor }: CheckContext<ServiceDay>): RuleBreak[] {
  const breaks: RuleBreak[] = []
  if (before && (before.on !== data.on || before.pustu !== data.pustu)) breaks.push({ rule: 'service-day-fixed', field: 'on' })
  if (data.opened && data.shut) breaks.push({ rule: 'service-day-shut', field: 'shut' })
  if (data.closed && !data.opened) breaks.push({ rule: 'service-day-close', field: 'closed' })
  for (const step of ['opened', 'closed', 'shut'] as const) {
    const now = data[step]
    if (now && before?.[step]?.by !== now.by && now.by !== actor) breaks.push({ rule: 'entry-actor', field: step })
  }
  return breaks
}
