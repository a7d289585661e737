import { addDays, dayAt, daysOfMonth, ZONES, type Day, type Month, type Zone } from '../../core/day.ts'
import { momentOfId } from '../../core/id-moment.ts'
import { parseStream } from '../../core/streams.ts'
import type { VisitData } from '../../records/visit.ts'
import { VITAL_ITEMS } from '../../records/vitals-fields.ts'
import type { SummaryVisit } from './day-summary.ts'

/**
 * What in a month of visits asks to be looked at. None of it proves anything: whoever measures four people in a row with a cuff that is
 * read in tens will be found here. The limits are the project's own (domain §6, [D]) and await a supervisor's judgement.
 */
export const ANOMALY_LIMITS = {
  /** Items that must be measured before two sets of them are compared, and people of one day or one month who share a set. */
  repeated: { items: 4, onOneDay: 3, inMonth: 6 },
  /** More than 60 % of the values, of at least so many. */
  zeros: { numerator: 60, denominator: 100, values: 20 },
  /** So many visits entered by one person within an hour, around the end of the month. */
  burst: { visits: 8, minutes: 60, daysBefore: 3, daysAfter: 3 },
  /** Entered later than this after it took place; or before it took place. */
  far: { afterHours: 72, beforeMinutes: 60 },
} as const

export const ANOMALY_KINDS = ['vitals-repeated', 'pressure-zeros', 'month-end-burst', 'entry-far', 'two-pustu'] as const
export type AnomalyKind = (typeof ANOMALY_KINDS)[number]

/** Something to look at: who wrote it, where, and the visits in question in the order they took place. */
export interface Anomaly {
  readonly kind: AnomalyKind
  readonly key: string
  /** Null where it is about several. */
  readonly pustu: string | null
  readonly author: string
  readonly on: Day | null
  readonly visits: readonly string[]
  /** What was counted, and of how many; minutes or hours where the kind says so. */
  readonly count: number
  readonly of: number
}

type Visit = SummaryVisit
const placeOf = ({ stream }: Visit): string => parseStream(stream)?.place ?? ''
const isSigned = ({ state, data }: Visit): boolean => state === 'live' && data.signature !== null
/** Whoever signed it answers for it; a draft has only its author. */
const authorOf = ({ data }: Visit): string => data.signature?.by ?? data.author
const byMoment = (a: Visit, b: Visit): number => `${a.data.on} ${a.data.time} ${a.id}`.localeCompare(`${b.data.on} ${b.data.time} ${b.id}`)

function grouped(visits: Iterable<Visit>, keyOf: (visit: Visit) => string | null): Map<string, Visit[]> {
  const groups = new Map<string, Visit[]>()
  for (const visit of visits) {
    const key = keyOf(visit)
    if (key === null) continue
    const group = groups.get(key)
    if (group) group.push(visit)
    else groups.set(key, [visit])
  }
  return groups
}

const patientsOf = (visits: readonly Visit[]): number => new Set(visits.map(visit => visit.data.patientId)).size

function anomaly(kind: AnomalyKind, visits: readonly Visit[], more: Pick<Anomaly, 'count' | 'of'> & Partial<Pick<Anomaly, 'on' | 'pustu'>>): Anomaly {
  const sorted = [...visits].sort(byMoment)
  const [first] = sorted as [Visit, ...Visit[]]
  return { kind, key: `${kind}|${first.id}|${more.on ?? ''}`, pustu: placeOf(first), author: authorOf(first), on: null, visits: sorted.map(visit => visit.id), ...more }
}

/** What was measured, as one word; null where too little was. Weight and height are left out: they hardly change. */
function measuredSet({ vitals }: VisitData): string | null {
  const items = VITAL_ITEMS.filter(item => item !== 'berat' && item !== 'tinggi' && vitals[item] !== undefined)
  return items.length < ANOMALY_LIMITS.repeated.items ? null : items.map(item => `${item}=${vitals[item]}`).join(' ')
}

/** The very same values in several people, by one author: three and more on one day, or six and more in the month. */
export function repeatedVitals(visits: readonly Visit[]): Anomaly[] {
  const { onOneDay, inMonth } = ANOMALY_LIMITS.repeated
  const sets = grouped(visits, visit => {
    const set = measuredSet(visit.data)
    return set === null ? null : `${placeOf(visit)}|${authorOf(visit)}|${set}`
  })
  return [...sets.values()].flatMap(alike => {
    if (patientsOf(alike) >= inMonth) return [anomaly('vitals-repeated', alike, { count: patientsOf(alike), of: visits.length })]
    return [...grouped(alike, visit => visit.data.on)].filter(([, sameDay]) => patientsOf(sameDay) >= onOneDay)
      .map(([on, sameDay]) => anomaly('vitals-repeated', sameDay, { on: on as Day, count: patientsOf(sameDay), of: visits.filter(visit => visit.data.on === on).length }))
  })
}

