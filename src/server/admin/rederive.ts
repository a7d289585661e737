import { parseStream } from '#domain/core/streams.ts'
import type { ServerDeps } from '../deps.ts'
import { toStoredRow } from '../store/rows.ts'
import { writeDerivedTrade } from '../sync/server-rows.ts'
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
