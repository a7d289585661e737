import type { JournalEntry, SealedRow, StreamState, StoredUser } from '#app/db/database.ts'
import type { Json } from '#domain/core/json.ts'
import { parseOp } from '#sync/chain.ts'
import { digestOf, rowHash } from '#sync/digest.ts'
import type { Op, Row } from '#sync/messages.ts'
import { rawStores, type IDBFactory } from './disk.ts'
import { plainOf } from './seal.ts'
import type { Office } from './office.ts'

/** What really lies on a tablet's disk, read without any of the app's code, so that the app cannot vouch for itself. */
export interface DiskView {
  readonly journal: readonly JournalEntry[]
  readonly streams: ReadonlyMap<string, StreamState>
  /** Rows of the copies that are shown. */
  readonly rows: readonly Row[]
  readonly users: readonly StoredUser[]
  readonly epoch: string | undefined
}

export function readDisk(factory: IDBFactory): DiskView {
  const stores = rawStores(factory)
  const streams = new Map((stores['streams'] as StreamState[] | undefined ?? []).map(state => [state.stream, state]))
  const shown = new Set([...streams.values()].filter(state => state.copy > 0).map(state => `${state.stream}#${state.copy}`))
  const rows = (stores['rows'] as SealedRow[] | undefined ?? []).filter(row => shown.has(row.space)).map(rowOf)
  const meta = (stores['meta'] as { key: string; value: unknown }[] | undefined ?? [])
  return {
    journal: stores['journal'] as JournalEntry[] | undefined ?? [], streams, rows, users: stores['users'] as StoredUser[] | undefined ?? [],
    epoch: meta.find(entry => entry.key === 'epoch')?.value as string | undefined,
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
