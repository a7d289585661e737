import { Readable } from 'node:stream'
import { toStoredRow, toWire } from '../store/rows.ts'
import type { Reader } from '../store/store.ts'

const ROWS_AT_ONCE = 500

/** All rows of a kind in these streams as NDJSON, one row a line in the order of the stream, void ones included. Any kind of the registry exports alike. */
export function exportKind(db: Reader, tenant: string, streams: readonly string[], kind: string): Readable {
  return Readable.from(lines())

  async function* lines(): AsyncGenerator<string> {
    for (const stream of streams) {
      for (let after = 0; ;) {
        const records = await db.selectFrom('row').selectAll().where('tenant', '=', tenant).where('stream', '=', stream).where('kind', '=', kind)
          .where('state', '<>', 'moved').where('seq', '>', after).orderBy('seq').limit(ROWS_AT_ONCE).execute()
        if (records.length > 0) yield records.map(record => `${JSON.stringify(toWire(toStoredRow(record)))}\n`).join('')
        if (records.length < ROWS_AT_ONCE) break
        after = records.at(-1)?.seq ?? after
      }
    }
  }
}
