import { addDays, addMonths, daysOfMonth, monthOf, type Day, type Month } from '#domain/core/day.ts'
import { monthOfDays } from '#domain/rules/supervision/pustu-day.ts'
import type { AppContext } from '#app/context.ts'
import type { StoredRecord } from '#app/db/record-store.ts'
import { toldUntil } from '#app/shared/months.ts'
import { daysOf, figuresOf, isUndelivered, isWithin, readPustuDays, supervisedPustu, type Span, type SpanFigures } from '#app/shared/pustu-days.ts'

const firstOf = (month: Month): Day => `${month}-01` as Day
export const wholeMonth = (month: Month, today: Day): Span => ({ from: firstOf(month), to: toldUntil(month, today) })

/** The month of a day as far as it has gone, and as many days of the month before; a month that is over stands against the whole one before. */
export interface Spans { readonly month: Span; readonly before: Span; readonly isRunning: boolean }

export function spansOf(day: Day, today: Day): Spans {
  const month = monthOf(day)
  const earlier = daysOfMonth(addMonths(month, -1))
  const isRunning = month === monthOf(today)
  const gone = isRunning ? Number(today.slice(8)) : earlier.length
  return { month: wholeMonth(month, today), before: { from: firstOf(addMonths(month, -1)), to: earlier[Math.min(gone, earlier.length) - 1] as Day }, isRunning }
}

export interface Overview extends Spans {
  readonly pustu: readonly StoredRecord<'facility'>[]
  readonly day: Day
  /** The server has added up nothing of what is on this tablet: no figure is known. */
  readonly isUnknown: boolean
  readonly ofDay: SpanFigures
  readonly ofMonth: SpanFigures
  /** Null while nothing is kept of the month before: then there is nothing to set this one against. */
  readonly ofBefore: SpanFigures | null
}

/** Day and month of all pustu, and as much of the month before. */
export async function readOverview(app: AppContext, day: Day): Promise<Overview> {
  const spans = spansOf(day, app.today())
  const [pustu, days] = await Promise.all([supervisedPustu(app), readPustuDays(app, { from: spans.before.from, to: spans.month.to })])
  const ids = pustu.map(place => place.id)
  const ofBefore = figuresOf(days, ids, spans.before)
  const hasBefore = [...days.values()].flat().some(one => monthOf(one.on) === monthOf(spans.before.from))
  return {
    ...spans, pustu, day, isUnknown: await isUndelivered(app, days, spans.month.to),
    ofDay: figuresOf(days, ids, { from: day, to: day }), ofMonth: figuresOf(days, ids, spans.month), ofBefore: hasBefore ? ofBefore : null,
  }
}

/** One bar of a chart: the days it stands for and how many visits were signed in them. */
export interface Bar { readonly span: Span; readonly value: number }
export interface Course { readonly days: readonly Bar[]; readonly months: readonly Bar[] }
const DAYS_SHOWN = 30
const MONTHS_SHOWN = 6

/** Signed visits of the last 30 days and of the last 6 months, up to a day and its month. */
export async function readCourse(app: AppContext, day: Day): Promise<Course> {
  const today = app.today()
  const months = Array.from({ length: MONTHS_SHOWN }, (_, index) => wholeMonth(addMonths(monthOf(day), index + 1 - MONTHS_SHOWN), today))
  const lastDays: Span = { from: addDays(day, 1 - DAYS_SHOWN), to: day }
  const all: Span = { from: months[0]?.from ?? lastDays.from, to: months.at(-1)?.to ?? day }
  const [pustu, byPustu] = await Promise.all([supervisedPustu(app), readPustuDays(app, all)])
  const days = pustu.flatMap(place => byPustu.get(place.id) ?? [])
  const bar = (span: Span): Bar => ({ span, value: monthOfDays(days.filter(one => isWithin(one.on, span))).signed })
  return { days: daysOf(lastDays).map(on => bar({ from: on, to: on })), months: months.map(bar) }
}

/**
 * Members of the cooperative among the persons served: each member once, at whatever pustu. Who is one is told by the patients as they
 * are now, of the month before too: a day's sums keep persons, not what each of them was on that day.
 */
export interface MembersServed { readonly day: SpanMembers; readonly month: SpanMembers; /** Null where nothing is kept of the month before. */ readonly before: SpanMembers | null }
interface SpanMembers { readonly all: number; readonly byPustu: ReadonlyMap<string, number> }

export async function readMembersServed(app: AppContext, { ofDay, ofMonth, ofBefore }: Pick<Overview, 'ofDay' | 'ofMonth' | 'ofBefore'>): Promise<MembersServed> {
  const memberOf = new Map<string, string>()
  const people = new Set([ofDay, ofMonth, ofBefore].flatMap(figures => [...(figures?.all.people ?? [])]))
  for (const { id, data } of await app.store.many('patient', [...people])) if (data.memberId !== null) memberOf.set(id, data.memberId)
  const count = (served: ReadonlySet<string>): number => new Set([...served].flatMap(id => memberOf.get(id) ?? [])).size
  const of = ({ all, byPustu }: SpanFigures): SpanMembers => ({ all: count(all.people), byPustu: new Map([...byPustu].map(([id, figures]) => [id, count(figures.people)])) })
  return { day: of(ofDay), month: of(ofMonth), before: ofBefore && of(ofBefore) }
}
