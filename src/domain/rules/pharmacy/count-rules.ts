import { sameJson } from '../../core/json.ts'
import type { CheckContext, RuleBreak } from '../../core/record.ts'
import type { CountLineData } from '../../records/count-line.ts'
import type { CountData } from '../../records/stock-count.ts'
import { mayApprove, type CountLine } from './count.ts'

const FIXED = ['number', 'openedAt', 'openedBy', 'source', 'drugIds'] as const
const STEPS = ['submitted', 'returned', 'approval', 'cancelled'] as const

/** The steps of a count: open → submitted → approved, or sent back, or cancelled. What it is about never changes. */
export function checkCount(data: CountData, context: CheckContext<CountData>): RuleBreak[] {
  const { before } = context
  if (before === null) return STEPS.filter(step => data[step] !== null).map(field => ({ rule: 'count-new', field }))
  const changed = STEPS.filter(step => !sameJson(before[step], data[step]))
  const breaks: RuleBreak[] = FIXED.filter(field => !sameJson(before[field], data[field])).map(field => ({ rule: 'count-fixed', field }))
  if (before.approval !== null || before.cancelled !== null) return [...breaks, ...changed.map(field => ({ rule: 'count-closed', field }))]
  for (const field of changed) {
    const signed = data[field]
    if (signed !== null && signed.by !== context.actor) breaks.push({ rule: 'count-signer', field: `${field}.by` })
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
  const lines = context.found({ kind: 'count-line', key: 'count', value: context.id }) as unknown as readonly CountLine[]
  return mayApprove(approval.by, submitted, lines) ? [] : [{ rule: 'BR-37', field: 'approval.by' }]
}

/**
 * A line is a fact and is kept whenever it arrives, also after its count was approved or cancelled, and before the count itself
 * is known: it then changes nothing that was approved, and is shown as late. Refused is only what contradicts its count.
 */
export function checkCountLine(data: CountLineData, context: CheckContext<CountLineData>): RuleBreak[] {
  const breaks: RuleBreak[] = []
  if (data.by !== context.actor) breaks.push({ rule: 'count-signer', field: 'by' })
  if (data.source === 'koperasi' && data.fund !== undefined && data.fund !== 'program') breaks.push({ rule: 'BR-35', field: 'fund' })
  const count = context.found({ kind: 'stock-count', id: data.countId })[0]?.data as unknown as CountData | undefined
  if (count && count.source !== data.source) breaks.push({ rule: 'BR-35', field: 'source' })
  if (count && count.drugIds.length > 0 && !count.drugIds.includes(data.drugId)) breaks.push({ rule: 'count-drug', field: 'drugId' })
  return breaks
}
