import { digestWith, type Digest } from '#sync/digest.ts'
import { LIMITS, type Row } from '#sync/messages.ts'
import type { StreamKey } from '../vault/stream-keys.ts'
import type { Change } from './changes.ts'
import type { JournalEntry, SealedRow, StreamState, TabletDatabase } from './database.ts'
import { changesOf, heldNow } from './journal.ts'
import { inBatches } from './in-batches.ts'
import { movedInWith, rewrittenBy } from './kept-folds.ts'
import { isDamage } from './pages/damage.ts'
import type { Under } from './pages/paged-rows.ts'
import { hashOf, laidOver, overHashOf, sealRow, spaceOf, streamOfSpace, type HashedRow } from './row-box.ts'
import { isSettled } from './settling.ts'
import type { StoreCore } from './store-core.ts'

/** Rows sealed, or put, at once: hashing one costs a tenth of a millisecond here, and half of one on a slow tablet. */
const SEALED = 50
const PUT = 250

/** Seals a page; rows of streams without a key here are left out. The last version of a record in a page is the one that counts. */
export async function sealPage(core: StoreCore, rows: readonly Row[], copyOf: (stream: string) => number | undefined): Promise<HashedRow[]> {
  const latest = new Map(rows.map(row => [`${row.stream}|${row.id}`, row]))
  return inBatches([...latest.values()], SEALED, () => core.deps.breathe(), async row => {
    const key = core.keys.get(row.stream)
    const copy = copyOf(row.stream)
    return key && copy !== undefined ? [await sealRow(row, copy, key, core.deps.sealing)] : []
  })
}

/**
 * Stores a page of a pull: rows, cursors, digest and what settles, in one transaction, so that no cursor ever stands
 * before or behind its rows. `from` is the cursor that was asked with; a stream that has moved since is left alone.
 */
export async function applyPage(core: StoreCore, rows: readonly Row[], cursor: Readonly<Record<string, number>>, from: Readonly<Record<string, number>>): Promise<void> {
  await core.underLock(async () => {
    const db = core.db.relaxed
    const before = new Map((await db.streams.toArray()).map(state => [state.stream, state]))
    const sealed = await sealPage(core, rows, stream => before.get(stream)?.copy)
    // Pages cannot be opened inside the transaction; under the lock nobody packs them anew meanwhile.
    const under = await core.paged.under(before.values(), rows)
    const written: SealedRow[] = []
    const oldTags = new Map<string, readonly string[]>()
    const settled: [string, number][] = []
    const states: StreamState[] = []
    const stamp = await db.transaction('rw', db.meta, db.journal, db.streams, db.users, db.rows, async () => {
      await db.checkFence()
      const now = await db.nextStamp()
      for (const state of await db.streams.toArray()) {
        const key = core.keys.get(state.stream)
        const next = cursor[state.stream]
        if (!key || next === undefined || state.seq !== from[state.stream] || state.copy !== before.get(state.stream)?.copy || state.paged !== before.get(state.stream)?.paged) continue
        const space = spaceOf(state.stream, state.copy)
        const page = sealed.filter(({ row }) => row.space === space)
        const put = await putRows(db, page, key, state, under)
        for (const { row, old } of put.written) {
          written.push(row)
          if (old) oldTags.set(`${space}|${row.id}`, old.tags)
        }
        states.push({ ...state, seq: Math.max(state.seq, next), ...put.digest, ...rewrittenBy(state, put.written, now), ...movedInWith(state, put.written) })
      }
      await db.streams.bulkPut(states)
      settled.push(...await settleEntries(db, core))
      return now
    })
    const changes: Change[] = written.map(row => ({ kind: row.kind, id: row.id, tags: [...new Set([...row.tags, ...(oldTags.get(`${row.space}|${row.id}`) ?? [])])] }))
    const touched = changesOf(core, settled)
    for (const state of states) core.cache.setStream(state)
    const taken = new Set(written.map(row => `${streamOfSpace(row.space)}|${row.id}|${row.seq}`))
    await core.committed({
      stamp, added: [], reload: settled.length > 0, changes: [...changes, ...touched],
      rows: rows.filter(row => taken.has(`${row.stream}|${row.id}|${row.seq}`)),
    })
  })
}

/** What a row took the place of, in a row or in a page. */
export interface Old { readonly seq: number; readonly hash: string; readonly tags: readonly string[]; readonly over: string | null }

/** A row that was put, and what it took the place of. */
export interface Written { readonly row: SealedRow; readonly old: Old | undefined }

