import { ZONES, type Day, type Zone } from '../../core/day.ts'
import { momentOfId } from '../../core/id-moment.ts'
import { streamOf } from '../../core/streams.ts'
import type { PustuDayData } from '../../records/pustu-day.ts'
import type { VisitData } from '../../records/visit.ts'
import type { SummaryMovement, SummaryVisit } from './day-summary.ts'

const DAY_MS = 24 * 3_600_000

export const DAY_SUMS = ['signed', 'drafts', 'alarms', 'referred', 'complete', 'timed', 'sameDay', 'handed', 'firstExpiring'] as const
type Sums = Readonly<Record<(typeof DAY_SUMS)[number], number>>
const NOTHING: Sums = { signed: 0, drafts: 0, alarms: 0, referred: 0, complete: 0, timed: 0, sameDay: 0, handed: 0, firstExpiring: 0 }

/** What one record adds to the figures of its day. */
export interface DayShare extends Sums { readonly on: Day; readonly person: string | null }

export interface DayRecords {
  readonly pustu: string
  readonly on: Day
  /** Visits and movements of whatever place, day and state; those of this day of this pustu count. */
  readonly visits: Iterable<SummaryVisit>
  readonly movements: Iterable<SummaryMovement>
  /** Ids of movements that were taken back whole, on whatever day. */
  readonly reversed: ReadonlySet<string>
  /** The wall clock of the pustu. */
  readonly zone: Zone
}

/**
 * One day of a pustu in figures. Voided visits are in none (BR-46), and a hand-over that was taken back is not, whatever the day on
 * which it came back: it changes the day of the hand-over.
 */
export function pustuDayOf({ pustu, on, visits, movements, reversed, zone }: DayRecords): PustuDayData {
  const shares = [
    ...at(streamOf('clinical', pustu), visits).map(visit => shareOfVisit(visit, zone)),
    ...at(streamOf('stock', pustu), movements).filter(movement => !reversed.has(movement.id)).map(shareOfMovement),
  ].filter(share => share?.on === on) as DayShare[]
  const people = new Set(shares.flatMap(({ person }) => person ?? []))
  return { pustu, on, ...addUp(shares), people: [...people].sort() }
}

const at = <T extends { readonly stream: string }>(stream: string, records: Iterable<T>): T[] => [...records].filter(record => record.stream === stream)

/** A live visit in the figures of its day; null for one that was voided (BR-46). */
export function shareOfVisit(visit: SummaryVisit, zone: Zone): DayShare | null {
  const { state, data } = visit
  if (state !== 'live') return null
  const isSigned = data.signature !== null
  const delay = entryDelay(visit, zone)
  return {
    ...NOTHING, on: data.on, person: isSigned ? data.patientId : null, signed: Number(isSigned), drafts: Number(!isSigned),
    alarms: Number(isSigned && data.alarmPlan !== null), referred: Number(isSigned && isReferred(data)), complete: Number(isComplete(data)),
    timed: Number(delay !== null), sameDay: Number(delay !== null && isSameDay(delay)),
  }
}

/** A hand-over in the figures of its day, before it is known whether it was taken back; null for every other movement. */
export function shareOfMovement({ state, data }: Pick<SummaryMovement, 'state' | 'data'>): DayShare | null {
  if (state !== 'live' || data.reason !== 'diserahkan') return null
  return { ...NOTHING, on: data.on, person: null, handed: 1, firstExpiring: Number(data.override === null) }
}

function addUp(all: Iterable<Sums>): Record<keyof Sums, number> {
  const sums: Record<keyof Sums, number> = { ...NOTHING }
  for (const one of all) for (const name of DAY_SUMS) sums[name] += one[name]
  return sums
}

/** Whether there is nothing to tell of a day. */
export const isEmptyDay = (day: PustuDayData): boolean => day.signed === 0 && day.drafts === 0 && day.handed === 0

/** Signed, with complaint, at least one measured value, diagnosis and allergy answer (domain §6, signed completeness). */
export function isComplete({ signature, complaint, vitals, beyond, diagnoses, allergy }: VisitData): boolean {
  const measured = Object.keys(vitals).length > 0 || Object.keys(beyond ?? {}).length > 0
  return signature !== null && complaint.trim() !== '' && measured && diagnoses.length > 0 && allergy !== null
}

/** Sent on to another place of care. */
export const isReferred = ({ outcome }: VisitData): boolean => outcome?.how === 'rujuk' || outcome?.how === 'rujuk-darurat'

/** Milliseconds from the event to its entry; negative where the entry came first. Null where the id does not say when it was made. */
export function entryDelay({ id, data }: Pick<SummaryVisit, 'id'> & { readonly data: Pick<VisitData, 'on' | 'time'> }, zone: Zone): number | null {
  const entered = momentOfId(id)
  const happened = Date.parse(`${data.on}T${data.time}:00Z`) - ZONES[zone] * 60_000
  return entered === null || Number.isNaN(happened) ? null : entered - happened
}

/** Same-day entry: within 24 hours, that moment included (domain §6). */
export const isSameDay = (delayMs: number): boolean => delayMs <= DAY_MS

export interface MonthFigures extends Sums {
  /** Each person once, on however many days and at however many pustu. */
  readonly people: ReadonlySet<string>
}

/** Days added up, of one pustu or of several. */
export function monthOfDays(days: Iterable<PustuDayData>): MonthFigures {
  const all = [...days]
  return { ...addUp(all), people: new Set(all.flatMap(day => day.people)) }
}
