import { addDays, type Day } from '#domain/core/day.ts'
import { parseStream } from '#domain/core/streams.ts'
import type { CountData } from '#domain/records/stock-count.ts'
import type { Fund } from '#domain/records/stock-movement.ts'
import { balanceKey, fundOf, type Balance, type FundSource } from '#domain/rules/pharmacy/balance.ts'
import { bySoonestExpiry } from '#domain/rules/pharmacy/fefo.ts'
import { batchOf, type CountLine } from '#domain/rules/pharmacy/count.ts'
import type { RecordReader, StoredRecord } from '#app/db/record-store.ts'
import { drugName, readBatches } from '#app/shared/pharmacy/stock.ts'
import { lastMovedFold } from './last-moved.ts'

/** A batch to be counted. It carries no quantity: a count is blind, down to what the page holds in memory. */
export interface ScopeBatch {
  readonly key: string
  readonly drugId: string
  readonly number: string
  readonly expiresOn: Day
  readonly fund: Fund
}

/** An empty batch is still looked for when it moved within these days: what was booked out may lie there. */
const LOOK_BACK_DAYS = 92

export async function scopeBatches(view: RecordReader, stream: string, count: Pick<CountData, 'source' | 'drugIds'>, lines: readonly CountLine[], today: Day): Promise<ScopeBatch[]> {
  const [balances, lastMoved] = await Promise.all([readBatches(view, stream), view.fold(lastMovedFold, stream)])
  const drugs = new Set(count.drugIds)
  const since = addDays(today, -LOOK_BACK_DAYS)
  const isOnShelf = (balance: Balance): boolean => balance.quantity !== 0 || (lastMoved.get(balance.key) ?? '') >= since
  const known = balances
    .filter(balance => balance.source === count.source && (drugs.size === 0 || drugs.has(balance.drugId)) && isOnShelf(balance))
    .sort(bySoonestExpiry)
    .map(({ key, drugId, number, expiresOn, fund }): ScopeBatch => ({ key, drugId, number, expiresOn, fund }))
  const keys = new Set(known.map(batch => batch.key))
  const found = new Map(lines.map(line => [balanceKey(line.data), line.data] as const).filter(([key]) => !keys.has(key)))
  return [...known, ...[...found].map(([key, data]): ScopeBatch => ({ key, drugId: data.drugId, number: data.batch.number, expiresOn: data.batch.expiresOn, fund: fundOf(batchOf(data)) }))]
}

/** A drug with its batches to count, in the order of the shelf: by name. */
export interface ScopeDrug { readonly drugId: string; readonly name: string; readonly unit: string; readonly batches: readonly ScopeBatch[] }

export function scopeByDrug(batches: readonly ScopeBatch[], drugs: ReadonlyMap<string, StoredRecord<'drug'>>): ScopeDrug[] {
  const byDrug = new Map<string, ScopeBatch[]>()
  for (const batch of batches) byDrug.set(batch.drugId, [...(byDrug.get(batch.drugId) ?? []), batch])
  return [...byDrug].map(([drugId, own]) => {
    const drug = drugs.get(drugId)
    return { drugId, name: drug ? drugName(drug.data) : drugId, unit: drug?.data.unit ?? '', batches: own }
  }).sort((a, b) => a.name.localeCompare(b.name, 'id', { numeric: true }))
}

/** A drug that may be counted in a cyclic count, with what speaks for it. */
export interface CountableDrug {
  readonly drugId: string
  readonly name: string
  /** Day of the latest approved count of it; null where there is none. */
  readonly countedOn: Day | null
  /** A batch of it was below zero, and nobody has closed that yet (BR-30). */
  readonly negative: boolean
  readonly watched: boolean
}

/** Drugs that the pustu keeps from one source, those that have waited longest for a count first. */
export async function countableDrugs(view: RecordReader, stream: string, source: FundSource): Promise<CountableDrug[]> {
  const [balances, catalogue, counts, lines, incidents] = await Promise.all([
    readBatches(view, stream), view.scan('drug'), view.scan('stock-count'), view.scan('count-line'), view.byKey('incident', 'open', 'y'),
  ])
  const approved = new Set(counts.filter(count => count.stream === stream && count.data.approval !== null).map(count => count.id))
  const countedOn = new Map<string, Day>()
  for (const { data } of lines) {
    const on = data.at.slice(0, 10) as Day
    if (approved.has(data.countId) && data.source === source && on > (countedOn.get(data.drugId) ?? '')) countedOn.set(data.drugId, on)
  }
  const place = parseStream(stream)?.place
  const negative = new Set(incidents
    .filter(incident => incident.data.type === 'negative-balance' && incident.data.closed === null && parseStream(incident.stream)?.place === place && incident.data.about['source'] === source)
    .map(incident => String(incident.data.about['drugId'])))
  for (const balance of balances) if (balance.source === source && balance.quantity < 0) negative.add(balance.drugId)
  const kept = new Set(balances.filter(balance => balance.source === source).map(balance => balance.drugId))
  return catalogue.filter(drug => kept.has(drug.id))
    .map(drug => ({
      drugId: drug.id, name: drugName(drug.data), countedOn: countedOn.get(drug.id) ?? null, negative: negative.has(drug.id), watched: drug.data.antibiotic || drug.data.indicator,
    }))
    .sort((a, b) => (a.countedOn ?? '').localeCompare(b.countedOn ?? '') || a.name.localeCompare(b.name, 'id', { numeric: true }))
}
