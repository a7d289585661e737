import type { Day, Month } from '#domain/core/day.ts'
import { monthOf } from '#domain/core/day.ts'
import type { Json } from '#domain/core/json.ts'
import type { Rupiah } from '#domain/core/rupiah.ts'
import { besideOf } from '#domain/core/streams.ts'
import { SAVING_METHODS, SAVING_TYPES, type SavingEntryData, type SavingType } from '#domain/records/saving-entry.ts'
import { wajibPaidBy } from '#domain/rules/finance/savings-entries.ts'
import { noHoldings, type Holdings } from '#domain/rules/finance/savings.ts'
import { samePerson } from '#domain/rules/members/merge-rules.ts'
import type { Interest, LedgerFold, RecordReader } from '../../db/record-store.ts'
import { readMerges } from './members.ts'

export const SAVINGS_INTERESTS: readonly Interest[] = [{ kind: 'saving-entry' }, { kind: 'member-merge' }]

/** What somebody holds, and what of simpanan wajib he paid in (see wajibPaidBy). */
export interface MemberSavings extends Holdings { readonly wajibPaid: Rupiah }
const NONE: MemberSavings = { ...noHoldings(), wajibPaid: 0 }
const withEntry = (before: MemberSavings | undefined, entry: SavingEntryData): MemberSavings => {
  const { pokok, wajib, sukarela, wajibPaid } = before ?? NONE
  const held = { pokok, wajib, sukarela }
  held[entry.type] += entry.amount
  return { ...held, wajibPaid: wajibPaid + wajibPaidBy(entry) }
}
const sumOf = (a: MemberSavings, b: MemberSavings): MemberSavings => ({ pokok: a.pokok + b.pokok, wajib: a.wajib + b.wajib, sukarela: a.sukarela + b.sukarela, wajibPaid: a.wajibPaid + b.wajibPaid })

/** What is held under every line of the members' book (law 4: a sum, kept only to be quick). */
export const savingsFold: LedgerFold<'saving-entry', Map<string, MemberSavings>> = {
  name: 'savings', version: 1, kind: 'saving-entry',
  empty: () => new Map(),
  add(state, entry: SavingEntryData) { state.set(entry.memberId, withEntry(state.get(entry.memberId), entry)) },
  toJson: state => [...state] as unknown as Json, fromJson: json => new Map(json as unknown as [string, MemberSavings][]),
}

/** The same by month, for what stood at the end of an earlier one. A line's months are replaced, never changed: they are shared with what is kept. */
type Months = Readonly<Record<string, MemberSavings>>
export const savingsMonthFold: LedgerFold<'saving-entry', Map<string, Months>> = {
  name: 'savings-months', version: 1, kind: 'saving-entry',
  empty: () => new Map(),
  add(state, entry: SavingEntryData) {
    const months = state.get(entry.memberId) ?? {}
    const month = monthOf(entry.on)
    state.set(entry.memberId, { ...months, [month]: withEntry(months[month], entry) })
  },
  toJson: state => [...state] as unknown as Json, fromJson: json => new Map(json as unknown as [string, Months][]),
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

/** What everybody holds now, or stood at the end of a month, by person: lines of the book that were merged are one. */
export async function readHoldings(reader: RecordReader, stream: string, until?: Month): Promise<ReadonlyMap<string, MemberSavings>> {
  const byLine = until === undefined ? await reader.fold(savingsFold, stream) : await heldUntil(reader, stream, until)
  const members = besideOf(stream, 'members')
  const personOf = samePerson(members === null ? [] : await readMerges(reader, members))
  const byPerson = new Map<string, MemberSavings>()
  for (const [line, savings] of byLine) {
    const person = personOf(line)
    byPerson.set(person, sumOf(byPerson.get(person) ?? NONE, savings))
  }
  return byPerson
}

async function heldUntil(reader: RecordReader, stream: string, until: Month): Promise<Map<string, MemberSavings>> {
  const lines = await reader.fold(savingsMonthFold, stream)
  return new Map([...lines].map(([line, months]) => [line, Object.entries(months).filter(([month]) => month <= until).map(([, savings]) => savings).reduce(sumOf, NONE)]))
}
export const holdingsIn = (held: ReadonlyMap<string, MemberSavings>, person: string): MemberSavings => held.get(person) ?? NONE

/** What went in and out between two days, both counted, for the cash book: by day, kind and way, in the order of days. */
export async function savingsCash(reader: RecordReader, stream: string, from: Day, to: Day): Promise<SavingsDay[]> {
  const days = await reader.fold(savingsDayFold, stream)
  return [...days.values()].filter(({ on }) => on >= from && on <= to).sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))
}

export interface SavingsTotals {
  readonly byType: Holdings
  /** Net by the way it came or went: what savings put into the drawer and into the bank; `tanpa-kas` was brought over. */
  readonly byMethod: Readonly<Record<SavingEntryData['method'], Rupiah>>
  readonly total: Rupiah
}
/** The savings ledger of a KMP in sums: all of it, or what is dated up to a day. */
export async function readSavingsTotals(reader: RecordReader, stream: string, until?: Day): Promise<SavingsTotals> {
  const days = [...(await reader.fold(savingsDayFold, stream)).values()].filter(({ on }) => until === undefined || on <= until)
  const net = (wanted: readonly SavingsDay[]): Rupiah => wanted.reduce((sum, day) => sum + day.in - day.out, 0)
  const sums = <K extends 'type' | 'method', V extends SavingsDay[K] & string>(key: K, values: readonly V[]): Record<V, Rupiah> =>
    Object.fromEntries(values.map(value => [value, net(days.filter(day => day[key] === value))])) as Record<V, Rupiah>
  return { byType: sums('type', SAVING_TYPES), byMethod: sums('method', SAVING_METHODS), total: net(days) }
}
