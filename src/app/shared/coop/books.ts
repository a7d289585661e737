import type { Day } from '#domain/core/day.ts'
import type { Rupiah } from '#domain/core/rupiah.ts'
import { streamOf, type StreamName } from '#domain/core/streams.ts'
import type { SavingEntryData } from '#domain/records/saving-entry.ts'
import type { MoneyBooks, Opening } from '#domain/rules/finance/cash-money.ts'
import { coopStatement, type Statement } from '#domain/rules/finance/statement.ts'
import { tradeDays, type DayTrade } from '#domain/rules/finance/trade.ts'
import type { AppContext } from '../../context.ts'
import type { Interest, RecordReader } from '../../db/record-store.ts'
import { countDayFold, entryDayFold, type EntryDay } from './cash-folds.ts'
import type { Kmp } from './kmp.ts'
import { savingsDayFold } from './savings.ts'
import { readCoopSetting } from './setting.ts'
import { boughtFold, leftFold, soldFold } from './trade-folds.ts'

/** What any figure about the cooperative's money depends on. */
export const BOOK_INTERESTS: readonly Interest[] = [
  { kind: 'coop-setting' }, { kind: 'cash-entry' }, { kind: 'cash-count' }, { kind: 'saving-entry' }, { kind: 'trade-day' },
  { kind: 'handover' }, { kind: 'goods-receipt' }, { kind: 'stock-movement' }, { kind: 'facility' },
]

/** Savings of a day by way, in and out apart (out below zero). */
export interface SavingsLine extends Pick<SavingEntryData, 'on' | 'type' | 'method'> { readonly amount: Rupiah }
export interface CountLine { readonly on: Day; readonly difference: Rupiah }

/** The books of a KMP up to a day, as sums by day: each of a year costs a few hundred lines, however many receipts it has. */
export interface CoopBooks extends MoneyBooks {
  readonly opening: Opening | null
  readonly entries: readonly EntryDay[]
  readonly savings: readonly SavingsLine[]
  readonly tradeDays: readonly DayTrade[]
  readonly counts: readonly CountLine[]
  /** Whether sales were added up from the papers of this tablet, so that they hold what is not sent yet. */
  readonly isOwnTrade: boolean
}

type Reading = Pick<AppContext, 'store' | 'streams'>
type Place = Pick<Kmp, 'id' | 'kelurahanCode' | 'streams'>

/** Everything that is dated up to `until`. Inside a `writeGroup` give its view as `reader`. */
export async function readBooks(app: Reading, kmp: Place, until: Day, reader: RecordReader = app.store): Promise<CoopBooks> {
  const { finance } = kmp.streams
  const [setting, entries, savings, counts, trade] = await Promise.all([
    readCoopSetting(reader, finance), reader.fold(entryDayFold, finance), reader.fold(savingsDayFold, finance), reader.fold(countDayFold, finance), readTradeDays(app, kmp, reader),
  ])
  const isDue = (line: { readonly on: Day }): boolean => line.on <= until
  return {
    opening: setting?.data.opening ?? null,
    entries: [...entries.values()].filter(isDue),
    savings: [...savings.values()].filter(isDue).flatMap(({ on, type, method, in: into, out }) => [{ on, type, method, amount: into }, { on, type, method, amount: -out }].filter(line => line.amount !== 0)),
    counts: [...counts.values()].filter(isDue).flatMap(({ on, found, short }) => [{ on, difference: found }, { on, difference: -short }].filter(line => line.difference !== 0)),
    tradeDays: trade.days.filter(isDue), isOwnTrade: trade.isOwn,
  }
}

/** The stock of the kelurahan's pustu that this tablet holds, and whether that is all of them. */
export async function heldShops(app: Reading, kmp: Place, reader: RecordReader = app.store): Promise<{ readonly ids: readonly string[]; readonly streams: readonly StreamName[]; readonly isAll: boolean }> {
  if (kmp.kelurahanCode === null || app.streams('stock').length === 0) return { ids: [], streams: [], isAll: false }
  const shops = (await reader.scan('facility')).filter(({ data }) => data.type === 'pustu' && data.kelurahanCode === kmp.kelurahanCode).map(shop => shop.id)
  const ids = shops.filter(id => app.streams('stock').includes(streamOf('stock', id)))
  return { ids, streams: ids.map(id => streamOf('stock', id)), isAll: ids.length > 0 && ids.length === shops.length }
}

/**
 * What was sold, from the hand-overs themselves where this tablet holds them, and from the server's days for every other pustu
 * of the kelurahan: no day of a pustu is counted both ways.
 */
async function readTradeDays(app: Reading, kmp: Place, reader: RecordReader): Promise<{ days: DayTrade[]; isOwn: boolean }> {
  const shops = await heldShops(app, kmp, reader)
  const own = await Promise.all(shops.streams.map(async stream => {
    const [sold, bought, left] = await Promise.all([reader.fold(soldFold, stream), reader.fold(boughtFold, stream), reader.fold(leftFold, stream)])
    return tradeDays({ sold, bought, left })
  }))
  if (shops.isAll) return { days: own.flat(), isOwn: true }
  const told = (await reader.scan('trade-day')).filter(row => row.stream === kmp.streams.finance && row.state === 'live' && !shops.ids.includes(row.data.pustu))
  return { days: [...own.flat(), ...told.map(({ data }) => ({ ...data, unknown: 0 }))], isOwn: false }
}

/** The statement of a period from the books; both days are in it. */
export const statementOf = (books: CoopBooks, from: Day, to: Day): Statement => coopStatement({ ...books, from, to })
