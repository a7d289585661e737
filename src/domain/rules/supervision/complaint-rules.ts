import type { Day } from '../../core/day.ts'
import { sameJson } from '../../core/json.ts'
import type { CheckContext, RuleBreak } from '../../core/record.ts'
import type { ComplaintData } from '../../records/complaint.ts'
import type { Cohort } from '../suppression.ts'
import type { WorkingCalendar } from '../../records/working-calendar.ts'
import { workingDayAfter } from './working-days.ts'

/** Working days in which a complaint of a class is answered (domain §5, a published norm of the field). */
export const COMPLAINT_NORMS: Readonly<Record<ComplaintData['class'], number>> = { ringan: 2, normatif: 5, 'non-pengawasan': 14, pengawasan: 60 }

type Classed = Pick<ComplaintData, 'class' | 'reclassed'>
/** The class and topic that count: the last that the head gave it, or those it was taken under. */
export const classOf = ({ class: taken, reclassed }: Classed): ComplaintData['class'] => reclassed?.at(-1)?.class ?? taken
export const topicOf = ({ topic, reclassed }: Pick<ComplaintData, 'topic' | 'reclassed'>): ComplaintData['topic'] => reclassed?.at(-1)?.topic ?? topic

/** The day by which it is answered, counted anew from the calendar as it stands (BR-63). A class of a newer version counts as the shortest. */
export const complaintDue = (data: Classed & Pick<ComplaintData, 'on'>, calendar: WorkingCalendar): Day => workingDayAfter(data.on, COMPLAINT_NORMS[classOf(data)] ?? COMPLAINT_NORMS.ringan, calendar)

export type ComplaintState = 'open' | 'overdue' | 'answered' | 'answered-late'

export function complaintState(data: Classed & Pick<ComplaintData, 'on' | 'reply'>, calendar: WorkingCalendar, today: Day): ComplaintState {
  const due = complaintDue(data, calendar)
  if (data.reply) return data.reply.on <= due ? 'answered' : 'answered-late'
  return today <= due ? 'open' : 'overdue'
}

/** What became of complaints that were taken in one period: answered, answered too late, and not answered yet. Published by `publishCohort`. */
export function complaintCohort(taken: Iterable<ComplaintData>, calendar: WorkingCalendar): Cohort {
  const cohort = { closed: 0, open: 0, late: 0 }
  for (const one of taken) {
    if (!one.reply) cohort.open += 1
    else {
      cohort.closed += 1
      if (one.reply.on > complaintDue(one, calendar)) cohort.late += 1
    }
  }
  return cohort
}

/**
 * What was complained of stays as it was taken, under the name of who took it; a reply is not before the complaint and stands under
 * the name of who gave it; whether it was good enough is asked after it. Only the head gives it another class, with a reason, and
 * none that he gave before is taken out.
 */
export function checkComplaint(data: ComplaintData, { before, actor, roles }: CheckContext<ComplaintData>): RuleBreak[] {
  const breaks: RuleBreak[] = []
  if (before === null && data.by !== actor) breaks.push({ rule: 'entry-actor', field: 'by' })
  if (before && (['number', 'on', 'time', 'channel', 'class', 'topic', 'text', 'by'] as const).some(group => data[group] !== before[group])) breaks.push({ rule: 'complaint-fixed', field: 'text' })
  if (data.serviceOn !== null && data.serviceOn > data.on) breaks.push({ rule: 'complaint-day', field: 'serviceOn' })
  const isNewReply = data.reply && (before?.reply?.text !== data.reply.text || before.reply.by !== data.reply.by || before.reply.on !== data.reply.on)
  if (data.reply && isNewReply && (data.reply.by !== actor || data.reply.on < data.on)) breaks.push({ rule: 'complaint-reply', field: 'reply' })
  if (before?.reply && !data.reply) breaks.push({ rule: 'complaint-reply', field: 'reply' })
  if (!mayReclass(data.reclassed ?? [], before?.reclassed ?? [], actor, roles.includes('kapus'))) breaks.push({ rule: 'complaint-class', field: 'reclassed' })
  if (data.satisfaction && !data.reply) breaks.push({ rule: 'complaint-satisfaction', field: 'satisfaction' })
  return breaks
}

type Reclassed = NonNullable<ComplaintData['reclassed']>
function mayReclass(now: Reclassed, before: Reclassed, actor: string, isHead: boolean): boolean {
  const isKept = before.every((one, index) => sameJson(one, now[index] ?? null))
  const added = now.slice(before.length)
  return isKept && (added.length === 0 || (isHead && added.every(one => one.by === actor)))
}
