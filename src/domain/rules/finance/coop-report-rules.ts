import { daysOfMonth, type Month } from '../../core/day.ts'
import type { CheckContext, RuleBreak } from '../../core/record.ts'
import type { CoopReportData } from '../../records/coop-report.ts'
import { FIGURES, MEMBER_FIGURES, type Figures } from './coop-figures.ts'

/**
 * A month is put before the examiners under the name of who did it, once it has run out, with every figure of the books, and only if
 * opening + in − out = closing (BR-15).
 */
export function checkCoopReport(data: CoopReportData, context: CheckContext<CoopReportData>): RuleBreak[] {
  const breaks: RuleBreak[] = []
  if (data.by !== context.actor) breaks.push({ rule: 'entry-actor', field: 'by' })
  if (data.on < (daysOfMonth(data.month as Month).at(-1) ?? data.on)) breaks.push({ rule: 'report-month', field: 'month' })
  if (FIGURES.some(key => data.figures[key] === undefined)) breaks.push({ rule: 'report-figures', field: 'figures' })
  if (!addsUp(data.figures)) breaks.push({ rule: 'report-sum', field: 'figures' })
  return breaks
}

const addsUp = (figures: Partial<Figures>): boolean => {
  const [opening, joined, left, closing] = MEMBER_FIGURES.map(key => figures[key] ?? 0) as [number, number, number, number]
  return opening + joined - left === closing && [opening, joined, left, closing].every(figure => figure >= 0)
}
