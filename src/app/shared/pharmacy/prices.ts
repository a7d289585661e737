import type { Day } from '#domain/core/day.ts'
import { currentPrices } from '#domain/rules/pharmacy/pricing.ts'
import type { Interest, RecordReader, StoredRecord } from '../../db/record-store.ts'

export type Price = StoredRecord<'price'>

/** What a page that shows prices depends on. */
export const PRICE_INTERESTS: readonly Interest[] = [{ kind: 'price' }]

/** What a pustu's cooperative asks for each drug today; a drug without a price is not there. */
export async function readPrices(view: RecordReader, stream: string, today: Day): Promise<ReadonlyMap<string, Price>> {
  return currentPrices(await readAllPrices(view, stream), today)
}

/** Every price a pustu's cooperative ever set, in no particular order. */
export async function readAllPrices(view: RecordReader, stream: string): Promise<Price[]> {
  return (await view.scan('price')).filter(price => price.stream === stream && price.state === 'live')
}
