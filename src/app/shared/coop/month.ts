import { daysOfMonth, type Day, type Month } from '#domain/core/day.ts'
import type { DataOf } from '#domain/records/index.ts'
import type { CoopSettingData } from '#domain/records/coop-setting.ts'
import { cashPosition } from '#domain/rules/finance/cash-money.ts'
import { coopMonth, ratTimed, reportTimed, type CoopMonth, type Timed } from '#domain/rules/finance/coop-report.ts'
import { monthAddsUp } from '#domain/rules/members/member-report.ts'
import { samePerson } from '#domain/rules/members/merge-rules.ts'
import type { AppContext } from '../../context.ts'
import type { Interest, RecordReader, StoredRecord } from '../../db/record-store.ts'
import { toldUntil } from '../months.ts'
import { BOOK_INTERESTS, readBooks, type CoopBooks } from './books.ts'
import type { Kmp } from './kmp.ts'
import { readMerges } from './members.ts'
import { holdingsIn, readHoldings, readSavingsTotals, type MemberSavings } from './savings.ts'
import { readCoopSetting } from './setting.ts'

/** What a month's report depends on. */
export const MONTH_INTERESTS: readonly Interest[] = [...BOOK_INTERESTS, { kind: 'member' }, { kind: 'member-merge' }, { kind: 'coop-report' }, { kind: 'shu-year' }, { kind: 'complaint-month' }]

/** Somebody of the board moved his own money: simpanan, or paid off what he owed. Never what he bought. */
export interface OfficerLine {
  readonly id: string; readonly name: string; readonly position: string; readonly on: Day; readonly number: string
  readonly what: 'pokok' | 'wajib' | 'sukarela' | 'pelunasan'; readonly amount: number
}
/** Complaints of a pustu in numbers, small ones covered before they came here (BR-67). No text and no name is behind them. */
export type ComplaintLine = Pick<DataOf<'complaint-month'>, 'received' | 'closed' | 'open' | 'late'> & { readonly id: string; readonly pustu: string }
/** A month of a cooperative with what was sent of it, and how it stands with its times. */
export interface OversightMonth {
  readonly kmp: Kmp
  readonly setting: CoopSettingData | null
  readonly books: CoopBooks
  readonly coop: CoopMonth
  /** BR-15; a month for which it is false must not be sent. */
  readonly addsUp: boolean
  readonly members: ReadonlyMap<string, StoredRecord<'member'>>
  /** Of people whose lines were merged each has the name of the line that stays. */
  readonly nameOf: (memberId: string) => string
  /** What a person held at the month's end. */
  readonly heldBy: (memberId: string) => MemberSavings
  readonly officers: readonly OfficerLine[]
  /** The latest first: it is what the month is compared with. */
  readonly sent: readonly StoredRecord<'coop-report'>[]
  readonly report: Timed
  readonly rat: Timed & { readonly year: number }
  /** Null for the cooperative's own staff: complaints go to whoever supervises. */
  readonly complaints: readonly ComplaintLine[] | null
}

