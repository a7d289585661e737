import { sql } from 'kysely'
import { definitionOf, isKind } from '#domain/records/index.ts'
import { bucketOf, digestWith, EMPTY_DIGEST, rowHash, type Digest } from '#sync/digest.ts'
import { toColumns } from '../store/rows.ts'
import { chunks, type Writer } from '../store/store.ts'
import { groupBy } from '../group-by.ts'
import { keysOfRow, type RowChange } from './row-book.ts'

/** The place each changed row was given, by `stream|id`. */
export type Placed = ReadonlyMap<string, number>

/** Takes the rows of these streams for this transaction, in sorted order so that two writers cannot wait for each other. */
export async function lockStreams(tx: Writer, tenant: string, streams: Iterable<string>): Promise<void> {
  for (const stream of [...new Set(streams)].sort()) {
    await tx.insertInto('stream').values({ tenant, stream, seq: 0, ...EMPTY_DIGEST })
      .onConflict(clash => clash.columns(['tenant', 'stream']).doUpdateSet({ seq: sql`stream.seq` })).execute()
  }
}

/**
 * Gives every changed row its place in its stream and writes it. `UPDATE stream SET seq = seq + n … RETURNING` holds the
 * stream's row until the commit, so the order of commits is the order of places and no cursor can pass over one.
 */
export async function placeRows(tx: Writer, tenant: string, changes: readonly RowChange[]): Promise<Placed> {
  const placed = new Map<string, number>()
  const byStream = groupBy(changes, change => newest(change).stream)
  for (const stream of [...byStream.keys()].sort()) {
    const own = byStream.get(stream) as RowChange[]
    const { seq, count, sum } = await tx.updateTable('stream').set({ seq: sql<number>`seq + ${own.length}` })
      .where('tenant', '=', tenant).where('stream', '=', stream).returning(['seq', 'count', 'sum']).executeTakeFirstOrThrow()
    let digest: Digest = { count, sum }
    const rows = own.map((change, index) => {
      const row = newest(change)
      const place = seq - own.length + index + 1
      const hash = rowHash(row)
      digest = digestWith(digest, hash, change.before?.hash ?? null)
      placed.set(`${stream}|${row.id}`, place)
      return { ...toColumns(tenant, row, place), hash, bucket: bucketOf(row.id) }
    })
    await tx.updateTable('stream').set({ count: digest.count, sum: digest.sum }).where('tenant', '=', tenant).where('stream', '=', stream).execute()
    await keepHistory(tx, tenant, own)
    for (const some of chunks(rows)) {
      await tx.insertInto('row').values(some).onConflict(clash => clash.columns(['tenant', 'stream', 'id']).doUpdateSet(eb => ({
        seq: eb.ref('excluded.seq'), kind: eb.ref('excluded.kind'), rev: eb.ref('excluded.rev'), state: eb.ref('excluded.state'),
        data: eb.ref('excluded.data'), conflicts: eb.ref('excluded.conflicts'), by_actor: eb.ref('excluded.by_actor'),
        by_dev: eb.ref('excluded.by_dev'), by_at: eb.ref('excluded.by_at'), by_reason: eb.ref('excluded.by_reason'), hash: eb.ref('excluded.hash'),
      }))).execute()
    }
    await indexRows(tx, tenant, stream, own)
  }
  return placed
}

const newest = (change: RowChange) => change.revisions.at(-1) as RowChange['revisions'][number]

/**
 * Keeps what is superseded: the stored revision and those that lived only inside this transaction. Rows that the server derives
 * follow from the others at any time, and a day's figures are written anew with every visit.
 */
async function keepHistory(tx: Writer, tenant: string, changes: readonly RowChange[]): Promise<void> {
  const superseded = changes.filter(change => !isDerived(newest(change).kind)).flatMap(({ before, revisions }) => [
    ...(before ? [toColumns(tenant, before, before.seq)] : []),
    ...revisions.slice(0, -1).filter(row => row.rev !== revisions.at(-1)?.rev).map(row => toColumns(tenant, row, 0)),
  ])
  for (const some of chunks(superseded)) {
    await tx.insertInto('row_history').values(some).onConflict(clash => clash.columns(['tenant', 'stream', 'id', 'rev']).doNothing()).execute()
  }
}

const isDerived = (kind: string): boolean => isKind(kind) && definitionOf(kind).mode === 'derived'

async function indexRows(tx: Writer, tenant: string, stream: string, changes: readonly RowChange[]): Promise<void> {
  const rewritten = changes.filter(change => change.before).map(change => newest(change).id)
  for (const some of chunks(rewritten)) {
    await tx.deleteFrom('row_key').where('tenant', '=', tenant).where('stream', '=', stream).where('id', 'in', some).execute()
  }
  const keys = changes.map(newest).flatMap(row => keysOfRow(row).map(({ name, value }) => ({ tenant, stream, kind: row.kind, name, value, id: row.id })))
  for (const some of chunks(keys)) await tx.insertInto('row_key').values(some).execute()
}
