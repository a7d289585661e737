import type { Day } from '../../core/day.ts'
import type { Known } from '../../core/record.ts'
import { parseStream } from '../../core/streams.ts'
import type { MovementData } from '../../records/stock-movement.ts'
import type { VisitData } from '../../records/visit.ts'

export type SummaryVisit = Pick<Known<VisitData>, 'id' | 'stream' | 'state' | 'data'>
export type SummaryMovement = Pick<Known<MovementData>, 'id' | 'stream' | 'state' | 'data'>

/** What happened at one pustu between two days. Every figure is the list of what stands behind it; its length is the figure. */
export interface PustuSummary {
  readonly pustu: string
  /** Ids of signed visits. */
  readonly signed: readonly string[]
  /** Ids of distinct patients with a signed visit. */
  readonly patients: readonly string[]
  /** Ids of visits begun but not signed; they count nowhere else. */
  readonly drafts: readonly string[]
  /** Ids of signed visits with a value that alarmed (BR-42). */
  readonly alarms: readonly string[]
  /** Ids of hand-over movements that were not reversed. */
  readonly dispensed: readonly string[]
  /** Main diagnoses of signed visits, most frequent first; equal counts by code. */
  readonly diagnoses: readonly { readonly code: string; readonly name: string; readonly visits: readonly string[] }[]
}

/** The days looked at, both included. */
export interface SummaryPeriod { readonly from: Day; readonly to: Day }

/**
 * The head's view of the pustu between two days. Voided visits are left out of every figure (BR-46), and so are hand-overs
 * that were taken back, on whatever day: `reversed` are their ids. What lies outside the period is ignored. How the shelf
 * stands now is no matter of a period: see pharmacy/alerts.ts.
 */
export function summarise(pustus: readonly string[], visits: Iterable<SummaryVisit>, movements: Iterable<SummaryMovement>, reversed: ReadonlySet<string>, period: SummaryPeriod): PustuSummary[] {
  const visitsByPustu = byPlace(visits)
  const movementsByPustu = byPlace(movements)
  return pustus.map(pustu => ({
    pustu,
    ...clinicalFigures((visitsByPustu.get(pustu) ?? []).filter(visit => visit.state === 'live' && within(visit.data.on, period))),
    dispensed: (movementsByPustu.get(pustu) ?? [])
      .filter(movement => movement.state === 'live' && movement.data.reason === 'diserahkan' && within(movement.data.on, period) && !reversed.has(movement.id))
      .map(movement => movement.id),
  }))
}

const within = (on: Day, period: SummaryPeriod): boolean => on >= period.from && on <= period.to

function byPlace<T extends { readonly stream: string }>(records: Iterable<T>): Map<string, T[]> {
  const places = new Map<string, T[]>()
  for (const record of records) {
    const place = parseStream(record.stream)?.place
    if (place === undefined) continue
    const list = places.get(place)
    if (list) list.push(record)
    else places.set(place, [record])
  }
  return places
}

function clinicalFigures(visits: readonly SummaryVisit[]): Pick<PustuSummary, 'signed' | 'patients' | 'drafts' | 'alarms' | 'diagnoses'> {
  const signed = visits.filter(visit => visit.data.signature !== null)
  return {
    signed: signed.map(visit => visit.id),
    patients: [...new Set(signed.map(visit => visit.data.patientId))],
    drafts: visits.filter(visit => visit.data.signature === null).map(visit => visit.id),
    alarms: signed.filter(visit => visit.data.alarmPlan !== null).map(visit => visit.id),
    diagnoses: mainDiagnoses(signed),
  }
}

function mainDiagnoses(signed: readonly SummaryVisit[]): PustuSummary['diagnoses'] {
  const byCode = new Map<string, { code: string; name: string; visits: string[] }>()
  for (const { id, data } of signed) {
    const [primary] = data.diagnoses
    if (!primary) continue
    const entry = byCode.get(primary.code) ?? { code: primary.code, name: primary.name, visits: [] }
    entry.visits.push(id)
    byCode.set(primary.code, entry)
  }
  return [...byCode.values()].sort((a, b) => b.visits.length - a.visits.length || (a.code < b.code ? -1 : 1))
}
