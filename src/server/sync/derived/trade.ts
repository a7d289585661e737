import { parseStream, streamOf } from '#domain/core/streams.ts'
import { sameJson, type Json } from '#domain/core/json.ts'
import type { GoodsReceiptData } from '#domain/records/goods-receipt.ts'
import type { HandoverData } from '#domain/records/handover.ts'
import type { DataOf } from '#domain/records/index.ts'
import type { MovementData } from '#domain/records/stock-movement.ts'
import { addLeft, addPurchase, addSale, noSales, tradeDays, type DayTrade, type LeftDay, type SoldDay } from '#domain/rules/finance/trade.ts'
import { itemLines } from '#domain/rules/finance/trade-items.ts'
import { sha256Hex } from '#sync/chain.ts'
import type { RowDraft } from '#sync/judge.ts'
import { chunks, type Reader } from '../../store/store.ts'
import { lockStreams } from '../place-rows.ts'
import { loadPlaces } from '../places.ts'
import type { DerivedContext } from './derived-rows.ts'
import { isTradeRow, keepTradeLines, linesOf } from './trade-lines.ts'
import { booksOf, kmpOfPustu, placesAfter, pustuOfKmp } from './trade-places.ts'

/*
 * The cooperative's trade is told in the KMP's books: rupiah by day for whoever examines them; rupiah by member, and drugs without
 * a person, for its staff alone. Every touched day, month and member is worked out anew from the papers of the medicine room as
 * they stand, so that order, grouping and doing it again change nothing.
 */

/** What changed of one pustu. */
interface Touched { readonly days: Set<string>; readonly months: Set<string>; readonly members: Set<string>; readonly batches: Set<string>; at: string }
interface Group { readonly kmp: string; readonly months: Set<string>; readonly members: Set<string>; at: string }

const rowId = (word: 'dagang' | 'belanja' | 'laku', ...parts: readonly string[]): string => `${word}-${sha256Hex(parts.join('|')).slice(0, 32)}`
const memberKey = (member: string, month: string): string => `${member}|${month}`

export async function deriveTrade(context: DerivedContext): Promise<void> {
  const { tx, tenant, changes } = context
  const papers = changes.filter(change => isTradeRow(change.before) || isTradeRow(change.revisions.at(-1)))
  const moved = changes.some(change => change.revisions.at(-1)?.kind === 'facility')
  if (papers.length === 0 && !moved) return
  const before = await loadPlaces(tx, tenant)
  const places = placesAfter(before, changes)
  await keepTradeLines(tx, tenant, papers)

  const touched = touchedBy(papers)
  const resettled = moved ? [...before, ...places].map(place => place.id).filter(id => kmpOfPustu(id, before) !== kmpOfPustu(id, places)) : []
  const kmps = new Set([...touched.keys(), ...resettled].flatMap(pustu => [kmpOfPustu(pustu, before), kmpOfPustu(pustu, places)]).filter(kmp => kmp !== null))
  await lockStreams(tx, tenant, [...[...kmps].flatMap(booksOf), ...resettled.map(pustu => streamOf('stock', pustu))])
  const at = changes.at(-1)?.revisions.at(-1)?.by.at ?? ''
  for (const pustu of resettled) touched.set(pustu, await everything(tx, tenant, pustu, touched.get(pustu)?.at ?? at))

  const groups = new Map<string, Group>()
  for (const [pustu, what] of touched) {
    const homes = new Set([kmpOfPustu(pustu, before), kmpOfPustu(pustu, places)].filter(kmp => kmp !== null))
    // Without a cooperative nobody keeps books of it; when one is founded, all of it is told.
    if (homes.size === 0) continue
    const days = await daysOf(context, streamOf('stock', pustu), what)
    for (const kmp of homes) {
      const isHome = kmp === kmpOfPustu(pustu, places)
      await writeDays(context, kmp, pustu, [...what.days], isHome ? days : new Map(), what.at)
      const group = groups.get(kmp) ?? { kmp, months: new Set<string>(), members: new Set<string>(), at: what.at }
      for (const month of what.months) group.months.add(month)
      for (const member of what.members) group.members.add(member)
      groups.set(kmp, { ...group, at: what.at })
    }
  }
  for (const group of groups.values()) {
    const streams = pustuOfKmp(group.kmp, places).map(pustu => streamOf('stock', pustu))
    await writeMembers(context, group, streams)
    await writeItems(context, group, streams)
  }
}

