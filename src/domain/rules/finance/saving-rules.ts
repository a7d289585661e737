import type { CheckContext, Lookup, RuleBreak } from '../../core/record.ts'
import type { SavingEntryData } from '../../records/saving-entry.ts'

/** Whose savings they are, what the member has, what the AD/ART asks, and the entry that is taken back. */
export const savingLookups = (data: SavingEntryData): readonly Lookup[] => [
  { kind: 'member', id: data.memberId },
  { kind: 'saving-entry', key: 'member', value: data.memberId },
  { kind: 'coop-setting', key: 'one', value: 'ya' },
  ...(data.reverses ? [{ kind: 'saving-entry', id: data.reverses }, { kind: 'saving-entry', key: 'reverses', value: data.reverses }] : []),
]

export function checkSavingEntry(data: SavingEntryData, context: CheckContext<SavingEntryData>): RuleBreak[] {
  const breaks: RuleBreak[] = []
  if (data.by !== context.actor) breaks.push({ rule: 'entry-actor', field: 'by' })
  if (data.amount === 0) breaks.push({ rule: 'saving-amount', field: 'amount' })
  return breaks
}
