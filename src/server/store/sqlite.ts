import Database from 'better-sqlite3'
import { Kysely, SqliteDialect } from 'kysely'
import type { Store } from './store.ts'
import type { Tables } from './tables.ts'

export type SqliteSource = { readonly file: string } | { readonly memory: true; readonly from?: Buffer }

/**
 * The embedded store. `synchronous=FULL` is what makes an acknowledgement true after a power cut (NORMAL lost 17 of 623
 * acknowledged batches), so it is set and then asked back: a build that ignores it must not start.
 */
export function openSqlite(source: SqliteSource): Store {
  const inMemory = 'memory' in source
  const sqlite = new Database(inMemory ? (source.from ?? ':memory:') : source.file)
  if (!inMemory) sqlite.pragma('journal_mode = WAL')
  sqlite.pragma('synchronous = FULL')
  sqlite.pragma('busy_timeout = 5000')
  sqlite.pragma('foreign_keys = ON')
  assertPragma(sqlite, 'synchronous', 2)
  assertPragma(sqlite, 'foreign_keys', 1)
  if (!inMemory) assertPragma(sqlite, 'journal_mode', 'wal')
  const db = new Kysely<Tables>({ dialect: new SqliteDialect({ database: sqlite }) })
  return {
    engine: 'sqlite',
    db,
    write: work => db.transaction().execute(work),
    async backup(file, look) {
      // What is there before the copy begins is in it; what comes meanwhile may be.
      const seen = await look(db)
      await sqlite.backup(file)
      return seen
    },
    serialize: () => sqlite.serialize(),
    close: () => db.destroy(),
  }
}

function assertPragma(sqlite: Database.Database, name: string, expected: number | string): void {
  const actual = sqlite.pragma(name, { simple: true })
  if (actual !== expected) throw new Error(`SQLite keeps ${name} at ${String(actual)} instead of ${expected}: a write could be lost at a power cut, so the server does not start`)
}
