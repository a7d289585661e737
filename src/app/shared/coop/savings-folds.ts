import { monthOf, type Day } from '#domain/core/day.ts'
import type { Json } from '#domain/core/json.ts'
import type { Rupiah } from '#domain/core/rupiah.ts'
import type { SavingEntryData, SavingType } from '#domain/records/saving-entry.ts'
import { wajibPaidBy } from '#domain/rules/finance/savings-entries.ts'
import type { Holdings } from '#domain/rules/finance/savings.ts'
import type { LedgerFold } from '../../db/record-store.ts'

/** What somebody holds, and what of simpanan wajib he paid in (see wajibPaidBy). */
export interface MemberSavings extends Holdings { readonly wajibPaid: Rupiah }
export const NO_SAVINGS: MemberSavings = { pokok: 0, wajib: 0, sukarela: 0, wajibPaid: 0 }
const withEntry = (before: MemberSavings | undefined, entry: SavingEntryData): MemberSavings => {
  const { pokok, wajib, sukarela, wajibPaid } = before ?? NO_SAVINGS
  const held = { pokok, wajib, sukarela }
  held[entry.type] += entry.amount
  return { ...held, wajibPaid: wajibPaid + wajibPaidBy(entry) }
}

/** What is held under every line of the members' book (law 4: a sum, kept only to be quick). */
export const savingsFold: LedgerFold<'saving-entry', Map<string, MemberSavings>> = {
  name: 'savings', version: 1, kind: 'saving-entry',
  empty: () => new Map(),
  add(state, entry: SavingEntryData) { state.set(entry.memberId, withEntry(state.get(entry.memberId), entry)) },
  toJson: state => [...state] as unknown as Json, fromJson: json => new Map(json as unknown as [string, MemberSavings][]),
}

/** The same by month, for what stood at the end of an earlier one. */
type Months = Readonly<Record<string, MemberSavings>>
export const savingsMonthFold: LedgerFold<'saving-entry', Map<string, Months>> = {
  name: 'savings-months', version: 1, kind: 'saving-entry',
  empty: () => new Map(),
  add(state, entry: SavingEntryData) {
    const months = state.get(entry.memberId) ?? {}
    const month = monthOf(entry.on)
    state.set(entry.memberId, { ...months, [month]: withEntry(months[month], entry) })
  },
  // Figures in a row, without their names: a hundred thousand entries make a third of the size.
  toJson: state => [...state].map(([id, months]) => [id, ...Object.entries(months).flatMap(([month, { pokok, wajib, sukarela, wajibPaid }]) => [month, pokok, wajib, sukarela, wajibPaid])]),
  fromJson: json => new Map((json as [string, ...(string | number)[]][]).map(([id, ...cells]) => [id, monthsOf(cells)])),
}

function monthsOf(cells: readonly (string | number)[]): Months {
  const months: Record<string, MemberSavings> = {}
  for (let at = 0; at < cells.length; at += 5) {
    const [month, pokok, wajib, sukarela, wajibPaid] = cells.slice(at, at + 5) as [string, number, number, number, number]
    months[month] = { pokok, wajib, sukarela, wajibPaid }
  }
  return months
}

/** What went in and out on a day, of one kind and by one way. */
export interface SavingsDay { readonly on: Day; readonly type: SavingType; readonly method: SavingEntryData['method']; readonly in: Rupiah; readonly out: Rupiah }
export const savingsDayFold: LedgerFold<'saving-entry', Map<string, SavingsDay>> = {
  name: 'savings-days', version: 1, kind: 'saving-entry',
  empty: () => new Map(),
  add(state, { on, type, method, amount }: SavingEntryData) {
    const key = `${on}|${type}|${method}`
    const before = state.get(key) ?? { on, type, method, in: 0, out: 0 }
    state.set(key, amount > 0 ? { ...before, in: before.in + amount } : { ...before, out: before.out - amount })
  },
  toJson: state => [...state.values()] as unknown as Json,
  fromJson: json => new Map((json as unknown as SavingsDay[]).map(one => [`${one.on}|${one.type}|${one.method}`, one])),
}
