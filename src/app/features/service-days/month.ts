import { daysOfMonth, type Day, type Month } from '#domain/core/day.ts'
import { ok, type Result } from '#domain/core/result.ts'
import { sessionsOn, type Interval } from '#domain/rules/supervision/service-hours.ts'
import { measureDay, mergeDays, type KeptDay, type MeasuredDay } from '#domain/rules/supervision/service-days.ts'
import type { AppContext } from '#app/context.ts'
import { voidDraft, type Interest, type SaveFailure } from '#app/db/record-store.ts'
import type { DayRecord } from '#app/shared/service/duty.ts'
import { placeOfStream, readPustu, readServiceTime, SERVICE_TIME_INTERESTS, type PlaceName } from '#app/shared/service/service-time.ts'

/** One day of one pustu against its hours. */
export interface DayLine {
  readonly place: PlaceName
  readonly on: Day
  readonly kept: KeptDay
  readonly measured: MeasuredDay
  readonly sessions: readonly Interval[]
  /** The name of the holiday on which nothing is served; '' where it is none. */
  readonly holiday: string
  readonly records: readonly DayRecord[]
}
/** A month of one pustu. `due`: days of service up to today; today counts once it is kept. */
export interface PlaceMonth {
  readonly place: PlaceName
  readonly hasHours: boolean
  readonly lines: readonly DayLine[]
  readonly figures: { readonly due: number; readonly open: number; readonly late: number; readonly early: number; readonly shut: number; readonly unkept: number; readonly unclosed: number }
}
export const MONTH_INTERESTS: readonly Interest[] = [{ kind: 'service-day' }, ...SERVICE_TIME_INTERESTS]

export async function readMonth(app: Pick<AppContext, 'store' | 'streams' | 'today'>, month: Month): Promise<PlaceMonth[]> {
  const [places, all] = await Promise.all([readPustu(app), app.store.byKey('service-day', 'month', month)])
  const records = all.filter(one => one.state === 'live')
  return Promise.all(places.map(async place => {
    const { hours, calendar } = await readServiceTime(app.store, place.id)
    const own = records.filter(one => placeOfStream(one) === place.id)
    const lines = daysOfMonth(month).map((on): DayLine => {
      const sessions = sessionsOn(hours, calendar, on)
      const ofDay = own.filter(one => one.data.on === on)
      const kept = mergeDays(ofDay.map(one => one.data), sessions)
      return { place, on, kept, sessions, measured: measureDay(kept, sessions, on, app.today()), holiday: calendar.holidays.find(holiday => holiday.on === on)?.name ?? '', records: ofDay }
    })
    return { place, hasHours: hours !== null, lines, figures: figuresOf(lines) }
  }))
}

function figuresOf(lines: readonly DayLine[]): PlaceMonth['figures'] {
  const count = (isCounted: (line: DayLine) => boolean): number => lines.filter(isCounted).length
  const isOpened = ({ kept }: DayLine): boolean => kept.opened !== null
  const unkept = count(line => line.measured.state === 'unkept')
  const shut = count(line => line.measured.state === 'shut')
  const open = count(isOpened)
  return {
    due: open + shut + unkept, open, shut, unkept, late: count(line => line.measured.late > 0), early: count(line => line.measured.early > 0), unclosed: count(line => line.measured.state === 'unclosed'),
  }
}

/** Takes what was kept of a day out of every count; it stays and shows why. */
export async function voidDay(app: AppContext, line: Pick<DayLine, 'records'>, reason: string): Promise<Result<null, SaveFailure>> {
  const saved = await app.store.writeGroup<never>(async view => {
    const now = await Promise.all(line.records.map(one => view.get('service-day', one.id)))
    return ok(now.flatMap(one => (one?.state === 'live' ? [voidDraft(one, reason)] : [])))
  })
  return saved.ok ? ok(null) : saved
}
