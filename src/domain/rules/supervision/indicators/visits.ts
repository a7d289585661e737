import type { Zone } from '../../../core/day.ts'
import type { VisitData } from '../../../records/visit.ts'
import { entryDelay, isComplete, isSameDay } from '../pustu-day.ts'
import type { Part } from './figure.ts'

export interface IndicatorVisit { readonly id: string; readonly state: 'live' | 'void'; readonly data: VisitData }

const live = (visits: Iterable<IndicatorVisit>): IndicatorVisit[] => [...visits].filter(visit => visit.state === 'live')
const signed = (visits: Iterable<IndicatorVisit>): IndicatorVisit[] => live(visits).filter(visit => visit.data.signature !== null)
const idsOf = (visits: readonly IndicatorVisit[]): string[] => visits.map(visit => visit.id)

/** Visits that are signed and have complaint, a measured value, diagnosis and allergy answer, of all that were begun and not taken back (domain §6). */
export function completenessOf(visits: Iterable<IndicatorVisit>): Part {
  const all = live(visits)
  return { numerator: idsOf(all.filter(visit => isComplete(visit.data))), denominator: idsOf(all) }
}

/** Visits entered within 24 hours, of those whose moment of entry is known; the others are `unknown` and in neither. */
export function sameDayOf(visits: Iterable<IndicatorVisit>, zone: Zone): Part & { readonly unknown: readonly string[] } {
  const timed = live(visits).map(visit => ({ id: visit.id, delay: entryDelay(visit, zone) }))
  const ids = (test: (delay: number | null) => boolean): string[] => timed.filter(({ delay }) => test(delay)).map(({ id }) => id)
  return { numerator: ids(delay => delay !== null && isSameDay(delay)), denominator: ids(delay => delay !== null), unknown: ids(delay => delay === null) }
}

/** RRNS (BR-57): referrals without a specialist's reason, of all referrals of outpatients. An emergency is referred without asking (BR-52). */
export function referralsOf(visits: Iterable<IndicatorVisit>): Part {
  const referred = signed(visits).filter(({ data }) => data.outcome?.how === 'rujuk')
  return { numerator: idsOf(referred.filter(({ data }) => data.outcome?.specialistic === false)), denominator: idsOf(referred) }
}

/** Who is one person: a patient known at two places may have two records. */
export type PersonOf = (patientId: string) => string

/** BR-57: the first signed visit of each person, in the order they came; their number is that of the persons. */
export function contactsOf(visits: Iterable<IndicatorVisit>, personOf: PersonOf): string[] {
  const first = new Map<string, string>()
  for (const visit of signed(visits).sort(byMoment)) {
    const person = personOf(visit.data.patientId)
    if (!first.has(person)) first.set(person, visit.id)
  }
  return [...first.values()]
}

/** Hypertension and diabetes by their categories of ICD-10. */
export const CHRONIC_CODES = { 'rppt-ht': ['I10', 'I11', 'I12', 'I13', 'I15'], 'rppt-dm': ['E10', 'E11', 'E12', 'E13', 'E14'] } as const
export type ChronicIndicator = keyof typeof CHRONIC_CODES

/**
 * Persons who came with the disease, each by the visit of the month that tells of it: their last measurement, or their last visit where
 * nothing was measured. The numerator are those under control (BR-59): blood pressure below 140/90, fasting glucose below 130.
 * Nobody who was not measured this month is.
 */
export function controlledOf(visits: Iterable<IndicatorVisit>, disease: ChronicIndicator, personOf: PersonOf): Part {
  const codes: readonly string[] = CHRONIC_CODES[disease]
  const read = disease === 'rppt-ht' ? pressureControlled : glucoseControlled
  const all = signed(visits).sort(byMoment)
  const sick = new Set(all.filter(({ data }) => data.diagnoses.some(({ code }) => codes.includes(code.slice(0, 3)))).map(({ data }) => personOf(data.patientId)))
  const last = new Map<string, { id: string; controlled: boolean | null }>()
  for (const visit of all) {
    const person = personOf(visit.data.patientId)
    const controlled = read(visit.data)
    if (sick.has(person) && (controlled !== null || (last.get(person)?.controlled ?? null) === null)) last.set(person, { id: visit.id, controlled })
  }
  const people = [...last.values()]
  return { numerator: people.filter(one => one.controlled).map(one => one.id), denominator: people.map(one => one.id) }
}

/** Null where it was not measured. */
export function pressureControlled({ vitals: { sistolik, diastolik } }: Pick<VisitData, 'vitals'>): boolean | null {
  return sistolik === undefined || diastolik === undefined ? null : sistolik < 140 && diastolik < 90
}

/** A meter that shows HI is above any limit; LO is no control either, but a danger of its own. */
export function glucoseControlled({ vitals: { gdp }, beyond }: Pick<VisitData, 'vitals' | 'beyond'>): boolean | null {
  if (gdp !== undefined) return gdp < 130
  return beyond?.gdp === undefined ? null : false
}

const momentOf = ({ id, data }: IndicatorVisit): string => `${data.on} ${data.time} ${id}`
const byMoment = (a: IndicatorVisit, b: IndicatorVisit): number => { const [x, y] = [momentOf(a), momentOf(b)]; return x < y ? -1 : x > y ? 1 : 0 }
