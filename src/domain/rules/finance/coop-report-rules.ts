import type { CheckContext, RuleBreak } from '../../core/record.ts'
import type { CoopReportData } from '../../records/coop-report.ts'

/** A month is put before the examiners under the name of who did it, and not before it has begun. */
export function checkCoopReport(data: CoopReportData, context: CheckContext<CoopReportData>): RuleBreak[] {
  const breaks: RuleBreak[] = []
  if (data.by !== context.actor) breaks.push({ rule: 'entry-actor', field: 'by' })
  if (data.month > data.on.slice(0, 7)) breaks.push({ rule: 'report-month', field: 'month' })
  return breaks
}
