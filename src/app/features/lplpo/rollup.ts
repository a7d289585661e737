import { rollUp, type RollupLine } from '#domain/rules/pharmacy/lplpo-rollup.ts'
import { isStanding } from '#domain/rules/pharmacy/lplpo-rules.ts'
import type { PharmacySetting } from '#domain/rules/pharmacy/drug-facts.ts'
import type { AppContext } from '#app/context.ts'
import type { Interest, RecordReader } from '#app/db/record-store.ts'
import { readPharmacySetting } from '#app/shared/pharmacy/stock.ts'
import { byDrugName, labelsOf, readDrugs, reportsOf, type DrugLabels, type FundChoice, type PustuPlace, type Report } from './repository.ts'

/** The reports of a month over all pustu of the puskesmas. */
export interface Rollup {
  readonly month: string
  readonly fund: FundChoice
  readonly lines: readonly RollupLine[]
  readonly labels: DrugLabels
  readonly setting: PharmacySetting
  /** The reports that are in it, by pustu. */
  readonly parts: readonly { readonly place: PustuPlace; readonly reports: readonly Report[] }[]
  /** Pustu without a standing report: nothing is filled in for them. */
  readonly missing: readonly PustuPlace[]
}

export const ROLLUP_INTERESTS: readonly Interest[] = [{ kind: 'lplpo' }, { kind: 'drug' }, { kind: 'pharmacy-setting' }]

export async function readRollup(app: AppContext, view: RecordReader, places: readonly PustuPlace[], month: string, fund: FundChoice): Promise<Rollup> {
  const [drugs, setting] = await Promise.all([readDrugs(view), readPharmacySetting(app, view)])
  // All funds together are either one report or one for each fund: both never stand side by side.
  const found = await Promise.all(places.map(async place => ({
    place, reports: (await reportsOf(view, place.stream, month)).filter(report => isStanding(report) && (fund === 'semua' || report.data.fund === fund)),
  })))
  const parts = found.filter(part => part.reports.length > 0)
  const labels = labelsOf(drugs)
  const placed = parts.flatMap(({ place, reports }) => reports.map(report => ({ place: place.id, data: report.data })))
  return { month, fund, lines: byDrugName(rollUp(placed), labels), labels, setting, parts, missing: found.filter(part => part.reports.length === 0).map(part => part.place) }
}
