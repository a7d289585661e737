import { daysOfMonth, monthOf, type Day, type Month } from '../../core/day.ts'
import { FUNDS, type Fund } from '../../records/stock-movement.ts'
import { usableOf, type Balance, type FundSource } from './balance.ts'
import type { LedgerMonth } from './ledger.ts'

/** A ledger's months by their key, as `foldMonths` gives them. */
export type LedgerMonths = ReadonlyMap<string, LedgerMonth>
export type FundChoice = Fund | 'semua'

const monthsOf = (months: LedgerMonths, drugId: string, source: FundSource, fund: FundChoice, month: string): LedgerMonth[] =>
  (fund === 'semua' ? FUNDS : [fund]).flatMap(one => months.get(`${drugId}|${source}|${one}|${month}`) ?? [])

/**
 * Days on which there was nothing to hand out: nothing there in the morning, nothing in the evening, and nothing moved in
 * between (what comes in and is handed out at once was there). `opening` is the balance before the first day, `lost` how much
 * of a day's balance lay there without being of use.
 */
function emptyAmong(days: readonly Day[], months: readonly LedgerMonth[], opening: number, lost: (day: Day) => number = () => 0): number {
  const moved = netByDay(months)
  let balance = opening
  let empty = 0
  for (const day of days) {
    const net = moved.get(day)
    if (net === undefined && balance - lost(day) <= 0) empty += 1
    balance += net ?? 0
  }
  return empty
}

/** The net of each day on which something moved, over several months and funds; in and out again is a day with a net of 0. */
function netByDay(months: readonly LedgerMonth[]): Map<string, number> {
  const moved = new Map<string, number>()
  for (const month of months) for (const [dayOfMonth, net] of Object.entries(month.days)) {
    const day = `${month.month}-${dayOfMonth}`
    moved.set(day, (moved.get(day) ?? 0) + net)
  }
  return moved
}

/**
 * Days of a month on which the ledger of a drug had nothing. `fund` 'semua' adds all funds of the source; `opening` is the
 * balance at the start of the month; `through` ends the count early, for a month that is still running. Expired stock counts
 * until it is written off, as it does in the closing stock: a report must follow from the ledger alone.
 */
export function emptyDaysOf(months: LedgerMonths, drugId: string, source: FundSource, fund: FundChoice, month: string, opening: number, through?: Day): number {
  const days = daysOfMonth(month as Month).filter(day => through === undefined || day <= through)
  return emptyAmong(days, monthsOf(months, drugId, source, fund, month), opening)
}

/** An exact fraction; `bottom` is above zero. */
export interface Ratio { readonly top: number; readonly bottom: number }

/** A fraction in tenths, half up: 1,35 → 14. For the screen only, nothing is decided on it. */
export const tenthsOf = ({ top, bottom }: Ratio): number => Math.floor((top * 20 + bottom) / (bottom * 2))

/** How far the stock reaches: below one month, one to three, above three; or nothing was used (BR-28). */
export type Sufficiency = 'tanpa-pemakaian' | 'kritis' | 'aman' | 'berlebih'

/** Use of one drug of one source over the last three full months and the running one. */
export interface UseForecast {
  readonly drugId: string
  readonly source: FundSource
  readonly from: Day
  readonly to: Day
  /** Whole smallest units handed out in that time, less what was brought or taken back. */
  readonly used: number
  /** Days with usable stock, and those without. Only the first divide the use: an empty shelf is no lack of need (peers' users say so). */
  readonly daysInStock: number
  readonly daysEmpty: number
  /** What may be handed out today. */
  readonly usable: number
  /** `used` ÷ `daysInStock` × 30; null without use. */
  readonly monthly: Ratio | null
  /** `usable` ÷ `monthly`; null without use. */
  readonly monthsLeft: Ratio | null
  readonly sufficiency: Sufficiency
  readonly lastUsedOn: Day | null
}

/** Days of a month wherever a month is a measure. */
const MONTH_DAYS = 30
const FULL_MONTHS = 3

