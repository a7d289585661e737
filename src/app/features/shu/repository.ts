import type { Day } from '#domain/core/day.ts'
import { addMonths, day } from '#domain/core/day.ts'
import type { Rupiah } from '#domain/core/rupiah.ts'
import { ALL_YEARS } from '#domain/records/shu-year.ts'
import { cashPosition } from '#domain/rules/finance/cash-money.ts'
import { figuresOf, membersOfYear, sharersOf, yearEnd, yearFigures, type YearFigures } from '#domain/rules/finance/shu-figures.ts'
import type { Sharer, ShuRule } from '#domain/rules/finance/shu.ts'
import { coopStatement } from '#domain/rules/finance/statement.ts'
import { samePerson } from '#domain/rules/members/merge-rules.ts'
import type { AppContext } from '#app/context.ts'
import type { Interest, StoredRecord } from '#app/db/record-store.ts'
import { BOOK_INTERESTS, readBooks } from '#app/shared/coop/books.ts'
import { readMemberTrade } from '#app/shared/coop/debts.ts'
import { kmpOf, type Kmp } from '#app/shared/coop/kmp.ts'
import { COOP_MEMBER_INTERESTS, readCoopMembers, readMerges } from '#app/shared/coop/members.ts'
import { holdingsIn, readHoldings } from '#app/shared/coop/savings.ts'
import { readCoopSetting } from '#app/shared/coop/setting.ts'
import { readList, type ShareList } from './lists.ts'

export const YEARS_INTERESTS: readonly Interest[] = [{ kind: 'shu-year' }, { kind: 'coop-setting' }, { kind: 'facility' }]
export const YEAR_INTERESTS: readonly Interest[] = [...BOOK_INTERESTS, ...COOP_MEMBER_INTERESTS, { kind: 'shu-year' }, { kind: 'shu-share' }, { kind: 'member-trade' }, { kind: 'incident' }]

const BEFORE_ALL = day('1900-01-01')
export type ApprovedYear = StoredRecord<'shu-year'>

/** The approved years of a KMP, oldest first. */
async function readApproved(app: Pick<AppContext, 'store'>, kmp: Kmp): Promise<ApprovedYear[]> {
  const years = (await app.store.byKey('shu-year', 'all', ALL_YEARS)).filter(year => year.stream === kmp.streams.finance && year.state === 'live')
  return years.sort((a, b) => a.data.year - b.data.year)
}

/** approved; `due`: its turn, and over; `waits` for an earlier one; `runs` still. */
export type YearState = 'approved' | 'due' | 'waits' | 'runs'
export interface YearLine { readonly year: number; readonly state: YearState; readonly shu: Rupiah | null; readonly ratOn: Day | null; readonly sharers: number | null }
export interface Years { readonly kmp: Kmp; readonly hasSetting: boolean; readonly lines: readonly YearLine[] }

/** Every year from the first one of the books on, newest first. */
export async function readYears(app: AppContext): Promise<Years | null> {
  const kmp = await kmpOf(app)
  if (!kmp) return null
  const [approved, setting] = await Promise.all([readApproved(app, kmp), readCoopSetting(app.store, kmp.streams.finance)])
  const { first, next } = turns(approved.map(year => year.data.year), setting?.data.opening.on ?? null, app.today())
  const lines: YearLine[] = []
  for (let year = thisYear(app.today()); year >= first; year -= 1) {
    const record = approved.find(one => one.data.year === year)
    lines.push({ year, state: stateOf(year, record !== undefined, next, app.today()), shu: record?.data.shu ?? null, ratOn: record?.data.rat.on ?? null, sharers: record?.data.sharers ?? null })
  }
  return { kmp, hasSetting: setting !== null, lines }
}

const thisYear = (today: Day): number => Number(today.slice(0, 4))
/** The first year of the books, and the one whose turn it is: after the last approved one, else the first. */
export function turns(approved: readonly number[], openingOn: Day | null, today: Day): { readonly first: number; readonly next: number } {
  const opening = openingOn === null ? thisYear(today) : thisYear(openingOn)
  const first = Math.min(opening, ...approved, thisYear(today))
  return { first, next: approved.length > 0 ? Math.max(...approved) + 1 : first }
}
export const stateOf = (year: number, isApproved: boolean, next: number, today: Day): YearState =>
  isApproved ? 'approved' : yearEnd(year) >= today ? 'runs' : year === next ? 'due' : 'waits'

/** What keeps a year from being shared out or approved, or has to be known before. */
export type Missing = 'setting' | 'trade' | 'frozen-list' | 'runs' | 'waits' | 'incidents'

