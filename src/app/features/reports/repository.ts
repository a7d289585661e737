import { addDays, daysOfMonth, monthOf, type Day, type Month } from '#domain/core/day.ts'
import { parseStream, streamOf } from '#domain/core/streams.ts'
import { firstVisits } from '#domain/rules/clinic/visit-numbers.ts'
import { duplicateNiks, memberMonth, monthAddsUp } from '#domain/rules/members/member-report.ts'
import { maskNik } from '#domain/rules/members/nik.ts'
import type { AppContext } from '#app/context.ts'
import type { StoredRecord } from '#app/db/record-store.ts'

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
  id, number: data.number, name: data.name, nik: maskNik(data.nik), joinedOn: data.joinedOn, state: data.status.state, stateOn: data.status.on, reason: data.status.reason,
})

/** The report of one KMP for one month from its members, by the rule the server derives its counts with. */
export function memberReportOf(members: readonly Member[], month: Month): MemberReport {
  const figures = memberMonth(members, month)
  const byId = new Map(members.map(member => [member.id, member]))
  const lines = (ids: readonly string[]): MemberLine[] => ids.flatMap(id => byId.get(id) ?? []).map(lineOf).sort((a, b) => a.number.localeCompare(b.number, 'id', { numeric: true }))
  return {
    month,
    lists: {
      awal: lines(figures.opening), masuk: lines(figures.joined), keluar: lines(figures.left), akhir: lines(figures.closing),
      ganda: duplicateNiks(members).flatMap(({ ids }) => lines(ids)),
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
  return memberReportOf(members.filter(member => member.stream === streamOf('members', kmp)), month)
}

/** The months a report can be made for: this one and the 23 before it, newest first. */
export function recentMonths(today: Day): Month[] {
  const months: Month[] = []
  for (let day = today; months.length < 24; day = addDays(`${monthOf(day)}-01` as Day, -1)) months.push(monthOf(day))
  return months
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

/** One line of the paper register of visits. */
export interface RegisterLine {
  readonly id: string; readonly number: number; readonly time: string; readonly visit: StoredRecord<'visit'>; readonly patient: StoredRecord<'patient'> | undefined
  readonly isFirst: boolean
}

/** Signed visits of a day at one pustu in the order they came; "baru" by the calendar year (BR-53). */
export async function visitRegister(app: AppContext, pustu: string, day: Day): Promise<RegisterLine[]> {
  const stream = streamOf('clinical', pustu)
  const visits = (await app.store.byDay('visit', day)).filter(visit => visit.stream === stream && visit.state === 'live' && visit.data.signature !== null)
  visits.sort((a, b) => a.data.time.localeCompare(b.data.time) || a.id.localeCompare(b.id))
  const patients = [...new Set(visits.map(visit => visit.data.patientId))]
  const histories = await Promise.all(patients.map(id => app.store.byKey('visit', 'patient', id)))
  const first = firstVisits(histories.flat().filter(visit => visit.data.signature !== null))
  const patientById = new Map(await Promise.all(patients.map(async id => [id, await app.store.get('patient', id)] as const)))
  return visits.map((visit, index) => ({
    id: visit.id, number: index + 1, time: visit.data.time, visit, patient: patientById.get(visit.data.patientId), isFirst: first.has(visit.id),
  }))
}

/** The pustu whose visits this user may read. */
export async function readablePustu(app: AppContext): Promise<StoredRecord<'facility'>[]> {
  const places = app.streams('clinical').flatMap(stream => parseStream(stream)?.place ?? [])
  const found = await Promise.all(places.map(place => app.store.get('facility', place)))
  return found.filter(pustu => pustu !== undefined).sort((a, b) => a.data.name.localeCompare(b.data.name, 'id'))
}

/** The last day that a month can be told about: its last day, or today while it runs. */
export function toldUntil(month: Month, today: Day): Day {
  const last = daysOfMonth(month).at(-1) as Day
  return last < today ? last : today
}
