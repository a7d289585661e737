import { sameJson, type Json } from '#domain/core/json.ts'
import { parseStream, streamOf } from '#domain/core/streams.ts'
import { puskesmasOf, type Place } from '#domain/rules/access/grants.ts'
import type { ComplaintData } from '#domain/records/complaint.ts'
import type { DataOf } from '#domain/records/index.ts'
import { complaintCohort } from '#domain/rules/supervision/complaint-rules.ts'
import { DEFAULT_CALENDAR } from '#domain/rules/supervision/working-days.ts'
import { publishCohort } from '#domain/rules/suppression.ts'
import { sha256Hex } from '#sync/chain.ts'
import type { RowDraft } from '#sync/judge.ts'
import { rowsOfKind } from '../../store/rows.ts'
import { lockStreams } from '../place-rows.ts'
import { loadPlaces } from '../places.ts'
import type { DerivedContext } from './derived-rows.ts'
import { booksOf, kmpOfPustu, placesAfter } from './trade-places.ts'

type Calendar = DataOf<'working-calendar'>
interface Touched { readonly months: Set<string>; at: string }

const isComplaint = (row: { readonly kind: string } | undefined): boolean => row?.kind === 'complaint'
const monthOf = (row: { readonly data: unknown } | undefined): string[] => (row?.data ? [(row.data as ComplaintData).on.slice(0, 7)] : [])

/**
 * Complaints in numbers for whoever examines the cooperative: what became of those that a pustu took in a month, with small numbers
 * told as such (BR-67). Worked out anew for every month that a change touches; a changed calendar touches all of them.
 */
export async function deriveComplaints(context: DerivedContext): Promise<void> {
  const { tx, tenant, book, changes } = context
  const complaints = changes.filter(change => isComplaint(change.before) || isComplaint(change.revisions.at(-1)))
  const calendars = changes.filter(change => change.revisions.at(-1)?.kind === 'working-calendar')
  if (complaints.length === 0 && calendars.length === 0) return
  const places = placesAfter(await loadPlaces(tx, tenant), changes)
  const touched = new Map<string, Touched>()
  for (const { before, revisions } of complaints) {
    const row = revisions.at(-1) as RowDraft
    const entry = touched.get(row.stream) ?? { months: new Set<string>(), at: row.by.at }
    for (const month of [...monthOf(before), ...revisions.flatMap(monthOf)]) entry.months.add(month)
    touched.set(row.stream, { ...entry, at: row.by.at })
  }
  for (const change of calendars) await touchAll(change.revisions.at(-1) as RowDraft)
  await lockStreams(tx, tenant, [...touched.keys()].flatMap(stream => [stream, ...reportsOf(stream, places)]))
  for (const [stream, what] of touched) await writeMonths(stream, what)

  async function touchAll(calendar: RowDraft): Promise<void> {
    const pustu = places.filter(place => place.type === 'pustu' && `kalender-${place.parentId ?? ''}` === calendar.id)
    for (const { id } of pustu) {
      const stream = streamOf('service', id)
      const months = (await rowsOfKind(tx, tenant, stream, 'complaint')).flatMap(monthOf)
      const entry = touched.get(stream)
      touched.set(stream, { months: new Set([...months, ...(entry?.months ?? [])]), at: calendar.by.at })
    }
  }

  async function writeMonths(stream: string, { months, at }: Touched): Promise<void> {
    const pustu = parseStream(stream)?.place ?? ''
    const kmp = kmpOfPustu(pustu, places)
    if (kmp === null || months.size === 0) return
    const calendar = await calendarOf(stream)
    await book.loadKeys([...months].map(value => ({ stream, kind: 'complaint', name: 'month', value })))
    const target = streamOf('report', kmp)
    const ids = new Map([...months].map(month => [month, `aduan-${sha256Hex(`${pustu}|${month}`).slice(0, 32)}`]))
    await book.loadIds(ids.values())
    for (const [month, id] of ids) {
      const taken = book.find(stream, 'complaint', 'month', month).filter(row => row.state === 'live').map(row => row.data as unknown as ComplaintData)
      const data = { month, pustu, ...publishCohort(complaintCohort(taken, calendar)) } as unknown as Json
      const before = book.at(target, id)
      const state = taken.length === 0 ? 'void' : 'live'
      if (before ? before.state === state && sameJson(before.data, data) : state === 'void') continue
      book.write({ stream: target, id, kind: 'complaint-month', rev: (before?.rev ?? 0) + 1, state, data, conflicts: [], by: { actor: 'server', dev: 'server', at } })
    }
  }

  async function calendarOf(stream: string): Promise<Calendar> {
    const id = `kalender-${puskesmasOf(stream, places) ?? ''}`
    await book.loadIds([id])
    const row = book.row(id)
    return row?.kind === 'working-calendar' && row.state === 'live' ? (row.data as unknown as Calendar) : DEFAULT_CALENDAR
  }
}

function reportsOf(stream: string, places: readonly Place[]): string[] {
  const kmp = kmpOfPustu(parseStream(stream)?.place ?? '', places)
  return kmp === null ? [] : booksOf(kmp)
}