function touchedBy(papers: DerivedContext['changes']): Map<string, Touched> {
  const touched = new Map<string, Touched>()
  for (const { before, revisions } of papers) {
    const row = revisions.at(-1) as RowDraft
    for (const line of [...linesOf(before), ...linesOf(row)]) {
      const pustu = parseStream(line.stream)?.place as string
      const what = touched.get(pustu) ?? { days: new Set(), months: new Set(), members: new Set(), batches: new Set(), at: '' }
      touched.set(pustu, what)
      what.at = row.by.at
      what.days.add(line.day)
      if (line.kind === 'goods-receipt') what.batches.add(line.batch)
      if (line.kind !== 'handover') continue
      what.months.add(line.month)
      if (line.member !== null) what.members.add(memberKey(line.member, line.month))
    }
  }
  return touched
}

/** All days, months and members of a pustu that gained, lost or changed its cooperative. */
async function everything(db: Reader, tenant: string, pustu: string, at: string): Promise<Touched> {
  const lines = await db.selectFrom('trade_line').select(['day', 'month', 'member', 'kind']).distinct().where('tenant', '=', tenant).where('stream', '=', streamOf('stock', pustu)).execute()
  const sales = lines.filter(line => line.kind === 'handover')
  return {
    days: new Set(lines.map(line => line.day)), months: new Set(sales.map(line => line.month)),
    members: new Set(sales.flatMap(line => (line.member === null ? [] : [memberKey(line.member, line.month)]))), batches: new Set(), at,
  }
}

/** The touched days of a pustu, from all papers of those days and the purchases of every batch they name. */
async function daysOf({ tx, tenant, book }: DerivedContext, stream: string, what: Touched): Promise<Map<string, DayTrade>> {
  const lines = () => tx.selectFrom('trade_line').select(['id', 'day', 'batch', 'kind']).distinct().where('tenant', '=', tenant).where('stream', '=', stream)
  // A purchase that is entered late says what was sold days ago had cost.
  for (const some of chunks([...what.batches])) {
    for (const { day } of await lines().where('batch', 'in', some).where('kind', '<>', 'goods-receipt').execute()) what.days.add(day)
  }
  const ofDays: { id: string; batch: string }[] = []
  for (const some of chunks([...what.days])) ofDays.push(...await lines().where('day', 'in', some).execute())
  const ids = new Set(ofDays.map(line => line.id))
  for (const some of chunks([...new Set(ofDays.map(line => line.batch))])) {
    for (const { id } of await lines().where('batch', 'in', some).where('kind', '=', 'goods-receipt').execute()) ids.add(id)
  }
  await book.loadIds(ids)
  const sums = { sold: new Map<string, SoldDay>(), left: new Map<string, LeftDay>(), bought: { days: new Map<string, number>(), batches: new Map() } }
  for (const id of [...ids].sort()) {
    const row = book.at(stream, id)
    if (row?.kind === 'handover') addSale(sums.sold, row.data as unknown as HandoverData)
    if (row?.kind === 'goods-receipt') addPurchase(sums.bought, row.data as unknown as GoodsReceiptData)
    if (row?.kind === 'stock-movement') addLeft(sums.left, row.data as unknown as MovementData)
  }
  return new Map(tradeDays(sums).filter(day => what.days.has(day.on)).map(day => [day.on, day]))
}

interface Written { readonly id: string; readonly kind: 'trade-day' | 'member-trade' | 'trade-item'; readonly data: Json; readonly isThere: boolean; readonly at: string }

/** What is no longer there is void, and says nothing any more. */
function write({ book }: DerivedContext, stream: string, { id, kind, data, isThere, at }: Written): void {
  const before = book.at(stream, id)
  const state = isThere ? 'live' : 'void'
  if (before ? before.state === state && (!isThere || sameJson(before.data, data)) : !isThere) return
  book.write({ stream, id, kind, rev: (before?.rev ?? 0) + 1, state, data, conflicts: [], by: { actor: 'server', dev: 'server', at } })
}

