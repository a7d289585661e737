import type { Day } from '#domain/core/day.ts'
import type { Rupiah } from '#domain/core/rupiah.ts'
import type { FundSource } from '#domain/rules/pharmacy/balance.ts'
import { valueOf } from '#domain/rules/pharmacy/pricing.ts'
import type { RecordReader } from '#app/db/record-store.ts'
import { readPrices } from '#app/shared/pharmacy/prices.ts'

/** What a quantity of a drug cost; null where no price is known. Below zero for what is missing. */
export type ValueOf = (drugId: string, source: FundSource, quantity: number) => Rupiah | null

/** By the net prices (HNA, before PPN): the cooperative's of its latest price, programme stock by the catalogue's list. */
export async function readValues(view: RecordReader, stream: string, today: Day): Promise<ValueOf> {
  const [prices, drugs] = await Promise.all([readPrices(view, stream, today), view.scan('drug')])
  const listed = new Map(drugs.map(drug => [drug.id, drug.data.hna ?? null]))
  return (drugId, source, quantity) => {
    const value = valueOf(Math.abs(quantity), source === 'koperasi' ? (prices.get(drugId)?.data.hna ?? null) : (listed.get(drugId) ?? null))
    return value === null || quantity >= 0 ? value : -value
  }
}
