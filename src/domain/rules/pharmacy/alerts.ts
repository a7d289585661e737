import { addDays, type Day } from '../../core/day.ts'
import type { Rupiah } from '../../core/rupiah.ts'
import { usableOf, type Balance, type FundSource } from './balance.ts'
import { expiryLevel } from './expiry.ts'
import type { UseForecast } from './forecast.ts'
import { valueOf, type Hna } from './pricing.ts'

/** What a drug's rules need from the catalogue. */
export interface AlertDrug {
  readonly id: string
  readonly minimum: number | null
  /** Price list: whole rupiah for `per` smallest units. */
  readonly hna: Hna | null
}
/** What the cooperative's stock of a drug cost by the price that counts today (see pricing.ts). */
export type Prices = ReadonlyMap<string, Hna>

/** Batches that lose their worth on the same day, with what they cost; `unvalued` of them have no known price. */
export interface AtRisk { readonly batches: readonly Balance[]; readonly value: Rupiah; readonly unvalued: number }

export interface StockAlerts {
  /** Drugs that the pustu has kept and of which nothing can be handed out: also those with only expired or held stock. */
  readonly out: readonly string[]
  /** Drugs with less than the minimum of the catalogue, but more than nothing. */
  readonly belowMinimum: readonly { readonly drugId: string; readonly source: FundSource; readonly usable: number; readonly minimum: number }[]
  readonly expired: AtRisk
  /** BR-33: up to 30 days, and 31 to 90 days. */
  readonly within30: AtRisk
  readonly within90: AtRisk
  /** Stock that has lain for 90 days while nothing of its drug was handed out. */
  readonly slow: readonly { readonly drugId: string; readonly source: FundSource; readonly usable: number; readonly lastUsedOn: Day | null }[]
  readonly negative: readonly Balance[]
}

const SLOW_DAYS = 90

/** All that a shelf asks somebody to look at today. `forecasts` are by `<drug>|<source>`, `held` the keys of batches put aside. */
export function stockAlerts(
  balances: readonly Balance[], forecasts: ReadonlyMap<string, UseForecast>, drugs: ReadonlyMap<string, AlertDrug>, prices: Prices, held: ReadonlySet<string>, today: Day,
): StockAlerts {
  const usable = usableByDrug(balances, held, today)
  const stocked = balances.filter(batch => batch.quantity > 0)
  const risk = (level: string): AtRisk => atRisk(stocked.filter(batch => expiryLevel(batch.expiresOn, today) === level), drugs, prices)
  return {
    out: [...usable].filter(([drugId, of]) => drugs.has(drugId) && (of.program ?? 0) + (of.koperasi ?? 0) === 0).map(([drugId]) => drugId).sort(),
    belowMinimum: [...usable].flatMap(([drugId, of]) => belowMinimum(drugId, of, drugs.get(drugId))),
    expired: risk('expired'), within30: risk('red'), within90: risk('yellow'),
    slow: [...forecasts.values()].filter(forecast => isSlow(forecast, stocked, today)).map(({ drugId, source, usable: left, lastUsedOn }) => ({ drugId, source, usable: left, lastUsedOn })),
    negative: balances.filter(batch => batch.quantity < 0),
  }
}

/** What may be handed out of each drug today, by source; a source that never held the drug is missing. */
function usableByDrug(balances: Iterable<Balance>, held: ReadonlySet<string>, today: Day): ReadonlyMap<string, Readonly<Partial<Record<FundSource, number>>>> {
  const byDrug = new Map<string, Partial<Record<FundSource, number>>>()
  for (const batch of balances) {
    const of = byDrug.get(batch.drugId) ?? {}
    byDrug.set(batch.drugId, of)
    of[batch.source] = (of[batch.source] ?? 0) + usableOf(batch, today, held.has(batch.key))
  }
  return byDrug
}

/** The minimum is measured on what the pustu can ask for, programme stock; on the cooperative's only where the programme never held the drug. */
export function measuredSource(usable: Readonly<Partial<Record<FundSource, number>>>): FundSource {
  return usable.program === undefined ? 'koperasi' : 'program'
}

function belowMinimum(drugId: string, usable: Readonly<Partial<Record<FundSource, number>>>, drug: AlertDrug | undefined): StockAlerts['belowMinimum'] {
  const source = measuredSource(usable)
  const left = usable[source] ?? 0
  const minimum = drug?.minimum ?? null
  const isOut = (usable.program ?? 0) + (usable.koperasi ?? 0) === 0
  return minimum === null || isOut || left >= minimum ? [] : [{ drugId, source, usable: left, minimum }]
}

function isSlow(forecast: UseForecast, stocked: readonly Balance[], today: Day): boolean {
  const since = addDays(today, -SLOW_DAYS)
  if (forecast.usable === 0 || (forecast.lastUsedOn !== null && forecast.lastUsedOn > since)) return false
  return stocked.some(batch => batch.drugId === forecast.drugId && batch.source === forecast.source && batch.receivedOn !== null && batch.receivedOn <= since)
}

/** What batches cost: the cooperative's by its latest price, programme stock by the catalogue's list. Half up per batch. */
function atRisk(batches: readonly Balance[], drugs: ReadonlyMap<string, AlertDrug>, prices: Prices): AtRisk {
  const values = batches.map(batch => valueOf(batch.quantity, batch.source === 'koperasi' ? (prices.get(batch.drugId) ?? null) : (drugs.get(batch.drugId)?.hna ?? null)))
  return {
    batches: [...batches].sort((a, b) => (a.expiresOn < b.expiresOn ? -1 : a.expiresOn > b.expiresOn ? 1 : a.key < b.key ? -1 : 1)),
    value: values.reduce<number>((sum, value) => sum + (value ?? 0), 0), unvalued: values.filter(value => value === null).length,
  }
}
