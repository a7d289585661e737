import { sameJson } from '../../core/json.ts'
import type { CheckContext, Lookup, RuleBreak } from '../../core/record.ts'
import type { CoachingPlan } from '../../records/coaching-plan.ts'
import type { CoachingVisit } from '../../records/coaching-visit.ts'
import type { FindingData } from '../../records/finding.ts'
import { checklistFacts } from './checklist-facts.ts'

/** Planned by whom it says; its pustu stays, its day is moved with a reason that stays, and what is cancelled has not become a visit. */
export function checkCoachingPlan(data: CoachingPlan, { before, actor }: CheckContext<CoachingPlan>): RuleBreak[] {
  const breaks: RuleBreak[] = []
  if (before === null && data.by !== actor) breaks.push({ rule: 'entry-actor', field: 'by' })
  if (before && (data.pustu !== before.pustu || data.by !== before.by)) breaks.push({ rule: 'coaching-fixed', field: 'pustu' })
  if (data.visitId && data.cancelled) breaks.push({ rule: 'coaching-cancelled', field: 'cancelled' })
  if (data.cancelled && !before?.cancelled && data.cancelled.by !== actor) breaks.push({ rule: 'entry-actor', field: 'cancelled' })
  const earlier = before?.moves ?? []
  const added = data.moves.slice(earlier.length)
  const ends = [before?.on ?? (data.moves[0]?.from ?? data.on), ...added.map(move => move.to)]
  const isChain = earlier.every((move, index) => sameJson(move, data.moves[index])) && added.every((move, index) => move.from === ends[index] && move.by === actor) && ends.at(-1) === data.on
  if (!isChain) breaks.push({ rule: 'coaching-move', field: 'on' })
  return breaks
}

/** What was found on this visit, and what is still open from earlier ones. */
export const coachingLookups = (data: CoachingVisit, id?: string): Lookup[] => (data.signature && id ? [{ kind: 'finding', key: 'visit', value: id }, OPEN] : [])
const OPEN = { kind: 'finding', key: 'open', value: 'ya' } as const satisfies Lookup

/** Each item of its checklist at most once. Its pustu and author stay; what a signature needs is asked when it is signed. */
export function checkCoachingVisit(data: CoachingVisit, context: CheckContext<CoachingVisit>): RuleBreak[] {
  const { before, actor } = context
  const breaks: RuleBreak[] = []
  if (before === null && data.author !== actor) breaks.push({ rule: 'entry-actor', field: 'author' })
  if (before && (data.pustu !== before.pustu || data.author !== before.author || data.checklist !== before.checklist)) breaks.push({ rule: 'coaching-fixed', field: 'pustu' })
  const facts = checklistFacts(data.checklist)
  if (!facts) return [...breaks, { rule: 'coaching-checklist', field: 'checklist' }]
  const isKnown = (item: string): boolean => facts.some(fact => fact.id === item)
  if (new Set(data.answers.map(answer => answer.item)).size !== data.answers.length || !data.answers.every(answer => isKnown(answer.item))) breaks.push({ rule: 'coaching-item', field: 'answers' })
  return data.signature ? [...breaks, ...signingBreaks(data, data.signature, context)] : breaks
}

/**
 * Signed by its author, on or after its day, with every item answered or set aside as not applying, and with a finding for each
 * critical item that is not as it should be: one of this visit, or one still open from an earlier visit.
 */
function signingBreaks(data: CoachingVisit, signature: NonNullable<CoachingVisit['signature']>, { before, actor, id, found }: CheckContext<CoachingVisit>): RuleBreak[] {
  const breaks: RuleBreak[] = []
  if (signature.by !== data.author || (!before?.signature && signature.by !== actor)) breaks.push({ rule: 'signer', field: 'signature' })
  if (signature.on < data.on) breaks.push({ rule: 'coaching-day', field: 'signature' })
  const values = new Map(data.answers.map(answer => [answer.item, answer.value]))
  const facts = checklistFacts(data.checklist) ?? []
  const unanswered = facts.filter(fact => !values.has(fact.id)).map(fact => fact.id)
  if (unanswered.length > 0) breaks.push({ rule: 'coaching-unanswered', field: 'answers', detail: { items: unanswered } })
  if (before?.signature) return breaks
  const followed = new Set([...found({ kind: 'finding', key: 'visit', value: id }), ...found(OPEN)].filter(one => one.state === 'live').map(one => (one.data as unknown as FindingData).item))
  const wanting = facts.filter(fact => fact.critical && (values.get(fact.id) ?? 2) < 2 && !followed.has(fact.id)).map(fact => fact.id)
  if (wanting.length > 0) breaks.push({ rule: 'coaching-critical', field: 'answers', detail: { items: wanting } })
  return breaks
}
