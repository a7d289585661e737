import type { Day } from '#domain/core/day.ts'
import { balanceKey } from '#domain/rules/pharmacy/balance.ts'
import type { LedgerFold } from '#app/db/record-store.ts'

/** The last day on which each batch moved: a batch that is empty on paper may still lie on the shelf. */
export const lastMovedFold: LedgerFold<'stock-movement', Map<string, Day>> = {
  name: 'batch-last-moved', version: 1, kind: 'stock-movement',
  empty: () => new Map(),
  add(state, movement) {
    const key = balanceKey(movement)
    const before = state.get(key)
    if (before === undefined || before < movement.on) state.set(key, movement.on)
  },
  toJson: state => [...state],
  fromJson: json => new Map(json as unknown as [string, Day][]),
}
