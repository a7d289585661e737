import { addMonths, monthOf, type Day } from '#domain/core/day.ts'
import { isStanding } from '#domain/rules/pharmacy/lplpo-rules.ts'
import type { Interest, RecordReader } from '#app/db/record-store.ts'
import { monthFold } from '#app/shared/pharmacy/stock-folds.ts'
import { deliveriesOf, stateOf, type ReportState } from './report-file.ts'
import type { PustuPlace, Report } from './repository.ts'

/** A report on the board: how far it has come. */
export interface BoardReport { readonly report: Report; readonly state: ReportState }
/** One month: what each pustu has sent. A pustu with nothing has an empty list, one that had not begun yet has none. */
export interface BoardMonth { readonly month: string; readonly reports: ReadonlyMap<string, readonly BoardReport[]> }

export const BOARD_INTERESTS: readonly Interest[] = [{ kind: 'lplpo' }, { kind: 'delivery' }, { kind: 'stock-movement' }]

/**
 * Every month up to the present one, newest first, from the first in which one of the pustu had programme stock or reported: before it
 * there is nothing to report. A returned report counts only until it is answered.
 */
export async function readBoard(view: RecordReader, places: readonly PustuPlace[], today: Day): Promise<BoardMonth[]> {
  const streams = new Map(places.map(place => [place.stream, place.id]))
  const reports = (await view.scan('lplpo')).filter(report => report.state === 'live' && streams.has(report.stream))
  const answered = new Set(reports.flatMap(report => (report.data.replaces === null ? [] : [report.data.replaces])))
  const shown = await Promise.all(reports.filter(report => !answered.has(report.id)).map(async report => ({ report, state: stateOf(report, await deliveriesOf(view, report)) })))
  const begun = new Map(await Promise.all(places.map(async ({ id, stream }) =>
    [id, earliest([...await ledgerMonths(view, stream), ...reports.filter(report => report.stream === stream).map(report => report.data.month)])] as const)))
  const present = monthOf(today)
  const first = earliest([...begun.values()].filter(month => month !== null)) ?? present
  return monthsBack(present, first).map(month => ({
    month,
    // A pustu of which there is nothing at all is asked like the others: somebody has to notice it.
    reports: new Map(places.filter(place => (begun.get(place.id) ?? first) <= month).map(place =>
      [place.id, shown.filter(({ report }) => report.data.month === month && streams.get(report.stream) === place.id).sort((a, b) => a.report.data.fund.localeCompare(b.report.data.fund))])),
  }))
}

const earliest = (months: readonly string[]): string | null => months.reduce<string | null>((first, month) => (first === null || month < first ? month : first), null)

async function ledgerMonths(view: RecordReader, stream: string): Promise<string[]> {
  return [...(await view.fold(monthFold, stream)).values()].filter(one => one.source === 'program').map(one => one.month)
}

/** A typing mistake in a year fills no list without end: what lies before is on the stock cards. */
const MOST_MONTHS = 240

function monthsBack(present: string, first: string): string[] {
  const months = [present]
  for (let month = addMonths(present, -1); month >= first && months.length < MOST_MONTHS; month = addMonths(month, -1)) months.push(month)
  return months
}

/** Pustu that owe a report of this month: they had begun, and nothing stands. */
export const missingIn = (month: BoardMonth, places: readonly PustuPlace[]): PustuPlace[] =>
  places.filter(place => month.reports.get(place.id)?.some(({ report }) => isStanding(report)) === false)
