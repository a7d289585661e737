import type { Day } from '../../core/day.ts'
import { err, ok, type Result } from '../../core/result.ts'
import { usableOf, type Balance } from './balance.ts'

/** A batch as far as the choice depends on it. */
export type Batch = Pick<Balance, 'drugId' | 'source' | 'number' | 'expiresOn' | 'receivedOn' | 'quantity'>

export interface BatchPick<B extends Batch = Batch> { readonly batch: B; readonly quantity: number }

/** What can be handed out, and how much is missing; together they are what was asked for. */
export interface Allocation<B extends Batch = Batch> { readonly picks: readonly BatchPick<B>[]; readonly shortfall: number }

export type AllocationError =
  | { readonly kind: 'invalid-quantity'; readonly requested: number }
  /** Programme and cooperative stock, or two drugs, in one call: they never mix (BR-35). */
  | { readonly kind: 'mixed-stock' }

/**
 * Picks the batches to hand out, soonest expiry first (FEFO, BR-31), then earliest receipt, then batch number.
 * Expired batches are left out (BR-32), and no batch gives more than it has: what is missing is stated as the shortfall.
 */
export function allocateFefo<B extends Batch>(held: readonly B[], requested: number, today: Day): Result<Allocation<B>, AllocationError> {
  if (!Number.isSafeInteger(requested) || requested <= 0) return err({ kind: 'invalid-quantity', requested })
  if (new Set(held.map(batch => `${batch.drugId}|${batch.source}`)).size > 1) return err({ kind: 'mixed-stock' })
  const usable = held.filter(batch => usableOf(batch, today) > 0).sort(bySoonestExpiry)
  const picks: BatchPick<B>[] = []
  let missing = requested
  for (const batch of usable) {
    if (missing === 0) break
    const quantity = Math.min(missing, batch.quantity)
    picks.push({ batch, quantity })
    missing -= quantity
  }
  return ok({ picks, shortfall: missing })
}

/** The order of handing out. Equal batches fall back to their number, so two tablets with one ledger pick the same. */
export function bySoonestExpiry(a: Batch, b: Batch): number {
  return compare(a.expiresOn, b.expiresOn) || compare(a.receivedOn ?? '9999', b.receivedOn ?? '9999') || compare(a.number, b.number)
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
