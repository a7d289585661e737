import type { Json } from '#domain/core/json.ts'
import type { MovementData } from '#domain/records/stock-movement.ts'
import { addMovement, balanceKey, type Balance } from '#domain/rules/pharmacy/balance.ts'
import { addToMonth, ledgerMonthKey, type LedgerMonth } from '#domain/rules/pharmacy/ledger.ts'
import type { LedgerFold } from '../../db/record-store.ts'

const listed = <T>(state: ReadonlyMap<string, T>): Json => [...state.values()] as unknown as Json
const keyed = <T>(json: Json, keyOf: (item: T) => string): Map<string, T> => new Map((json as unknown as T[]).map(item => [keyOf(item), item]))

/** What is left of every batch (law 4: a sum, kept only to be quick). */
export const balanceFold: LedgerFold<'stock-movement', Map<string, Balance>> = {
  name: 'balances', version: 1, kind: 'stock-movement',
  empty: () => new Map(),
  add(state, movement: MovementData) {
    const key = balanceKey(movement)
    state.set(key, addMovement(state.get(key), key, movement))
  },
  toJson: listed, fromJson: json => keyed<Balance>(json, balance => balance.key),
}

/** The flows of every drug, source and fund by month, for LPLPO, mean use and days without stock. */
export const monthFold: LedgerFold<'stock-movement', Map<string, LedgerMonth>> = {
  name: 'ledger-months', version: 2, kind: 'stock-movement',
  empty: () => new Map(),
  add(state, movement: MovementData) {
    const key = ledgerMonthKey(movement)
    state.set(key, addToMonth(state.get(key), movement))
  },
  toJson: listed, fromJson: json => keyed<LedgerMonth>(json, month => `${month.drugId}|${month.source}|${month.fund}|${month.month}`),
}

/** What moved of every batch on every day: what a batch stood at before any day, without the ledger. */
export const batchDayFold: LedgerFold<'stock-movement', Map<string, Record<string, number>>> = {
  name: 'batch-days', version: 1, kind: 'stock-movement',
  empty: () => new Map(),
  add(state, movement: MovementData) {
    const key = balanceKey(movement)
    const days = { ...state.get(key) }
    days[movement.on] = (days[movement.on] ?? 0) + movement.quantity
    state.set(key, days)
  },
  toJson: state => [...state] as unknown as Json, fromJson: json => new Map(json as unknown as [string, Record<string, number>][]),
}

/** Ids of movements that were taken back whole: what was handed out and undone is in no figure. */
export const reversedFold: LedgerFold<'stock-movement', Set<string>> = {
  name: 'reversed-movements', version: 1, kind: 'stock-movement',
  empty: () => new Set(),
  add(state, movement: MovementData) {
    if (movement.reason === 'dibalik' && movement.reverses !== null) state.add(movement.reverses)
  },
  toJson: state => [...state], fromJson: json => new Set(json as string[]),
}
