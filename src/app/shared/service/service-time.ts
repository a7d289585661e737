import type { Day, Month } from '#domain/core/day.ts'
import { parseStream } from '#domain/core/streams.ts'
import type { ServiceHours } from '#domain/records/service-hours.ts'
import type { WorkingCalendar } from '#domain/records/working-calendar.ts'
import { actualOverlap, isSeen, plannedOverlap } from '#domain/rules/supervision/activity-overlap.ts'
import type { Interest, RecordReader, StoredRecord } from '#app/db/record-store.ts'
import { CALENDAR_INTERESTS, readCalendar } from '../complaints.ts'

export type ActivityRecord = StoredRecord<'activity'>
export const hoursId = (pustu: string): string => `jam-${pustu}`
export const placeOfStream = ({ stream }: { readonly stream: string }): string => parseStream(stream)?.place ?? ''

/** The hours in which a pustu serves; null while the head has set none. */
export async function readServiceHours(reader: RecordReader, pustu: string): Promise<ServiceHours | null> {
  const record = await reader.get('service-hours', hoursId(pustu))
  return record?.state === 'live' ? record.data : null
}

/** What tells when a pustu serves: its hours and the holidays of its puskesmas. */
export interface ServiceTime { readonly hours: ServiceHours | null; readonly calendar: WorkingCalendar }
export const SERVICE_TIME_INTERESTS: readonly Interest[] = [{ kind: 'service-hours' }, ...CALENDAR_INTERESTS]
export async function readServiceTime(reader: RecordReader, pustu: string): Promise<ServiceTime> {
  const [hours, calendar] = await Promise.all([readServiceHours(reader, pustu), readCalendar(reader, pustu)])
  return { hours, calendar }
}

export interface PlaceName { readonly id: string; readonly name: string }
/** The pustu whose days and activities this user may read, by name. */
export async function readPustu(app: { readonly store: RecordReader; streams(purpose: 'service'): readonly string[] }): Promise<PlaceName[]> {
  const places = await Promise.all(app.streams('service').map(async stream => {
    const id = placeOfStream({ stream })
    return { id, name: (await app.store.get('facility', id))?.data.name ?? id }
  }))
  return places.sort((a, b) => a.name.localeCompare(b.name, 'id'))
}

/** An activity with its minutes in hours of service: as it happened where that was told, else as planned. */
export interface ActivityTime { readonly record: ActivityRecord; readonly pustu: string; readonly on: Day; readonly overlap: number }
export function activityTime(record: ActivityRecord, { hours, calendar }: ServiceTime): ActivityTime {
  const { data } = record
  return { record, pustu: placeOfStream(record), on: data.actual?.on ?? data.on, overlap: actualOverlap(data, hours, calendar) ?? plannedOverlap(data, hours, calendar) }
}

/**
 * The activities of a month at some pustu. `all`: those that took place; `clear` and `flagged` part them by whether they ran into hours
 * of service (BR-62); `unseen`: the flagged ones that the head has not seen; `warned`: not told of yet, but planned into hours of service.
 */
export interface ActivityFlags { readonly all: readonly ActivityTime[]; readonly clear: readonly ActivityTime[]; readonly flagged: readonly ActivityTime[]; readonly unseen: readonly ActivityTime[]; readonly warned: readonly ActivityTime[] }
export const ACTIVITY_FLAG_INTERESTS: readonly Interest[] = [{ kind: 'activity' }, ...SERVICE_TIME_INTERESTS]

/** Live activities of a month, by the day on which they took place or are planned, the earliest first. */
export async function activitiesOf(reader: RecordReader, pustuIds: readonly string[], month: Month): Promise<ActivityTime[]> {
  const [records, times] = await Promise.all([
    reader.byKey('activity', 'month', month),
    Promise.all(pustuIds.map(async id => [id, await readServiceTime(reader, id)] as const)),
  ])
  const timeOf = new Map(times)
  return records
    .flatMap(record => {
      const time = record.state === 'live' ? timeOf.get(placeOfStream(record)) : undefined
      return time ? [activityTime(record, time)] : []
    })
    .filter(one => one.on.startsWith(month))
    .sort((a, b) => a.on.localeCompare(b.on) || startOf(a).localeCompare(startOf(b)) || a.record.id.localeCompare(b.record.id))
}
const startOf = ({ record: { data } }: ActivityTime): string => (data.actual ?? data.planned).from

export function flagsOf(activities: readonly ActivityTime[]): ActivityFlags {
  const standing = activities.filter(one => one.record.data.cancelled === null)
  const all = standing.filter(one => one.record.data.actual !== null)
  const flagged = all.filter(one => one.overlap > 0)
  return {
    all, flagged, clear: all.filter(one => one.overlap === 0), unseen: flagged.filter(one => !isSeen(one.record.data)),
    warned: standing.filter(one => one.record.data.actual === null && one.overlap > 0),
  }
}

export const activityFlags = async (reader: RecordReader, pustuIds: readonly string[], month: Month): Promise<ActivityFlags> => flagsOf(await activitiesOf(reader, pustuIds, month))
