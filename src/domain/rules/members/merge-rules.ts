import type { CheckContext, Lookup, RuleBreak } from '../../core/record.ts'
import type { MemberMergeData } from '../../records/member-merge.ts'

export const mergeLookups = (data: MemberMergeData): readonly Lookup[] => [
  { kind: 'member', id: data.keepId }, { kind: 'member', id: data.dropId },
  ...[data.keepId, data.dropId].flatMap(id => [{ kind: 'member-merge', key: 'keep', value: id }, { kind: 'member-merge', key: 'drop', value: id }]),
]

export function checkMemberMerge(data: MemberMergeData, context: CheckContext<MemberMergeData>): RuleBreak[] {
  const breaks: RuleBreak[] = []
  if (data.keepId === data.dropId) breaks.push({ rule: 'merge-two', field: 'dropId' })
  if (context.before === null && data.by !== context.actor) breaks.push({ rule: 'entry-actor', field: 'by' })
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
