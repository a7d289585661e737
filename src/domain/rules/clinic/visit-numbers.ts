import { addYears, ageInMonths, ageInYears, addDays, dayOf, daysBetween, parts, type Day } from '../../core/day.ts'
import type { Known } from '../../core/record.ts'
import type { VisitData } from '../../records/visit.ts'

/** Completed years, and the months and days beyond them. */
export interface AgeParts { readonly years: number; readonly months: number; readonly days: number }

/** Age on a day; null when born later. A person born on 29-02 completes a year on 1 March (BR-49). */
export function ageParts(bornOn: Day, on: Day): AgeParts | null {
  if (on < bornOn) return null
  const months = ageInMonths(bornOn, on)
  const years = ageInYears(bornOn, on)
  return { years, months: Math.max(0, months - years * 12), days: daysBetween(monthsLater(bornOn, months), on) }
}

/** The day on which a month of age completes: the same date, or the first of the next month where there is none. */
function monthsLater(bornOn: Day, months: number): Day {
  const [year, month, date] = parts(bornOn)
  const index = year * 12 + (month - 1) + months
  const [toYear, toMonth] = [Math.floor(index / 12), (index % 12) + 1]
  return dayOf(toYear, toMonth, date) ?? addDays(dayOf(toYear, toMonth, 28) as Day, 28 < date ? daysToNextMonth(toYear, toMonth) : 0)
}

const daysToNextMonth = (year: number, month: number): number =>
  daysBetween(dayOf(year, month, 28) as Day, (month === 12 ? dayOf(year + 1, 1, 1) : dayOf(year, month + 1, 1)) as Day)

/** Age groups of the LB1 report. The printed form overlaps at twelve months and loses age 70; these do not (BR-48). */
export const AGE_GROUPS = ['0-7hr', '8-28hr', '29hr-<1th', '1-4', '5-9', '10-14', '15-19', '20-44', '45-54', '55-59', '60-64', '65-69', '>=70'] as const
export type AgeGroup = (typeof AGE_GROUPS)[number]
const UPPER_YEARS: readonly (readonly [number, AgeGroup])[] = [
  [5, '1-4'], [10, '5-9'], [15, '10-14'], [20, '15-19'], [45, '20-44'], [55, '45-54'], [60, '55-59'], [65, '60-64'], [70, '65-69'],
]

/** BR-48: 7 days old is still 0–7, 28 days 8–28, the first birthday 1–4, age 70 the last group. */
export function ageGroup(bornOn: Day, on: Day): AgeGroup {
  const years = ageInYears(bornOn, on)
  if (years >= 1) return UPPER_YEARS.find(([upper]) => years < upper)?.[1] ?? '>=70'
  const days = daysBetween(bornOn, on)
  if (days <= 7) return '0-7hr'
  return days <= 28 ? '8-28hr' : '29hr-<1th'
}

export type NumberedVisit = Pick<Known<VisitData>, 'id' | 'state' | 'data'>

/**
 * BR-53: the ids of visits that are a person's first in their calendar year ("kunjungan baru"); all others are "lama".
 * By day and time of occurrence, not of arrival: a visit synced late turns the later one into "lama".
 * Voided visits do not count (BR-46).
 */
export function firstVisits(visits: Iterable<NumberedVisit>): Set<string> {
  const firsts = new Map<string, NumberedVisit>()
  for (const visit of visits) {
    if (visit.state === 'void') continue
    const key = `${visit.data.patientId}|${visit.data.on.slice(0, 4)}`
    const first = firsts.get(key)
    if (!first || occurredBefore(visit, first)) firsts.set(key, visit)
  }
  return new Set([...firsts.values()].map(visit => visit.id))
}

function occurredBefore(a: NumberedVisit, b: NumberedVisit): boolean {
  const moment = (visit: NumberedVisit): string => `${visit.data.on} ${visit.data.time} ${visit.id}`
  return moment(a) < moment(b)
}

/**
 * BR-47: a record is kept at least 25 years from the last visit (PMK 24/2022); visits entered in error do not extend it.
 * Null for a patient without a visit.
 */
export function retainUntil(visits: Iterable<NumberedVisit>): Day | null {
  let last: Day | null = null
  for (const visit of visits) {
    if (visit.state !== 'void' && (last === null || visit.data.on > last)) last = visit.data.on
  }
  return last === null ? null : addYears(last, 25)
}
