import { monthOf, type Day, type Month } from '../../../core/day.ts'
import type { CountLineData } from '../../../records/count-line.ts'
import type { CountData } from '../../../records/stock-count.ts'
import { usableOf, type Balance, type FundSource } from '../../pharmacy/balance.ts'
import { approvedLines } from '../../pharmacy/count.ts'
import type { UseForecast } from '../../pharmacy/forecast.ts'
import { netOf, type LedgerMonth } from '../../pharmacy/ledger.ts'
import { valueOf, type Hna } from '../../pharmacy/pricing.ts'
import type { Part } from './figure.ts'

/** What moved of a batch on each day. */
export type BatchDays = ReadonlyMap<string, Readonly<Record<string, number>>>

/** What a batch stood at in the evening of a day. */
export const quantityAt = (days: Readonly<Record<string, number>> | undefined, on: Day): number =>
  Object.entries(days ?? {}).reduce((sum, [moved, quantity]) => (moved <= on ? sum + quantity : sum), 0)

/** The shelf as it stood in the evening of a day. */
export const balancesAt = (balances: Iterable<Balance>, days: BatchDays, on: Day): Balance[] =>
  [...balances].map(balance => ({ ...balance, quantity: quantityAt(days.get(balance.key), on) }))

/** Listed drugs of which something can be handed out on a day, from whatever fund, of all that are listed (Ketersediaan, domain §6). */
export function availabilityOf(listed: readonly string[], balances: Iterable<Balance>, held: ReadonlySet<string>, on: Day): Part {
  const usable = new Map<string, number>()
  for (const batch of balances) usable.set(batch.drugId, (usable.get(batch.drugId) ?? 0) + usableOf(batch, on, held.has(batch.key)))
  return { numerator: listed.filter(drugId => (usable.get(drugId) ?? 0) > 0), denominator: listed }
}

/** Drugs that reach for one month to three, of those that are used (§10b on BR-28); by `<drug>|<source>`. Programme and cooperative stock never mix. */
export function sufficientOf(forecasts: Iterable<UseForecast>): Part {
  const used = [...forecasts].filter(one => one.sufficiency !== 'tanpa-pemakaian')
  const keyOf = (one: UseForecast): string => `${one.drugId}|${one.source}`
  return { numerator: used.filter(one => one.sufficiency === 'aman').map(keyOf), denominator: used.map(keyOf) }
}

export type PriceOf = (drugId: string, source: FundSource) => Hna | null
/** A batch or a drug with what it cost; null where no price is known, and it is then in no sum. */
export interface Valued { readonly id: string; readonly drugId: string; readonly source: FundSource; readonly batch: Balance | null; readonly quantity: number; readonly value: number | null }
export interface ExpiryLoss { readonly expired: readonly Valued[]; readonly supply: readonly Valued[]; readonly top: number; readonly bottom: number; readonly unvalued: number }

/**
 * Expiry loss of a month: what batches that ended in it still held when they did, against what there was to use: the stock at its
 * beginning and what came in (persediaan of the LPLPO). Whole rupiah at HNA, each line rounded. What ends today may be handed out
 * today (BR-32) and is not lost yet.
 */
export function expiryLossOf(balances: Iterable<Balance>, days: BatchDays, months: Iterable<LedgerMonth>, month: Month, today: Day, priceOf: PriceOf): ExpiryLoss {
  const expired = [...balances]
    .filter(batch => monthOf(batch.expiresOn) === month && batch.expiresOn < today)
    .map(batch => ({ batch, quantity: quantityAt(days.get(batch.key), batch.expiresOn) }))
    .filter(({ quantity }) => quantity > 0)
    .map(({ batch, quantity }): Valued => ({ id: batch.key, drugId: batch.drugId, source: batch.source, batch, quantity, value: valueOf(quantity, priceOf(batch.drugId, batch.source)) }))
  const supply = [...supplyOf(months, month)].filter(([, one]) => one.quantity > 0)
    .map(([id, one]): Valued => ({ id, ...one, batch: null, value: valueOf(one.quantity, priceOf(one.drugId, one.source)) }))
  const sum = (lines: readonly Valued[]): number => lines.reduce((total, line) => total + (line.value ?? 0), 0)
  return { expired, supply, top: sum(expired), bottom: sum(supply), unvalued: supply.filter(line => line.value === null).length }
}

function supplyOf(months: Iterable<LedgerMonth>, month: Month): Map<string, { drugId: string; source: FundSource; quantity: number }> {
  const supply = new Map<string, { drugId: string; source: FundSource; quantity: number }>()
  for (const { drugId, source, month: of, flows } of months) {
    if (of > month) continue
    const key = `${drugId}|${source}`
    const before = supply.get(key) ?? { drugId, source, quantity: 0 }
    supply.set(key, { ...before, quantity: before.quantity + (of < month ? netOf(flows) : flows.received + flows.movedIn) })
  }
  return supply
}

/** A counted drug of one source: what was found and what the books said, over all its batches. */
export interface CountedItem { readonly id: string; readonly countId: string; readonly drugId: string; readonly source: FundSource; readonly counted: number; readonly system: number; readonly exact: boolean }

/** The drugs of an approved stocktake, each exact where every batch of it was; an open count has none. */
export function countedItems(countId: string, approval: CountData['approval'], lines: Iterable<{ readonly id: string; readonly data: CountLineData }>): CountedItem[] {
  const items = new Map<string, CountedItem>()
  if (approval === null) return []
  for (const { line: { data }, system } of approvedLines(approval, lines).approved) {
    const id = `${countId}|${data.drugId}|${data.source}`
    const before = items.get(id) ?? { id, countId, drugId: data.drugId, source: data.source, counted: 0, system: 0, exact: true }
    items.set(id, { ...before, counted: before.counted + data.counted, system: before.system + system, exact: before.exact && data.counted === system })
  }
  return [...items.values()]
}
