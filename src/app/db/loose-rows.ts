import Dexie from 'dexie'
import type { SealedRow, TabletDatabase } from './database.ts'

/** Rows read at once. */
const BATCH = 500

/**
 * The single rows of a kind that lie over the pages of a copy, some at a time, in the order of their arrival: a row that is replaced
 * meanwhile is met again further on.
 */
export async function* looseRows(db: TabletDatabase, space: string, kind: string, breathe: () => Promise<void>): AsyncGenerator<SealedRow[]> {
  for (let after: readonly unknown[] = [], more = true; more;) {
    const sealed = await db.rows.where('[space+kind+seq+id]').between([space, kind, ...after], [space, kind, Dexie.maxKey], false, true).limit(BATCH).toArray()
    yield sealed
    const last = sealed.at(-1)
    if (last) after = [last.seq, last.id]
    more = sealed.length === BATCH
    if (more) await breathe()
  }
}