async function writeDays(context: DerivedContext, kmp: string, pustu: string, days: readonly string[], found: ReadonlyMap<string, DayTrade>, at: string): Promise<void> {
  const stream = streamOf('finance', kmp)
  await context.book.loadIds(days.map(on => rowId('dagang', kmp, pustu, on)))
  for (const on of [...days].sort()) {
    const day = found.get(on)
    const data: DataOf<'trade-day'> = {
      on: on as DayTrade['on'], pustu, sales: day?.sales ?? { member: noSales(), others: noSales() }, cost: day?.cost ?? 0, bought: day?.bought ?? 0, lost: day?.lost ?? 0,
    }
    write(context, stream, { id: rowId('dagang', kmp, pustu, on), kind: 'trade-day', data, isThere: day !== undefined, at })
  }
}

/** Rupiah by member and month, of all pustu of the KMP; what came back counts in the month in which it came. */
async function writeMembers(context: DerivedContext, { kmp, members, at }: Group, streams: readonly string[]): Promise<void> {
  const { tx, tenant, book } = context
  const wanted = [...members].sort().map(key => key.split('|') as [string, string])
  const sums = new Map<string, { sales: number; tempo: number }>()
  for (const some of chunks([...new Set(wanted.map(([member]) => member))])) {
    if (streams.length === 0) break
    const lines = await tx.selectFrom('trade_line').select(({ fn }) => ['member', 'month', 'method', fn.sum<number | string>('amount').as('amount')])
      .where('tenant', '=', tenant).where('member', 'in', some).where('month', 'in', [...new Set(wanted.map(([, month]) => month))])
      .where('stream', 'in', streams).groupBy(['member', 'month', 'method']).execute()
    for (const { member, month, method, amount } of lines) {
      const key = memberKey(member ?? '', month)
      const sum = sums.get(key) ?? { sales: 0, tempo: 0 }
      sums.set(key, { sales: sum.sales + Number(amount), tempo: sum.tempo + (method === 'tempo' ? Number(amount) : 0) })
    }
  }
  const idOf = (member: string, month: string): string => rowId('belanja', kmp, member, month)
  await book.loadIds(wanted.map(([member, month]) => idOf(member, month)))
  for (const [memberId, month] of wanted) {
    const sum = sums.get(memberKey(memberId, month))
    const data: DataOf<'member-trade'> = { memberId, month, ...(sum ?? { sales: 0, tempo: 0 }) }
    write(context, streamOf('trade', kmp), { id: idOf(memberId, month), kind: 'member-trade', data, isThere: sum !== undefined, at })
  }
}

/** Drugs by month, of all pustu of the KMP, never where few bought them (BR-67). */
async function writeItems(context: DerivedContext, { kmp, months, at }: Group, streams: readonly string[]): Promise<void> {
  const { tx, tenant, book } = context
  const stream = streamOf('trade', kmp)
  await book.loadKeys([...months].map(value => ({ stream, kind: 'trade-item', name: 'month', value })))
  for (const month of [...months].sort()) {
    const lines = streams.length === 0 ? [] : await tx.selectFrom('trade_line')
      .select(({ fn }) => ['drug', 'name', 'unit', 'sale', 'taker', fn.sum<number | string>('quantity').as('quantity'), fn.sum<number | string>('amount').as('amount')])
      .where('tenant', '=', tenant).where('stream', 'in', streams).where('month', '=', month).where('kind', '=', 'handover')
      .groupBy(['drug', 'name', 'unit', 'sale', 'taker']).execute()
    const items = itemLines(lines.map(({ drug, name, quantity, amount, ...line }) => ({ ...line, drugId: drug, drug: name, quantity: Number(quantity), amount: Number(amount) })))
    const idOf = (drugId: string | null): string => rowId('laku', kmp, month, drugId ?? '')
    const ids = new Set(items.map(item => idOf(item.drugId)))
    await book.loadIds(ids)
    for (const item of items) write(context, stream, { id: idOf(item.drugId), kind: 'trade-item', data: { month, ...item }, isThere: true, at })
    const nothing: DataOf<'trade-item'> = { month, drugId: null, drug: '', unit: '', quantity: null, amount: 0 }
    for (const row of book.find(stream, 'trade-item', 'month', month)) if (!ids.has(row.id)) write(context, stream, { id: row.id, kind: 'trade-item', data: nothing, isThere: false, at })
  }
}