/** Puts rows that are newer than what lies there and carries the running digest along. Inside a transaction. */
export async function putRows(
  db: TabletDatabase, page: readonly HashedRow[], key: StreamKey, from: Digest, under: ReadonlyMap<string, Under> = new Map(),
): Promise<{ written: Written[]; digest: Digest }> {
  const written: Written[] = []
  let digest: Digest = { count: from.count, sum: from.sum }
  // In pieces: each wait for the disk is a moment for the screen.
  for (let at = 0; at < page.length; at += PUT) {
    const some = page.slice(at, at + PUT)
    const lying = await db.rows.bulkGet(some.map(({ row }) => [row.space, row.id] as [string, string]))
    const newer = some.map(({ row, hash }, index) => {
      const old = oldOf(lying[index], under.get(`${row.space}|${row.id}`), key)
      return { row: old?.over ? laidOver(row, old.over, key) : row, hash, old }
    }).filter(({ row, old }) => !old || old.seq < row.seq)
    await db.rows.bulkPut(newer.map(({ row }) => row))
    for (const { hash, old } of newer) digest = digestWith(digest, hash, old?.hash ?? null)
    written.push(...newer)
  }
  return { written, digest }
}

function oldOf(lying: SealedRow | undefined, under: Under | undefined, key: StreamKey): Old | undefined {
  if (lying) return { seq: lying.seq, hash: hashOf(lying, key), tags: lying.tags, over: overHashOf(lying, key) }
  return under && { ...under, over: under.hash }
}

/** Settles what the present cursors have passed. Inside a transaction over meta, journal, streams and users. */
export async function settleEntries(db: TabletDatabase, core: StoreCore): Promise<[string, number][]> {
  const held = await heldNow(db, core.keys.keys())
  const waiting = await db.journal.where('phase').equals('sent').toArray()
  const done = waiting.filter(entry => isSettled(entry, held))
  await db.journal.bulkPut(done.map(entry => ({ ...entry, phase: 'settled' as const })))
  return done.map(entry => [entry.dev, entry.seq])
}

/** The server's inbox record of a quarantined operation; its id follows from the body's hash. */
const inboxId = (bh: string): string => `q-${bh.slice(0, 32)}`

/** Unknown where it lies in a damaged page: that must keep nothing from being sent, nor the page from being had anew. */
const inboxOf = (core: StoreCore, bh: string): Promise<Row | undefined> =>
  core.cache.get('quarantine', inboxId(bh)).catch((error: unknown) => {
    if (isDamage(error)) return undefined
    throw error
  })

/** Acknowledged operations that wait for a decision, each with its inbox record where that is shown to this person. */
async function waitingForDecision(core: StoreCore): Promise<{ entry: JournalEntry; inbox: Row | undefined }[]> {
  const waiting = (await core.db.relaxed.journal.where('phase').equals('sent').toArray()).filter(entry => entry.outcome === 'quarantined')
  return Promise.all(waiting.map(async entry => ({ entry, inbox: await inboxOf(core, entry.bh) })))
}

/** After this long the next of too many are asked for. */
const ASK_OTHERS_MS = 5 * 60_000

/** Body hashes of operations whose inbox record this person is not shown: the server is asked about their decision. */
export async function undecidedUnseen(core: StoreCore, now: number): Promise<string[]> {
  const unseen = (await waitingForDecision(core)).filter(({ inbox }) => !inbox).map(({ entry }) => entry.bh).sort()
  const turns = Math.max(1, Math.ceil(unseen.length / LIMITS.undecided))
  const first = (Math.floor(now / ASK_OTHERS_MS) % turns) * LIMITS.undecided
  return unseen.slice(first, first + LIMITS.undecided)
}

/** Lets go of quarantined operations that show a decision or of which the server told one; what was decided is in the rows now. */
export async function settleDecided(core: StoreCore, told: ReadonlySet<string>): Promise<void> {
  const db = core.db.relaxed
  const decided = (await waitingForDecision(core))
    .filter(({ entry, inbox }) => told.has(entry.bh) || (inbox?.data as { decision?: unknown } | undefined)?.decision).map(({ entry }) => entry)
  if (decided.length === 0) return
  await core.underLock(async () => {
    const places = decided.map(entry => [entry.dev, entry.seq] as [string, number])
    const changes = changesOf(core, places)
    const stamp = await db.transaction('rw', db.meta, db.journal, async () => {
      await db.checkFence()
      const now = (await db.journal.bulkGet(places)).filter(entry => entry?.phase === 'sent') as JournalEntry[]
      await db.journal.bulkPut(now.map(entry => ({ ...entry, phase: 'settled' as const })))
      return db.nextStamp()
    })
    await core.committed({ stamp, rows: [], added: [], reload: true, changes })
  })
}
