import type { RowDraft } from '#sync/judge.ts'
import type { Writer } from '../store/store.ts'
import { writeDerivedRows } from './derived/derived-rows.ts'
import { lockStreams, placeRows } from './place-rows.ts'
import { RowBook } from './row-book.ts'

/**
 * Writes rows of the server's own (accounts, incidents, set-up, moved records) under the locks of their streams.
 * `change` sees the rows of `ids` as they stand and writes into the book.
 */
export async function writeServerRows(
  tx: Writer, tenant: string, streams: readonly string[], ids: readonly string[], change: (book: RowBook) => Promise<void> | void,
): Promise<void> {
  await lockStreams(tx, tenant, streams)
  const book = new RowBook(tx, tenant)
  await book.loadIds(ids)
  await change(book)
  const { secret } = await tx.selectFrom('tenant').select('secret').where('tenant', '=', tenant).executeTakeFirstOrThrow()
  await writeDerivedRows({ tx, tenant, secret, book, changes: book.changes() })
  const changes = book.changes()
  await lockStreams(tx, tenant, changes.map(({ revisions }) => (revisions.at(-1) as RowDraft).stream))
  await placeRows(tx, tenant, changes)
}

/** Author of the server's own rows. */
export const serverAuthor = (instantMs: number): RowDraft['by'] => ({ actor: 'server', dev: 'server', at: new Date(instantMs).toISOString() })
