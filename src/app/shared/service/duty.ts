import { addDays, type Day } from '#domain/core/day.ts'
import { err, ok, type Result } from '#domain/core/result.ts'
import { parseStream } from '#domain/core/streams.ts'
import type { ServiceDay, SHUT_REASONS } from '#domain/records/service-day.ts'
import { DAY_MINUTES, minutesOf, sessionsOn, type Interval } from '#domain/rules/supervision/service-hours.ts'
import { measureDay, mergeDays, spanOf, type KeptDay, type MeasuredDay } from '#domain/rules/supervision/service-days.ts'
import type { AppContext } from '#app/context.ts'
import { createDraft, patchDraft, type Draft, type Interest, type RecordReader, type SaveFailure, type StoredRecord } from '#app/db/record-store.ts'
import { placeOfStream, readServiceTime, SERVICE_TIME_INTERESTS } from './service-time.ts'

export type DayRecord = StoredRecord<'service-day'>
export type OnDuty = ServiceDay['onDuty'][number]
export type ShutReason = (typeof SHUT_REASONS)[number]

/** A day of one pustu as its card shows it. */
export interface Duty {
  readonly pustu: string
  readonly on: Day
  readonly kept: KeptDay
  readonly measured: MeasuredDay
  readonly sessions: readonly Interval[]
  /** Who may be on duty here. */
  readonly staff: readonly OnDuty[]
}
export const DUTY_INTERESTS: readonly Interest[] = [{ kind: 'service-day' }, { kind: 'staff' }, ...SERVICE_TIME_INTERESTS]

/** The records of one pustu's day, the first that was made first. */
async function recordsOf(reader: RecordReader, pustu: string, on: Day): Promise<DayRecord[]> {
  return (await reader.byDay('service-day', on)).filter(one => one.state === 'live' && placeOfStream(one) === pustu).sort((a, b) => (a.id < b.id ? -1 : 1))
}

/** The staff of a pustu: who treats or hands out there. */
async function staffOf(reader: RecordReader, pustu: string): Promise<OnDuty[]> {
  return (await reader.scan('staff'))
    .filter(one => one.state === 'live' && one.data.active && one.data.grants.some(({ role, place }) => place === pustu && (role === 'nakes' || role === 'apotek')))
    .map(({ id, data }) => ({ id, name: data.name, profession: data.profession }))
    .sort((a, b) => a.name.localeCompare(b.name, 'id'))
}

/** One day of a pustu as it was kept, against its hours. */
export async function dutyOn(app: Pick<AppContext, 'store' | 'today'>, pustu: string, on: Day): Promise<Omit<Duty, 'staff'>> {
  const [records, { hours, calendar }] = await Promise.all([recordsOf(app.store, pustu, on), readServiceTime(app.store, pustu)])
  const sessions = sessionsOn(hours, calendar, on)
  const kept = mergeDays(records.map(one => one.data), sessions)
  return { pustu, on, kept, sessions, measured: measureDay(kept, sessions, on, app.today()) }
}

/** The pustu whose desk this is; null where the user has none. */
export const ownPustu = (app: Pick<AppContext, 'homeStream'>): string | null => {
  const home = app.homeStream('service')
  return home ? (parseStream(home)?.place ?? null) : null
}

/** The day at work: today, or yesterday while it still serves past midnight and nobody closed it. */
export async function readDuty(app: Pick<AppContext, 'store' | 'today' | 'wallTime'>, pustu: string): Promise<Duty> {
  const [today, staff] = [app.today(), await staffOf(app.store, pustu)]
  const evening = await dutyOn(app, pustu, addDays(today, -1))
  const end = spanOf(evening.sessions)?.to ?? 0
  const isStillServing = evening.measured.state === 'unclosed' && end > DAY_MINUTES && (minutesOf(app.wallTime()) ?? 0) + DAY_MINUTES <= end + 60
  return { ...(isStillServing ? evening : await dutyOn(app, pustu, today)), staff }
}

/** `opened`, `closed`: somebody did it in the meantime; `not-open`: there is nothing to close. */
export type DutyFailure = SaveFailure | { readonly kind: 'no-place' | 'opened' | 'closed' | 'not-open' }