/** The days that a forecast looks at: three full months and the running one up to today. */
export function forecastDays(today: Day): Day[] {
  const now = Number(today.slice(0, 4)) * 12 + Number(today.slice(5, 7)) - 1
  return Array.from({ length: FULL_MONTHS + 1 }, (_, index) => now - FULL_MONTHS + index)
    .flatMap(index => daysOfMonth(`${String(Math.floor(index / 12)).padStart(4, '0')}-${String((index % 12) + 1).padStart(2, '0')}` as Month))
    .filter(day => day <= today)
}

/**
 * Use and reach of one drug of one source over `days`. `months` and `balances` are those of this drug and source; `unusable`
 * are keys of batches that a person has put aside.
 */
function forecastUse(drugId: string, source: FundSource, months: readonly LedgerMonth[], balances: readonly Balance[], unusable: ReadonlySet<string>, days: readonly Day[]): UseForecast {
  const from = days[0] as Day
  const today = days.at(-1) as Day
  const recent = months.filter(month => month.month >= monthOf(from))
  const used = recent.reduce((sum, month) => sum + month.flows.used, 0)
  const usable = balances.reduce((sum, batch) => sum + usableOf(batch, today, unusable.has(batch.key)), 0)
  const daysEmpty = emptyOfUsable(days, recent, balances)
  const daysInStock = days.length - daysEmpty
  const isUsed = used > 0 && daysInStock > 0
  return {
    drugId, source, from, to: today, used, daysInStock, daysEmpty, usable,
    monthly: isUsed ? { top: used * MONTH_DAYS, bottom: daysInStock } : null,
    monthsLeft: isUsed ? { top: usable * daysInStock, bottom: used * MONTH_DAYS } : null,
    sufficiency: isUsed ? sufficiencyOf(usable * daysInStock, used * MONTH_DAYS) : 'tanpa-pemakaian',
    lastUsedOn: months.reduce<Day | null>((last, month) => (month.flows.used > 0 && month.lastUsedOn !== null && (last === null || month.lastUsedOn > last) ? month.lastUsedOn : last), null),
  }
}

/** Of what there is and what a month takes, both in the same measure: exactly one month is enough, exactly three is not too much. */
export function sufficiencyOf(held: number, perMonth: number): Sufficiency {
  if (perMonth <= 0) return 'tanpa-pemakaian'
  if (held < perMonth) return 'kritis'
  return held > 3 * perMonth ? 'berlebih' : 'aman'
}

/**
 * Days without usable stock: what lay there expired does not hide that nothing could be handed out. What has expired is known
 * as it lies there now, so expired stock that was destroyed meanwhile counts until its destruction.
 */
function emptyOfUsable(days: readonly Day[], months: readonly LedgerMonth[], balances: readonly Balance[]): number {
  const held = balances.reduce((sum, batch) => sum + batch.quantity, 0)
  const opening = [...netByDay(months).values()].reduce((sum, net) => sum - net, held)
  return emptyAmong(days, months, opening, day => balances.reduce((sum, batch) => sum + (batch.quantity > 0 && batch.expiresOn < day ? batch.quantity : 0), 0))
}

/** Forecasts of every drug that a ledger ever moved, by `<drug>|<source>`. */
export function forecastAll(balances: Iterable<Balance>, months: LedgerMonths, unusable: ReadonlySet<string>, today: Day): ReadonlyMap<string, UseForecast> {
  const days = forecastDays(today)
  const monthsByDrug = bySource(months.values())
  return new Map([...bySource(balances)].map(([key, own]) => {
    const { drugId, source } = own[0] as Balance
    return [key, forecastUse(drugId, source, monthsByDrug.get(key) ?? [], own, unusable, days)]
  }))
}

function bySource<T extends { readonly drugId: string; readonly source: FundSource }>(items: Iterable<T>): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const key = `${item.drugId}|${item.source}`
    const group = groups.get(key)
    if (group) group.push(item)
    else groups.set(key, [item])
  }
  return groups
}
