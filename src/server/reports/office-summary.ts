import { addMonths, dayAt, type Month, type Zone } from '#domain/core/day.ts'
import { streamOf } from '#domain/core/streams.ts'
import type { DataOf } from '#domain/records/index.ts'
import { DEFAULT_CALENDAR } from '#domain/rules/supervision/working-days.ts'
import { officeLineOf, type OfficeLine, type OfficeSummary } from '#domain/rules/supervision/office-summary.ts'
import { linksOf } from '../admin/offices.ts'
import type { ServerDeps } from '../deps.ts'
import { rowsByIds, rowsOfKind, toStoredRow, type StoredRow } from '../store/rows.ts'
import type { Reader } from '../store/store.ts'
import { porOfMonth } from './por-month.ts'

interface Kept<D> { readonly id: string; readonly state: 'live' | 'void'; readonly data: D }
type Facility = DataOf<'facility'>

/** A complaint of the slowest class falls due 60 working days after it came: four months hold that with every holiday there is. */
const COMPLAINT_MONTHS = 4

/** A month of every puskesmas that reports to an office. Sums alone leave this function: no row, no id. */
export async function officeSummary({ store, clock }: Pick<ServerDeps, 'store' | 'clock'>, office: string, month: Month): Promise<OfficeSummary> {
  const now = clock.now()
  const lines: OfficeLine[] = []
  for (const { puskesmas, cluster } of await linksOf(store.db, office)) {
    const line = await lineOf(store.db, puskesmas, { cluster, month, now })
    if (line) lines.push(line)
  }
  return { month, at: now, lines: lines.sort((a, b) => a.cluster.localeCompare(b.cluster) || a.name.localeCompare(b.name)) }
}

async function lineOf(db: Reader, tenant: string, { cluster, month, now }: { cluster: string; month: Month; now: number }): Promise<OfficeLine | null> {
  const found = await db.selectFrom('tenant').select(['name', 'zone']).where('tenant', '=', tenant).executeTakeFirst()
  if (!found) return null
  const facilities = (await rowsOfKind(db, tenant, streamOf('catalogue', tenant), 'facility')).filter(row => row.state === 'live')
  const pustu = facilities.filter(row => (row.data as unknown as Facility).type === 'pustu')
  const atWork = pustu.filter(row => (row.data as unknown as Facility).active).map(row => row.id)
  const service = pustu.map(row => streamOf('service', row.id))
  const calendar = (await rowsByIds(db, tenant, [`kalender-${tenant}`])).find(row => row.kind === 'working-calendar' && row.state === 'live')
  const months = Array.from({ length: COMPLAINT_MONTHS + 1 }, (_, back) => addMonths(month, -back))
  const days = await rowsByKey(db, tenant, service, 'pustu-day', 'month', [month])
  return officeLineOf({
    name: found.name, cluster, month, today: dayAt(now, found.zone as Zone), pustu: atWork.length,
    days: days.filter(row => row.state === 'live').map(row => row.data as unknown as DataOf<'pustu-day'>),
    complaints: kept(await rowsByKey(db, tenant, service, 'complaint', 'month', months)),
    calendar: calendar ? (calendar.data as unknown as DataOf<'working-calendar'>) : DEFAULT_CALENDAR,
    plans: kept(await rowsByKey(db, tenant, service, 'coaching-plan', 'year', [month.slice(0, 4)])),
    visits: kept(await rowsByKey(db, tenant, service, 'coaching-visit', 'year', [month.slice(0, 4)])),
    findings: kept((await Promise.all(service.map(stream => rowsOfKind(db, tenant, stream, 'finding')))).flat()),
    por: await porOfMonth(db, tenant, pustu.map(row => streamOf('clinical', row.id)), month),
    oldestSyncAt: await oldestSync(db, tenant, atWork),
  })
}

const kept = <D>(rows: readonly StoredRow[]): Kept<D>[] => rows as unknown as Kept<D>[]

async function rowsByKey(db: Reader, tenant: string, streams: readonly string[], kind: string, name: string, values: readonly string[]): Promise<StoredRow[]> {
  if (streams.length === 0) return []
  const records = await db.selectFrom('row').selectAll('row')
    .innerJoin('row_key', join => join.onRef('row_key.tenant', '=', 'row.tenant').onRef('row_key.stream', '=', 'row.stream').onRef('row_key.id', '=', 'row.id'))
    .where('row_key.tenant', '=', tenant).where('row_key.stream', 'in', streams).where('row_key.kind', '=', kind).where('row_key.name', '=', name)
    .where('row_key.value', 'in', values).where('row.state', '<>', 'moved').execute()
  return records.map(toStoredRow)
}

/** Of each pustu the tablet that was last whole; of those the oldest. Null where a pustu has none yet, or there is no pustu. */
async function oldestSync(db: Reader, tenant: string, pustu: readonly string[]): Promise<number | null> {
  if (pustu.length === 0) return null
  const devices = await db.selectFrom('device').select(({ fn }) => ['place', fn.max('last_complete_at').as('at')])
    .where('tenant', '=', tenant).where('place', 'in', pustu).where('revoked_at', 'is', null).groupBy('place').execute()
  const times = pustu.map(id => devices.find(device => device.place === id)?.at ?? null)
  return times.some(at => at === null) ? null : Math.min(...times.map(Number))
}
