import { lastDayOfMonth, monthOf, type Day, type Month } from '#domain/core/day.ts'
import { streamOf, type StreamName } from '#domain/core/streams.ts'
import type { Balance } from '#domain/rules/pharmacy/balance.ts'
import { drugFacts } from '#domain/rules/pharmacy/drug-facts.ts'
import { forecastAll, type LedgerMonths, type UseForecast } from '#domain/rules/pharmacy/forecast.ts'
import { availabilityOf, balancesAt, countedItems, expiryLossOf, sufficientOf, type CountedItem, type ExpiryLoss } from '#domain/rules/supervision/indicators/stock.ts'
import type { AppContext } from '#app/context.ts'
import type { Interest, StoredRecord } from '#app/db/record-store.ts'
import { toldUntil } from '#app/shared/months.ts'
import { readPrices } from '#app/shared/pharmacy/prices.ts'
import { readHeld } from '#app/shared/pharmacy/stock.ts'
import { balanceFold, batchDayFold, monthFold } from '#app/shared/pharmacy/stock-folds.ts'
import { measureOf, type Measure } from '../measure.ts'
import { isIn, type Place, type Scope } from '../scope.ts'

export const SHELF_SOURCE_INTERESTS: readonly Interest[] = [{ kind: 'stock-movement' }, { kind: 'batch-hold' }, { kind: 'drug' }]
export const EXPIRY_SOURCE_INTERESTS: readonly Interest[] = [{ kind: 'stock-movement' }, { kind: 'price' }, { kind: 'drug' }]
export const COUNT_INTERESTS: readonly Interest[] = [{ kind: 'stock-count' }, { kind: 'count-line' }]

/** A pustu's shelf as it stood at the end of the month, or stands today while the month runs. */
export interface Shelf { readonly place: Place; readonly on: Day; readonly balances: readonly Balance[]; readonly listed: readonly string[]; readonly available: ReadonlySet<string>; readonly forecasts: ReadonlyMap<string, UseForecast> }

export async function readShelves(app: AppContext, scope: Scope): Promise<Shelf[]> {
  const on = toldUntil(scope.month, app.today())
  const listed = (await app.store.scan('drug')).filter(({ state, data }) => state === 'live' && data.active && data.indicator).map(drug => drug.id)
  return Promise.all(scope.places.map(async place => {
    const { balances, held } = await shelfAt(app, streamOf('stock', place.id), scope.month, on)
    const months = await monthsUntil(app, streamOf('stock', place.id), scope.month)
    return { place, on, balances, listed, available: new Set(availabilityOf(listed, balances, held, on).numerator), forecasts: forecastAll(balances, months, held, on) }
  }))
}

/** What was put aside is known as it is today alone: of a month that is over it cannot be told. */
async function shelfAt(app: AppContext, stream: StreamName, month: Month, on: Day): Promise<{ readonly balances: readonly Balance[]; readonly held: ReadonlySet<string> }> {
  const balances = [...(await app.store.fold(balanceFold, stream)).values()]
  if (month === monthOf(app.today())) return { balances, held: await readHeld(app.store, stream) }
  return { balances: balancesAt(balances, await app.store.fold(batchDayFold, stream), on), held: new Set() }
}

async function monthsUntil(app: AppContext, stream: StreamName, month: Month): Promise<LedgerMonths> {
  return new Map([...await app.store.fold(monthFold, stream)].filter(([, one]) => one.month <= month))
}

export async function shelfMeasures(app: AppContext, scope: Scope): Promise<Measure[]> {
  const shelves = await readShelves(app, scope)
  const sum = (of: (shelf: Shelf) => number): number => shelves.reduce((total, shelf) => total + of(shelf), 0)
  const states = shelves.flatMap(shelf => [...shelf.forecasts.values()].filter(one => one.usable > 0 || one.used > 0).map(one => one.sufficiency))
  const count = (state: UseForecast['sufficiency']): number => states.filter(one => one === state).length
  const critical = count('kritis')
  return [
    measureOf('ketersediaan', sum(shelf => shelf.available.size), sum(shelf => shelf.listed.length)),
    measureOf('kecukupan', sum(shelf => sufficientOf(shelf.forecasts.values()).numerator.length), sum(shelf => sufficientOf(shelf.forecasts.values()).denominator.length), {
      state: critical > 0 ? 'watch' : 'plain', remark: { word: 'remarkReach', critical, over: count('berlebih'), unused: count('tanpa-pemakaian') },
    }),
  ]
}

export interface PlacedLoss { readonly place: Place; readonly loss: ExpiryLoss }

export async function readLosses(app: AppContext, scope: Scope): Promise<PlacedLoss[]> {
  const drugs = new Map((await app.store.scan('drug')).map(({ id, data }) => [id, drugFacts(data).hna]))
  const today = app.today()
  return Promise.all(scope.places.map(async place => {
    const stream = streamOf('stock', place.id)
    const [balances, days, months, prices] = await Promise.all([app.store.fold(balanceFold, stream), app.store.fold(batchDayFold, stream), app.store.fold(monthFold, stream), readPrices(app.store, stream, lastDay(scope.month))])
    return { place, loss: expiryLossOf(balances.values(), days, months.values(), scope.month, today, (drugId, source) => (source === 'koperasi' ? prices.get(drugId)?.data.hna : drugs.get(drugId)) ?? null) }
  }))
}
const lastDay = (month: Month): Day => lastDayOfMonth(Number(month.slice(0, 4)), Number(month.slice(5, 7)))

export async function expiryMeasures(app: AppContext, scope: Scope): Promise<Measure[]> {
  const losses = await readLosses(app, scope)
  const sum = (of: (loss: ExpiryLoss) => number): number => losses.reduce((total, { loss }) => total + of(loss), 0)
  const unvalued = sum(loss => loss.unvalued)
  return [measureOf('kedaluwarsa', sum(loss => loss.top), sum(loss => loss.bottom), { none: unvalued > 0 ? 'no-price' : 'no-case', remark: unvalued > 0 ? { word: 'remarkUnpriced', n: unvalued } : null })]
}

export interface CountedLine { readonly item: CountedItem; readonly count: StoredRecord<'stock-count'> }

/** What was counted in stocktakes that were approved in the month. */
export async function readCounted(app: AppContext, scope: Scope): Promise<CountedLine[]> {
  const counts = (await app.store.scan('stock-count')).filter(isIn(scope, 'stock')).filter(({ state, data }) => state === 'live' && data.approval?.at.startsWith(scope.month))
  const lines = await Promise.all(counts.map(async count => countedItems(count.id, count.data.approval, (await app.store.byKey('count-line', 'count', count.id)).filter(line => line.state === 'live')).map(item => ({ item, count }))))
  return lines.flat()
}

export async function countMeasures(app: AppContext, scope: Scope): Promise<Measure[]> {
  const lines = await readCounted(app, scope)
  return [measureOf('opname', lines.filter(({ item }) => item.exact).length, lines.length)]
}
