import { addMonths, monthOf } from '#domain/core/day.ts'
import { parseStream } from '#domain/core/streams.ts'
import type { MovementData } from '#domain/records/stock-movement.ts'
import { fundOf } from '#domain/rules/pharmacy/balance.ts'
import { flowOf, type LedgerColumn } from '#domain/rules/pharmacy/ledger.ts'
import { buildLplpo, linesOf, type LplpoLine } from '#domain/rules/pharmacy/lplpo.ts'
import { chains, isStanding } from '#domain/rules/pharmacy/lplpo-rules.ts'
import type { PharmacySetting } from '#domain/rules/pharmacy/drug-facts.ts'
import type { AppContext } from '#app/context.ts'
import type { Interest, RecordReader, StoredRecord } from '#app/db/record-store.ts'
import { monthFold } from '#app/shared/pharmacy/stock-folds.ts'
import { readMovements, readPharmacySetting, type StockMovement } from '#app/shared/pharmacy/stock.ts'
import { labelsOf, readDrugs, reportsOf, type DrugLabels, type FundChoice, type Report } from './repository.ts'

/**
 * How far a report has come. `tersimpan` is safe on this tablet only, `ditinjau` was received and put aside; `diterima`: goods
 * were sent for it and all of them have arrived.
 */
export const REPORT_STATES = ['tersimpan', 'ditinjau', 'terkirim', 'dikembalikan', 'disetujui', 'dikirim', 'diterima'] as const
export type ReportState = (typeof REPORT_STATES)[number]
type Delivery = StoredRecord<'delivery'>

export function stateOf(report: Pick<Report, 'data' | 'pending'>, deliveries: readonly Pick<Delivery, 'data'>[]): ReportState {
  const choice = report.data.decision?.choice
  if (choice === undefined) return report.pending === 'unsent' ? 'tersimpan' : report.pending === 'quarantined' ? 'ditinjau' : 'terkirim'
  if (choice === 'dikembalikan') return 'dikembalikan'
  const underWay = deliveries.filter(delivery => delivery.data.cancelled === null || delivery.data.confirmation !== null)
  if (underWay.length === 0) return 'disetujui'
  return underWay.every(delivery => delivery.data.confirmation !== null) ? 'diterima' : 'dikirim'
}

export async function deliveriesOf(view: RecordReader, report: Report): Promise<Delivery[]> {
  return (await view.byKey('delivery', 'lplpo', report.id)).filter(delivery => delivery.state === 'live' && delivery.stream === report.stream)
}

/** A report that was sent, with the month as the ledger has it now. */
export interface ReportFile {
  readonly report: Report
  readonly place: string
  readonly placeName: string
  readonly lines: readonly LplpoLine[]
  readonly labels: DrugLabels
  readonly setting: PharmacySetting
  readonly sentBy: string
  readonly decidedBy: string
  readonly state: ReportState
  readonly deliveries: readonly Delivery[]
  /** What the ledger gives now for the same month, fund and parameters, by drug. */
  readonly now: ReadonlyMap<string, LplpoLine>
  /** Drugs of the ledger that the report does not name. */
  readonly unnamed: readonly LplpoLine[]
  /** BR-29: it opens with something else than the month before closed with. */
  readonly isBroken: boolean
  readonly previous: Report | null
  /** The report that answered this one after it was returned. */
  readonly replacedBy: Report | null
}

export const REPORT_INTERESTS: readonly Interest[] = [{ kind: 'lplpo' }, { kind: 'stock-movement' }, { kind: 'drug' }, { kind: 'delivery' }, { kind: 'pharmacy-setting' }]

