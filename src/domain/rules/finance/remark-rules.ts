import type { CheckContext, RuleBreak } from '../../core/record.ts'
import type { RemarkData } from '../../records/remark.ts'

export function checkRemark(data: RemarkData, context: CheckContext<RemarkData>): RuleBreak[] {
  const breaks: RuleBreak[] = []
  if (context.before === null && data.by !== context.actor) breaks.push({ rule: 'entry-actor', field: 'by' })
  return breaks
}
