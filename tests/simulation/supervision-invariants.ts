import { sameJson, type Json } from '#domain/core/json.ts'
import type { Day } from '#domain/core/day.ts'
import { parseStream, streamOf } from '#domain/core/streams.ts'
import type { DataOf } from '#domain/records/index.ts'
import type { SummaryMovement, SummaryVisit } from '#domain/rules/supervision/day-summary.ts'
import { isEmptyDay, pustuDayOf } from '#domain/rules/supervision/pustu-day.ts'
import type { OfficeView } from './evidence.ts'
import type { World } from './world.ts'

/** The head's figures are those of the judged records, whatever order they came in. */
export function checkSupervision(world: World, office: OfficeView): void {
  const rows = office.rows.filter(row => row.state !== 'moved')
  const visits = rows.filter(row => row.kind === 'visit') as unknown as SummaryVisit[]
  const movements = rows.filter(row => row.kind === 'stock-movement') as unknown as SummaryMovement[]
  const told = new Map(rows.filter(row => row.kind === 'pustu-day' && row.state === 'live').map(row => [`${row.stream} ${(row.data as { on: string }).on}`, row.data]))
  const days = new Set([...visits, ...movements].map(row => `${parseStream(row.stream)?.place ?? ''} ${row.data.on}`))
  for (const key of days) {
    const [pustu, on] = key.split(' ') as [string, Day]
    const reversed = new Set(movements.filter(({ stream, state, data }) => state === 'live' && stream === streamOf('stock', pustu) && data.reason === 'dibalik').map(({ data }) => data.reverses as string))
    const facility = rows.find(row => row.id === pustu && row.kind === 'facility')?.data as DataOf<'facility'> | undefined
    const figures = pustuDayOf({ pustu, on, visits, movements, reversed, zone: facility?.zone ?? 'Asia/Jakarta' })
    const name = `${streamOf('service', pustu)} ${on}`
    const row = told.get(name)
    told.delete(name)
    if (isEmptyDay(figures) ? row !== undefined : !sameJson(row ?? null, figures as unknown as Json)) world.fail('3', `${pustu} on ${on} is told as ${JSON.stringify(row)}, but is ${JSON.stringify(figures)}`)
  }
  for (const name of told.keys()) world.fail('3', `${name} is told and has no record`)
}
