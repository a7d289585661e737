import type { Day } from '../../core/day.ts'
import { err, ok, type Result } from '../../core/result.ts'
import type { MovementData } from '../../records/stock-movement.ts'
import { batchRefOf, usableOf, type Balance, type FundSource } from './balance.ts'
import { reasonUndone } from './ledger.ts'
import { allocateFefo, bySoonestExpiry } from './fefo.ts'
import { isUsable } from './expiry.ts'

export interface DispenseRequest {
  readonly drugId: string
  readonly source: FundSource
  /** Whole smallest units. */
  readonly quantity: number
  readonly today: Day
  readonly visitId: string | null
  readonly document?: string
  readonly party?: string
  /** The hand-over that these movements belong to. */
  readonly documentId?: string
  /** The moment on the clinic's wall, `YYYY-MM-DDTHH:MM:SS`. */
  readonly at?: string
  /** A batch that a person chose against FEFO, with the reason the supervisor will read (BR-34). */
  readonly chosen?: { readonly key: string; readonly reason: string }
}

export type DispenseError =
  | { readonly kind: 'invalid-quantity'; readonly requested: number }
  | { readonly kind: 'shortfall'; readonly available: number; readonly shortfall: number; readonly expired: number }
  | { readonly kind: 'unknown-batch' }
  | { readonly kind: 'expired-batch'; readonly expiresOn: Day }
  | { readonly kind: 'override-needs-reason' }

/**
 * Decides what to take for one line of a prescription. One device never goes below zero (BR-30): where stock does not
 * suffice, nothing is taken and the shortfall is told, with what lies expired. Takes from one fund only (BR-35).
 */
export function decideDispense(balances: Iterable<Balance>, request: DispenseRequest): Result<MovementData[], DispenseError> {
  const held = [...balances].filter(balance => balance.drugId === request.drugId && balance.source === request.source)
  if (!Number.isSafeInteger(request.quantity) || request.quantity <= 0) return err({ kind: 'invalid-quantity', requested: request.quantity })
  if (request.chosen) return fromChosenBatch(held, request, request.chosen)
  const allocation = allocateFefo(held, request.quantity, request.today)
  if (!allocation.ok) return err({ kind: 'invalid-quantity', requested: request.quantity })
  const { picks, shortfall } = allocation.value
  if (shortfall > 0) return err(shortage(held, request))
  return ok(picks.map(pick => taken(pick.batch, pick.quantity, request, null)))
}

function fromChosenBatch(held: readonly Balance[], request: DispenseRequest, chosen: { key: string; reason: string }): Result<MovementData[], DispenseError> {
  const batch = held.find(balance => balance.key === chosen.key)
  if (!batch) return err({ kind: 'unknown-batch' })
  if (!isUsable(batch.expiresOn, request.today)) return err({ kind: 'expired-batch', expiresOn: batch.expiresOn })
  if (batch.quantity < request.quantity) return err({ ...shortage([batch], request), expired: 0 })
  const first = held.filter(balance => usableOf(balance, request.today) > 0).sort(bySoonestExpiry)[0]
  const reason = chosen.reason.trim()
  if (first?.key === batch.key) return ok([taken(batch, request.quantity, request, null)])
  return reason === '' ? err({ kind: 'override-needs-reason' }) : ok([taken(batch, request.quantity, request, reason)])
}

function shortage(held: readonly Balance[], request: DispenseRequest): Extract<DispenseError, { kind: 'shortfall' }> {
  const available = held.reduce((total, balance) => total + usableOf(balance, request.today), 0)
  const there = held.reduce((total, balance) => total + Math.max(0, balance.quantity), 0)
  return { kind: 'shortfall', available, shortfall: request.quantity - available, expired: there - available }
}

function taken(batch: Balance, quantity: number, request: DispenseRequest, override: string | null): MovementData {
  return {
    ...batchRefOf(batch), quantity: -quantity,
    reason: 'diserahkan', on: request.today, document: request.document ?? '', party: request.party ?? '', visitId: request.visitId, reverses: null, override,
    ...(request.documentId === undefined ? {} : { documentId: request.documentId }), ...(request.at === undefined ? {} : { at: request.at }),
  }
}

/** The entry that takes a movement back (the ledger is append-only): the same batch, the other sign, on the day of correction. */
export function reverseMovement(original: { readonly id: string; readonly data: MovementData }, on: Day, document: string, at?: string): MovementData {
  const { override: _override, at: _at, ...kept } = original.data
  return {
    ...kept, quantity: -kept.quantity, reason: 'dibalik', on, document, reverses: original.id, override: null,
    undoes: reasonUndone(kept), ...(at === undefined ? {} : { at }),
  }
}

/**
 * A movement is taken back once: the id of its reversal follows from it, so that of two offline tablets that both do it the
 * second is put aside instead of moving the stock twice.
 */
export const reversalId = (movementId: string): string => `${movementId}-balik`
