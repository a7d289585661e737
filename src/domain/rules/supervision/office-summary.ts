import { z } from 'zod'
import { monthOf, type Day, type Month } from '../../core/day.ts'
import type { CoachingPlan } from '../../records/coaching-plan.ts'
import type { CoachingVisit } from '../../records/coaching-visit.ts'
import type { ComplaintData } from '../../records/complaint.ts'
import type { FindingData } from '../../records/finding.ts'
import type { PustuDayData } from '../../records/pustu-day.ts'
import type { WorkingCalendar } from '../../records/working-calendar.ts'
import type { Rational } from '../pharmacy/rational.ts'
import { figureOf } from './indicators/figure.ts'
import { compositeOf, type Por } from './indicators/por.ts'
import { answeredOnTime, findingsOnTime } from './indicators/promises.ts'
import { monthOfDays } from './pustu-day.ts'

const count = z.int().nonnegative()
const shareSchema = z.object({ part: count, whole: count })
export type Share = z.infer<typeof shareSchema>

/** A month of a puskesmas as its health office reads it: numbers, and not one id. */
export const officeLineSchema = z.object({
  name: z.string(),
  /** The group of puskesmas that one coaching team (TPCB) looks after. */
  cluster: z.string(),
  pustu: count,
  visits: count, persons: count, drafts: count, handed: count,
  /** Signed and complete, of all visits that were begun; entered within 24 hours, of those whose moment of entry is known. */
  complete: shareSchema, sameDay: shareSchema,
  /** Taken in the month; answered within the norm, of those due in it (BR-63). */
  complaints: z.object({ received: count, onTime: shareSchema }),
  /** Supervision visits: planned for the month and not cancelled, and made in it. */
  coaching: z.object({ planned: count, done: count }),
  /** Follow-up items closed by their day, of those due in the month (BR-64). */
  findings: shareSchema,
  /** The parts of the composite as counted (BR-54), so that a group's can be had from them exactly; items of prescriptions. */
  por: z.object({ ispa: shareSchema, diare: shareSchema, mialgia: shareSchema, items: shareSchema }),
  /** When the data of the pustu that is longest without a complete sync were last whole, in milliseconds; null where one never was. */
  oldestSyncAt: z.number().nullable(),
})
export type OfficeLine = z.infer<typeof officeLineSchema>

export const officeSummarySchema = z.object({ month: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/), at: z.number(), lines: z.array(officeLineSchema) })
export type OfficeSummary = z.infer<typeof officeSummarySchema>

interface Kept<D> { readonly id: string; readonly state: 'live' | 'void'; readonly data: D }

export interface MonthRecords {
  readonly name: string
  readonly cluster: string
  readonly month: Month
  readonly today: Day
  readonly pustu: number
  readonly days: Iterable<PustuDayData>
  readonly complaints: readonly Kept<ComplaintData>[]
  readonly calendar: WorkingCalendar
  readonly plans: readonly Kept<CoachingPlan>[]
  readonly visits: readonly Kept<CoachingVisit>[]
  readonly findings: readonly Kept<FindingData>[]
  readonly por: OfficeLine['por']
  readonly oldestSyncAt: number | null
}

export function officeLineOf({ name, cluster, month, today, pustu, days, complaints, calendar, plans, visits, findings, por, oldestSyncAt }: MonthRecords): OfficeLine {
  const sums = monthOfDays(days)
  const ofMonth = <D extends { readonly on: Day }>(all: readonly Kept<D>[]): D[] => all.filter(one => one.state === 'live' && monthOf(one.data.on) === month).map(one => one.data)
  const answered = answeredOnTime(complaints, () => calendar, month, today)
  const closed = findingsOnTime(findings, month, today)
  return {
    name, cluster, pustu,
    visits: sums.signed, persons: sums.people.size, drafts: sums.drafts, handed: sums.handed,
    complete: { part: sums.complete, whole: sums.signed + sums.drafts }, sameDay: { part: sums.sameDay, whole: sums.timed },
    complaints: { received: ofMonth(complaints).length, onTime: { part: answered.numerator.length, whole: answered.denominator.length } },
    coaching: { planned: ofMonth(plans).filter(plan => plan.cancelled === null).length, done: ofMonth(visits).filter(visit => visit.signature !== null).length },
    findings: { part: closed.numerator.length, whole: closed.denominator.length },
    por, oldestSyncAt,
  }
}

