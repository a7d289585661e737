import type { Day } from '../../core/day.ts'
import type { Fund, MovementData, MovementReason } from '../../records/stock-movement.ts'
import { fundOf, type FundSource } from './balance.ts'

/** The columns of a month's ledger. All are flows with their natural sign: `used` 30 means that 30 went out. */
export const LEDGER_COLUMNS = ['received', 'movedIn', 'used', 'movedOut', 'returned', 'lost', 'difference'] as const
export type LedgerColumn = (typeof LEDGER_COLUMNS)[number]

const COLUMN: Readonly<Record<Exclude<MovementReason, 'dibalik'>, LedgerColumn>> = {
  diterima: 'received', pindahan: 'movedIn', diserahkan: 'used', dikembalikan: 'used', dikirim: 'movedOut', diretur: 'returned', dimusnahkan: 'lost', selisih: 'difference',
}
const OUT: ReadonlySet<LedgerColumn> = new Set(['used', 'movedOut', 'returned', 'lost'])

/** What a reversal takes back. Version 1 said it by the sign alone: it knew receipts and hand-overs only. */
export function reasonUndone(movement: Pick<MovementData, 'reason' | 'quantity' | 'undoes'>): MovementReason {
  if (movement.reason !== 'dibalik') return movement.reason
  return movement.undoes ?? (movement.quantity > 0 ? 'diserahkan' : 'diterima')
}

/** Where a movement counts, with what it adds there: a reversal lessens the column of what it takes back. */
export function flowOf(movement: Pick<MovementData, 'reason' | 'quantity' | 'undoes'>): { readonly column: LedgerColumn; readonly amount: number } {
  const reason = reasonUndone(movement)
  const column = reason === 'dibalik' ? 'difference' : COLUMN[reason]
  return { column, amount: OUT.has(column) ? -movement.quantity : movement.quantity }
}

export type Flows = Record<LedgerColumn, number>
export const noFlows = (): Flows => ({ received: 0, movedIn: 0, used: 0, movedOut: 0, returned: 0, lost: 0, difference: 0 })

/** What a month's flows do to the balance. */
export const netOf = (flows: Flows): number =>
  flows.received + flows.movedIn - flows.used - flows.movedOut - flows.returned - flows.lost + flows.difference

/** One drug of one source and fund in one month: its flows, and the net of each day on which something moved ('01' to '31'). */
export interface LedgerMonth {
  readonly drugId: string
  readonly source: FundSource
  readonly fund: Fund
  /** `YYYY-MM` of the movements' day, not of their arrival. */
  readonly month: string
  readonly flows: Flows
  readonly days: Readonly<Record<string, number>>
  /** The latest day on which something was handed out. What was taken back later still stands here: look at `flows.used` too. */
  readonly lastUsedOn: Day | null
}

export const ledgerMonthKey = (movement: Pick<MovementData, 'drugId' | 'source' | 'fund' | 'on'>): string =>
  `${movement.drugId}|${movement.source}|${fundOf(movement)}|${movement.on.slice(0, 7)}`

/** One movement more on its month; `before` undefined for the first. */
export function addToMonth(before: LedgerMonth | undefined, movement: MovementData): LedgerMonth {
  const { column, amount } = flowOf(movement)
  const flows = before?.flows ?? noFlows()
  const dayOfMonth = (movement.on as Day).slice(8)
  return {
    drugId: movement.drugId, source: movement.source, fund: fundOf(movement), month: movement.on.slice(0, 7),
    flows: { ...flows, [column]: flows[column] + amount },
    days: { ...before?.days, [dayOfMonth]: (before?.days[dayOfMonth] ?? 0) + movement.quantity },
    lastUsedOn: later(before?.lastUsedOn ?? null, movement.reason === 'diserahkan' ? movement.on : null),
  }
}

function later(a: Day | null, b: Day | null): Day | null {
  if (a === null || b === null) return a ?? b
  return a > b ? a : b
}

/** Folds movements into months by key; their order does not matter. */
export function foldMonths(movements: Iterable<MovementData>): Map<string, LedgerMonth> {
  const months = new Map<string, LedgerMonth>()
  for (const movement of movements) {
    const key = ledgerMonthKey(movement)
    months.set(key, addToMonth(months.get(key), movement))
  }
  return months
}
