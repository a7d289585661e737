import type { Day } from '#domain/core/day.ts'
import { stockAlerts, type AlertDrug, type StockAlerts } from '#domain/rules/pharmacy/alerts.ts'
import type { Balance } from '#domain/rules/pharmacy/balance.ts'
import { drugFacts } from '#domain/rules/pharmacy/drug-facts.ts'
import { forecastAll, type UseForecast } from '#domain/rules/pharmacy/forecast.ts'
import type { Interest, RecordReader, StoredRecord } from '../../db/record-store.ts'
import { readPrices } from './prices.ts'
import { readBatches, readHeld } from './stock.ts'
import { monthFold } from './stock-folds.ts'

/** A pustu's shelf as every page that looks at it reads it: from the kept sums, never from a scan of the ledger. */
export interface ShelfState {
  readonly balances: readonly Balance[]
  /** By `<drug>|<source>`. */
  readonly forecasts: ReadonlyMap<string, UseForecast>
  /** Keys of batches put aside. */
  readonly held: ReadonlySet<string>
  /** The whole catalogue, drugs no longer used among it, so that every batch has a name. */
  readonly drugs: ReadonlyMap<string, StoredRecord<'drug'>>
  readonly alerts: StockAlerts
}

export const SHELF_INTERESTS: readonly Interest[] = [{ kind: 'stock-movement' }, { kind: 'batch-hold' }, { kind: 'price' }, { kind: 'drug' }]

export async function readShelfState(view: RecordReader, stream: string, today: Day): Promise<ShelfState> {
  const [balances, months, held, catalogue, prices] = await Promise.all([
    readBatches(view, stream), view.fold(monthFold, stream), readHeld(view, stream), view.scan('drug'), readPrices(view, stream, today),
  ])
  const forecasts = forecastAll(balances, months, held, today)
  const costs = new Map([...prices].map(([drugId, price]) => [drugId, price.data.hna]))
  return {
    balances, forecasts, held, drugs: new Map(catalogue.map(drug => [drug.id, drug])),
    alerts: stockAlerts(balances, forecasts, alertDrugs(catalogue), costs, held, today),
  }
}

/** Only drugs still in use call for anybody. */
function alertDrugs(catalogue: readonly StoredRecord<'drug'>[]): ReadonlyMap<string, AlertDrug> {
  return new Map(catalogue.filter(drug => drug.state === 'live' && drug.data.active).map(drug => {
    const { minimum, hna } = drugFacts(drug.data)
    return [drug.id, { id: drug.id, minimum, hna }]
  }))
}
