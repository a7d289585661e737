import { ZONES, type Zone } from '#domain/core/day.ts'
import { sameJson, type Json, type JsonObject } from '#domain/core/json.ts'
import { err, ok, type Result } from '#domain/core/result.ts'
import { definitionOf } from '#domain/records/index.ts'
import { bytesToHex } from '@noble/hashes/utils.js'
import { chainEntry } from '#sync/chain.ts'
import { LIMITS, type Op } from '#sync/messages.ts'
import { utf8 } from '../vault/bytes.ts'
import type { StreamKey } from '../vault/stream-keys.ts'
import type { JournalEntry, JournalHead } from './database.ts'
import { isStorageError, storageFailure } from './failures.ts'
import { passGate } from './gate.ts'
import type { Draft, RecordReader, Saved, SaveFailure } from './record-store.ts'
import { journalPlace, pendingOf, type StoreCore } from './store-core.ts'

/**
 * Room for a group in one push. A sealed body is a third larger than its text, as is a text with its quotes escaped, and
 * a group is never split, so a group is kept small enough to go either way.
 */
const GROUP_BYTES = 300 * 1024

/** See RecordStore.writeGroup. Order: decide, gate, seal, and only then one strict transaction that awaits nothing foreign. */
export async function writeGroup<E>(
  core: StoreCore, reader: RecordReader, decide: (view: RecordReader) => Promise<Result<readonly Draft[], E>>,
): Promise<Result<Saved, E | SaveFailure>> {
  const { user } = core
  if (!user || core.closed) return err({ kind: 'locked' })
  try {
    return await core.underLock<Result<Saved, E | SaveFailure>>(async () => {
      const decided = await decide(reader)
      if (!decided.ok) return decided
      const head = await core.db.relaxed.value<JournalHead>('journal')
      if (!head) return err({ kind: 'locked' })
      const ops = await makeOps(core, decided.value)
      if (ops.length === 0) return ok({ ids: [], seqs: [] })
      const ungranted = ops.find(op => !core.keys.has(op.stream))
      if (ungranted) return err({ kind: 'no-grant', stream: ungranted.stream })
      const bodies = ops.map(op => JSON.stringify(op))
      const sizes = bodies.map(body => utf8(body).length)
      if (ops.length > LIMITS.pushEntries || sizes.some(size => size > LIMITS.operationBytes) || sizes.reduce((a, b) => a + b, 0) > GROUP_BYTES) {
        return err({ kind: 'too-large' })
      }
      const entries = await makeEntries(core, head, ops, bodies, sizes)
      const gate = await passGate(entries.map((entry, index) => ({ op: ops[index] as Op, bh: entry.bh, dev: entry.dev, seq: entry.seq })), reader, user.grants)
      if (!gate.ok) return gate
      if (core.closed) return err({ kind: 'locked' })
      await commit(core, head, entries, ops)
      return ok({ ids: ops.map(op => op.id), seqs: entries.map(entry => entry.seq) })
    })
  } catch (error) {
    if (core.closed) return err({ kind: 'locked' })
    if (isStorageError(error)) return err(storageFailure(error))
    throw error
  }
}

/** The instant on the clinic's wall, ISO 8601 with its offset. */
export function wallInstant(nowMs: number, zone: Zone): string {
  const minutes = ZONES[zone]
  const hours = String(Math.floor(minutes / 60)).padStart(2, '0')
  return `${new Date(nowMs + minutes * 60_000).toISOString().slice(0, -1)}+${hours}:${String(minutes % 60).padStart(2, '0')}`
}

/** Plain JSON: no proxies of the screen, no `undefined`. */
const plain = (value: Json | undefined): Json => (value === undefined ? null : (JSON.parse(JSON.stringify(value)) as Json))

async function makeOps(core: StoreCore, drafts: readonly Draft[]): Promise<Op[]> {
  const { deps } = core
  const user = core.user as NonNullable<StoreCore['user']>
  const skewMs = (await core.db.relaxed.value<number>('skewMs')) ?? null
  const changes = drafts.map(changeOf).filter(change => change !== null)
  const tx = deps.newId()
  return changes.map(change => ({
    salt: bytesToHex(deps.randomBytes(16)), tx, txn: changes.length, ...change,
    actor: user.id, at: { wall: wallInstant(deps.now(), user.zone), tz: user.zone, skewMs },
    schema: definitionOf(change.kind as never).version, app: deps.app,
  }))
}

