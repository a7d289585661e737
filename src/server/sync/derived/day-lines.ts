import type { Zone } from '#domain/core/day.ts'
import { parseStream, streamOf } from '#domain/core/streams.ts'
import type { MovementData } from '#domain/records/stock-movement.ts'
import { DAY_SUMS, shareOfMovement, shareOfVisit, type DayShare } from '#domain/rules/supervision/pustu-day.ts'
import type { SummaryMovement, SummaryVisit } from '#domain/rules/supervision/day-summary.ts'
import type { RowDraft } from '#sync/judge.ts'
import { groupBy } from '../../group-by.ts'
import { chunks, type Reader, type Writer } from '../../store/store.ts'
import type { DayLineTable } from '../../store/tables.ts'
import type { RowChange } from '../row-book.ts'

export type DayLine = Omit<DayLineTable, 'tenant'>
export type DaySums = Omit<DayShare, 'on' | 'person'>

/** Kinds that a day of a pustu is worked out from, with the purpose of the streams in which they count. */
export const DAY_KINDS = { visit: 'clinical', 'stock-movement': 'stock' } as const

const nothing = { day: '', person: null, reverses: null, signed: 0, drafts: 0, alarms: 0, referred: 0, complete: 0, timed: 0, same_day: 0, handed: 0, first_expiring: 0 }

/** What a row says of a day; null for one that says nothing, is void or lives elsewhere. */
export function dayLineOf(row: RowDraft | undefined, zoneOf: (pustu: string) => Zone): DayLine | null {
  if (!row || row.state === 'moved' || !(row.kind in DAY_KINDS)) return null
  const place = parseStream(row.stream)
  if (place?.purpose !== DAY_KINDS[row.kind as keyof typeof DAY_KINDS]) return null
  const { stream, id } = row
  if (row.kind === 'visit') {
    const share = shareOfVisit(row as unknown as SummaryVisit, zoneOf(place.place))
    return share && { stream, id, ...columnsOf(share) }
  }
  const { reason, reverses, undoes } = row.data as unknown as MovementData
  if (reason === 'dibalik' && reverses !== null && (undoes ?? 'diserahkan') === 'diserahkan') return row.state === 'live' ? { stream, id, ...nothing, reverses } : null
  const share = shareOfMovement(row as unknown as SummaryMovement)
  return share && { stream, id, ...columnsOf(share) }
}

function columnsOf({ on, person, sameDay, firstExpiring, ...sums }: DayShare): Omit<DayLine, 'stream' | 'id'> {
  return { ...nothing, ...sums, day: on, person, same_day: sameDay, first_expiring: firstExpiring }
}

/**
 * Brings the lines of changed rows up to date; writing the same rows again changes nothing.
 * @returns the days of each pustu that the change touches: where a line stood, where it stands, and where what it takes back stands.
 */
export async function keepDayLines(tx: Writer, tenant: string, changes: readonly RowChange[], zoneOf: (pustu: string) => Zone): Promise<Map<string, Set<string>>> {
  const touched = new Map<string, Set<string>>()
  for (const [stream, own] of groupBy(changes.map(change => change.revisions.at(-1) as RowDraft), row => row.stream)) {
    const pustu = parseStream(stream)?.place as string
    const lines = own.flatMap(row => dayLineOf(row, zoneOf) ?? [])
    const before = await linesOf(tx, tenant, stream, own.map(row => row.id))
    const takenBack = await linesOf(tx, tenant, stream, [...before, ...lines].flatMap(line => line.reverses ?? []))
    const days = touched.get(pustu) ?? new Set<string>()
    for (const { day } of [...before, ...lines, ...takenBack]) if (day !== '') days.add(day)
    touched.set(pustu, days)
    const kept = new Set(lines.map(line => line.id))
    for (const some of chunks(before.filter(line => !kept.has(line.id)))) {
      await tx.deleteFrom('day_line').where('tenant', '=', tenant).where('stream', '=', stream).where('id', 'in', some.map(line => line.id)).execute()
    }
    for (const some of chunks(lines)) {
      await tx.insertInto('day_line').values(some.map(line => ({ tenant, ...line }))).onConflict(clash => clash.columns(['tenant', 'stream', 'id']).doUpdateSet(eb => ({
        day: eb.ref('excluded.day'), person: eb.ref('excluded.person'), reverses: eb.ref('excluded.reverses'),
        signed: eb.ref('excluded.signed'), drafts: eb.ref('excluded.drafts'), alarms: eb.ref('excluded.alarms'), referred: eb.ref('excluded.referred'),
        complete: eb.ref('excluded.complete'), timed: eb.ref('excluded.timed'), same_day: eb.ref('excluded.same_day'),
        handed: eb.ref('excluded.handed'), first_expiring: eb.ref('excluded.first_expiring'),
      }))).execute()
    }
  }
  return touched
}

async function linesOf(db: Reader, tenant: string, stream: string, ids: readonly string[]): Promise<Pick<DayLine, 'id' | 'day' | 'reverses'>[]> {
  const found: Pick<DayLine, 'id' | 'day' | 'reverses'>[] = []
  for (const some of chunks(ids)) {
    found.push(...await db.selectFrom('day_line').select(['id', 'day', 'reverses']).where('tenant', '=', tenant).where('stream', '=', stream).where('id', 'in', some).execute())
  }
  return found
}

/** The lines of some days of a pustu added up, without those taken back, and who was seen; a day without any line is left out. */
export async function sumDayLines(db: Reader, tenant: string, pustu: string, days: readonly string[]): Promise<Map<string, { sums: DaySums; people: string[] }>> {
  const streams = [streamOf('clinical', pustu), streamOf('stock', pustu)]
  const found = new Map<string, { sums: DaySums; people: string[] }>()
  for (const some of chunks(days)) {
    const records = await db.selectFrom('day_line as line').select(({ fn }) => [
      'line.day', fn.sum<number>('signed').as('signed'), fn.sum<number>('drafts').as('drafts'), fn.sum<number>('alarms').as('alarms'), fn.sum<number>('referred').as('referred'),
      fn.sum<number>('complete').as('complete'), fn.sum<number>('timed').as('timed'), fn.sum<number>('same_day').as('sameDay'),
      fn.sum<number>('handed').as('handed'), fn.sum<number>('first_expiring').as('firstExpiring'),
    ]).where('line.tenant', '=', tenant).where('line.stream', 'in', streams).where('line.day', 'in', some)
      .where(({ not, exists, selectFrom }) => not(exists(selectFrom('day_line as back').select('back.id')
        .whereRef('back.tenant', '=', 'line.tenant').whereRef('back.stream', '=', 'line.stream').whereRef('back.reverses', '=', 'line.id'))))
      .groupBy('line.day').execute()
    for (const { day, ...sums } of records) {
      found.set(day, { sums: Object.fromEntries(DAY_SUMS.map(name => [name, Number(sums[name])])) as Record<(typeof DAY_SUMS)[number], number>, people: [] })
    }
    const people = await db.selectFrom('day_line').select(['day', 'person']).distinct().where('tenant', '=', tenant).where('stream', 'in', streams)
      .where('day', 'in', some).where('person', 'is not', null).execute()
    for (const { day, person } of people) if (person !== null) found.get(day)?.people.push(person)
  }
  for (const { people } of found.values()) people.sort()
  return found
}
