import { Kysely, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import { pgDump } from './pg-dump.ts'
import type { Store } from './store.ts'
import type { Tables } from './tables.ts'

const INT8 = 20
const RETRIES = 8
/** Serialization failure, deadlock, and a key that another writer took in the meantime: all of them end well on a second try. */
const CLASHES = new Set(['40001', '40P01', '23505'])

/** The store for a larger installation. Counters and instants stay far below 2^53, so INT8 is read as a number. */
export function openPostgres(connectionString: string): Store {
  const pool = new pg.Pool({
    connectionString,
    max: 10,
    types: { getTypeParser: ((oid: number, format: 'text') => (oid === INT8 ? Number : pg.types.getTypeParser(oid, format))) as typeof pg.types.getTypeParser },
  })
  // An idle connection that breaks (the database restarted) is replaced at the next use; it must not end the process.
  pool.on('error', () => undefined)
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
  return {
    engine: 'postgres',
    db,
    async write(work) {
      for (let attempt = 1; ; attempt += 1) {
        try {
          return await db.transaction().execute(work)
        } catch (error) {
          if (attempt >= RETRIES || !CLASHES.has((error as { code?: string }).code ?? '')) throw error
        }
      }
    },
    // The transaction holds the snapshot open while pg_dump reads by it, so `look` and the copy see the very same state.
    backup: (file, look) => db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute(async tx => {
      const { rows } = await sql<{ snapshot: string }>`select pg_export_snapshot() as snapshot`.execute(tx)
      const seen = await look(tx)
      await pgDump(connectionString, (rows[0] as { snapshot: string }).snapshot, file)
      return seen
    }),
    close: () => db.destroy(),
  }
}

/** A database that forgets at a power cut what it acknowledged must not hold patients' records. */
export async function assertDurable(store: Store): Promise<void> {
  if (store.engine !== 'postgres') return
  const { rows } = await sql<{ fsync: string; commits: string }>`select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commits`.execute(store.db)
  if (rows[0]?.fsync !== 'on' || rows[0].commits === 'off') {
    throw new Error('PostgreSQL runs with fsync or synchronous_commit off: a write could be lost at a power cut, so the server does not start')
  }
}