async function write(app: AppContext, pustu: string, on: Day, decide: (records: readonly DayRecord[], stream: string) => Result<readonly Draft[], DutyFailure>): Promise<Result<null, DutyFailure>> {
  const stream = app.streams('service').find(one => parseStream(one)?.place === pustu)
  if (stream === undefined) return err({ kind: 'no-place' })
  const saved = await app.store.writeGroup<DutyFailure>(async view => decide(await recordsOf(view, pustu, on), stream))
  return saved.ok ? ok(null) : saved
}

const by = (app: AppContext): { by: string; name: string } => ({ by: app.user.id, name: app.user.name })

/** Opens the day, at the tablet's time. A day that was said to be shut is opened after all. */
export const openDay = (app: AppContext, { pustu, on }: Pick<Duty, 'pustu' | 'on'>, { onDuty, reason }: { readonly onDuty: readonly OnDuty[]; readonly reason: string }): Promise<Result<null, DutyFailure>> => {
  const opened = { time: app.wallTime(), reason, ...by(app) }
  return write(app, pustu, on, (records, stream) => {
    if (records.some(one => one.data.opened)) return err({ kind: 'opened' })
    const [first, ...others] = records
    if (!first) return ok([createDraft('service-day', app.newId(), stream, { pustu, on, opened, onDuty: [...onDuty], closed: null, shut: null })])
    return ok([patchDraft(first, { opened, onDuty: [...onDuty], shut: null }), ...others.map(one => patchDraft(one, { shut: null }))])
  })
}

/** Closes the day; where two tablets opened it, both. */
export const closeDay = (app: AppContext, { pustu, on }: Pick<Duty, 'pustu' | 'on'>, { reason, note }: { readonly reason: string; readonly note: string }): Promise<Result<null, DutyFailure>> => {
  const closed = { time: app.wallTime(), reason, note, ...by(app) }
  return write(app, pustu, on, records => {
    const open = records.filter(one => one.data.opened)
    if (open.length === 0) return err({ kind: 'not-open' })
    if (open.some(one => one.data.closed)) return err({ kind: 'closed' })
    return ok(open.map(one => patchDraft(one, { closed })))
  })
}

/** Takes a closing back: somebody came after all, or it was pressed too soon. */
export const reopenDay = (app: AppContext, { pustu, on }: Pick<Duty, 'pustu' | 'on'>): Promise<Result<null, DutyFailure>> =>
  write(app, pustu, on, records => ok(records.filter(one => one.data.closed).map(one => patchDraft(one, { closed: null }))))

/** Says that the pustu serves nobody on a day, today or another one. */
export const shutDay = (app: AppContext, { pustu, on }: Pick<Duty, 'pustu' | 'on'>, { reason, note }: { readonly reason: ShutReason; readonly note: string }): Promise<Result<null, DutyFailure>> => {
  const shut = { reason, note, ...by(app) }
  return write(app, pustu, on, (records, stream) => {
    if (records.some(one => one.data.opened)) return err({ kind: 'opened' })
    const [first] = records
    return ok([first ? patchDraft(first, { shut }) : createDraft('service-day', app.newId(), stream, { pustu, on, opened: null, onDuty: [], closed: null, shut })])
  })
}

/** Who is on duty, as somebody comes or goes. */
export const setOnDuty = (app: AppContext, { pustu, on }: Pick<Duty, 'pustu' | 'on'>, onDuty: readonly OnDuty[]): Promise<Result<null, DutyFailure>> =>
  write(app, pustu, on, records => {
    const [first, ...others] = records.filter(one => one.data.opened)
    if (!first) return err({ kind: 'not-open' })
    // A second tablet's day keeps only who is still on duty, and never nobody.
    const stay = others.flatMap(one => { const kept = one.data.onDuty.filter(person => onDuty.some(({ id }) => id === person.id)); return kept.length > 0 ? [patchDraft(one, { onDuty: kept })] : [] })
    return ok([patchDraft(first, { onDuty: [...onDuty] }), ...stay])
  })
