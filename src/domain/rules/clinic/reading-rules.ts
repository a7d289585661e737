import type { CheckContext, RuleBreak } from '../../core/record.ts'
import type { ReadingData } from '../../records/reading.ts'

/** BR-66: written by the reader himself, in a role that he has; a purpose of one's own needs words. */
export function checkReading(data: ReadingData, context: CheckContext<ReadingData>): RuleBreak[] {
  const breaks: RuleBreak[] = []
  if (data.by !== context.actor) breaks.push({ rule: 'BR-66', field: 'by' })
  if (context.roles.length > 0 && !context.roles.includes(data.role)) breaks.push({ rule: 'BR-66', field: 'role' })
  if (data.at.slice(0, 10) !== data.on) breaks.push({ rule: 'BR-66', field: 'at' })
  if (data.purpose === 'lainnya' && data.note.trim() === '') breaks.push({ rule: 'BR-66', field: 'note' })
  // Care is what those at the desk do; whoever supervises has another reason.
  if (data.purpose === 'pelayanan' && data.role === 'kapus') breaks.push({ rule: 'BR-66', field: 'purpose' })
  return breaks
}
