import type { RowDraft } from '#sync/judge.ts'
import type { Writer } from '../store/store.ts'
import type { StoredRow } from '../store/rows.ts'
import { writeDerivedRows } from './derived/derived-rows.ts'
import { deriveDeskMembers } from './derived/desk-member.ts'
import { derivePustuDays } from './derived/pustu-day.ts'
import { deriveTrade } from './derived/trade.ts'
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
  await writeDerivedRows({ tx, tenant, secret: await secretOf(tx, tenant), book, changes: book.changes() })
  await place(tx, tenant, book)
}

/** Works out anew what the cooperative's books say of a medicine room, from the papers that `read` gives. */
export async function writeDerivedTrade(tx: Writer, tenant: string, stock: string, read: () => Promise<readonly StoredRow[]>): Promise<void> {
  await lockStreams(tx, tenant, [stock])
  const book = new RowBook(tx, tenant)
  const changes = (await read()).map(row => ({ before: undefined, revisions: [row] }))
  const context = { tx, tenant, secret: await secretOf(tx, tenant), book, changes }
  await deriveTrade(context)
  await deriveDeskMembers(context)
  await place(tx, tenant, book)
}

/** Works out anew the days of a pustu, from the visits or movements of a stream that `read` gives. */
export async function writeDerivedDays(tx: Writer, tenant: string, stream: string, read: () => Promise<readonly StoredRow[]>): Promise<void> {
  await lockStreams(tx, tenant, [stream])
  const book = new RowBook(tx, tenant)
  const changes = (await read()).map(row => ({ before: undefined, revisions: [row] }))
  await derivePustuDays({ tx, tenant, secret: '', book, changes })
  await place(tx, tenant, book)
}

async function secretOf(tx: Writer, tenant: string): Promise<string> {
  return (await tx.selectFrom('tenant').select('secret').where('tenant', '=', tenant).executeTakeFirstOrThrow()).secret
}

async function place(tx: Writer, tenant: string, book: RowBook): Promise<void> {
  const changes = book.changes()
  await lockStreams(tx, tenant, changes.map(({ revisions }) => (revisions.at(-1) as RowDraft).stream))
  await placeRows(tx, tenant, changes)
}

/** Author of the server's own rows. */
export const serverAuthor = (instantMs: number): RowDraft['by'] => ({ actor: 'server', dev: 'server', at: new Date(instantMs).toISOString() })