/** Reads everything a month's report says, from the streams of members and finance alone. Inside a `writeGroup` give its view as `reader`. */
export async function readOversight(app: Pick<AppContext, 'store' | 'streams' | 'today'>, kmp: Kmp, month: Month, reader: RecordReader = app.store): Promise<OversightMonth> {
  const { members: membersStream, finance } = kmp.streams
  const until = toldUntil(month, app.today())
  const year = Number(month.slice(0, 4)) - 1
  const [setting, books, held, savings, merges, lines, reports, years, complaints] = await Promise.all([
    readCoopSetting(reader, finance), readBooks(app, kmp, until, reader), readHoldings(reader, finance, month), readSavingsTotals(reader, finance, until), readMerges(reader, membersStream),
    reader.scan('member'), reader.byKey('coop-report', 'month', month), reader.byKey('shu-year', 'year', String(year)), complaintLines(reader, kmp.streams.report, month),
  ])
  const own = lines.filter(line => line.stream === membersStream)
  const members = new Map(own.map(line => [line.id, line]))
  const personOf = samePerson(merges)
  const officers = await officerLines(reader, finance, setting?.data.officers ?? [], month, id => own.filter(line => personOf(line.id) === personOf(id)).map(line => line.id))
  const coop = coopMonth({
    month, until, lines: own, personOf, heldBy: person => holdingsIn(held, person), savings: savings.byType, money: cashPosition({ ...books, until }), setting: setting?.data ?? null,
    tradeDays: books.tradeDays, entries: books.entries, counts: books.counts, officerEntries: officers.length,
  })
  const sent = reports.filter(report => report.stream === finance && report.state === 'live').sort((a, b) => b.data.on.localeCompare(a.data.on) || b.id.localeCompare(a.id))
  const { figures } = coop
  return {
    kmp, setting: setting?.data ?? null, books, coop, members, nameOf: id => members.get(personOf(id))?.data.name ?? '', heldBy: id => holdingsIn(held, id), officers, sent,
    addsUp: monthAddsUp({ opening: figures['anggota-awal'], joined: figures['anggota-masuk'], left: figures['anggota-keluar'], closing: figures['anggota-akhir'] }),
    report: reportTimed(month, setting?.data.reportDueDay ?? DEFAULT_DUE_DAY, sent.map(report => report.data.on), app.today()),
    rat: { year, ...ratTimed(year, years.find(one => one.stream === finance && one.state === 'live')?.data.rat.on ?? null, setting?.data.opening.on ?? null, app.today()) },
    complaints,
  }
}
/** Where the KMP has not set its own day. */
export const DEFAULT_DUE_DAY = 10

async function officerLines(reader: RecordReader, finance: string, officers: CoopSettingData['officers'], month: Month, linesOf: (memberId: string) => readonly string[]): Promise<OfficerLine[]> {
  const isHere = (record: { readonly stream: string; readonly state: string; readonly data: { readonly on: Day } }): boolean => record.stream === finance && record.state === 'live' && record.data.on.startsWith(month)
  const found = await Promise.all(officers.flatMap(({ memberId, name, position }) => (memberId === null ? [] : [...new Set([memberId, ...linesOf(memberId)])]).map(async id => {
    const [savings, cash] = await Promise.all([reader.byKey('saving-entry', 'member', id), reader.byKey('cash-entry', 'member', id)])
    return [
      ...savings.filter(isHere).map(({ id: entry, data }): OfficerLine => ({ id: entry, name, position, on: data.on, number: data.number, what: data.type, amount: data.amount })),
      ...cash.filter(isHere).filter(({ data }) => data.category === 'pelunasan-piutang').map(({ id: entry, data }): OfficerLine => ({ id: entry, name, position, on: data.on, number: data.number, what: 'pelunasan', amount: data.amount })),
    ]
  })))
  // Somebody with two offices is in the list once.
  return [...new Map(found.flat().map(line => [line.id, line])).values()].sort((a, b) => a.on.localeCompare(b.on) || a.number.localeCompare(b.number))
}

async function complaintLines(reader: RecordReader, report: string | null, month: Month): Promise<ComplaintLine[] | null> {
  if (report === null) return null
  const rows = (await reader.byKey('complaint-month', 'month', month)).filter(row => row.stream === report && row.state === 'live')
  const lines = await Promise.all(rows.map(async ({ id, data: { pustu, received, closed, open, late } }) => ({ id, received, closed, open, late, pustu: (await reader.get('facility', pustu))?.data.name ?? pustu })))
  return lines.sort((a, b) => a.pustu.localeCompare(b.pustu, 'id'))
}

/** Every saving entry of a month, in the order of its days: the lines behind the ledger's figures. */
export async function savingsOfMonth(reader: RecordReader, finance: string, month: Month): Promise<StoredRecord<'saving-entry'>[]> {
  const days = await Promise.all(daysOfMonth(month).map(day => reader.byDay('saving-entry', day)))
  return days.flat().filter(entry => entry.stream === finance && entry.state === 'live').sort((a, b) => `${a.data.on}${a.data.time}`.localeCompare(`${b.data.on}${b.data.time}`) || a.id.localeCompare(b.id))
}
