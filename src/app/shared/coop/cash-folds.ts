import type { Day } from '#domain/core/day.ts'
import type { Json } from '#domain/core/json.ts'
import type { Rupiah } from '#domain/core/rupiah.ts'
import type { CashCountData } from '#domain/records/cash-count.ts'
import type { CashEntryData } from '#domain/records/cash-entry.ts'
import type { LedgerFold } from '../../db/record-store.ts'

/** What was entered on a day for one purpose by one way, what was taken back included. */
export type EntryDay = Pick<CashEntryData, 'on' | 'category' | 'method' | 'amount'>
export const entryDayFold: LedgerFold<'cash-entry', Map<string, EntryDay>> = {
  name: 'cash-days', version: 1, kind: 'cash-entry',
  empty: () => new Map(),
  add(state, { on, category, method, amount }: CashEntryData) {
    const key = `${on}|${category}|${method}`
    state.set(key, { on, category, method, amount: (state.get(key)?.amount ?? 0) + amount })
  },
  toJson: state => [...state] as unknown as Json, fromJson: json => new Map(json as unknown as [string, EntryDay][]),
}

/** What counts of a day found too much and too little. */
export interface CountDay { readonly on: Day; readonly found: Rupiah; readonly short: Rupiah }
export const countDayFold: LedgerFold<'cash-count', Map<string, CountDay>> = {
  name: 'cash-count-days', version: 1, kind: 'cash-count',
  empty: () => new Map(),
  add(state, { on, difference }: CashCountData) {
    const before = state.get(on) ?? { on, found: 0, short: 0 }
    state.set(on, difference > 0 ? { ...before, found: before.found + difference } : { ...before, short: before.short - difference })
  },
  toJson: state => [...state] as unknown as Json, fromJson: json => new Map(json as unknown as [string, CountDay][]),
}

/** What each member paid off of what he bought on account. */
export const paidFold: LedgerFold<'cash-entry', Map<string, Rupiah>> = {
  name: 'debts-paid', version: 1, kind: 'cash-entry',
  empty: () => new Map(),
  add(state, { category, memberId, amount }: CashEntryData) {
    if (category === 'pelunasan-piutang' && memberId !== null) state.set(memberId, (state.get(memberId) ?? 0) + amount)
  },
  toJson: state => [...state] as unknown as Json, fromJson: json => new Map(json as unknown as [string, Rupiah][]),
}
