import { addDays, addMonths, daysOfMonth, monthOf, type Day, type Month } from '#domain/core/day.ts'
import { parseStream, streamOf } from '#domain/core/streams.ts'
import type { PustuDayData } from '#domain/records/pustu-day.ts'
import { monthOfDays, type MonthFigures } from '#domain/rules/supervision/pustu-day.ts'
import type { AppContext } from '../context.ts'
import type { Interest, StoredRecord } from '../db/record-store.ts'

/** The pustu this head looks after: those whose clinical stream is granted and that are at work. All of them, or the one that is asked for. */
export async function supervisedPustu(app: AppContext, only: string | null = null): Promise<StoredRecord<'facility'>[]> {
  const granted = new Set<string>(app.streams('clinical'))
  const facilities = await app.store.byKey('facility', 'type', 'pustu')
  return facilities.filter(facility => facility.state === 'live' && facility.data.active && (only === null || facility.id === only) && granted.has(streamOf('clinical', facility.id)))
    .sort((a, b) => a.data.name.localeCompare(b.data.name, 'id'))
}

/** The days looked at, both included. */
export interface Span { readonly from: Day; readonly to: Day }
export const isWithin = (on: Day, { from, to }: Span): boolean => on >= from && on <= to

/** A month up to a day of it. */
export const monthSpan = (until: Day): Span => ({ from: `${monthOf(until)}-01` as Day, to: until })

export function monthsOf({ from, to }: Span): Month[] {
  const months: Month[] = []
  for (let month = monthOf(from); month <= monthOf(to); month = addMonths(month, 1)) months.push(month)
  return months
}

export const daysOf = (span: Span): Day[] => monthsOf(span).flatMap(daysOfMonth).filter(day => isWithin(day, span))

/** The days of every pustu as the server added them up, by pustu; those without anything to tell have none. */
export type DaysByPustu = ReadonlyMap<string, readonly PustuDayData[]>
export const PUSTU_DAY_INTERESTS: readonly Interest[] = [{ kind: 'pustu-day' }, { kind: 'facility' }]

export async function readPustuDays(app: AppContext, span: Span): Promise<DaysByPustu> {
  const found = await Promise.all(monthsOf(span).map(month => app.store.byKey('pustu-day', 'month', month)))
  const byPustu = new Map<string, PustuDayData[]>()
  for (const { stream, state, data } of found.flat()) {
    const place = parseStream(stream)?.place
    if (place === undefined || state !== 'live' || !isWithin(data.on, span)) continue
    const days = byPustu.get(place)
    if (days) days.push(data)
    else byPustu.set(place, [data])
  }
  return byPustu
}

/** Several pustu in a stretch of days: the sum of all, and of each. Persons are counted once in each sum. */
export interface SpanFigures { readonly all: MonthFigures; readonly byPustu: ReadonlyMap<string, MonthFigures> }

export function figuresOf(days: DaysByPustu, pustu: readonly string[], span: Span): SpanFigures {
  const own = new Map(pustu.map(id => [id, (days.get(id) ?? []).filter(day => isWithin(day.on, span))]))
  return { all: monthOfDays([...own.values()].flat()), byPustu: new Map([...own].map(([id, part]) => [id, monthOfDays(part)])) }
}

/** How many visits were entered more than 24 hours after they took place, of those whose moment of entry is known. */
export const lateOf = ({ timed, sameDay }: Pick<MonthFigures, 'timed' | 'sameDay'>): number => timed - sameDay

/** How far back is looked for visits that no sum of a day tells of. */
const LOOKED_BACK = 14

/**
 * Whether there are visits of late and not one day added up: the server is older than this app, or has not come to it yet. Then
 * nothing is known, which is not zero.
 */
export async function isUndelivered(app: AppContext, days: DaysByPustu, until: Day): Promise<boolean> {
  if (days.size > 0) return false
  for (let back = 0; back < LOOKED_BACK; back += 1) {
    if ((await app.store.byDay('visit', addDays(until, -back))).some(visit => visit.state === 'live')) return true
  }
  return false
}
