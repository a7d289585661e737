import type { CheckContext, Lookup, RuleBreak } from '../../core/record.ts'
import type { CountData } from '../../records/stock-count.ts'
import type { MovementData } from '../../records/stock-movement.ts'
import { balanceKey } from './balance.ts'
import { isPostingId, mayApprove, type CountLine } from './count.ts'
import { controlledBreaks, controlledLookups } from './controlled.ts'
import { documentBreaks } from './document-lines.ts'
import { reasonUndone } from './ledger.ts'

/**
 * What a line of the ledger must keep. Physical facts are never refused, not even below zero (BR-30): only a line that
 * contradicts itself or its document, a reversal that does not undo what it names, and what BR-36 and BR-37 allow only with its paper.
 */
export function checkMovement(data: MovementData, context: CheckContext<MovementData>): RuleBreak[] {
  const breaks: RuleBreak[] = []
  const mustBe = SIGN[data.reason]
  if (mustBe !== undefined && Math.sign(data.quantity) !== mustBe) breaks.push({ rule: 'movement-sign', field: 'quantity' })
  const takesBack = data.reason === 'dibalik' || data.reason === 'dikembalikan'
  if (takesBack !== (data.reverses !== null)) breaks.push({ rule: 'movement-reversal', field: 'reverses' })
  if (data.override !== null && data.override.trim() === '') breaks.push({ rule: 'BR-34', field: 'override' })
  if (data.source === 'koperasi' && data.fund !== undefined && data.fund !== 'program') breaks.push({ rule: 'BR-35', field: 'fund' })
  // Cooperative goods are bought and sold; between pustu only programme stock travels.
  if (data.source === 'koperasi' && (data.reason === 'dikirim' || data.reason === 'pindahan')) breaks.push({ rule: 'BR-35', field: 'source' })
  if (needsLeave(data)) breaks.push(...controlledBreaks([{ drugId: data.drugId, field: 'drugId' }], context))
  return [...breaks, ...reversalBreaks(data, context), ...paperBreaks(data, context), ...documentBreaks(data, context)]
}

/** What comes to the shelf, and what leaves it for a person (BR-38). */
const needsLeave = ({ reason }: Pick<MovementData, 'reason'>): boolean => reason === 'diterima' || reason === 'pindahan' || reason === 'diserahkan'
export const leaveLookups = (data: Pick<MovementData, 'reason' | 'drugId'>): Lookup[] => (needsLeave(data) ? controlledLookups([data.drugId]) : [])

const SIGN: Readonly<Partial<Record<MovementData['reason'], 1 | -1>>> = {
  diterima: 1, pindahan: 1, dikembalikan: 1, diserahkan: -1, dikirim: -1, diretur: -1, dimusnahkan: -1,
}

/** What no shelf has seen is written only with its paper: a destruction with its minutes, a difference with a count that is over. */
function paperBreaks(data: MovementData, context: CheckContext<MovementData>): RuleBreak[] {
  const id = data.documentId ?? ''
  if (data.reason === 'dimusnahkan') {
    // What the minutes say of it is compared as with any document.
    return context.found({ kind: 'write-off', id }).length > 0 ? [] : [{ rule: 'BR-36', field: 'documentId' }]
  }
  // To take a posted difference back is to decide on it again.
  if (reasonUndone(data) !== 'selisih') return []
  const count = context.found({ kind: 'stock-count', id })[0]?.data as unknown as CountData | undefined
  const lines = context.found({ kind: 'count-line', key: 'count', value: id }) as unknown as readonly CountLine[]
  const isOver = count !== undefined && count.submitted !== null && count.source === data.source
  const isCounted = lines.some(line => balanceKey(line.data) === balanceKey(data))
  if (!isOver || !isCounted || !mayApprove(context.actor, count.submitted, lines)) return [{ rule: 'BR-37', field: 'documentId' }]
  if (data.reason !== 'selisih') return []
  const breaks: RuleBreak[] = isPostingId(context.id, id, balanceKey(data)) ? [] : [{ rule: 'document-line', field: 'documentId' }]
  // What was approved is settled by its approval, which looks at all that is posted before; what corrects it afterwards says why.
  const fits = count.approval === null ? data.note === undefined : (data.note ?? '').trim() !== ''
  return fits ? breaks : [...breaks, { rule: 'BR-37', field: 'note' }]
}

function reversalBreaks(data: MovementData, context: CheckContext<MovementData>): RuleBreak[] {
  if (data.reverses === null) return []
  const original = context.found({ kind: 'stock-movement', id: data.reverses })[0]?.data as unknown as MovementData | undefined
  if (!original) return []
  const sameBatch = balanceKey(original) === balanceKey(data)
  const undoes = data.reason === 'dikembalikan'
    ? sameBatch && original.reason === 'diserahkan' && data.quantity <= -original.quantity
    : sameBatch && original.quantity === -data.quantity && original.reason !== 'dibalik' && (data.undoes === undefined || data.undoes === reasonUndone(original))
  if (!undoes) return [{ rule: 'movement-reversal', field: 'reverses' }]
  // All that came back of it, also by tablets that did not know of each other, is never more than there was.
  const before = context.found({ kind: 'stock-movement', key: 'reverses', value: data.reverses }).filter(found => found.id !== context.id && found.state === 'live')
  const back = before.reduce((sum, found) => sum + (found.data as unknown as MovementData).quantity, data.quantity)
  return Math.abs(back) <= Math.abs(original.quantity) ? [] : [{ rule: 'movement-reversal', field: 'quantity' }]
}
