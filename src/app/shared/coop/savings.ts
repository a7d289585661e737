import type { Day, Month } from '#domain/core/day.ts'
import type { Rupiah } from '#domain/core/rupiah.ts'
import { besideOf } from '#domain/core/streams.ts'
import { SAVING_METHODS, SAVING_TYPES, type SavingEntryData } from '#domain/records/saving-entry.ts'
import type { Holdings } from '#domain/rules/finance/savings.ts'
import { samePerson } from '#domain/rules/members/merge-rules.ts'
import type { Interest, RecordReader } from '../../db/record-store.ts'
import { readMerges } from './members.ts'
import { NO_SAVINGS, savingsDayFold, savingsFold, savingsMonthFold, type MemberSavings, type SavingsDay } from './savings-folds.ts'

export { savingsDayFold, savingsFold, type MemberSavings, type SavingsDay }

export const SAVINGS_INTERESTS: readonly Interest[] = [{ kind: 'saving-entry' }, { kind: 'member-merge' }]

const sumOf = (a: MemberSavings, b: MemberSavings): MemberSavings => ({ pokok: a.pokok + b.pokok, wajib: a.wajib + b.wajib, sukarela: a.sukarela + b.sukarela, wajibPaid: a.wajibPaid + b.wajibPaid })

/** What everybody holds now, or stood at the end of a month, by person: lines of the book that were merged are one. */
export async function readHoldings(reader: RecordReader, stream: string, until?: Month): Promise<ReadonlyMap<string, MemberSavings>> {
  const byLine = until === undefined ? await reader.fold(savingsFold, stream) : await heldUntil(reader, stream, until)
  const members = besideOf(stream, 'members')
  const personOf = samePerson(members === null ? [] : await readMerges(reader, members))
  const byPerson = new Map<string, MemberSavings>()
  for (const [line, savings] of byLine) {
    const person = personOf(line)
    byPerson.set(person, sumOf(byPerson.get(person) ?? NO_SAVINGS, savings))
  }
  return byPerson
}

async function heldUntil(reader: RecordReader, stream: string, until: Month): Promise<Map<string, MemberSavings>> {
  const lines = await reader.fold(savingsMonthFold, stream)
  return new Map([...lines].map(([line, months]) => [line, Object.entries(months).filter(([month]) => month <= until).map(([, savings]) => savings).reduce(sumOf, NO_SAVINGS)]))
}
export const holdingsIn = (held: ReadonlyMap<string, MemberSavings>, person: string): MemberSavings => held.get(person) ?? NO_SAVINGS

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
