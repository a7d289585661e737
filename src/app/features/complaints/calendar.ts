import { isDay, type Day } from '#domain/core/day.ts'
import { sameJson, type Json, type JsonObject } from '#domain/core/json.ts'
import { err, ok, type Result } from '#domain/core/result.ts'
import { parseStream } from '#domain/core/streams.ts'
import type { WorkingCalendar } from '#domain/records/working-calendar.ts'
import { DEFAULT_CALENDAR } from '#domain/rules/supervision/working-days.ts'
import type { AppContext } from '#app/context.ts'
import { createDraft, patchDraft, type SaveFailure } from '#app/db/record-store.ts'
import { calendarId } from '#app/shared/complaints.ts'

/** The calendar of the head's own puskesmas with who changed it last; `changed` null while the default holds. */
export interface CalendarFile {
  readonly puskesmas: string
  readonly calendar: WorkingCalendar
  readonly changed: { readonly by: string; readonly on: Day } | null
}

const homeOf = (app: Pick<AppContext, 'streams'>): { readonly stream: string; readonly puskesmas: string } | null => {
  const stream = app.streams('catalogue')[0]
  const puskesmas = stream === undefined ? undefined : parseStream(stream)?.place
  return stream === undefined || puskesmas === undefined ? null : { stream, puskesmas }
}

export async function readCalendarFile(app: AppContext): Promise<CalendarFile | null> {
  const home = homeOf(app)
  if (!home) return null
  const [record, place] = await Promise.all([app.store.get('working-calendar', calendarId(home.puskesmas)), app.store.get('facility', home.puskesmas)])
  const author = record?.by ? await app.store.get('staff', record.by.actor) : undefined
  return {
    puskesmas: place?.data.name ?? home.puskesmas, calendar: record?.data ?? DEFAULT_CALENDAR,
    changed: record ? { by: author?.data.name ?? app.user.name, on: record.by ? (record.by.at.slice(0, 10) as Day) : app.today() } : null,
  }
}

export interface TypedHoliday { on: string; name: string }
/** The calendar as it is typed; `newOn` and `newName` are the holiday that is not yet in the list. */
export interface CalendarForm { weekdays: number[]; holidays: TypedHoliday[]; newOn: string; newName: string }
export const calendarForm = ({ weekdays, holidays }: WorkingCalendar): CalendarForm =>
  ({ weekdays: [...weekdays].sort((a, b) => a - b), holidays: holidays.map(({ on, name }) => ({ on, name })).sort((a, b) => a.on.localeCompare(b.on)), newOn: '', newName: '' })

export interface CalendarProblem { readonly field: 'weekdays' | 'newOn' | 'newName'; readonly word: 'errWeekdays' | 'errHolidayOn' | 'errHolidayTwice' | 'errHolidayName' | 'errHolidayPending' }

/** What keeps the typed holiday from going into the list. */
export const holidayProblems = ({ newOn, newName, holidays }: CalendarForm): CalendarProblem[] => [
  ...(!isDay(newOn) ? [{ field: 'newOn', word: 'errHolidayOn' } as const] : holidays.some(holiday => holiday.on === newOn) ? [{ field: 'newOn', word: 'errHolidayTwice' } as const] : []),
  ...(newName.trim() === '' ? [{ field: 'newName', word: 'errHolidayName' } as const] : []),
]
/** A holiday that was typed and not put into the list would be lost without a word. */
export const calendarProblems = (form: CalendarForm): CalendarProblem[] => [
  ...(form.weekdays.length === 0 ? [{ field: 'weekdays', word: 'errWeekdays' } as const] : []), ...(form.newOn !== '' || form.newName.trim() !== '' ? [{ field: 'newName', word: 'errHolidayPending' } as const] : []),
]

/** The holidays year by year, the latest year first, its days in order. */
export function holidaysByYear(holidays: readonly TypedHoliday[]): { readonly year: string; readonly holidays: TypedHoliday[] }[] {
  const years = [...new Set(holidays.map(holiday => holiday.on.slice(0, 4)))].sort().reverse()
  return years.map(year => ({ year, holidays: holidays.filter(holiday => holiday.on.startsWith(year)).sort((a, b) => a.on.localeCompare(b.on)) }))
}

/** A kept form of this version's shape, or null. */
export function restoreCalendar(kept: Json | undefined): CalendarForm | null {
  if (kept === null || kept === undefined || typeof kept !== 'object' || Array.isArray(kept)) return null
  const { weekdays, holidays, newOn, newName } = kept as JsonObject
  const isHoliday = (one: Json): one is { on: string; name: string } => one !== null && typeof one === 'object' && !Array.isArray(one) && typeof (one as JsonObject)['on'] === 'string' && typeof (one as JsonObject)['name'] === 'string'
  if (!Array.isArray(weekdays) || !weekdays.every(one => typeof one === 'number') || !Array.isArray(holidays) || !holidays.every(isHoliday) || typeof newOn !== 'string' || typeof newName !== 'string') return null
  return { weekdays: weekdays as number[], holidays: holidays.map(({ on, name }) => ({ on, name })), newOn, newName }
}

export type CalendarFailure = SaveFailure | { readonly kind: 'no-place' }

/** Writes what was changed since `seen` into the calendar as it stands: a holiday that came from another tablet stays. */
export async function saveCalendar(app: AppContext, seen: WorkingCalendar, form: CalendarForm): Promise<Result<null, CalendarFailure>> {
  const home = homeOf(app)
  if (!home) return err({ kind: 'no-place' })
  const id = calendarId(home.puskesmas)
  const typed = form.holidays.map(({ on, name }) => ({ on: on as Day, name: name.trim() }))
  const weekdays = [...form.weekdays].sort((a, b) => a - b)
  const saved = await app.store.writeGroup<never>(async view => {
    const record = await view.get('working-calendar', id)
    const now = record?.data ?? DEFAULT_CALENDAR
    const isTyped = (on: Day): boolean => typed.some(holiday => holiday.on === on)
    const others = now.holidays.filter(({ on }) => !isTyped(on) && !seen.holidays.some(holiday => holiday.on === on))
    const holidays = [...typed, ...others].sort((a, b) => a.on.localeCompare(b.on))
    if (!record) return ok([createDraft('working-calendar', id, home.stream, { weekdays, holidays })])
    return ok([patchDraft(record, { ...(sameJson(weekdays, [...seen.weekdays].sort((a, b) => a - b)) ? {} : { weekdays }), holidays })])
  })
  return saved.ok ? ok(null) : saved
}
