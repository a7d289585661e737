import { parseStream } from '#domain/core/streams.ts'
import type { ServerDeps } from '../deps.ts'
import { rowsOfKind, toStoredRow } from '../store/rows.ts'
import { writeDerivedDays, writeDerivedTrade } from '../sync/server-rows.ts'
import { DAY_KINDS } from '../sync/derived/day-lines.ts'
import { TRADE_KINDS } from '../sync/derived/trade-lines.ts'
import { readFact, writeFact } from './installation.ts'

/**
 * Works out the cooperative's trade from all papers there are, once after the version that began to tell it. Rows that are right
 * already stay as they are.
 */
export async function deriveTradeOnce(deps: ServerDeps): Promise<void> {
  if (await readFact(deps.store.db, 'trade') !== null) return
  await rederiveTrade(deps)
  await deps.store.write(tx => writeFact(tx, 'trade', '1'))
}

export async function rederiveTrade({ store }: Pick<ServerDeps, 'store'>): Promise<void> {
  const streams = await store.db.selectFrom('stream').select(['tenant', 'stream']).orderBy('tenant').orderBy('stream').execute()
  for (const { tenant, stream } of streams.filter(one => parseStream(one.stream)?.purpose === 'stock')) {
    await store.write(async tx => writeDerivedTrade(tx, tenant, stream, async () => {
      const records = await tx.selectFrom('row').selectAll().where('tenant', '=', tenant).where('stream', '=', stream).where('kind', 'in', [...TRADE_KINDS]).where('state', '<>', 'moved').execute()
      return records.map(toStoredRow)
    }))
  }
}

/** Works out every pustu's days from all visits and movements there are, once after the version that began to tell them. */
export async function deriveDaysOnce(deps: ServerDeps): Promise<void> {
  if (await readFact(deps.store.db, 'days') !== null) return
  await rederiveDays(deps)
  await deps.store.write(tx => writeFact(tx, 'days', '1'))
}

export async function rederiveDays({ store }: Pick<ServerDeps, 'store'>): Promise<void> {
  const streams = await store.db.selectFrom('stream').select(['tenant', 'stream']).orderBy('tenant').orderBy('stream').execute()
  for (const { tenant, stream } of streams) {
    const kind = Object.entries(DAY_KINDS).find(([, purpose]) => purpose === parseStream(stream)?.purpose)?.[0]
    if (kind !== undefined) await store.write(tx => writeDerivedDays(tx, tenant, stream, () => rowsOfKind(tx, tenant, stream, kind)))
  }
}
