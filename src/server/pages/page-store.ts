import { PAGE_FORMAT } from '#sync/pages/page.ts'
import type { PageEntry } from '#sync/messages.ts'
import { toStoredRow, type StoredRow } from '../store/rows.ts'
import { chunks, type Reader, type Writer } from '../store/store.ts'
import { byCodeUnits } from './arrange.ts'

/** How far a stream is packed: compared when its pages are replaced, so that only one of two packings that began alike is kept. */
interface PackedTo { readonly atSeq: number; readonly format: number }
/** A stream and its pages at one moment. `packed` is null, and there are no pages, where there are none of the present format. */
export interface PackedStream { readonly seq: number; readonly stored: PackedTo | null; readonly packed: PackedTo | null; readonly pages: readonly PageEntry[] }
export interface PackedBody extends PageEntry { readonly body: Buffer }

/** Ids that one statement reads: some milliseconds. */
const IDS_AT_ONCE = 2000
/** Pages that one statement writes, far below either engine's limit of values. */
const PAGES_AT_ONCE = 50

/** Read in one statement, because a packing may be published between two. Null for a stream that has no rows. */
export async function packedStream(db: Reader, tenant: string, stream: string): Promise<PackedStream | null> {
  const found = await db.selectFrom('stream as s')
    .leftJoin('page_stream as p', join => join.onRef('p.tenant', '=', 's.tenant').onRef('p.stream', '=', 's.stream'))
    .leftJoin('page', join => join.onRef('page.tenant', '=', 'p.tenant').onRef('page.stream', '=', 'p.stream').onRef('page.format', '=', 'p.format'))
    .select(['s.seq', 'p.at_seq', 'p.format', 'page.kind', 'page.first', 'page.last', 'page.count', 'page.max_seq', 'page.max_rev', 'page.sum', 'page.hash', 'page.bytes'])
    .where('s.tenant', '=', tenant).where('s.stream', '=', stream).execute()
  const [head] = found
  if (!head || head.seq === 0) return null
  const stored = head.at_seq === null ? null : { atSeq: head.at_seq, format: head.format as number }
  if (stored?.format !== PAGE_FORMAT) return { seq: head.seq, stored, packed: null, pages: [] }
  const pages = found.filter(page => page.hash !== null).map(({ seq: _seq, at_seq: _at, format: _format, max_seq: maxSeq, max_rev: maxRev, ...page }) => ({ ...page, maxSeq, maxRev }) as PageEntry)
  return { seq: head.seq, stored, packed: stored, pages: pages.sort((one, other) => byCodeUnits(one.kind, other.kind) || byCodeUnits(one.first, other.first)) }
}

/** Ids of rows with `from < seq ≤ to`, some at a time, by kind. */
export async function* changedIds(db: Reader, tenant: string, stream: string, from: number, to: number): AsyncGenerator<{ kind: string; id: string }[]> {
  for (let reached = from; reached < to;) {
    const found = await db.selectFrom('row').select(['kind', 'id', 'seq']).where('tenant', '=', tenant).where('stream', '=', stream)
      .where('seq', '>', reached).where('seq', '<=', to).orderBy('seq').limit(IDS_AT_ONCE).execute()
    if (found.length > 0) yield found
    reached = found.length < IDS_AT_ONCE ? to : (found.at(-1) as { seq: number }).seq
  }
}

/** The rows of a page, ascending; those that have changed since `to` are not among them. */
export async function settledRows(db: Reader, tenant: string, stream: string, { kind, ids, to }: { kind: string; ids: readonly string[]; to: number }): Promise<StoredRow[]> {
  const rows: StoredRow[] = []
  for (const some of chunks(ids)) {
    const found = await db.selectFrom('row').selectAll().where('tenant', '=', tenant).where('stream', '=', stream).where('id', 'in', some)
      .where('kind', '=', kind).execute()
    // Asked with `seq`, SQLite walks the whole stream by its places instead of looking the ids up: ten times as long.
    rows.push(...found.filter(row => row.seq <= to).map(toStoredRow))
  }
  return rows.sort((one, other) => byCodeUnits(one.id, other.id))
}

/** A page's packed and deflated rows; undefined when it has been replaced. */
export async function bodyOf(db: Reader, tenant: string, stream: string, hash: string): Promise<Buffer | undefined> {
  const found = await db.selectFrom('page').select('body').where('tenant', '=', tenant).where('stream', '=', stream).where('hash', '=', hash).executeTakeFirst()
  return found?.body
}

/** Publishes a packing, unless another was published since `before` was read. */
export async function replacePages(
  tx: Writer, tenant: string, stream: string, before: PackedStream, { gone, made }: { gone: readonly PageEntry[]; made: readonly PackedBody[] },
): Promise<boolean> {
  const own = { tenant, stream }
  const { stored, packed, seq } = before
  const taken = stored === null ? await begin(tx, own, seq) : await goOn(tx, own, stored, seq)
  if (!taken) return false
  const old = tx.deleteFrom('page').where('tenant', '=', tenant).where('stream', '=', stream)
  if (packed === null) await old.execute()
  else for (const some of chunks(gone)) await old.where('hash', 'in', some.map(page => page.hash)).execute()
  for (const some of chunks(made, PAGES_AT_ONCE)) {
    await tx.insertInto('page').values(some.map(({ maxSeq, maxRev, ...page }) => ({ ...own, ...page, max_seq: maxSeq, max_rev: maxRev, format: PAGE_FORMAT }))).execute()
  }
  return true
}

interface Own { readonly tenant: string; readonly stream: string }

/** False when another packing has begun the stream's pages. */
async function begin(tx: Writer, own: Own, seq: number): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx.insertInto('page_stream').values({ ...own, at_seq: seq, format: PAGE_FORMAT })
    .onConflict(clash => clash.columns(['tenant', 'stream']).doNothing()).executeTakeFirstOrThrow()
  return numInsertedOrUpdatedRows === 1n
}

/** False when the stream's pages are no longer those that were read. */
async function goOn(tx: Writer, { tenant, stream }: Own, stored: PackedTo, seq: number): Promise<boolean> {
  const { numUpdatedRows } = await tx.updateTable('page_stream').set({ at_seq: seq, format: PAGE_FORMAT }).where('tenant', '=', tenant).where('stream', '=', stream)
    .where('at_seq', '=', stored.atSeq).where('format', '=', stored.format).executeTakeFirstOrThrow()
  return numUpdatedRows === 1n
}