/** Blood pressures that end in 0 in more than 60 % of an author's values: guessed or read in tens. A hypertension clinic is no reason. */
export function pressureZeros(visits: readonly Visit[]): Anomaly[] {
  const { numerator, denominator, values } = ANOMALY_LIMITS.zeros
  return [...grouped(visits, visit => `${placeOf(visit)}|${authorOf(visit)}`).values()].flatMap(own => {
    const pressures = own.map(visit => ({ visit, read: [visit.data.vitals.sistolik, visit.data.vitals.diastolik].filter(value => value !== undefined) }))
    const all = pressures.flatMap(({ read }) => read)
    const zeros = all.filter(value => value % 10 === 0)
    const isMany = all.length >= values && zeros.length * denominator > numerator * all.length
    return isMany ? [anomaly('pressure-zeros', pressures.filter(({ read }) => read.some(value => value % 10 === 0)).map(({ visit }) => visit), { count: zeros.length, of: all.length })] : []
  })
}

/** Many visits of the month entered within an hour by one person, in its last three days or the first three of the next. */
export function monthEndBursts(visits: readonly Visit[], month: Month, zoneOf: (pustu: string) => Zone): Anomaly[] {
  const { visits: many, minutes, daysBefore, daysAfter } = ANOMALY_LIMITS.burst
  const last = daysOfMonth(month).at(-1) as Day
  const [from, to] = [addDays(last, 1 - daysBefore), addDays(last, daysAfter)]
  const around = visits.flatMap(visit => {
    const entered = momentOfId(visit.id)
    const on = entered === null ? null : dayAt(entered, zoneOf(placeOf(visit)))
    return entered !== null && on !== null && on >= from && on <= to ? [{ visit, entered, on }] : []
  })
  const moments = new Map(around.map(one => [one.visit, one]))
  return [...grouped(around.map(one => one.visit), visit => `${placeOf(visit)}|${authorOf(visit)}`).values()].flatMap(own => {
    const sorted = own.map(visit => moments.get(visit) as { visit: Visit; entered: number; on: Day }).sort((a, b) => a.entered - b.entered)
    const bursts: Anomaly[] = []
    for (let start = 0; start < sorted.length;) {
      const begun = sorted[start] as (typeof sorted)[number]
      const together = sorted.slice(start).filter(one => one.entered - begun.entered <= minutes * 60_000)
      if (together.length < many) {
        start += 1
        continue
      }
      bursts.push(anomaly('month-end-burst', together.map(one => one.visit), { on: begun.on, count: together.length, of: own.length }))
      start += together.length
    }
    return bursts
  })
}

/** Entered more than three days after it took place, or an hour before it. */
export function farEntries(visits: readonly Visit[], zoneOf: (pustu: string) => Zone): Anomaly[] {
  const { afterHours, beforeMinutes } = ANOMALY_LIMITS.far
  const far = visits.filter(visit => {
    const entered = momentOfId(visit.id)
    const happened = Date.parse(`${visit.data.on}T${visit.data.time}:00Z`) - ZONES[zoneOf(placeOf(visit))] * 60_000
    return entered !== null && (entered - happened > afterHours * 3_600_000 || happened - entered > beforeMinutes * 60_000)
  })
  return [...grouped(far, visit => `${placeOf(visit)}|${authorOf(visit)}`)].map(([key, own]) => anomaly('entry-far', own, { count: own.length, of: visits.filter(visit => `${placeOf(visit)}|${authorOf(visit)}` === key).length }))
}

/** One person signing at two pustu on one day. */
export function atTwoPustu(visits: readonly Visit[]): Anomaly[] {
  return [...grouped(visits, visit => `${authorOf(visit)}|${visit.data.on}`).values()]
    .filter(own => new Set(own.map(placeOf)).size > 1)
    .map(own => anomaly('two-pustu', own, { pustu: null, on: own[0]?.data.on ?? null, count: new Set(own.map(placeOf)).size, of: own.length }))
}

/** All of it for the signed visits that took place in a month, by kind, the largest first. */
export function anomaliesOf(visits: Iterable<Visit>, month: Month, zoneOf: (pustu: string) => Zone): Anomaly[] {
  const signed = [...visits].filter(visit => isSigned(visit) && visit.data.on.startsWith(month))
  const found = [...repeatedVitals(signed), ...pressureZeros(signed), ...monthEndBursts(signed, month, zoneOf), ...farEntries(signed, zoneOf), ...atTwoPustu(signed)]
  return found.sort((a, b) => ANOMALY_KINDS.indexOf(a.kind) - ANOMALY_KINDS.indexOf(b.kind) || b.count - a.count || (a.key < b.key ? -1 : 1))
}
