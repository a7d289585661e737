import { monthOf, type Day, type Month } from '../../../core/day.ts'
import type { ComplaintData } from '../../../records/complaint.ts'
import type { FindingData } from '../../../records/finding.ts'
import type { WorkingCalendar } from '../../../records/working-calendar.ts'
import { complaintDue } from '../complaint-rules.ts'
import type { Part } from './figure.ts'

interface Kept<D> { readonly id: string; readonly state: 'live' | 'void'; readonly data: D }
interface Promised { readonly id: string; readonly due: Day; readonly doneOn: Day | null }

/** What fell due in a month, done by its day; what is not due yet counts once it is done. */
function keptOf(promised: readonly Promised[], month: Month, today: Day): Part {
  const due = promised.filter(one => monthOf(one.due) === month && (one.doneOn !== null || one.due < today))
  return { numerator: due.filter(one => one.doneOn !== null && one.doneOn <= one.due).map(one => one.id), denominator: due.map(one => one.id) }
}

/**
 * Follow-up items closed by their day, of those due in a month (BR-64). A day that was moved in time is the day; one that was moved
 * only after it had passed was missed (see findings.ts) and stays so.
 */
export const findingsOnTime = (findings: Iterable<Kept<Pick<FindingData, 'due' | 'moves' | 'closed'>>>, month: Month, today: Day): Part =>
  keptOf([...findings].filter(one => one.state === 'live').map(({ id, data }) => {
    const missed = data.moves.find(move => move.on > move.from)
    return missed ? { id, due: missed.from, doneOn: null } : { id, due: data.due, doneOn: data.closed?.on ?? null }
  }), month, today)

/** Complaints answered within the norm of their class, of those due in a month (BR-63). */
export const answeredOnTime = (complaints: Iterable<Kept<Pick<ComplaintData, 'class' | 'on' | 'reply'>>>, calendarOf: (id: string) => WorkingCalendar, month: Month, today: Day): Part =>
  keptOf([...complaints].filter(one => one.state === 'live').map(({ id, data }) => ({ id, due: complaintDue(data, calendarOf(id)), doneOn: data.reply?.on ?? null })), month, today)
