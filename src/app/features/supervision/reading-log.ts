import { daysOfMonth, type Month } from '#domain/core/day.ts'
import { parseStream } from '#domain/core/streams.ts'
import type { AppContext } from '#app/context.ts'
import type { Purpose, Reading } from '#app/shared/readings.ts'
import { supervisedPustu } from '#app/shared/pustu-days.ts'

/** One look into a record as the head's log shows it. */
export interface LogLine { readonly reading: Reading; readonly patient: string; readonly pustu: string; readonly place: string }
export interface ReadingLog { readonly lines: readonly LogLine[]; readonly pustu: readonly { readonly id: string; readonly name: string }[] }

/** Every reading of a month at the pustu of this head, the newest first; read day by day. */
export async function readingLog(app: AppContext, month: Month): Promise<ReadingLog> {
  const [places, days] = await Promise.all([supervisedPustu(app), Promise.all(daysOfMonth(month).map(day => app.store.byDay('reading', day)))])
  const pustu = places.map(({ id, data }) => ({ id, name: data.name }))
  const names = new Map(pustu.map(({ id, name }) => [id, name]))
  const readings = days.flat()
  const patients = new Map(await Promise.all([...new Set(readings.map(({ data }) => data.patientId))].map(async id => [id, (await app.store.get('patient', id))?.data.name ?? ''] as const)))
  const lines = readings.flatMap(reading => {
    const place = parseStream(reading.stream)?.place ?? ''
    return names.has(place) ? [{ reading, patient: patients.get(reading.data.patientId) ?? '', pustu: place, place: names.get(place) ?? '' }] : []
  })
  return { pustu, lines: lines.sort((a, b) => b.reading.data.at.localeCompare(a.reading.data.at) || b.reading.id.localeCompare(a.reading.id)) }
}

/** What is looked for in the log; '' for all. */
export interface LogFilter { readonly person: string; readonly purpose: Purpose | ''; readonly pustu: string }

export function filterLog(lines: readonly LogLine[], { person, purpose, pustu }: LogFilter): LogLine[] {
  return lines.filter(line => (person === '' || line.reading.data.by === person) && (purpose === '' || line.reading.data.purpose === purpose) && (pustu === '' || line.pustu === pustu))
}

/** Who appears in the log, by name. */
export function readersOf(lines: readonly LogLine[]): { readonly id: string; readonly name: string }[] {
  return [...new Map(lines.map(({ reading: { data } }) => [data.by, data.name])).entries()].map(([id, name]) => ({ id, name })).sort((a, b) => a.name.localeCompare(b.name, 'id'))
}