export async function readReport(app: AppContext, view: RecordReader, id: string): Promise<ReportFile | null> {
  const report = await view.get('lplpo', id)
  if (!report) return null
  const { data, stream } = report
  const place = parseStream(stream)?.place ?? stream
  const [drugs, setting, deliveries, months, facility, sender, decider, before, own] = await Promise.all([
    readDrugs(view), readPharmacySetting(app, view), deliveriesOf(view, report), view.fold(monthFold, stream), view.get('facility', place),
    view.get('staff', data.sentBy), data.decision ? view.get('staff', data.decision.by) : undefined,
    reportsOf(view, stream, addMonths(data.month, -1)), reportsOf(view, stream, data.month),
  ])
  const previous = before.find(found => found.data.fund === data.fund && isStanding(found)) ?? null
  const running = data.month === monthOf(app.today()) ? { through: app.today() } : {}
  const now = new Map(buildLplpo({ months, month: data.month, fund: data.fund, params: data.params, previous: previous?.data.lines ?? null, drugs, ...running }).map(line => [line.drugId, line]))
  const lines = linesOf(data.lines)
  const named = new Set(data.lines.drugId)
  return {
    report, place, placeName: facility?.data.name ?? place, lines, labels: labelsOf(drugs), setting, deliveries, now, previous, state: stateOf(report, deliveries),
    sentBy: sender?.data.name ?? data.sentBy, decidedBy: decider?.data.name ?? data.decision?.by ?? '',
    unnamed: [...now.values()].filter(line => !named.has(line.drugId) && line.closing + Math.abs(line.used) + Math.abs(line.received) !== 0),
    isBroken: previous !== null && isStanding(report) && !chains(previous.data.lines, data.lines),
    replacedBy: own.find(found => found.data.replaces === report.id) ?? null,
  }
}

/** Quantities that may change after a report was sent; the rest follows from them. */
export const COMPARED = ['received', 'used', 'lost', 'returned', 'moved', 'difference', 'closing'] as const
/** Where the ledger says something else now than the report did. */
export const changedFigures = (line: LplpoLine, now: LplpoLine | undefined): (typeof COMPARED)[number][] => COMPARED.filter(figure => line[figure] !== (now?.[figure] ?? 0))

export type MovedColumn = 'received' | 'used' | 'lost' | 'returned' | 'moved' | 'difference' | 'opening' | 'adjustment'
const LEDGER_COLUMNS_OF: Readonly<Record<Exclude<MovedColumn, 'opening' | 'adjustment'>, readonly LedgerColumn[]>> = {
  received: ['received', 'movedIn'], used: ['used'], lost: ['lost'], returned: ['returned'], moved: ['movedOut'], difference: ['difference'],
}

/** One movement behind a figure, with what it adds there. */
export interface BehindLine { readonly id: string; readonly data: MovementData; readonly amount: number }

/**
 * The movements behind a figure of a month, newest first. Behind a locked opening stand those before the month; behind an
 * adjustment those that were recorded after the report before had been made.
 */
export async function readBehind(view: RecordReader, stream: string, drugId: string, month: string, fund: FundChoice, column: MovedColumn, previous: Report | null): Promise<BehindLine[]> {
  const own = (await readMovements(view, stream, drugId)).filter(({ data }) => data.source === 'program' && (fund === 'semua' || fundOf(data) === fund))
  const picked = own.flatMap((movement): BehindLine[] => {
    const { id, data } = movement
    const movedIn = data.on.slice(0, 7)
    if (column === 'opening') return movedIn < month ? [{ id, data, amount: data.quantity }] : []
    if (column === 'adjustment') return movedIn < month && isLater(movement, previous) ? [{ id, data, amount: data.quantity }] : []
    const flow = flowOf(data)
    return movedIn === month && LEDGER_COLUMNS_OF[column].includes(flow.column) ? [{ id, data, amount: flow.amount }] : []
  })
  return picked.sort((a, b) => (a.data.on === b.data.on ? (a.id < b.id ? 1 : -1) : a.data.on < b.data.on ? 1 : -1))
}

/** What this tablet has not sent yet is later than what is there; else the wall time of its author decides. */
function isLater(movement: StockMovement, report: Report | null): boolean {
  if (report === null) return false
  if (movement.by === null || report.by === null) return movement.id > report.id
  return movement.by.at > report.by.at
}
