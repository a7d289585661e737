import { daysOfMonth, monthOf, type Day, type Month } from '../../core/day.ts'
import { FUNDS, type Fund } from '../../records/stock-movement.ts'
import type { Balance, FundSource } from './balance.ts'
import { isUsable } from './expiry.ts'
import { netOf, type LedgerMonth } from './ledger.ts'

/** A ledger's months by their key, as `foldMonths` gives them. */
export type LedgerMonths = ReadonlyMap<string, LedgerMonth>
export type FundChoice = Fund | 'semua'

const monthsOf = (months: LedgerMonths, drugId: string, source: FundSource, fund: FundChoice, month: string): LedgerMonth[] =>
  (fund === 'semua' ? FUNDS : [fund]).flatMap(one => months.get(`${drugId}|${source}|${one}|${month}`) ?? [])

/** The net of a day over the given months; `null` where nothing moved, which is not the same as in and out again. */
function netOfDay(months: readonly LedgerMonth[], dayOfMonth: string): number | null {
  const moved = months.flatMap(month => month.days[dayOfMonth] ?? [])
  return moved.length === 0 ? null : moved.reduce((sum, net) => sum + net, 0)
}

/**
 * Days of a month on which a drug was out of stock: nothing there in the morning, nothing in the evening, and nothing moved
 * in between (what comes in and is handed out at once was there). `fund` 'semua' adds all funds of the source; `opening` is
 * the balance at the start of the month; `through` ends the count early, for a month that is still running.
 */
export function emptyDaysOf(months: LedgerMonths, drugId: string, source: FundSource, fund: FundChoice, month: string, opening: number, through?: Day): number {
  const own = monthsOf(months, drugId, source, fund, month)
  let balance = opening
  let empty = 0
  for (const day of daysOfMonth(month as Month)) {
    if (through !== undefined && day > through) break
    const net = netOfDay(own, day.slice(8))
    if (net === null && balance <= 0) empty += 1
    balance += net ?? 0
  }
  return empty
}

/** What a drug of one source had at the start of a month: the sum of all that moved before it. */
export function openingOf(months: LedgerMonths, drugId: string, source: FundSource, fund: FundChoice, month: string): number {
  let sum = 0
  for (const one of months.values()) {
    if (one.drugId === drugId && one.source === source && (fund === 'semua' || one.fund === fund) && one.month < month) sum += netOf(one.flows)
  }
  return sum
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
  const usable = balances.reduce((sum, batch) => sum + (batch.quantity > 0 && isUsable(batch.expiresOn, today) && !unusable.has(batch.key) ? batch.quantity : 0), 0)
  const daysEmpty = emptyDaysAmong(days, recent, balances)
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
function emptyDaysAmong(days: readonly Day[], months: readonly LedgerMonth[], balances: readonly Balance[]): number {
  const moved = new Map<string, number>()
  for (const month of months) for (const [dayOfMonth, net] of Object.entries(month.days)) {
    const day = `${month.month}-${dayOfMonth}`
    moved.set(day, (moved.get(day) ?? 0) + net)
  }
  const expired = balances.filter(batch => batch.quantity > 0 && batch.expiresOn < (days.at(-1) as Day))
  let balance = balances.reduce((sum, batch) => sum + batch.quantity, 0) - [...moved.values()].reduce((sum, net) => sum + net, 0)
  let empty = 0
  for (const day of days) {
    const lost = expired.reduce((sum, batch) => sum + (batch.expiresOn < day ? batch.quantity : 0), 0)
    const net = moved.get(day)
    if (net === undefined && balance - lost <= 0) empty += 1
    balance += net ?? 0
  }
  return empty
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
