import type { JsonObject } from '#domain/core/json.ts'
import { definitionOf, isKind, type DataOf, type Kind } from '#domain/records/index.ts'
import { groupsOf, overlay, upcastGroups } from '#sync/groups.ts'
import type { Op, Row } from '#sync/messages.ts'
import type { EntryPhase } from './database.ts'
import type { Pending, StoredRecord } from './record-store.ts'
import { DAY_TAG } from './row-box.ts'

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
const valueKey = (kind: string, name: string, value: string): string => `${kind}|${name}|${value}`
function put(sets: Map<string, Set<string>>, key: string, id: string): void {
  const known = sets.get(key)
  if (known) known.add(id)
  else sets.set(key, new Set([id]))
}

/** This tablet's unsettled operations, in the order they were saved, laid over server rows when these are read. */
export class PendingOps {
  #byRecord = new Map<string, PendingOp[]>()
  /** Records that were made here and never sent, by the values they are found under; one that has changed since may still be named. */
  readonly #madeByValue = new Map<string, Set<string>>()
  /** By kind, those that may stand on a row of the server: what they are found under, their row decides as well. */
  readonly #overRows = new Map<string, Set<string>>()

  /** `author`: a quarantined save stays visible to the one who made it, and to nobody else. */
  constructor(private readonly author: string) {}

  replaceAll(ops: readonly PendingOp[]): void {
    this.#byRecord = new Map()
    this.#madeByValue.clear()
    this.#overRows.clear()
    this.add(ops)
  }

  add(ops: readonly PendingOp[]): void {
    const touched = new Set<string>()
    for (const op of ops) {
      if (op.quarantined && op.op.actor !== this.author) continue
      const key = keyOf(op.op.kind, op.op.id)
      const others = (this.#byRecord.get(key) ?? []).filter(other => other.order !== op.order)
      this.#byRecord.set(key, [...others, op].sort((a, b) => a.order - b.order))
      touched.add(key)
    }
    for (const key of touched) this.#note(this.#byRecord.get(key) ?? [])
  }

  #note(ops: readonly PendingOp[]): void {
    const [first] = ops
    if (!first) return
    const { kind, id } = first.op
    const isMadeHere = first.op.act === 'create' && ops.every(item => item.phase === 'unsent' && !item.quarantined)
    const record = isMadeHere && isKind(kind) ? mergeOps(ops, undefined) : undefined
    if (!record) return put(this.#overRows, kind, id)
    this.#overRows.get(kind)?.delete(id)
    const { keys, day } = groupsOf(record.kind, record.data as never)
    for (const [name, values] of Object.entries(keys)) for (const value of values) put(this.#madeByValue, valueKey(kind, name, value), id)
    if (day !== null) put(this.#madeByValue, valueKey(kind, DAY_TAG, day), id)
  }

  /**
   * The unsettled records of a kind that may be found under a value, without opening the others: after an import of a whole
   * register thousands wait here, and each save asks thirty times. Some of them may turn out not to carry the value.
   */
  candidates(kind: Kind, name: string, value: string): string[] {
    return [...(this.#madeByValue.get(valueKey(kind, name, value)) ?? []), ...(this.#overRows.get(kind) ?? [])]
  }

  /** Those that may stand on a row of the server; what the others show, their operations say alone. */
  overRows(kind: Kind): string[] {
    return [...(this.#overRows.get(kind) ?? [])]
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
