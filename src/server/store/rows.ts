import type { Json } from '#domain/core/json.ts'
import type { RowDraft } from '#sync/judge.ts'
import type { Row } from '#sync/messages.ts'
import { chunks, type Reader } from './store.ts'
import type { RowRecord } from './tables.ts'

/** A row with the hash that the digest sums. */
export type StoredRow = Row & { readonly hash: string }

export function toStoredRow(record: RowRecord): StoredRow {
  return {
    stream: record.stream, seq: record.seq, id: record.id, kind: record.kind, rev: record.rev, state: record.state as Row['state'],
    data: JSON.parse(record.data) as Json, conflicts: JSON.parse(record.conflicts) as string[],
    by: { actor: record.by_actor, dev: record.by_dev, at: record.by_at, ...(record.by_reason === null ? {} : { reason: record.by_reason }) }, hash: record.hash,
  }
}

/** The row as it travels. */
export function toWire({ hash: _hash, ...row }: StoredRow): Row {
  return row
}

/** What `row` and `row_history` have in common. */
export function toColumns(tenant: string, row: RowDraft, seq: number) {
  return {
    tenant, stream: row.stream, id: row.id, seq, kind: row.kind, rev: row.rev, state: row.state,
    data: JSON.stringify(row.data), conflicts: JSON.stringify(row.conflicts),
    by_actor: row.by.actor, by_dev: row.by.dev, by_at: row.by.at, by_reason: row.by.reason ?? null,
  }
}

/** Every row of these ids, in whatever stream, tombstones too. */
export async function rowsByIds(db: Reader, tenant: string, ids: readonly string[]): Promise<StoredRow[]> {
  const found: StoredRow[] = []
  for (const some of chunks(ids)) {
    const records = await db.selectFrom('row').selectAll().where('tenant', '=', tenant).where('id', 'in', some).execute()
    found.push(...records.map(toStoredRow))
  }
  return found
}

/** All rows of a kind in a stream, tombstones left out. */
export async function rowsOfKind(db: Reader, tenant: string, stream: string, kind: string): Promise<StoredRow[]> {
  const records = await db.selectFrom('row').selectAll().where('tenant', '=', tenant).where('stream', '=', stream)
    .where('kind', '=', kind).where('state', '<>', 'moved').orderBy('seq').execute()
  return records.map(toStoredRow)
}
