import { sameJson } from '../../core/json.ts'
import type { CheckContext, RuleBreak } from '../../core/record.ts'
import type { FollowUpData } from '../../records/follow-up.ts'

/** Not due before it was asked for; what ended stays ended; whoever came back came with a visit. */
export function checkFollowUp(data: FollowUpData, context: CheckContext<FollowUpData>): RuleBreak[] {
  const { before } = context
  const breaks: RuleBreak[] = []
  if (data.due < data.on) breaks.push({ rule: 'follow-up-due', field: 'due' })
  if (before === null && data.by !== context.actor) breaks.push({ rule: 'follow-up-actor', field: 'by' })
  if (data.outcome && data.outcome.on < data.on) breaks.push({ rule: 'follow-up-outcome', field: 'outcome.on' })
  if (before?.outcome && !sameJson(before.outcome, data.outcome)) breaks.push({ rule: 'follow-up-ended', field: 'outcome' })
  return breaks
}
