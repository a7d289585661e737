import { ok, type Result } from '#domain/core/result.ts'
import type { Day } from '#domain/core/day.ts'
import type { PriceData } from '#domain/records/price.ts'
import { byAge, currentPrices } from '#domain/rules/pharmacy/pricing.ts'
import type { AppContext } from '#app/context.ts'
import { createDraft, type Interest, type RecordReader, type SaveFailure } from '#app/db/record-store.ts'
import { PRICE_INTERESTS, readAllPrices, type Price } from '#app/shared/pharmacy/prices.ts'
import { drugName, readBatches } from '#app/shared/pharmacy/stock.ts'
import type { Drug } from './catalogue.ts'

/** What the cooperative asks for a drug now, and what it will ask later; both null for stock that has no price yet. */
export interface PriceRow { readonly drug: Drug; readonly name: string; readonly price: Price | null; readonly coming: Price | null; readonly held: number }

export const PRICE_LIST_INTERESTS: readonly Interest[] = [...PRICE_INTERESTS, { kind: 'drug' }, { kind: 'stock-movement' }]

/** Every drug that has a price or lies in the cooperative's stock, by name. */
export async function readPriceList(view: RecordReader, stream: string, today: Day): Promise<PriceRow[]> {
  const [prices, drugs, balances] = await Promise.all([readAllPrices(view, stream), view.scan('drug'), readBatches(view, stream)])
  const current = currentPrices(prices, today)
  const coming = new Map<string, Price>()
  for (const price of [...prices].sort(byAge)) if (price.data.from > today && !coming.has(price.data.drugId)) coming.set(price.data.drugId, price)
  const held = new Map<string, number>()
  for (const balance of balances) if (balance.source === 'koperasi') held.set(balance.drugId, (held.get(balance.drugId) ?? 0) + balance.quantity)
  return drugs
    .filter(drug => drug.state === 'live' && (current.has(drug.id) || coming.has(drug.id) || (held.get(drug.id) ?? 0) > 0))
    .map(drug => ({ drug, name: drugName(drug.data), price: current.get(drug.id) ?? null, coming: coming.get(drug.id) ?? null, held: held.get(drug.id) ?? 0 }))
    .sort((a, b) => a.name.localeCompare(b.name, 'id', { numeric: true }))
}

/** All prices of a drug at a pustu, newest first. */
export async function readPriceHistory(view: RecordReader, stream: string, drugId: string): Promise<Price[]> {
  const found = (await view.byKey('price', 'drug', drugId)).filter(price => price.stream === stream && price.state === 'live')
  return found.sort((a, b) => byAge(b, a))
}

export async function savePrice(app: AppContext, stream: string, data: PriceData): Promise<Result<null, SaveFailure>> {
  const saved = await app.store.writeGroup<SaveFailure>(async () => ok([createDraft('price', app.newId(), stream, data)]))
  return saved.ok ? ok(null) : saved
}
