import type { CheckContext, Lookup, RuleBreak } from '../../core/record.ts'
import type { Rupiah } from '../../core/rupiah.ts'
import { parseStream } from '../../core/streams.ts'
import type { CashCountData } from '../../records/cash-count.ts'
import type { CashEntryData } from '../../records/cash-entry.ts'

/** An entry is taken back once: the id of what takes it back follows from it, so of two offline tablets the second is put aside. */
export const cashReversalId = (entryId: string): string => `${entryId}-batal`

/** The entry that takes another back: the same line with the opposite amount, on its own day and under its own number. */
export function cashReversalOf(id: string, entry: CashEntryData, own: Pick<CashEntryData, 'number' | 'on' | 'time' | 'reason' | 'by'>): CashEntryData {
  return { ...entry, ...own, amount: -entry.amount, reverses: id }
}

export const cashLookups = (data: CashEntryData): readonly Lookup[] => [
  ...(data.memberId ? [{ kind: 'member', id: data.memberId }] : []),
  ...(data.reverses ? [{ kind: 'cash-entry', id: data.reverses }, { kind: 'cash-entry', key: 'reverses', value: data.reverses }] : []),
]

/**
 * An amount above zero, whatever its direction, for the category says that; below zero only in what takes another entry back,
 * once and whole, with a reason (as BR-16). Whoever pays off what he owes is named, and belongs to this KMP.
 */
export function checkCashEntry(data: CashEntryData, context: CheckContext<CashEntryData>): RuleBreak[] {
  const breaks: RuleBreak[] = []
  if (data.by !== context.actor) breaks.push({ rule: 'entry-actor', field: 'by' })
  if (data.reverses === null ? data.amount <= 0 : data.amount >= 0) breaks.push({ rule: 'cash-amount', field: 'amount' })
  if ((data.reverses === null) !== (data.reason.trim() === '')) breaks.push({ rule: 'cash-reason', field: 'reason' })
  return [...breaks, ...memberBreaks(data, context), ...reversalBreaks(data, context)]
}

function memberBreaks({ category, memberId }: CashEntryData, { found, stream, seesAll }: CheckContext<CashEntryData>): RuleBreak[] {
  if (memberId === null) return category === 'pelunasan-piutang' ? [{ rule: 'cash-member', field: 'memberId' }] : []
  const [member] = found({ kind: 'member', id: memberId })
  const isHere = member ? parseStream(member.stream)?.place === parseStream(stream)?.place : seesAll !== true
  return isHere ? [] : [{ rule: 'cash-member', field: 'memberId' }]
}

function reversalBreaks(data: CashEntryData, { id, stream, found }: CheckContext<CashEntryData>): RuleBreak[] {
  if (data.reverses === null) return []
  const broken: RuleBreak[] = [{ rule: 'cash-reversal', field: 'reverses' }]
  if (id !== cashReversalId(data.reverses) || found({ kind: 'cash-entry', key: 'reverses', value: data.reverses }).some(other => other.id !== id)) return broken
  const [known] = found({ kind: 'cash-entry', id: data.reverses })
  if (!known || known.stream !== stream) return broken
  const original = known.data as unknown as CashEntryData
  const isOpposite = original.reverses === null && original.amount === -data.amount && original.category === data.category && original.method === data.method
    && original.memberId === data.memberId && original.on <= data.on
  return isOpposite ? [] : broken
}

export type Pieces = CashCountData['pieces']
export const piecesSum = (pieces: Pieces): Rupiah => pieces.reduce((sum, piece) => sum + piece.value * piece.count, 0)

/** What was counted is what its notes and coins come to; a difference to the books is said as it is, and why. */
export function checkCashCount(data: CashCountData, context: CheckContext<CashCountData>): RuleBreak[] {
  const breaks: RuleBreak[] = []
  if (data.by !== context.actor) breaks.push({ rule: 'entry-actor', field: 'by' })
  if (data.difference !== data.counted - data.expected) breaks.push({ rule: 'cash-difference', field: 'difference' })
  if (data.difference !== 0 && data.reason.trim() === '') breaks.push({ rule: 'cash-count-reason', field: 'reason' })
  if (data.pieces.length > 0 && piecesSum(data.pieces) !== data.counted) breaks.push({ rule: 'cash-pieces', field: 'pieces' })
  return breaks
}
