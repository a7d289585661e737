import type { CheckContext, Lookup, RuleBreak } from '../../core/record.ts'
import type { CoachingPlan } from '../../records/coaching-plan.ts'
import type { CoachingVisit } from '../../records/coaching-visit.ts'

export function checkCoachingPlan(data: CoachingPlan, { before, actor }: CheckContext<CoachingPlan>): RuleBreak[] {
  const breaks: RuleBreak[] = []
  if (before === null && data.by !== actor) breaks.push({ rule: 'entry-actor', field: 'by' })
  if (data.visitId && data.cancelled) breaks.push({ rule: 'coaching-cancelled', field: 'cancelled' })
  return breaks
}

export const coachingLookups = (data: CoachingVisit, id?: string): Lookup[] => (data.signature && id ? [{ kind: 'finding', key: 'visit', value: id }] : [])

/** Each item once; signed by who wrote it. */
export function checkCoachingVisit(data: CoachingVisit, { before, actor }: CheckContext<CoachingVisit>): RuleBreak[] {
  const breaks: RuleBreak[] = []
  if (before === null && data.author !== actor) breaks.push({ rule: 'entry-actor', field: 'author' })
  if (new Set(data.answers.map(answer => answer.item)).size !== data.answers.length) breaks.push({ rule: 'coaching-item', field: 'answers' })
  if (data.signature && data.signature.by !== actor) breaks.push({ rule: 'signer', field: 'signature' })
  return breaks
}
