import { sameJson } from '../../core/json.ts'
import type { CheckContext, RuleBreak } from '../../core/record.ts'
import type { ServiceDay } from '../../records/service-day.ts'
import { minutesOf } from './service-hours.ts'

/**
 * A day is opened or shut, not both; only an open day is closed, and somebody is on duty while it is open; each step stands under the
 * name of who took it. Only the head, who settles between two people's entries, lets another's name stand.
 */
export function checkServiceDay(data: ServiceDay, { before, actor, roles }: CheckContext<ServiceDay>): RuleBreak[] {
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
  return breaks
}
