import type { Day } from '#domain/core/day.ts'
import { parseStream } from '#domain/core/streams.ts'
import type { WorkingCalendar } from '#domain/records/working-calendar.ts'
import { complaintState } from '#domain/rules/supervision/complaint-rules.ts'
import { DEFAULT_CALENDAR } from '#domain/rules/supervision/working-days.ts'
import type { Interest, RecordReader } from '../db/record-store.ts'

export const CALENDAR_INTERESTS: readonly Interest[] = [{ kind: 'working-calendar' }, { kind: 'facility' }]
export const calendarId = (puskesmas: string): string => `kalender-${puskesmas}`

/** The working days by which a place counts its norms: its puskesmas' own, or the default while none is set (BR-63). */
export async function readCalendar(reader: RecordReader, place: string): Promise<WorkingCalendar> {
  const facility = (await reader.get('facility', place))?.data
  const record = await reader.get('working-calendar', calendarId(facility?.parentId ?? place))
  return record?.state === 'live' ? record.data : DEFAULT_CALENDAR
}

export interface ComplaintCounts { readonly open: number; readonly overdue: number }
export const COMPLAINT_COUNT_INTERESTS: readonly Interest[] = [{ kind: 'complaint' }, ...CALENDAR_INTERESTS]

/** Complaints that nobody has answered, and how many of them are past their day. */
export async function complaintCounts(reader: RecordReader, today: Day): Promise<ComplaintCounts> {
  const open = (await reader.byKey('complaint', 'open', 'ya')).filter(one => one.state === 'live')
  const places = [...new Set(open.map(placeOf))]
  const calendars = new Map(await Promise.all(places.map(async place => [place, await readCalendar(reader, place)] as const)))
  return { open: open.length, overdue: open.filter(one => complaintState(one.data, calendars.get(placeOf(one)) ?? DEFAULT_CALENDAR, today) === 'overdue').length }
}
const placeOf = ({ stream }: { readonly stream: string }): string => parseStream(stream)?.place ?? ''
