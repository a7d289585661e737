import type { CheckContext, Lookup, RuleBreak } from '../../core/record.ts'
import type { CashCountData } from '../../records/cash-count.ts'
import type { CashEntryData } from '../../records/cash-entry.ts'

export const cashLookups = (data: CashEntryData): readonly Lookup[] => [
  ...(data.memberId ? [{ kind: 'member', id: data.memberId }] : []),
  ...(data.reverses ? [{ kind: 'cash-entry', id: data.reverses }, { kind: 'cash-entry', key: 'reverses', value: data.reverses }] : []),
]

export function checkCashEntry(data: CashEntryData, context: CheckContext<CashEntryData>): RuleBreak[] {
  const breaks: RuleBreak[] = []
  if (data.by !== context.actor) breaks.push({ rule: 'entry-actor', field: 'by' })
  if (data.amount === 0) breaks.push({ rule: 'cash-amount', field: 'amount' })
  return breaks
}

export function checkCashCount(data: CashCountData, context: CheckContext<CashCountData>): RuleBreak[] {
  const breaks: RuleBreak[] = []
  if (data.by !== context.actor) breaks.push({ rule: 'entry-actor', field: 'by' })
  if (data.difference !== data.counted - data.expected) breaks.push({ rule: 'cash-difference', field: 'difference' })
  return breaks
}
