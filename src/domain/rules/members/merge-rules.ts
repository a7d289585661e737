import { sameJson } from '../../core/json.ts'
import type { CheckContext, Lookup, RuleBreak } from '../../core/record.ts'
import type { MemberMergeData } from '../../records/member-merge.ts'

const mergesOf = (key: 'keep' | 'drop', value: string): Lookup => ({ kind: 'member-merge', key, value })

export const mergeLookups = (data: MemberMergeData): readonly Lookup[] => [
  { kind: 'member', id: data.keepId }, { kind: 'member', id: data.dropId },
  ...[data.keepId, data.dropId].flatMap(id => [mergesOf('keep', id), mergesOf('drop', id)]),
]

/**
 * Both lines are in this book, neither is merged away already, and the one that goes keeps no other: so merges never form a chain
 * or a circle. What a merge says stays as it was written; it is taken apart once, with a reason.
 */
export function checkMemberMerge(data: MemberMergeData, context: CheckContext<MemberMergeData>): RuleBreak[] {
  return context.before === null ? newMergeBreaks(data, context) : undoBreaks(data, context.before, context.actor)
}

function newMergeBreaks(data: MemberMergeData, context: CheckContext<MemberMergeData>): RuleBreak[] {
  const breaks: RuleBreak[] = []
  if (data.keepId === data.dropId) breaks.push({ rule: 'merge-two', field: 'dropId' })
  if (data.by !== context.actor) breaks.push({ rule: 'entry-actor', field: 'by' })
  if (data.undone !== null) breaks.push({ rule: 'merge-undone', field: 'undone' })
  for (const field of ['keepId', 'dropId'] as const) {
    const known = context.found({ kind: 'member', id: data[field] })[0]
    if (known ? known.state !== 'live' || known.stream !== context.stream : context.seesAll === true) breaks.push({ rule: 'merge-missing', field })
  }
  const holds = (lookup: Lookup): boolean => context.found(lookup).some(known => known.id !== context.id && known.state === 'live' && (known.data as unknown as MemberMergeData).undone === null)
  if (holds(mergesOf('drop', data.dropId))) breaks.push({ rule: 'merge-chain', field: 'dropId' })
  if (holds(mergesOf('keep', data.dropId))) breaks.push({ rule: 'merge-chain', field: 'dropId' })
  if (holds(mergesOf('drop', data.keepId))) breaks.push({ rule: 'merge-chain', field: 'keepId' })
  return breaks
}

function undoBreaks(data: MemberMergeData, before: MemberMergeData, actor: string): RuleBreak[] {
  const earlier = before.undone
  const said = { ...data, undone: null }
  const saidBefore = { ...before, undone: null }
  const breaks: RuleBreak[] = []
  if (!sameJson(said, saidBefore)) breaks.push({ rule: 'merge-fixed', field: 'keepId' })
  if (earlier !== null && !sameJson(earlier, data.undone)) breaks.push({ rule: 'merge-undone', field: 'undone' })
  if (earlier === null && data.undone !== null && data.undone.by !== actor) breaks.push({ rule: 'entry-actor', field: 'undone' })
  return breaks
}

/** A merge that holds, as readers need it. */
export interface Merge { readonly keepId: string; readonly dropId: string }

/**
 * Who a line of the book is: its own member, or the one that it was merged into. Merges never form a chain (checked on saving);
 * where two tablets made one, it is followed, and a circle ends at its smallest id, so that all tablets agree.
 */
export function samePerson(merges: Iterable<Merge>): (memberId: string) => string {
  const keptBy = new Map([...merges].map(({ keepId, dropId }) => [dropId, keepId]))
  return memberId => {
    const seen = [memberId]
    for (let next = keptBy.get(memberId); next !== undefined; next = keptBy.get(next)) {
      if (seen.includes(next)) return seen.slice(seen.indexOf(next)).sort()[0] as string
      seen.push(next)
    }
    return seen.at(-1) as string
  }
}
