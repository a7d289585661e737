import { sameJson } from '../../core/json.ts'
import type { CheckContext, Lookup, RuleBreak } from '../../core/record.ts'
import type { CountLineData } from '../../records/count-line.ts'
import type { CountData } from '../../records/stock-count.ts'
import { balanceKey } from './balance.ts'
import { mayApprove, postedByBatch, shortRef, type CountLine, type Moved } from './count.ts'
import { signerBreaks } from './signer.ts'

const FIXED = ['number', 'openedAt', 'openedBy', 'source', 'drugIds'] as const
const STEPS = ['submitted', 'returned', 'approval', 'cancelled'] as const

/** The steps of a count: open → submitted → approved, or sent back, or cancelled. What it is about never changes. */
export function checkCount(data: CountData, context: CheckContext<CountData>): RuleBreak[] {
  const { before } = context
  if (before === null) return [...signerBreaks(data.openedBy, context.actor, 'openedBy', 'count-signer'), ...STEPS.filter(step => data[step] !== null).map(field => ({ rule: 'count-new', field }))]
  const changed = STEPS.filter(step => !sameJson(before[step], data[step]))
  const breaks: RuleBreak[] = FIXED.filter(field => !sameJson(before[field], data[field])).map(field => ({ rule: 'count-fixed', field }))
  if (before.approval !== null || before.cancelled !== null) return [...breaks, ...changed.map(field => ({ rule: 'count-closed', field }))]
  for (const field of changed) {
    const signed = data[field]
    if (signed !== null) breaks.push(...signerBreaks(signed.by, context.actor, `${field}.by`, 'count-signer'))
  }
  if (data.approval !== null && data.cancelled !== null) breaks.push({ rule: 'count-closed', field: 'cancelled' })
  if (data.cancelled !== null && data.cancelled.note.trim() === '') breaks.push({ rule: 'count-reason', field: 'cancelled.note' })
  return [...breaks, ...returnBreaks(data, before), ...approvalBreaks(data, context)]
}

function returnBreaks(data: CountData, before: CountData): RuleBreak[] {
  const isReturned = !sameJson(before.returned, data.returned)
  const isTakenBack = before.submitted !== null && data.submitted === null
  if (isReturned !== isTakenBack) return [{ rule: 'count-returned', field: 'returned' }]
  return isReturned && (data.returned === null || data.returned.note.trim() === '') ? [{ rule: 'count-reason', field: 'returned.note' }] : []
}

function approvalBreaks(data: CountData, context: CheckContext<CountData>): RuleBreak[] {
  const { approval, submitted } = data
  if (approval === null) return []
  if (submitted === null) return [{ rule: 'count-submitted', field: 'approval' }]
  if (approval.lines.length === 0 || approval.lines.length !== approval.system.length) return [{ rule: 'count-lines', field: 'approval.lines' }]
  const lines = context.found(linesOfCount(context.id)) as unknown as readonly CountLine[]
  if (!mayApprove(approval.by, submitted, lines)) return [{ rule: 'BR-37', field: 'approval.by' }]
  return figureBreaks(approval, lines, postedByBatch(context.id, context.found(movementsOfCount(context.id)) as unknown as readonly Moved[]))
}

const linesOfCount = (id: string): Lookup => ({ kind: 'count-line', key: 'count', value: id })
const movementsOfCount = (id: string): Lookup => ({ kind: 'stock-movement', key: 'document', value: id })

/** An approval is held against what was counted and what was posted; both arrive before it. */
export const countLookups = (data: CountData, id?: string): Lookup[] =>
  (data.approval !== null && id !== undefined ? [linesOfCount(id), movementsOfCount(id)] : [])

/**
 * BR-37: an approval names lines of its count, one a batch; each that differs has its reason, and what was posted is what was
 * counted less what the ledger said, no more and for no other batch. Whether the ledger said so is the approver's word, which
 * stands in the approval: what arrives late changes the ledger, not what was approved.
 */
function figureBreaks(approval: NonNullable<CountData['approval']>, lines: readonly CountLine[], posted: ReadonlyMap<string, number>): RuleBreak[] {
  const byRef = new Map(lines.map(line => [shortRef(line.id), line.data]))
  const open = new Map(posted)
  const seen = new Set<string>()
  const breaks = approval.lines.flatMap((ref, index): RuleBreak[] => {
    const line = byRef.get(ref)
    const key = line ? balanceKey(line) : ''
    if (!line || seen.has(key)) return [{ rule: 'count-lines', field: `approval.lines.${index}` }]
    seen.add(key)
    const difference = line.counted - (approval.system[index] ?? 0)
    const isPosted = (open.get(key) ?? 0) === difference
    open.delete(key)
    return [
      ...(difference !== 0 && line.reason.trim() === '' ? [{ rule: 'BR-37', field: `approval.lines.${index}` }] : []),
      ...(isPosted ? [] : [{ rule: 'count-posted', field: `approval.system.${index}` }]),
    ]
  })
  return [...open.values()].some(quantity => quantity !== 0) ? [...breaks, { rule: 'count-posted', field: 'approval.lines' }] : breaks
}

/**
 * A line is a fact and is kept whenever it arrives, also after its count was approved or cancelled, and before the count itself
 * is known: it then changes nothing that was approved, and is shown as late. Refused is only what contradicts its count.
 */
export function checkCountLine(data: CountLineData, context: CheckContext<CountLineData>): RuleBreak[] {
  const breaks = signerBreaks(data.by, context.actor, 'by', 'count-signer')
  if (data.source === 'koperasi' && data.fund !== undefined && data.fund !== 'program') breaks.push({ rule: 'BR-35', field: 'fund' })
  const count = context.found({ kind: 'stock-count', id: data.countId })[0]?.data as unknown as CountData | undefined
  if (count && count.source !== data.source) breaks.push({ rule: 'BR-35', field: 'source' })
  if (count && count.drugIds.length > 0 && !count.drugIds.includes(data.drugId)) breaks.push({ rule: 'count-drug', field: 'drugId' })
  return breaks
}
