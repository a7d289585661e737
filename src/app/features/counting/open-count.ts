import { parseStream } from '#domain/core/streams.ts'
import { approvedLines, linesThatCount, mayApprove, shortRef, type CountedBatch, type CountLine } from '#domain/rules/pharmacy/count.ts'
import type { PharmacySetting } from '#domain/rules/pharmacy/drug-facts.ts'
import type { AppContext } from '#app/context.ts'
import type { RecordReader, StoredRecord } from '#app/db/record-store.ts'
import { drugName, readBatches, readPharmacySetting } from '#app/shared/pharmacy/stock.ts'
import { scopeBatches, scopeByDrug, type ScopeBatch, type ScopeDrug } from './count-scope.ts'
import { readNames } from '#app/shared/read-names.ts'
import { countedBatches, readLines, stateOf, type CountState, type StockCount, type StoredLine } from './repository.ts'
import { readValues, type ValueOf } from './values.ts'

interface CountBase {
  readonly count: StockCount
  readonly lines: readonly StoredLine[]
  readonly names: ReadonlyMap<string, string>
  readonly drugs: ReadonlyMap<string, StoredRecord<'drug'>>
  readonly placeName: string
}
/** A count that is being counted: what to count and what was counted, and no figure of the system anywhere. */
export interface BlindCount extends CountBase { readonly state: 'open'; readonly scope: readonly ScopeDrug[]; readonly standing: ReadonlyMap<string, CountLine>; readonly isCounter: boolean }
/** A count whose counting is over. */
export interface CountedCount extends CountBase {
  readonly state: Exclude<CountState, 'open'>
  readonly rows: readonly CountRow[]
  readonly late: readonly CountLine[]
  readonly leftOut: number
  /** Those of them that this tablet's ledger knows, by drug and batch. */
  readonly leftOutNames: readonly string[]
  readonly mayApprove: boolean
  readonly isCounter: boolean
  readonly valueOf: ValueOf
  readonly setting: PharmacySetting
  readonly approvedByHead: boolean
}
export type CountFile = BlindCount | CountedCount

/** A counted batch with what people call it; of an approved count the figures are those that were approved. */
export interface CountRow extends CountedBatch {
  readonly name: string
  readonly unit: string
  /** How often it was counted, explanations not counted. */
  readonly times: number
  /** As approved, or as it stands while nothing is approved. */
  readonly shownSystem: number
  readonly shownDifference: number
}

export async function openCount(app: AppContext, id: string): Promise<CountFile | null> {
  const view = app.store
  const count = await view.get('stock-count', id)
  if (!count || count.state !== 'live') return null
  const [lines, catalogue] = await Promise.all([readLines(view, count), view.scan('drug')])
  const { data } = count
  const people = [data.openedBy, ...[data.submitted, data.returned, data.approval, data.cancelled].flatMap(signed => (signed ? [signed.by] : [])), ...lines.map(line => line.data.by)]
  const place = parseStream(count.stream)?.place ?? ''
  const base: CountBase = {
    count, lines, names: await readNames(view, people), drugs: new Map(catalogue.map(drug => [drug.id, drug])), placeName: (await view.get('facility', place))?.data.name ?? place,
  }
  const state = stateOf(data)
  const isCounter = lines.some(line => line.data.by === app.user.id)
  if (state === 'open') {
    const scope = await scopeBatches(view, count.stream, data, lines, app.today())
    return { ...base, state, isCounter, standing: linesThatCount(lines), scope: scopeByDrug(scope, base.drugs) }
  }
  const [rows, valueOf, setting, balances, approver] = await Promise.all([
    rowsOf(view, base), readValues(view, count.stream, app.today()), readPharmacySetting(app, view), readBatches(view, count.stream), data.approval ? view.get('staff', data.approval.by) : undefined,
  ])
  const leftOut = new Set(data.submitted?.leftOut ?? [])
  return {
    ...base, state, isCounter, rows, valueOf, setting, approvedByHead: approver?.data.grants.some(grant => grant.role === 'kapus') ?? false,
    late: data.approval === null ? [] : approvedLines(data.approval, lines).late, leftOut: leftOut.size,
    leftOutNames: leftOut.size === 0 ? [] : balances.filter(balance => leftOut.has(shortRef(balance.key)))
      .map(balance => `${base.drugs.has(balance.drugId) ? drugName((base.drugs.get(balance.drugId) as StoredRecord<'drug'>).data) : balance.drugId} ${balance.number}`).sort((a, b) => a.localeCompare(b, 'id', { numeric: true })),
    mayApprove: mayApprove(app.user.id, data.submitted, lines),
  }
}

async function rowsOf(view: RecordReader, { count, lines, drugs }: CountBase): Promise<CountRow[]> {
  const { approval } = count.data
  const systems = new Map(approval === null ? [] : approvedLines(approval, lines).approved.map(({ line, system }) => [line.id, system]))
  const batches = await countedBatches(view, count, lines)
  return batches.map(batch => {
    const { drugId, batch: { number, expiresOn }, fund } = batch.line.data
    const drug = drugs.get(drugId)
    const moments = new Set(lines.filter(line => line.data.drugId === drugId && line.data.batch.number === number && line.data.batch.expiresOn === expiresOn && line.data.fund === fund).map(line => line.data.at))
    const shownSystem = systems.get(batch.line.id) ?? batch.system
    return { ...batch, name: drug ? drugName(drug.data) : drugId, unit: drug?.data.unit ?? '', times: moments.size, shownSystem, shownDifference: batch.counted - shownSystem }
  }).sort((a, b) => a.name.localeCompare(b.name, 'id', { numeric: true }) || sortKey(a).localeCompare(sortKey(b)))
}

const sortKey = ({ line: { data: { batch } } }: CountRow): string => `${batch.expiresOn}|${batch.number}`

/** Batches of the scope that nobody has counted. */
export function uncountedOf({ scope, standing }: BlindCount): { readonly drug: ScopeDrug; readonly batch: ScopeBatch }[] {
  return scope.flatMap(drug => drug.batches.filter(batch => !standing.has(batch.key)).map(batch => ({ drug, batch })))
}
