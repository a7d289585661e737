import type { Day } from '../../core/day.ts'
import type { MovementData } from '../../records/stock-movement.ts'

export type FundSource = MovementData['source']

/** What is left of one batch of one drug from one fund. Always a sum of movements, never stored (law 4). */
export interface Balance {
  readonly key: string
  readonly drugId: string
  readonly source: FundSource
  readonly number: string
  readonly expiresOn: Day
  /** Day of the earliest receipt; null for a batch that was only ever handed out, which is an error to look into. */
  readonly receivedOn: Day | null
  /** Whole smallest units; below zero only after two offline tablets took the same stock (BR-30). */
  readonly quantity: number
}

/** Drug × fund × batch. The expiry belongs to it: one number printed with two dates is two batches. */
export function balanceKey(movement: Pick<MovementData, 'drugId' | 'source' | 'batch'>): string {
  return `${movement.drugId}|${movement.source}|${movement.batch.number}|${movement.batch.expiresOn}`
}

/** Folds movements into balances by key. The order of movements does not matter. */
export function foldBalances(movements: Iterable<MovementData>): Map<string, Balance> {
  const balances = new Map<string, Balance>()
  for (const movement of movements) {
    const key = balanceKey(movement)
    const before = balances.get(key)
    const received = movement.reason === 'diterima' ? movement.on : null
    balances.set(key, {
      key, drugId: movement.drugId, source: movement.source, number: movement.batch.number, expiresOn: movement.batch.expiresOn,
      receivedOn: earlier(before?.receivedOn ?? null, received),
      quantity: (before?.quantity ?? 0) + movement.quantity,
    })
  }
  return balances
}

function earlier(a: Day | null, b: Day | null): Day | null {
  if (a === null || b === null) return a ?? b
  return a < b ? a : b
}

/** What a drug has in one fund: all that is there, and what may still be handed out today. Negative batches count as they are. */
export function stockOf(balances: Iterable<Balance>, drugId: string, source: FundSource, today: Day): { readonly total: number; readonly usable: number } {
  let total = 0
  let usable = 0
  for (const balance of balances) {
    if (balance.drugId !== drugId || balance.source !== source) continue
    total += balance.quantity
    if (balance.quantity > 0 && balance.expiresOn >= today) usable += balance.quantity
  }
  return { total, usable }
}
