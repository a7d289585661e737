import type { JsonObject } from '#domain/core/json.ts'
import { definitionOf, isKind, type DataOf, type Kind } from '#domain/records/index.ts'
import { overlay, upcastGroups } from '#sync/groups.ts'
import type { Op, Row } from '#sync/messages.ts'
import type { EntryPhase } from './database.ts'
import type { Pending, StoredRecord } from './record-store.ts'

/** An operation that the rows do not show yet. */
export interface PendingOp {
  readonly dev: string
  readonly seq: number
  readonly order: number
  readonly phase: EntryPhase
  readonly quarantined: boolean
  readonly row: { readonly stream: string; readonly seq: number } | null
  readonly op: Op
}

const keyOf = (kind: string, id: string): string => `${kind}/${id}`

/** This tablet's unsettled operations, in the order they were saved, laid over server rows when these are read. */
export class PendingOps {
  #byRecord = new Map<string, PendingOp[]>()

  /** `author`: a quarantined save stays visible to the one who made it, and to nobody else. */
  constructor(private readonly author: string) {}

  replaceAll(ops: readonly PendingOp[]): void {
    this.#byRecord = new Map()
    this.add(ops)
  }

  add(ops: readonly PendingOp[]): void {
    for (const op of ops) {
      if (op.quarantined && op.op.actor !== this.author) continue
      const key = keyOf(op.op.kind, op.op.id)
      const others = (this.#byRecord.get(key) ?? []).filter(other => other.order !== op.order)
      this.#byRecord.set(key, [...others, op].sort((a, b) => a.order - b.order))
    }
  }

  has(kind: Kind, id: string): boolean {
    return this.#byRecord.has(keyOf(kind, id))
  }

  idsOf(kind: Kind): string[] {
    const prefix = `${kind}/`
    return [...this.#byRecord.keys()].filter(key => key.startsWith(prefix)).map(key => key.slice(prefix.length))
  }

  /** Each record of a kind that has unsettled operations, with these; as it stands now, whatever comes later. */
  of(kind: Kind): Map<string, readonly PendingOp[]> {
    return new Map(this.idsOf(kind).map(id => [id, this.#byRecord.get(keyOf(kind, id)) ?? []]))
  }

  all(): PendingOp[] {
    return [...this.#byRecord.values()].flat()
  }

  /** The record as its reader sees it: the server's row with the unsettled operations over it. */
  merge<K extends Kind>(kind: K, id: string, row: Row | undefined): StoredRecord<K> | undefined {
    return mergeOps<K>(this.#byRecord.get(keyOf(kind, id)) ?? [], row)
  }
}

/** The server's row of a record with these operations laid over it, in their order. */
export function mergeOps<K extends Kind>(ops: readonly PendingOp[], row: Row | undefined): StoredRecord<K> | undefined {
  let record = row ? fromRow<K>(row) : undefined
  for (const item of ops) record = apply(record, item, row)
  return record
}

export function fromRow<K extends Kind>(row: Row): StoredRecord<K> {
  return {
    id: row.id, kind: row.kind as K, stream: row.stream, rev: row.rev, state: row.state === 'void' ? 'void' : 'live',
    data: row.data as DataOf<K>, conflicts: row.conflicts, by: row.by, pending: 'none',
  }
}

const URGENCY: Record<Pending, number> = { none: 0, sent: 1, unsent: 2, quarantined: 3 }

function apply<K extends Kind>(record: StoredRecord<K> | undefined, item: PendingOp, row: Row | undefined): StoredRecord<K> | undefined {
  const { op } = item
  // The row already holds what became of the operation; only the settling is outstanding.
  if (item.row && !item.quarantined && row && row.stream === item.row.stream && row.seq >= item.row.seq) return record
  if (!isKind(op.kind) || (op.act === 'create' ? record !== undefined && row !== undefined : record === undefined)) return record
  const set = upcastGroups(definitionOf(op.kind), op)
  if (set === null) return record
  const laid = overlay(record ? (record.data as unknown as JsonObject) : null, { ...op, set })
  const pending: Pending = item.quarantined ? 'quarantined' : item.phase === 'sent' ? 'sent' : 'unsent'
  // A second create of a record is the corrected one, and takes the place of the one that was put aside.
  const before = op.act === 'create' ? 'none' : (record?.pending ?? 'none')
  return {
    id: op.id, kind: op.kind as K, stream: record?.stream ?? op.stream, rev: record?.rev ?? 0,
    state: op.act === 'void' || record?.state === 'void' ? 'void' : laid.state,
    data: laid.data as DataOf<K>,
    conflicts: (record?.conflicts ?? []).filter(conflict => !(op.resolves ?? []).includes(conflict)),
    by: op.act === 'void' && record?.state !== 'void' ? { actor: op.actor, dev: item.dev, at: op.at.wall, ...(op.reason === undefined ? {} : { reason: op.reason }) } : (record?.by ?? null),
    pending: URGENCY[pending] > URGENCY[before] ? pending : before,
  }
}
