import type { CheckContext, RuleBreak } from '../../core/record.ts'
import type { MovementData } from '../../records/stock-movement.ts'
import { balanceKey } from './balance.ts'

/**
 * What a line of the ledger must keep. Physical facts are never refused, not even below zero (BR-30): only a line that
 * contradicts itself, or a reversal that does not undo what it names.
 */
export function checkMovement(data: MovementData, context: CheckContext<MovementData>): RuleBreak[] {
  const breaks: RuleBreak[] = []
  const wrongSign = (data.reason === 'diterima' && data.quantity < 0) || (data.reason === 'diserahkan' && data.quantity > 0)
  if (wrongSign) breaks.push({ rule: 'movement-sign', field: 'quantity' })
  if ((data.reason === 'dibalik') !== (data.reverses !== null)) breaks.push({ rule: 'movement-reversal', field: 'reverses' })
  if (data.override !== null && data.override.trim() === '') breaks.push({ rule: 'BR-34', field: 'override' })
  return [...breaks, ...reversalBreaks(data, context)]
}

function reversalBreaks(data: MovementData, context: CheckContext<MovementData>): RuleBreak[] {
  if (data.reverses === null) return []
  const original = context.found({ kind: 'stock-movement', id: data.reverses })[0]?.data as unknown as MovementData | undefined
  if (!original) return []
  const undoes = original.quantity === -data.quantity && balanceKey(original) === balanceKey(data) && original.reason !== 'dibalik'
  return undoes ? [] : [{ rule: 'movement-reversal', field: 'reverses' }]
}
