import { ZONES, type Day, type Zone } from '../../core/day.ts'
import { momentOfId } from '../../core/id-moment.ts'
import { streamOf } from '../../core/streams.ts'
import type { PustuDayData } from '../../records/pustu-day.ts'
import type { VisitData } from '../../records/visit.ts'
import type { SummaryMovement, SummaryVisit } from './day-summary.ts'

const DAY_MS = 24 * 3_600_000

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
  const live = ofDay(visits, streamOf('clinical', pustu), on)
  const signed = live.filter(visit => visit.data.signature !== null)
  const entries = live.map(visit => entryDelay(visit, zone)).filter(delay => delay !== null)
  const handed = ofDay(movements, streamOf('stock', pustu), on).filter(movement => movement.data.reason === 'diserahkan' && !reversed.has(movement.id))
  return {
    pustu, on,
    signed: signed.length, drafts: live.length - signed.length,
    alarms: signed.filter(visit => visit.data.alarmPlan !== null).length, referred: signed.filter(visit => isReferred(visit.data)).length,
    complete: signed.filter(visit => isComplete(visit.data)).length,
    timed: entries.length, sameDay: entries.filter(isSameDay).length,
    people: [...new Set(signed.map(visit => visit.data.patientId))].sort(),
    handed: handed.length, firstExpiring: handed.filter(movement => movement.data.override === null).length,
  }
}

function ofDay<T extends SummaryVisit | SummaryMovement>(records: Iterable<T>, stream: string, on: Day): T[] {
  return [...records].filter(record => record.state === 'live' && record.stream === stream && record.data.on === on)
}

/** Whether there is nothing to tell of a day. */
export const isEmptyDay = (day: PustuDayData): boolean => day.signed === 0 && day.drafts === 0 && day.handed === 0

/** Signed, with complaint, at least one measured value, diagnosis and allergy answer (domain §6, signed completeness). */
export function isComplete({ signature, complaint, vitals, beyond, diagnoses, allergy }: VisitData): boolean {
  const measured = Object.keys(vitals).length > 0 || Object.keys(beyond ?? {}).length > 0
  return signature !== null && complaint.trim() !== '' && measured && diagnoses.length > 0 && allergy !== null
}

const isReferred = ({ outcome }: VisitData): boolean => outcome?.how === 'rujuk' || outcome?.how === 'rujuk-darurat'

/** Milliseconds from the event to its entry; negative where the entry came first. Null where the id does not say when it was made. */
export function entryDelay({ id, data }: Pick<SummaryVisit, 'id'> & { readonly data: Pick<VisitData, 'on' | 'time'> }, zone: Zone): number | null {
  const entered = momentOfId(id)
  const happened = Date.parse(`${data.on}T${data.time}:00Z`) - ZONES[zone] * 60_000
  return entered === null || Number.isNaN(happened) ? null : entered - happened
}

/** Same-day entry: within 24 hours, that moment included (domain §6). */
export const isSameDay = (delayMs: number): boolean => delayMs <= DAY_MS

const SUMS = ['signed', 'drafts', 'alarms', 'referred', 'complete', 'timed', 'sameDay', 'handed', 'firstExpiring'] as const
type Sums = Readonly<Record<(typeof SUMS)[number], number>>

export interface MonthFigures extends Sums {
  /** Each person once, on however many days and at however many pustu. */
  readonly people: ReadonlySet<string>
}

/** Days added up, of one pustu or of several. */
export function monthOfDays(days: Iterable<PustuDayData>): MonthFigures {
  const sums = Object.fromEntries(SUMS.map(name => [name, 0])) as Record<(typeof SUMS)[number], number>
  const people = new Set<string>()
  for (const day of days) {
    for (const name of SUMS) sums[name] += day[name]
    for (const person of day.people) people.add(person)
  }
  return { ...sums, people }
}
