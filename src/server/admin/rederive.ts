import { parseStream, type Purpose } from '#domain/core/streams.ts'
import type { ServerDeps } from '../deps.ts'
import { rowsOfKind, toStoredRow, type StoredRow } from '../store/rows.ts'
import type { Writer } from '../store/store.ts'
import { writeDerivedDays, writeDerivedTrade } from '../sync/server-rows.ts'
import { DAY_KINDS } from '../sync/derived/day-lines.ts'
import { TRADE_KINDS } from '../sync/derived/trade-lines.ts'
import { readFact, writeFact } from './installation.ts'

type Stores = Pick<ServerDeps, 'store'>

/**
 * Works out the cooperative's trade from all papers there are, once after the version that began to tell it. Rows that are right
 * already stay as they are.
 */
export const deriveTradeOnce = (deps: ServerDeps): Promise<void> => once(deps, 'trade', rederiveTrade)

/** Works out every pustu's days from all visits and movements there are, once after the version that began to tell them. */
export const deriveDaysOnce = (deps: ServerDeps): Promise<void> => once(deps, 'days', rederiveDays)

async function once(deps: ServerDeps, fact: 'trade' | 'days', derive: (stores: Stores) => Promise<void>): Promise<void> {
  if (await readFact(deps.store.db, fact) !== null) return
  await derive(deps)
  await deps.store.write(tx => writeFact(tx, fact, '1'))
}

export const rederiveTrade = (stores: Stores): Promise<void> => eachStream(stores, purpose => (purpose !== 'stock' ? null
  : (tx, tenant, stream) => writeDerivedTrade(tx, tenant, stream, () => papersOf(tx, tenant, stream))))

export const rederiveDays = (stores: Stores): Promise<void> => eachStream(stores, purpose => {
  const kind = Object.entries(DAY_KINDS).find(([, of]) => of === purpose)?.[0]
  return kind === undefined ? null : (tx, tenant, stream) => writeDerivedDays(tx, tenant, stream, () => rowsOfKind(tx, tenant, stream, kind))
})

/** Every stream of a purpose that has something to derive, of every puskesmas, in a transaction of its own and always in the same order. */
async function eachStream({ store }: Stores, deriveOf: (purpose: Purpose | undefined) => ((tx: Writer, tenant: string, stream: string) => Promise<void>) | null): Promise<void> {
  const streams = await store.db.selectFrom('stream').select(['tenant', 'stream']).orderBy('tenant').orderBy('stream').execute()
  for (const { tenant, stream } of streams) {
    const derive = deriveOf(parseStream(stream)?.purpose)
    if (derive) await store.write(tx => derive(tx, tenant, stream))
  }
}

async function papersOf(tx: Writer, tenant: string, stream: string): Promise<StoredRow[]> {
  const records = await tx.selectFrom('row').selectAll().where('tenant', '=', tenant).where('stream', '=', stream).where('kind', 'in', [...TRADE_KINDS]).where('state', '<>', 'moved').execute()
  return records.map(toStoredRow)
}
