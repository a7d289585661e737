import type { Day, Zone } from '#domain/core/day.ts'
import { sameJson, type Json } from '#domain/core/json.ts'
import { streamOf } from '#domain/core/streams.ts'
import type { DataOf } from '#domain/records/index.ts'
import { pustuDayOf } from '#domain/rules/supervision/pustu-day.ts'
import { sha256Hex } from '#sync/chain.ts'
import type { RowDraft } from '#sync/judge.ts'
import { rowsOfKind } from '../../store/rows.ts'
import { lockStreams } from '../place-rows.ts'
import type { RowBook, RowChange } from '../row-book.ts'
import { dayLineOf, keepDayLines, sumDayLines } from './day-lines.ts'
import type { DerivedContext } from './derived-rows.ts'

type Facility = DataOf<'facility'>
const ANY_ZONE = (): Zone => 'Asia/Jakarta'

const dayId = (pustu: string, on: string): string => `hari-${sha256Hex(`${pustu}|${on}`).slice(0, 32)}`

/**
 * A row for each day of each pustu, in its service stream: what the head's summary adds up. Every touched day is worked out anew
 * from what its visits and hand-overs add to it, so that order, grouping and doing it again change nothing.
 */
export async function derivePustuDays(context: DerivedContext): Promise<void> {
  const { tx, tenant, changes } = context
  const clocks = changes.filter(isNewClock).map(change => (change.revisions.at(-1) as RowDraft).id)
  const own = changes.filter(change => dayLineOf(change.before, ANY_ZONE) !== null || dayLineOf(change.revisions.at(-1), ANY_ZONE) !== null)
  if (own.length === 0 && clocks.length === 0) return
  const pustus = new Set([...own.map(change => placeOf(change.revisions.at(-1) as RowDraft)), ...clocks])
  await lockStreams(tx, tenant, [...clocks.map(pustu => streamOf('clinical', pustu)), ...[...pustus].map(pustu => streamOf('service', pustu))])
  const zoneOf = await zonesOf(context, [...pustus])
  const others = await visitsOf(context, clocks, new Set(own.map(change => keyOf(change.revisions.at(-1) as RowDraft))))
  const touched = await keepDayLines(tx, tenant, [...own, ...others], zoneOf)
  for (const [pustu, days] of touched) {
    const at = own.findLast(change => placeOf(change.revisions.at(-1) as RowDraft) === pustu)?.revisions.at(-1)?.by.at ?? changes.at(-1)?.revisions.at(-1)?.by.at ?? ''
    await writeDays(context, pustu, [...days].sort() as Day[], at)
  }
}

const keyOf = ({ stream, id }: RowDraft): string => `${stream}|${id}`
const placeOf = ({ stream }: RowDraft): string => stream.slice(stream.indexOf(':') + 1, stream.indexOf('/'))

/** A pustu whose wall clock is another now: what was entered within a day of the visit follows from it. */
function isNewClock({ before, revisions }: RowChange): boolean {
  const row = revisions.at(-1)
  return before !== undefined && row?.kind === 'facility' && row.state !== 'moved' && (row.data as unknown as Facility).zone !== (before.data as unknown as Facility | null)?.zone
}

/** All visits of these pustu but those that are being changed anyway. */
async function visitsOf({ tx, tenant }: DerivedContext, pustus: readonly string[], known: ReadonlySet<string>): Promise<RowChange[]> {
  const found: RowChange[] = []
  for (const pustu of pustus) {
    const rows = await rowsOfKind(tx, tenant, streamOf('clinical', pustu), 'visit')
    found.push(...rows.filter(row => !known.has(keyOf(row))).map(row => ({ before: row, revisions: [row] })))
  }
  return found
}

async function zonesOf({ tx, tenant, book }: DerivedContext, pustus: readonly string[]): Promise<(pustu: string) => Zone> {
  await book.loadIds(pustus)
  const { zone } = await tx.selectFrom('tenant').select('zone').where('tenant', '=', tenant).executeTakeFirstOrThrow()
  return pustu => {
    const row = book.row(pustu)
    return row?.kind === 'facility' ? (row.data as unknown as Facility).zone : zone as Zone
  }
}

/** A day on which nothing is left is void, and says nothing any more. */
async function writeDays({ tx, tenant, book }: DerivedContext, pustu: string, days: readonly Day[], at: string): Promise<void> {
  const stream = streamOf('service', pustu)
  const found = await sumDayLines(tx, tenant, pustu, days)
  await book.loadIds(days.map(on => dayId(pustu, on)))
  for (const on of days) {
    const sums = found.get(on)
    const empty = pustuDayOf({ pustu, on, visits: [], movements: [], reversed: new Set(), zone: ANY_ZONE() })
    writeDay(book, { stream, id: dayId(pustu, on), state: sums ? 'live' : 'void', data: { ...empty, ...sums?.sums, people: sums?.people ?? [] } as unknown as Json, at })
  }
}

function writeDay(book: RowBook, { stream, id, state, data, at }: { stream: string; id: string; state: 'live' | 'void'; data: Json; at: string }): void {
  const before = book.at(stream, id)
  if (before ? before.state === state && sameJson(before.data, data) : state === 'void') return
  book.write({ stream, id, kind: 'pustu-day', rev: (before?.rev ?? 0) + 1, state, data, conflicts: [], by: { actor: 'server', dev: 'server', at } })
}
