import { COOP_EXAMINERS, COOP_STAFF, type Role } from '../../core/roles.ts'
import type { Day } from '../../core/day.ts'
import { sameJson, type Json } from '../../core/json.ts'
import type { CheckContext, Lookup, RuleBreak } from '../../core/record.ts'
import type { RemarkData } from '../../records/remark.ts'

/** What two people wrote at once: whoever settles it takes one of the two, under the name that stands there. */
export const remarkLookups = (_data: RemarkData, id?: string): readonly Lookup[] => (id === undefined ? [] : [{ kind: 'conflict', key: 'record', value: id }])

const FIXED = ['month', 'topic', 'text', 'on', 'dueOn', 'by', 'name'] as const

/**
 * A remark is asked by an examiner in his own name, due on its day or later, and stays as it was written. The pengurus answer in
 * their own names; an examiner closes it once it is answered, and then nothing in it changes. One that was wrong is voided.
 */
export function checkRemark(data: RemarkData, context: CheckContext<RemarkData>): RuleBreak[] {
  const { before } = context
  const breaks: RuleBreak[] = []
  if (data.dueOn < data.on) breaks.push({ rule: 'remark-due', field: 'dueOn' })
  if (data.month > data.on.slice(0, 7)) breaks.push({ rule: 'remark-month', field: 'month' })
  if (before === null) {
    if (data.by !== context.actor) breaks.push({ rule: 'entry-actor', field: 'by' })
    if (data.answer !== null || data.closed !== null) breaks.push({ rule: 'remark-new', field: 'answer' })
    return breaks
  }
  breaks.push(...FIXED.filter(field => before[field] !== data[field]).map(field => ({ rule: 'remark-fixed', field })))
  return [...breaks, ...stepBreaks(data, before, context, 'answer', COOP_STAFF), ...stepBreaks(data, before, context, 'closed', COOP_EXAMINERS), ...closingBreaks(data, before)]
}

/** An answer or a closing: by one of those whose step it is, in his own name, not before what it follows. */
function stepBreaks(data: RemarkData, before: RemarkData, context: CheckContext<RemarkData>, step: 'answer' | 'closed', steppers: readonly Role[]): RuleBreak[] {
  const made = data[step]
  if (sameJson(made, before[step]) || isOffered(made, context, step)) return []
  // Taken back is neither: an answer is replaced by a better one, a closed remark is over.
  if (made === null) return [{ rule: step === 'answer' ? 'remark-answered' : 'remark-closed', field: step }]
  const breaks: RuleBreak[] = []
  if (made.by !== context.actor || !isOf(context.roles, steppers)) breaks.push({ rule: 'remark-step', field: step })
  if (made.on < (step === 'closed' ? (data.answer?.on ?? data.on) : data.on)) breaks.push({ rule: 'remark-step-day', field: step })
  return breaks
}

function closingBreaks(data: RemarkData, before: RemarkData): RuleBreak[] {
  const breaks: RuleBreak[] = []
  if (data.closed !== null && data.answer === null) breaks.push({ rule: 'remark-unanswered', field: 'closed' })
  if (before.closed !== null && (!sameJson(before.closed, data.closed) || !sameJson(before.answer, data.answer))) breaks.push({ rule: 'remark-closed', field: 'closed' })
  return breaks
}

const isOf = (roles: readonly Role[], wanted: readonly Role[]): boolean => roles.some(role => wanted.includes(role))

function isOffered(value: Json | undefined, context: CheckContext<RemarkData>, group: string): boolean {
  return context.found({ kind: 'conflict', key: 'record', value: context.id })
    .some(({ data }) => data['group'] === group && value !== null && sameJson((data['offered'] as { readonly value?: Json } | undefined)?.value ?? null, value ?? null))
}

export type RemarkState = 'terbuka' | 'terlambat' | 'dijawab' | 'selesai'

/** Where a remark stands on a day. Without an answer it is late from the day after it was due; an answer waits for the examiner. */
export function remarkState({ answer, closed, dueOn }: Pick<RemarkData, 'answer' | 'closed' | 'dueOn'>, today: Day): RemarkState {
  if (closed !== null) return 'selesai'
  if (answer !== null) return 'dijawab'
  return dueOn < today ? 'terlambat' : 'terbuka'
}