type ChangePart = Pick<Op, 'kind' | 'id' | 'act' | 'stream' | 'baseRev' | 'set' | 'reason' | 'resolves'>

function changeOf(draft: Draft): ChangePart | null {
  if (draft.act === 'create') {
    const groups = Object.entries(draft.data).filter(([, value]) => value !== undefined)
    return { kind: draft.kind, id: draft.id, act: 'create', stream: draft.stream, baseRev: 0, set: Object.fromEntries(groups.map(([group, to]) => [group, { from: null, to: plain(to) }])) }
  }
  const { record } = draft
  const base = { kind: record.kind, id: record.id, act: draft.act, stream: record.stream, baseRev: record.rev }
  if (draft.act === 'void') return { ...base, reason: draft.reason }
  const before = record.data as unknown as JsonObject
  const set = Object.fromEntries(Object.entries(draft.changes)
    .map(([group, to]) => [group, { from: plain(before[group]), to: plain(to) }] as const)
    .filter(([, change]) => draft.act === 'resolve' || !sameJson(change.from, change.to)))
  if (draft.act === 'resolve') return { ...base, set, resolves: [...draft.conflicts] }
  return Object.keys(set).length === 0 ? null : { ...base, set }
}

async function makeEntries(core: StoreCore, head: JournalHead, ops: readonly Op[], bodies: readonly string[], sizes: readonly number[]): Promise<JournalEntry[]> {
  const { deps } = core
  const escrow = core.user?.escrow ?? null
  const savedAt = deps.now()
  let last: { dev: string; seq: number; hash: string } = head
  const links = bodies.map(body => (last = chainEntry(last, body)))
  return Promise.all(links.map(async (line, index) => {
    const op = ops[index] as Op
    const body = bodies[index] as string
    const { seq, prev, bh, hash } = line as ReturnType<typeof chainEntry>
    const key = core.keys.get(op.stream) as StreamKey
    const [box, sealed] = await Promise.all([deps.sealing.seal(key.key, utf8(body), journalPlace(bh)), escrow ? escrow(body) : null])
    return {
      dev: head.dev, seq, prev, bh, hash, order: head.order + index + 1, phase: 'unsent', stream: op.stream, tx: op.tx, txn: op.txn,
      actor: op.actor, size: sizes[index] as number, savedAt, ackedAt: null, outcome: null, code: null, row: null, kid: key.kid, box, sealed,
    } satisfies JournalEntry
  }))
}

async function commit(core: StoreCore, head: JournalHead, entries: readonly JournalEntry[], ops: readonly Op[]): Promise<void> {
  const before = await tagsOfAll(core, ops)
  const db = core.db.strict
  const last = entries.at(-1) as JournalEntry
  const stamp = await db.transaction('rw', db.meta, db.journal, async () => {
    await db.checkFence()
    const now = await db.value<JournalHead>('journal')
    if (now?.dev !== head.dev || now.seq !== head.seq) throw new Error('the journal moved under the lock')
    await db.journal.bulkAdd([...entries])
    await db.meta.put({ key: 'journal', value: { dev: head.dev, seq: last.seq, hash: last.hash, order: last.order } satisfies JournalHead })
    return db.nextStamp()
  })
  const added = entries.map((entry, index) => pendingOf(entry, ops[index] as Op))
  core.pending.add(added)
  const after = await tagsOfAll(core, ops)
  const changes = ops.map((op, index) => ({ kind: op.kind, id: op.id, tags: [...new Set([...(before[index] ?? []), ...(after[index] ?? [])])] }))
  await core.committed({ stamp, rows: [], added: [], reload: false, changes })
}

async function tagsOfAll(core: StoreCore, ops: readonly Op[]): Promise<string[][]> {
  return Promise.all(ops.map(async op => core.tagsNow(op.kind, op.id, await core.cache.get(op.kind as never, op.id))))
}
