import type { RuleBreak } from '../../core/record.ts'
import type { ServiceHours } from '../../records/service-hours.ts'

/** Sessions of one day may touch, not lie in each other; what held before is older than what holds. */
export function checkServiceHours(data: ServiceHours): RuleBreak[] {
  const breaks: RuleBreak[] = []
  if (data.earlier.some((one, index) => one.since >= (data.earlier[index - 1]?.since ?? data.since))) breaks.push({ rule: 'hours-order', field: 'earlier' })
  return breaks
}
