import type { Day } from '../../core/day.ts'
import type { Fund, MovementData } from '../../records/stock-movement.ts'
import { isUsable } from './expiry.ts'

export type FundSource = MovementData['source']

/** What is left of one batch of one drug from one fund. Always a sum of movements, never stored (law 4). */
export interface Balance {
  readonly key: string
  readonly drugId: string
  readonly source: FundSource
  /** Where programme stock was paid from; 'program' also for the cooperative's, which has no such split. */
  readonly fund: Fund
  readonly number: string
  readonly expiresOn: Day
  /** Day of the earliest receipt; null for a batch that was only ever handed out, which is an error to look into. */
  readonly receivedOn: Day | null
  /** Whole smallest units; below zero only after two offline tablets took the same stock (BR-30). */
  readonly quantity: number
}

/** What tells one shelf position from another. */
export type BatchRef = Pick<MovementData, 'drugId' | 'source' | 'batch' | 'fund'>

export const fundOf = (ref: Pick<MovementData, 'fund'>): Fund => ref.fund ?? 'program'

/**
 * Drug × source × batch, and the fund where it is not the usual one. The expiry belongs to it: one number printed with two
 * dates is two batches. Version 1 knew no fund, so the usual one adds nothing to the key.
 */
export function balanceKey(ref: BatchRef): string {
  const fund = fundOf(ref)
  return `${ref.drugId}|${ref.source}|${ref.batch.number}|${ref.batch.expiresOn}${fund === 'program' ? '' : `|${fund}`}`
}

/** Folds movements into balances by key. The order of movements does not matter. */
export function foldBalances(movements: Iterable<MovementData>): Map<string, Balance> {
  const balances = new Map<string, Balance>()
  for (const movement of movements) {
    const key = balanceKey(movement)
    const before = balances.get(key)
    balances.set(key, addMovement(before, key, movement))
  }
  return balances
}

/** One movement more on a balance; `before` undefined for a batch not seen yet. */
export function addMovement(before: Balance | undefined, key: string, movement: MovementData): Balance {
  const received = movement.reason === 'diterima' || movement.reason === 'pindahan' ? movement.on : null
  return {
    key, drugId: movement.drugId, source: movement.source, fund: fundOf(movement), number: movement.batch.number, expiresOn: movement.batch.expiresOn,
    receivedOn: earlier(before?.receivedOn ?? null, received),
    quantity: (before?.quantity ?? 0) + movement.quantity,
  }
}

function earlier(a: Day | null, b: Day | null): Day | null {
  if (a === null || b === null) return a ?? b
  return a < b ? a : b
}

/** What may be handed out of a batch on a day: nothing that has expired, is below zero, or was put aside by a person (BR-32). */
export const usableOf = (batch: Pick<Balance, 'quantity' | 'expiresOn'>, today: Day, isHeld = false): number =>
  (batch.quantity > 0 && !isHeld && isUsable(batch.expiresOn, today) ? batch.quantity : 0)

/** What a drug has in one fund: all that is there, and what may still be handed out today. Negative batches count as they are. */
export function stockOf(balances: Iterable<Balance>, drugId: string, source: FundSource, today: Day): { readonly total: number; readonly usable: number } {
  let total = 0
  let usable = 0
  for (const balance of balances) {
    if (balance.drugId !== drugId || balance.source !== source) continue
    total += balance.quantity
    usable += usableOf(balance, today)
  }
  return { total, usable }
}

/** The batch of a balance, as a movement or document names it. */
export function batchRefOf(balance: Balance): BatchRef {
  const ref: BatchRef = { drugId: balance.drugId, source: balance.source, batch: { number: balance.number, expiresOn: balance.expiresOn } }
  return balance.fund === 'program' ? ref : { ...ref, fund: balance.fund }
}
