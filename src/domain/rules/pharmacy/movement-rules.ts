import type { CheckContext, RuleBreak } from '../../core/record.ts'
import type { MovementData } from '../../records/stock-movement.ts'

/** A receipt adds, a hand-over takes away. Physical facts are otherwise never refused. */
export function checkMovement(data: MovementData, _context: CheckContext<MovementData>): RuleBreak[] {
  const wrongSign = (data.reason === 'diterima' && data.quantity < 0) || (data.reason === 'diserahkan' && data.quantity > 0)
  return wrongSign ? [{ rule: 'movement-sign', field: 'quantity' }] : []
}
