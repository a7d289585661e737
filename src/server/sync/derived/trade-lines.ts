import { parseStream } from '#domain/core/streams.ts'
import type { GoodsReceiptData } from '#domain/records/goods-receipt.ts'
import type { HandoverData } from '#domain/records/handover.ts'
import type { MovementData } from '#domain/records/stock-movement.ts'
import { addLeft } from '#domain/rules/finance/trade.ts'
import { unitsOf } from '#domain/rules/pharmacy/purchase-rules.ts'
import type { RowDraft } from '#sync/judge.ts'
import { chunks, type Writer } from '../../store/store.ts'
import type { TradeLineTable } from '../../store/tables.ts'
import type { RowChange } from '../row-book.ts'
import { batchKey } from './negative-balance.ts'

export type TradeLine = Omit<TradeLineTable, 'tenant'>

/** Kinds of a stock stream that the cooperative's trade follows from. */
export const TRADE_KINDS: ReadonlySet<string> = new Set(['handover', 'goods-receipt', 'stock-movement'])
export const isTradeRow = (row: Pick<RowDraft, 'kind' | 'stream'> | undefined): boolean => row !== undefined && TRADE_KINDS.has(row.kind) && parseStream(row.stream)?.purpose === 'stock'

type Bare = Omit<TradeLine, 'stream' | 'id' | 'line' | 'kind' | 'month'>
const NO_SALE = { drug: '', name: '', unit: '', sale: '', taker: null, member: null, method: '', amount: 0 }

function bareLines(row: RowDraft): Bare[] {
  if (row.kind === 'handover') return saleLines(row.id, row.data as unknown as HandoverData)
  if (row.kind === 'goods-receipt') {
    const { on, lines, reverses } = row.data as unknown as GoodsReceiptData
    return lines.map(line => ({ ...NO_SALE, day: on, batch: batchKey({ drugId: line.drugId, source: 'koperasi', batch: line.batch }), quantity: unitsOf(line) * (reverses === null ? 1 : -1) }))
  }
  const movement = row.data as unknown as MovementData
  const counted: Parameters<typeof addLeft>[0] = new Map()
  addLeft(counted, movement)
  return counted.size === 0 ? [] : [{ ...NO_SALE, day: movement.on, batch: batchKey(movement), quantity: movement.quantity }]
}

function saleLines(id: string, { source, on, lines, taker, payment, reverses }: HandoverData): Bare[] {
  if (source !== 'koperasi') return []
  return lines.flatMap(line => line.batches.map((part): Bare => ({
    day: on, batch: batchKey({ drugId: line.drugId, source, batch: part.batch }), drug: line.drugId, name: line.drug, unit: line.unit,
    sale: reverses ?? id, taker: taker.member?.id ?? taker.id, member: taker.member?.id ?? null, method: payment.method,
    quantity: part.quantity, amount: part.quantity * line.unitPrice,
  })))
}

/** What a row says of the cooperative's trade; nothing once it is void or lives elsewhere. */
export function linesOf(row: RowDraft | undefined): TradeLine[] {
  if (!row || !isTradeRow(row) || row.state === 'void' || row.state === 'moved') return []
  return bareLines(row).map((line, index) => ({ ...line, stream: row.stream, id: row.id, line: index, kind: row.kind, month: line.day.slice(0, 7) }))
}

/** Brings the lines of changed rows up to date; writing the same rows again changes nothing. */
export async function keepTradeLines(tx: Writer, tenant: string, changes: readonly RowChange[]): Promise<void> {
  const now = changes.map(change => change.revisions.at(-1) as RowDraft)
  for (const [stream, ids] of byStream(now)) {
    for (const some of chunks(ids)) await tx.deleteFrom('trade_line').where('tenant', '=', tenant).where('stream', '=', stream).where('id', 'in', some).execute()
  }
  const lines = now.flatMap(linesOf).map(line => ({ tenant, ...line }))
  for (const some of chunks(lines)) await tx.insertInto('trade_line').values(some).execute()
}

function byStream(rows: readonly RowDraft[]): Map<string, string[]> {
  const found = new Map<string, string[]>()
  for (const row of rows) found.set(row.stream, [...(found.get(row.stream) ?? []), row.id])
  return found
}
