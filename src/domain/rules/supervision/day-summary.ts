import type { Day } from '../../core/day.ts'
import type { Known } from '../../core/record.ts'
import { parseStream } from '../../core/streams.ts'
import type { MovementData } from '../../records/stock-movement.ts'
import type { VisitData } from '../../records/visit.ts'
import { foldBalances, type Balance } from '../pharmacy/balance.ts'
import { expiryLevel, isUsable, type ExpiryLevel } from '../pharmacy/expiry.ts'

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
  /** Ids of drugs that the pustu has kept and of which nothing usable is left today. */
  readonly outOfStock: readonly string[]
  /** Batches with stock that expired, or expire within 90 days (BR-33), soonest first. */
  readonly expiring: readonly { readonly balance: Balance; readonly level: Exclude<ExpiryLevel, 'good'> }[]
  /** Batches below zero: two offline tablets took the same stock (BR-30). */
  readonly negative: readonly Balance[]
}

/** The days looked at, both included, and today, which decides what is expired. */
export interface SummaryPeriod { readonly from: Day; readonly to: Day; readonly today: Day }

/**
 * The head's view of the pustu between two days. Voided visits are left out of every figure (BR-46). Stock stands as of now,
 * whatever the period, and so needs all movements; visits outside the period are ignored.
 */
export function summarise(pustus: readonly string[], visits: Iterable<SummaryVisit>, movements: Iterable<SummaryMovement>, period: SummaryPeriod): PustuSummary[] {
  const visitsByPustu = byPlace(visits)
  const movementsByPustu = byPlace(movements)
  return pustus.map(pustu => ({
    pustu,
    ...clinicalFigures((visitsByPustu.get(pustu) ?? []).filter(visit => visit.state === 'live' && within(visit.data.on, period))),
    ...stockFigures(movementsByPustu.get(pustu) ?? [], period),
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

function stockFigures(movements: readonly SummaryMovement[], period: SummaryPeriod): Pick<PustuSummary, 'dispensed' | 'outOfStock' | 'expiring' | 'negative'> {
  const reversed = new Set(movements.map(movement => movement.data.reverses))
  const balances = [...foldBalances(movements.map(movement => movement.data)).values()]
  const usableDrugs = new Set(balances.filter(balance => balance.quantity > 0 && isUsable(balance.expiresOn, period.today)).map(balance => balance.drugId))
  return {
    dispensed: movements
      .filter(movement => movement.data.reason === 'diserahkan' && within(movement.data.on, period) && !reversed.has(movement.id))
      .map(movement => movement.id),
    outOfStock: [...new Set(balances.map(balance => balance.drugId))].filter(drugId => !usableDrugs.has(drugId)).sort(),
    expiring: expiringBatches(balances, period.today),
    negative: balances.filter(balance => balance.quantity < 0),
  }
}

function expiringBatches(balances: readonly Balance[], today: Day): PustuSummary['expiring'] {
  return balances
    .filter(balance => balance.quantity > 0)
    .flatMap(balance => {
      const level = expiryLevel(balance.expiresOn, today)
      return level === 'good' ? [] : [{ balance, level }]
    })
    .sort((a, b) => (a.balance.expiresOn < b.balance.expiresOn ? -1 : a.balance.expiresOn > b.balance.expiresOn ? 1 : a.balance.key < b.balance.key ? -1 : 1))
}
