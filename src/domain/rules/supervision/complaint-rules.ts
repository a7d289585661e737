import type { Day } from '../../core/day.ts'
import type { CheckContext, RuleBreak } from '../../core/record.ts'
import type { ComplaintData } from '../../records/complaint.ts'
import type { WorkingCalendar } from '../../records/working-calendar.ts'
import { workingDayAfter } from './working-days.ts'

/** Working days in which a complaint of a class is answered (domain §5, a published norm of the field). */
export const COMPLAINT_NORMS: Readonly<Record<ComplaintData['class'], number>> = { ringan: 2, normatif: 5, 'non-pengawasan': 14, pengawasan: 60 }

/** The day by which it is answered, counted anew from the calendar as it stands (BR-63). A class of a newer version counts as the shortest. */
export const complaintDue = (data: Pick<ComplaintData, 'class' | 'on'>, calendar: WorkingCalendar): Day => workingDayAfter(data.on, COMPLAINT_NORMS[data.class] ?? COMPLAINT_NORMS.ringan, calendar)

export type ComplaintState = 'open' | 'overdue' | 'answered' | 'answered-late'

export function complaintState(data: Pick<ComplaintData, 'class' | 'on' | 'reply'>, calendar: WorkingCalendar, today: Day): ComplaintState {
  const due = complaintDue(data, calendar)
  if (data.reply) return data.reply.on <= due ? 'answered' : 'answered-late'
  return today <= due ? 'open' : 'overdue'
}

/**
 * What was complained of stays as it was taken, under the name of who took it; a reply is not before the complaint and stands under
 * the name of who gave it; whether it was good enough is asked after it.
 */
export function checkComplaint(data: ComplaintData, { before, actor }: CheckContext<ComplaintData>): RuleBreak[] {
  const breaks: RuleBreak[] = []
  if (before === null && data.by !== actor) breaks.push({ rule: 'entry-actor', field: 'by' })
  if (before && (['number', 'on', 'time', 'channel', 'text', 'by'] as const).some(group => data[group] !== before[group])) breaks.push({ rule: 'complaint-fixed', field: 'text' })
  if (data.serviceOn !== null && data.serviceOn > data.on) breaks.push({ rule: 'complaint-day', field: 'serviceOn' })
  const isNewReply = data.reply && (before?.reply?.text !== data.reply.text || before.reply.by !== data.reply.by || before.reply.on !== data.reply.on)
  if (data.reply && isNewReply && (data.reply.by !== actor || data.reply.on < data.on)) breaks.push({ rule: 'complaint-reply', field: 'reply' })
  if (before?.reply && !data.reply) breaks.push({ rule: 'complaint-reply', field: 'reply' })
  if (data.satisfaction && !data.reply) breaks.push({ rule: 'complaint-satisfaction', field: 'satisfaction' })
  return breaks
}