/** Everything that a year's surplus follows from, as the books say it now. */
export interface OpenYear {
  readonly kmp: Kmp
  readonly year: number
  readonly state: YearState
  readonly figures: YearFigures
  readonly facts: Readonly<Record<string, Rupiah>>
  readonly rule: ShuRule | null
  readonly savings: 'semua' | 'pokok-wajib'
  /** Null where this tablet may not see what members bought, or lacks a list of an earlier year. */
  readonly members: readonly Sharer[] | null
  readonly names: ReadonlyMap<string, string>
  readonly missing: readonly Missing[]
  /** Whether sales were added up on this tablet, so that what is not sent yet is in them. */
  readonly isOwnTrade: boolean
}

/** A frozen year as it was approved, and its list where this tablet holds it. */
export interface FrozenYear { readonly kmp: Kmp; readonly year: number; readonly record: ApprovedYear; readonly list: ShareList | null; readonly names: ReadonlyMap<string, string> }
export type YearBook = { readonly frozen: FrozenYear; readonly open: null } | { readonly frozen: null; readonly open: OpenYear }

/** A year's surplus: as it was frozen, or as it stands now. Null for whoever belongs to no KMP. */
export async function readYear(app: AppContext, year: number): Promise<YearBook | null> {
  const kmp = await kmpOf(app)
  if (!kmp) return null
  const approved = await readApproved(app, kmp)
  const record = approved.find(one => one.data.year === year)
  if (!record) return { frozen: null, open: await readOpenYear(app, kmp, year, approved) }
  const [list, names] = await Promise.all([readList(app, kmp, record.data), readNames(app, kmp)])
  return { frozen: { kmp, year, record, list, names }, open: null }
}

async function readNames(app: AppContext, kmp: Kmp): Promise<ReadonlyMap<string, string>> {
  return new Map((await readCoopMembers(app.store, kmp.streams.members)).map(({ record }) => [record.id, record.data.name]))
}

async function readOpenYear(app: AppContext, kmp: Kmp, year: number, approved: readonly ApprovedYear[]): Promise<OpenYear> {
  const { store } = app
  const until = yearEnd(year)
  const december = addMonths(`${year}-01`, 11)
  const [setting, books, members, merges, trade, holdings, incidents] = await Promise.all([
    readCoopSetting(store, kmp.streams.finance), readBooks(app, kmp, until), readCoopMembers(store, kmp.streams.members), readMerges(store, kmp.streams.members),
    readMemberTrade(app, kmp), readHoldings(store, kmp.streams.finance, december), store.byKey('incident', 'open', 'y'),
  ])
  const earlier = approved.map(one => one.data).filter(one => one.year < year)
  const lists = trade === null ? [] : await Promise.all(earlier.map(one => readList(app, kmp, one)))
  const rule = setting?.data.shu ?? null
  const savings = rule?.savings ?? 'semua'
  const personOf = samePerson(merges)
  const { next } = turns(approved.map(one => one.data.year), setting?.data.opening.on ?? null, app.today())
  const state = stateOf(year, false, next, app.today())
  const lacksList = lists.some(list => list === null)
  const sharers = trade === null || lacksList ? null : sharersOf({
    year, members, personOf, trade, savings, saved: person => holdingsIn(holdings, person),
    frozen: lists.flatMap((list, index) => (list ? [{ year: earlier[index]?.year ?? year, lines: [...list.lines] }] : [])),
  })
  const book = membersOfYear(members.map(({ record }) => record), year, personOf)
  const money = cashPosition({ ...books, until })
  const held = [...holdings.values()]
  const sumOf = (type: 'pokok' | 'wajib' | 'sukarela'): Rupiah => held.reduce((sum, one) => sum + one[type], 0)
  return {
    kmp, year, state, rule, savings, members: sharers, isOwnTrade: books.isOwnTrade,
    figures: yearFigures(figuresOf(coopStatement({ ...books, from: BEFORE_ALL, to: until })), earlier, year),
    facts: {
      'anggota:awal': book.opening, 'anggota:masuk': book.joined, 'anggota:keluar': book.left, 'anggota:akhir': book.closing,
      'simpanan:pokok': sumOf('pokok'), 'simpanan:wajib': sumOf('wajib'), 'simpanan:sukarela': sumOf('sukarela'), 'kas': money.cash, 'bank': money.bank,
    },
    names: new Map(members.map(({ record }) => [record.id, record.data.name])),
    missing: [
      ...(setting === null ? ['setting' as const] : []), ...(trade === null ? ['trade' as const] : []), ...(lacksList ? ['frozen-list' as const] : []),
      ...(state === 'runs' || state === 'waits' ? [state] : []), ...(incidents.some(one => one.state === 'live' && one.data.type === 'negative-balance') ? ['incidents' as const] : []),
    ],
  }
}
