import type { CheckContext, RuleBreak } from '../../core/record.ts'
import type { ArrivalData } from '../../records/arrival.ts'

/** One line of the queue: being put before others has a reason, leaving without being seen as well, and what ended does not begin again. */
export function checkArrival(data: ArrivalData, context: CheckContext<ArrivalData>): RuleBreak[] {
  const breaks: RuleBreak[] = []
  const { before } = context
  if (before === null && data.by !== context.actor) breaks.push({ rule: 'arrival-actor', field: 'by' })
  if (data.priority.level !== 'biasa' && data.priority.reason.trim() === '') breaks.push({ rule: 'arrival-priority', field: 'priority.reason' })
  if (data.ended && data.ended.how !== 'selesai' && data.ended.reason.trim() === '') breaks.push({ rule: 'arrival-ended', field: 'ended.reason' })
  if (data.ended?.how === 'selesai' && data.ended.visitId === null) breaks.push({ rule: 'arrival-ended', field: 'ended.visitId' })
  return breaks
}
