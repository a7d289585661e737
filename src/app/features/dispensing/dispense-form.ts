import type { Day } from '#domain/core/day.ts'
import type { Json } from '#domain/core/json.ts'
import { parseWhole } from '#domain/core/number.ts'
import { err, type Result } from '#domain/core/result.ts'
import type { MovementData } from '#domain/records/stock-movement.ts'
import { stockOf, type Balance, type FundSource } from '#domain/rules/pharmacy/balance.ts'
import { decideDispense, type DispenseError, type DispenseRequest } from '#domain/rules/pharmacy/dispense.ts'

/** To whom: never a person in the stock ledger, only the kind of taker. */
export const PARTIES = ['umum', 'anggota'] as const

/** A hand-over as typed. `chosen` is the key of a batch taken against the order of expiry, '' for the proposal. */
export interface DispenseForm { drugId: string; source: string; quantity: string; party: string; document: string; chosen: string; reason: string }

export const emptyDispense = (drugId: string): DispenseForm => ({ drugId, source: '', quantity: '', party: 'umum', document: '', chosen: '', reason: '' })

export function restoreDispense(kept: Json | undefined, start: DispenseForm): DispenseForm | null {
  if (kept === null || typeof kept !== 'object' || Array.isArray(kept)) return null
  return { ...start, ...(Object.fromEntries(Object.entries(kept).filter(([field, value]) => field in start && typeof value === 'string')) as Partial<DispenseForm>) }
}

export const isFund = (word: string): word is FundSource => word === 'program' || word === 'koperasi'

/** What the form asks for, or null while it does not ask for a whole quantity of one drug from one fund. */
export function requestOf(form: DispenseForm, today: Day): DispenseRequest | null {
  const quantity = parseWhole(form.quantity)
  if (form.drugId === '' || !isFund(form.source) || !quantity.ok || quantity.value <= 0) return null
  return {
    drugId: form.drugId, source: form.source, quantity: quantity.value, today, visitId: null, document: form.document.trim(), party: form.party,
    ...(form.chosen === '' ? {} : { chosen: { key: form.chosen, reason: form.reason } }),
  }
}

/** The batches a hand-over would take from the shelf as it is shown, or why it cannot be. */
export function planOf(form: DispenseForm, balances: readonly Balance[], today: Day): Result<MovementData[], DispenseError> | null {
  const request = requestOf(form, today)
  if (!request) return form.quantity.trim() === '' || form.drugId === '' || !isFund(form.source) ? null : err({ kind: 'invalid-quantity', requested: Number.NaN })
  return decideDispense(balances, request)
}

/** What may be handed out of a drug, by fund. */
export function usableOf(balances: readonly Balance[], drugId: string, today: Day): Readonly<Record<FundSource, number>> {
  return { program: stockOf(balances, drugId, 'program', today).usable, koperasi: stockOf(balances, drugId, 'koperasi', today).usable }
}
