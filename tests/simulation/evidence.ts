import type { JournalEntry, SealedDirectory, SealedPage, SealedPostings, SealedRow, StreamState, StoredUser } from '#app/db/database.ts'
import type { Json } from '#domain/core/json.ts'
import { parseOp } from '#sync/chain.ts'
import { digestOf, rowHash } from '#sync/digest.ts'
import type { Op, Row } from '#sync/messages.ts'
import { rawStores, type IDBFactory } from './disk.ts'
import { pageKey, readPages } from './page-evidence.ts'
import { plainOf } from './seal.ts'
import type { Office } from './office.ts'

/** What really lies on a tablet's disk, read without any of the app's code, so that the app cannot vouch for itself. */
export interface DiskView {
  readonly journal: readonly JournalEntry[]
  readonly streams: ReadonlyMap<string, StreamState>
  /** Rows of the copies that are shown: what lies in their pages, with the single rows over it. */
  readonly rows: readonly Row[]
  readonly users: readonly StoredUser[]
  readonly epoch: string | undefined
  /** Streams whose pages cannot be read, and why: their rows here are not whole. */
  readonly broken: ReadonlyMap<string, string>
  /** Pages that are not what their directories say. */
  readonly wrong: readonly string[]
  /** Every page that lies here, whether a directory names it or not, by `pageKey`. */
  readonly pages: ReadonlyMap<string, SealedPage>
  readonly postings: readonly SealedPostings[]
  readonly directories: ReadonlyMap<string, SealedDirectory>
  /** How many single rows lie over the pages of the copies that are shown. */
  readonly loose: number
}

export function readDisk(factory: IDBFactory): DiskView {
  const stores = rawStores(factory)
  const table = <T>(name: string): readonly T[] => (stores[name] as readonly T[] | undefined) ?? []
  const streams = new Map(table<StreamState>('streams').map(state => [state.stream, state]))
  const directories = new Map(table<SealedDirectory>('directories').map(directory => [directory.space, directory]))
  const pages = new Map(table<SealedPage>('pages').map(page => [pageKey(page), page]))
  const broken = new Map<string, string>()
  const wrong: string[] = []
  const bySpace = new Map<string, Map<string, Row>>()
  for (const state of streams.values()) {
    if (state.copy === 0) continue
    const found = readPages(state, directories, pages)
    bySpace.set(`${state.stream}#${state.copy}`, new Map(found.pages.flatMap(page => page.rows.map(row => [row.id, row] as const))))
    if (found.broken !== null) broken.set(state.stream, found.broken)
    wrong.push(...found.wrong.map(what => `${state.stream}: ${what}`))
  }
  const over = table<SealedRow>('rows').filter(row => bySpace.has(row.space))
  for (const row of over) (bySpace.get(row.space) as Map<string, Row>).set(row.id, rowOf(row))
  const meta = table<{ key: string; value: unknown }>('meta')
  return {
    journal: table('journal'), streams, rows: [...bySpace.values()].flatMap(rows => [...rows.values()]), users: table('users'),
    epoch: meta.find(entry => entry.key === 'epoch')?.value as string | undefined,
    broken, wrong, pages, directories, postings: table('postings'), loose: over.length,
  }
}

/** Boxes are read again and again; what is in one never changes. */
const opened = new WeakMap<Uint8Array, unknown>()
function openedOnce<T>(box: Uint8Array, open: (text: string) => T): T {
  if (!opened.has(box)) opened.set(box, open(plainOf(box)))
  return opened.get(box) as T
}

function rowOf(sealed: SealedRow): Row {
  const { data, conflicts, by } = openedOnce(sealed.box, text => JSON.parse(text) as unknown) as Pick<Row, 'data' | 'conflicts' | 'by'>
  return { stream: sealed.space.slice(0, sealed.space.lastIndexOf('#')), seq: sealed.seq, id: sealed.id, kind: sealed.kind, rev: sealed.rev, state: sealed.state, data, conflicts, by }
}

export const opIn = (entry: JournalEntry): Op | null => openedOnce(entry.box, parseOp)

export function digestOfRows(rows: readonly Row[], stream: string): { count: number; sum: string } {
  return digestOf(rows.filter(row => row.stream === stream).map(hashOf))
}
const hashes = new WeakMap<object, Map<string, string>>()
function hashOf(row: Row): string {
  if (row.data === null || typeof row.data !== 'object') return rowHash(row)
  const known = hashes.get(row.data) ?? new Map<string, string>()
  hashes.set(row.data, known)
  const key = `${row.id} ${row.rev} ${row.state} ${row.conflicts.join()}`
  const hash = known.get(key) ?? rowHash(row)
  known.set(key, hash)
  return hash
}

export interface LogLine { readonly dev: string; readonly seq: number; readonly bh: string; readonly outcome: string; readonly code: string | null; readonly stream: string | null; readonly rowSeq: number | null; readonly conflicts: readonly string[] }
export interface Revision { readonly rev: number; readonly kind: string; readonly state: string; readonly data: Json; readonly actor: string }
export interface OfficeView {
  readonly rows: readonly Row[]
  /** Every revision there ever was, the present ones included. */
  readonly revisions: ReadonlyMap<string, readonly Revision[]>
  readonly log: readonly LogLine[]
  /** Exact texts of the operations that the log knows. */
  readonly bodies: ReadonlyMap<string, string>
  readonly streams: ReadonlyMap<string, { readonly seq: number; readonly count: number; readonly sum: string }>
}

export async function readOffice(office: Office): Promise<OfficeView> {
  const { db } = office.store
  const parse = (text: string): Json => JSON.parse(text) as Json
  const records = await db.selectFrom('row').selectAll().execute()
  const history = await db.selectFrom('row_history').select(['id', 'rev', 'kind', 'state', 'data', 'by_actor']).execute()
  const revisions = new Map<string, Revision[]>()
  for (const { id, rev, kind, state, data, by_actor: actor } of [...records, ...history]) {
    if (kind !== 'desk-member') revisions.set(id, [...(revisions.get(id) ?? []), { rev, kind, state, data: parse(data), actor }])
  }
  const ops = await db.selectFrom('op').selectAll().execute()
  return {
    rows: records.map(record => ({
      stream: record.stream, seq: record.seq, id: record.id, kind: record.kind, rev: record.rev, state: record.state as Row['state'], data: parse(record.data),
      conflicts: parse(record.conflicts) as string[], by: { actor: record.by_actor, dev: record.by_dev, at: record.by_at, ...(record.by_reason === null ? {} : { reason: record.by_reason }) },
    })),
    revisions,
    log: ops.map(op => ({ dev: op.dev, seq: op.seq, bh: op.bh, outcome: op.outcome, code: op.code, stream: op.stream, rowSeq: op.row_seq, conflicts: parse(op.conflicts) as string[] })),
    bodies: new Map((await db.selectFrom('op_body').select(['bh', 'body']).execute()).map(({ bh, body }) => [bh, body])),
    streams: new Map((await db.selectFrom('stream').selectAll().execute()).map(({ stream, seq, count, sum }) => [stream, { seq, count, sum }])),
  }
}
