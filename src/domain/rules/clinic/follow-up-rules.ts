import { addDays, daysBetween, type Day } from '../../core/day.ts'
import { sameJson } from '../../core/json.ts'
import type { CheckContext, Known, RuleBreak } from '../../core/record.ts'
import type { FollowUpData } from '../../records/follow-up.ts'
import type { VisitData } from '../../records/visit.ts'

/** Not due before it was asked for; a due day that moves says why; what ended stays ended; what was tried stays written. */
export function checkFollowUp(data: FollowUpData, context: CheckContext<FollowUpData>): RuleBreak[] {
  const { before } = context
  const breaks: RuleBreak[] = []
  if (data.due < data.on) breaks.push({ rule: 'follow-up-due', field: 'due' })
  if (before === null && data.by !== context.actor) breaks.push({ rule: 'follow-up-actor', field: 'by' })
  if (data.outcome && data.outcome.on < data.on) breaks.push({ rule: 'follow-up-outcome', field: 'outcome.on' })
  if (before?.outcome && !sameJson(before.outcome, data.outcome)) breaks.push({ rule: 'follow-up-ended', field: 'outcome' })
  if (before && before.due !== data.due && data.moves?.at(-1)?.to !== data.due) breaks.push({ rule: 'follow-up-moved', field: 'moves' })
  if (before?.outcome && before.due !== data.due) breaks.push({ rule: 'follow-up-ended', field: 'due' })
  return breaks
}

/** A visit up to so many days before the day that was agreed is that visit. */
export const EARLY_DAYS = 7

/**
 * Whether a signed visit is what an open follow-up waited for: the same patient, due up to seven days after the visit or
 * already overdue, and planned before it. A visit does not end what it asked for itself.
 */
export function endedByVisit(followUp: Pick<Known<FollowUpData>, 'state' | 'data'>, visit: { readonly id: string; readonly data: Pick<VisitData, 'patientId' | 'on'> }): boolean {
  const { data } = followUp
  return followUp.state === 'live' && data.outcome === null && data.patientId === visit.data.patientId && data.visitId !== visit.id
    && data.on <= visit.data.on && data.due <= addDays(visit.data.on, EARLY_DAYS)
}

export const DUE_STATES = ['terlambat', 'hari-ini', 'minggu-ini', 'nanti', 'selesai'] as const
export type DueState = (typeof DUE_STATES)[number]

/** Where a follow-up stands on a day: overdue from the day after it was due; "this week" is the seven days to come. */
export function dueState(data: Pick<FollowUpData, 'due' | 'outcome'>, today: Day): DueState {
  if (data.outcome) return 'selesai'
  const days = daysBetween(today, data.due)
  if (days < 0) return 'terlambat'
  if (days === 0) return 'hari-ini'
  return days <= 7 ? 'minggu-ini' : 'nanti'
}

/** With these, nobody is expected any more: they end what else is open for the patient. */
export const FINAL_ENDS: readonly NonNullable<FollowUpData['outcome']>['how'][] = ['pindah', 'meninggal']
