import type { Day } from '#domain/core/day.ts'
import { streamOf } from '#domain/core/streams.ts'
import type { DataOf } from '#domain/records/index.ts'
import { THE_SETTING } from '#domain/records/coop-setting.ts'
import { duesOf, holdingsOf } from '#domain/rules/finance/savings.ts'
import { samePerson } from '#domain/rules/members/merge-rules.ts'
import type { RowDraft } from '#sync/judge.ts'
import type { RowBook } from '../row-book.ts'

/** The lines of the book that are touched, with those of the same person; `allOf` says which lines are one person's. */
export interface People { readonly ids: readonly string[]; readonly allOf: (id: string) => readonly string[]; readonly lineOf: (id: string) => string }

const MONEY = [['finance', 'saving-entry'], ['finance', 'cash-entry'], ['trade', 'member-trade']] as const

/** Loads all that a desk line says of these members: whom they were merged with, their savings, their trade, what they paid off. */
export async function loadPeople(book: RowBook, kmp: string, touched: ReadonlySet<string>): Promise<People> {
  const stream = streamOf('members', kmp)
  const ids = new Set<string>()
  const merges = new Map<string, { keepId: string; dropId: string }>()
  for (let next = [...touched]; next.length > 0;) {
    for (const id of next) ids.add(id)
    await book.loadKeys(next.flatMap(value => ['keep', 'drop'].map(name => ({ stream, kind: 'member-merge', name, value }))))
    const found = next.flatMap(id => ['keep', 'drop'].flatMap(name => book.find(stream, 'member-merge', name, id)))
    for (const { id, state, data } of found) {
      const merge = data as unknown as DataOf<'member-merge'>
      if (state === 'live' && merge.undone === null) merges.set(id, merge)
    }
    next = [...new Set(found.flatMap(({ data }) => { const { keepId, dropId } = data as unknown as DataOf<'member-merge'>; return [keepId, dropId] }))].filter(id => !ids.has(id))
  }
  await book.loadIds(ids)
  await book.loadKeys([
    { stream: streamOf('finance', kmp), kind: 'coop-setting', name: 'one', value: THE_SETTING },
    ...[...ids].flatMap(value => MONEY.map(([purpose, kind]) => ({ stream: streamOf(purpose, kmp), kind, name: 'member', value }))),
  ])
  const lineOf = samePerson([...merges].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, merge]) => merge))
  const persons = new Map<string, string[]>()
  for (const id of ids) persons.set(lineOf(id), [...(persons.get(lineOf(id)) ?? []), id])
  return { ids: [...ids].sort(), lineOf, allOf: id => persons.get(lineOf(id)) ?? [id] }
}

export type Standing = Partial<Pick<DataOf<'desk-member'>, 'dues' | 'credit' | 'creditDays'>>

/**
 * Whether simpanan wajib is paid up to the last whole month before the newest day that this person's membership, savings or trade
 * name, and what he may still buy on account. No clock, neither the server's nor a tablet's: the same records give the same line
 * whenever they come; who never came back is therefore as he was then. Nothing is said without a setting, nor of who is no member.
 */
export function moneyOf(book: RowBook, kmp: string, people: People, id: string, setting: RowDraft | undefined): Standing {
  const owner = book.at(streamOf('members', kmp), people.lineOf(id)) ?? book.at(streamOf('members', kmp), id)
  if (!setting || owner?.kind !== 'member' || owner.state === 'moved') return {}
  const rowsOf = (purpose: 'finance' | 'trade', kind: string): RowDraft[] =>
    people.allOf(id).flatMap(one => book.find(streamOf(purpose, kmp), kind, 'member', one)).filter(row => row.state === 'live')
  const { dues, credit } = setting.data as unknown as DataOf<'coop-setting'>
  const member = owner.data as unknown as DataOf<'member'>
  if (owner.state !== 'live' || member.status.state !== 'aktif') return { credit: 0 }

  const savings = rowsOf('finance', 'saving-entry')
  const trade = rowsOf('trade', 'member-trade').map(row => row.data as unknown as DataOf<'member-trade'>)
  const until = [
    member.joinedOn, member.status.on, ...savings.map(row => (row.data as unknown as DataOf<'saving-entry'>).on),
    ...trade.map(({ month }) => `${month}-01`), ...dues.wajib.map(({ from }) => `${from}-01`),
  ].reduce((a, b) => (b > a ? b : a)) as Day
  const paid = holdingsOf(savings.map(row => ({ state: row.state, data: row.data as unknown as DataOf<'saving-entry'> }))).wajib
  const { arrears } = duesOf({ joinedOn: member.joinedOn, exitOn: null, paid, schedule: dues.wajib, until })

  const bought = sumOf(trade.map(({ tempo }) => tempo))
  const paidOff = sumOf(rowsOf('finance', 'cash-entry').map(row => row.data as unknown as DataOf<'cash-entry'>)
    .filter(entry => entry.category === 'pelunasan-piutang').map(entry => entry.amount))
  return { dues: arrears > 0 ? 'menunggak' : 'lunas', credit: Math.max(0, credit.limit - bought + paidOff), creditDays: credit.days }
}

const sumOf = (amounts: readonly number[]): number => amounts.reduce((sum, amount) => sum + amount, 0)