/** How many of how many, without the ids behind it. */
export function porCounts(por: Por): OfficeLine['por'] {
  const share = (part: Por['ispa']): Share => ({ part: part.numerator.length, whole: part.denominator.length })
  return { ispa: share(por.ispa), diare: share(por.diare), mialgia: share(por.mialgia), items: { part: por.items.items, whole: por.items.denominator.length } }
}

/** The composite of a puskesmas or of a group: none where a part has no case (§10b on BR-54). */
export function compositeOfCounts({ ispa, diare, mialgia, items }: OfficeLine['por']): Rational | null {
  const figure = ({ part, whole }: Share) => figureOf(part, whole)
  return compositeOf(figure(ispa), figure(diare), figure(mialgia), figure(items))
}

const plus = (a: Share, b: Share): Share => ({ part: a.part + b.part, whole: a.whole + b.whole })
const NO_SHARE: Share = { part: 0, whole: 0 }

/**
 * Lines added up. Persons are those of each puskesmas: nothing says whether somebody was seen at two. The oldest sync is the oldest,
 * and unknown where one is.
 */
export function sumOfLines(lines: readonly OfficeLine[], name: string, cluster: string): OfficeLine {
  const empty: OfficeLine = {
    name, cluster, pustu: 0, visits: 0, persons: 0, drafts: 0, handed: 0, complete: NO_SHARE, sameDay: NO_SHARE, complaints: { received: 0, onTime: NO_SHARE },
    coaching: { planned: 0, done: 0 }, findings: NO_SHARE, por: { ispa: NO_SHARE, diare: NO_SHARE, mialgia: NO_SHARE, items: NO_SHARE }, oldestSyncAt: null,
  }
  const summed = lines.reduce((sum, line) => ({
    ...sum, pustu: sum.pustu + line.pustu, visits: sum.visits + line.visits, persons: sum.persons + line.persons, drafts: sum.drafts + line.drafts, handed: sum.handed + line.handed,
    complete: plus(sum.complete, line.complete), sameDay: plus(sum.sameDay, line.sameDay),
    complaints: { received: sum.complaints.received + line.complaints.received, onTime: plus(sum.complaints.onTime, line.complaints.onTime) },
    coaching: { planned: sum.coaching.planned + line.coaching.planned, done: sum.coaching.done + line.coaching.done }, findings: plus(sum.findings, line.findings),
    por: { ispa: plus(sum.por.ispa, line.por.ispa), diare: plus(sum.por.diare, line.por.diare), mialgia: plus(sum.por.mialgia, line.por.mialgia), items: plus(sum.por.items, line.por.items) },
  }), empty)
  // A puskesmas without a pustu has nothing that could be old.
  const synced = lines.filter(line => line.pustu > 0).map(line => line.oldestSyncAt)
  return { ...summed, oldestSyncAt: synced.length === 0 || synced.includes(null) ? null : Math.min(...synced.map(Number)) }
}

export interface Cluster { readonly name: string; readonly lines: readonly OfficeLine[]; readonly sum: OfficeLine }

/** The groups by name, in each its puskesmas by name. */
export function clustersOf(lines: readonly OfficeLine[]): Cluster[] {
  const names = [...new Set(lines.map(line => line.cluster))].sort((a, b) => a.localeCompare(b, 'id', { numeric: true }))
  return names.map(name => {
    const own = lines.filter(line => line.cluster === name).sort((a, b) => a.name.localeCompare(b.name, 'id'))
    return { name, lines: own, sum: sumOfLines(own, name, name) }
  })
}
