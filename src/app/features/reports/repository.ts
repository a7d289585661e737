import type { Day, Month } from '#domain/core/day.ts'
import { parseStream, streamOf } from '#domain/core/streams.ts'
import { samePerson, type Merge } from '#domain/rules/members/merge-rules.ts'
import { duplicateNiks, memberMonth, monthAddsUp } from '#domain/rules/members/member-report.ts'
import type { AppContext } from '#app/context.ts'
import type { StoredRecord } from '#app/db/record-store.ts'
import { readMerges } from '#app/shared/coop/members.ts'

type Member = StoredRecord<'member'>
export const MEMBER_PARTS = ['awal', 'masuk', 'keluar', 'akhir', 'ganda'] as const
export type MemberPart = (typeof MEMBER_PARTS)[number]
export const isMemberPart = (word: unknown): word is MemberPart => MEMBER_PARTS.some(part => part === word)

/** One member in a report: no address, no phone, and of the NIK only the last four digits. */
export interface MemberLine {
  readonly id: string; readonly number: string; readonly name: string; readonly nik: string; readonly joinedOn: Day
  readonly state: Member['data']['status']['state']; readonly stateOn: Day; readonly reason: string
}
export interface MemberReport {
  readonly month: Month
  readonly lists: Readonly<Record<MemberPart, readonly MemberLine[]>>
  /** BR-15: opening + in − out = closing. A report that does not add up must not be signed. */
  readonly addsUp: boolean
}

const lineOf = ({ id, data }: Member): MemberLine => ({
  id, number: data.number, name: data.name, nik: data.nik.slice(-4), joinedOn: data.joinedOn, state: data.status.state, stateOn: data.status.on, reason: data.status.reason,
})

/** The report of one KMP for one month from its members, by the rule the server derives its counts with. */
export function memberReportOf(members: readonly Member[], month: Month, merges: readonly Merge[] = []): MemberReport {
  const personOf = samePerson(merges)
  const figures = memberMonth(members, month, personOf)
  const byId = new Map(members.map(member => [member.id, member]))
  const lines = (ids: readonly string[]): MemberLine[] => ids.flatMap(id => byId.get(id) ?? []).map(lineOf).sort((a, b) => a.number.localeCompare(b.number, 'id', { numeric: true }))
  return {
    month,
    lists: {
      awal: lines(figures.opening), masuk: lines(figures.joined), keluar: lines(figures.left), akhir: lines(figures.closing),
      ganda: duplicateNiks(members, personOf).flatMap(({ ids }) => lines(ids)),
    },
    addsUp: monthAddsUp({ opening: figures.opening.length, joined: figures.joined.length, left: figures.left.length, closing: figures.closing.length }),
  }
}

/** The KMP whose members this user may read. */
export async function ownKmp(app: AppContext): Promise<StoredRecord<'facility'>[]> {
  const places = app.streams('members').flatMap(stream => parseStream(stream)?.place ?? [])
  const found = await Promise.all(places.map(place => app.store.get('facility', place)))
  return found.filter(kmp => kmp !== undefined).sort((a, b) => a.data.name.localeCompare(b.data.name, 'id'))
}

export async function memberReport(app: AppContext, kmp: string, month: Month): Promise<MemberReport> {
  const members = await app.store.scan('member')
  const stream = streamOf('members', kmp)
  return memberReportOf(members.filter(member => member.stream === stream), month, await readMerges(app.store, stream))
}

export interface MemberCounts { readonly id: string; readonly kmp: string; readonly month: string; readonly opening: number; readonly joined: number; readonly left: number; readonly closing: number; readonly addsUp: boolean }

/** The counts the server derived for supervisors, newest month first; no member is behind them here. */
export async function memberCounts(app: AppContext): Promise<MemberCounts[]> {
  const rows = (await app.store.scan('member-report')).filter(row => row.state === 'live')
  const counts = await Promise.all(rows.map(async ({ id, stream, data }) => {
    const place = parseStream(stream)?.place ?? stream
    return { id, kmp: (await app.store.get('facility', place))?.data.name ?? place, ...data, addsUp: monthAddsUp(data) }
  }))
  return counts.sort((a, b) => b.month.localeCompare(a.month) || a.kmp.localeCompare(b.kmp, 'id'))
}
