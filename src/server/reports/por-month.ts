import { daysOfMonth, type Month } from '#domain/core/day.ts'
import { streamOf } from '#domain/core/streams.ts'
import type { DataOf } from '#domain/records/index.ts'
import { countedVisits } from '#domain/rules/clinic/addendum-rules.ts'
import { porOf, type PorVisit } from '#domain/rules/supervision/indicators/por.ts'
import { porCounts, type OfficeLine } from '#domain/rules/supervision/office-summary.ts'
import { rowsOfKind } from '../store/rows.ts'
import type { Reader } from '../store/store.ts'

type Counts = OfficeLine['por']

/** A month of four pustu is thousands of visits to read; what was worked out stays good until one of them, an addendum or the catalogue changes. */
const KEPT = 200
const known = new WeakMap<object, Map<string, { readonly stamp: string; readonly counts: Counts }>>()

/** How medicine was used in a month, by the signed visits of these streams with the diagnoses that count, in numbers. */
export async function porOfMonth(db: Reader, tenant: string, clinical: readonly string[], month: Month): Promise<Counts> {
  const streams = clinical.length > 0 ? clinical : ['']
  const days = daysOfMonth(month)
  const visits = db.selectFrom('row').innerJoin('day_line', join => join.onRef('day_line.tenant', '=', 'row.tenant').onRef('day_line.stream', '=', 'row.stream').onRef('day_line.id', '=', 'row.id'))
    .where('day_line.tenant', '=', tenant).where('day_line.stream', 'in', streams).where('day_line.signed', '=', 1)
    .where('day_line.day', '>=', days[0] as string).where('day_line.day', '<=', days.at(-1) as string)
  const newest = await visits.select(({ fn }) => [fn.countAll<number>().as('count'), fn.max('row.seq').as('seq'), fn.sum<number>('row.seq').as('sum')]).executeTakeFirst()
  const added = await db.selectFrom('row').select(({ fn }) => [fn.countAll<number>().as('count'), fn.max('seq').as('seq'), fn.sum<number>('seq').as('sum')])
    .where('tenant', '=', tenant).where('stream', 'in', streams).where('kind', '=', 'addendum').where('state', '<>', 'moved').executeTakeFirst()
  const catalogue = await db.selectFrom('stream').select('seq').where('tenant', '=', tenant).where('stream', '=', streamOf('catalogue', tenant)).executeTakeFirst()
  const stamp = [newest?.count, newest?.seq, newest?.sum, added?.count, added?.seq, added?.sum, catalogue?.seq].map(String).join(' ')

  const kept = known.get(db) ?? new Map<string, { stamp: string; counts: Counts }>()
  known.set(db, kept)
  const key = `${tenant} ${month}`
  const before = kept.get(key)
  if (before?.stamp === stamp) return before.counts
  const rows = await visits.select(['row.id', 'row.data']).execute()
  const drugs = new Map((await rowsOfKind(db, tenant, streamOf('catalogue', tenant), 'drug')).map(row => [row.id, row.data as unknown as DataOf<'drug'>]))
  const addenda = (await Promise.all(streams.map(stream => rowsOfKind(db, tenant, stream, 'addendum')))).flat().map(({ state, data }) => ({ state, data: data as unknown as DataOf<'addendum'> }))
  const counted = countedVisits(rows.map(({ id, data }): PorVisit => ({ id, state: 'live', data: JSON.parse(data) as DataOf<'visit'> })), addenda)
  const counts = porCounts(porOf(counted, drugs))
  if (kept.size >= KEPT) kept.delete([...kept.keys()][0] as string)
  kept.set(key, { stamp, counts })
  return counts
}
