import { monthOf, type Day } from '#domain/core/day.ts'
import { shiftMonth } from '#domain/rules/pharmacy/lplpo.ts'
import { isStanding } from '#domain/rules/pharmacy/lplpo-rules.ts'
import type { Interest, RecordReader } from '#app/db/record-store.ts'
import { deliveriesOf, stateOf, type ReportState } from './report-file.ts'
import type { PustuPlace, Report } from './repository.ts'

/** A report on the board: how far it has come. */
export interface BoardReport { readonly report: Report; readonly state: ReportState }
/** One month: what each pustu has sent; a pustu with nothing has an empty list. */
export interface BoardMonth { readonly month: string; readonly reports: ReadonlyMap<string, readonly BoardReport[]> }

export const BOARD_INTERESTS: readonly Interest[] = [{ kind: 'lplpo' }, { kind: 'delivery' }]
const MONTHS = 12

/** The twelve months up to the present one, and older ones that were reported; newest first. A returned report counts only until it is answered. */
export async function readBoard(view: RecordReader, places: readonly PustuPlace[], today: Day): Promise<BoardMonth[]> {
  const streams = new Map(places.map(place => [place.stream, place.id]))
  const reports = (await view.scan('lplpo')).filter(report => report.state === 'live' && streams.has(report.stream))
  const answered = new Set(reports.flatMap(report => (report.data.replaces === null ? [] : [report.data.replaces])))
  const shown = await Promise.all(reports.filter(report => !answered.has(report.id)).map(async report => ({ report, state: stateOf(report, await deliveriesOf(view, report)) })))
  const present = monthOf(today)
  const months = new Set([...Array.from({ length: MONTHS }, (_, index) => shiftMonth(present, -index)), ...shown.map(({ report }) => report.data.month)])
  return [...months].sort().reverse().map(month => ({
    month,
    reports: new Map(places.map(place => [place.id, shown.filter(({ report }) => report.data.month === month && streams.get(report.stream) === place.id).sort((a, b) => a.report.data.fund.localeCompare(b.report.data.fund))])),
  }))
}

/** Pustu that have nothing standing for a month. */
export const missingIn = (month: BoardMonth, places: readonly PustuPlace[]): PustuPlace[] =>
  places.filter(place => !(month.reports.get(place.id) ?? []).some(({ report }) => isStanding(report)))
