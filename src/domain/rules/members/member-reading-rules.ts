import type { CheckContext, RuleBreak } from '../../core/record.ts'
import type { MemberReadingData } from '../../records/member-reading.ts'

/** Stands under the name of who read, at the moment of the day that it names. */
export function checkMemberReading(data: MemberReadingData, context: CheckContext<MemberReadingData>): RuleBreak[] {
  const breaks: RuleBreak[] = []
  if (data.by !== context.actor) breaks.push({ rule: 'entry-actor', field: 'by' })
  if (!data.at.startsWith(data.on)) breaks.push({ rule: 'reading-moment', field: 'at' })
  return breaks
}
