import Dexie from 'dexie'
import { bucketOf, EMPTY_DIGEST } from '#sync/digest.ts'
import type { Row, SnapshotResponse } from '#sync/messages.ts'
import type { StreamKey } from '../vault/stream-keys.ts'
import { putRows, sealPage, settleEntries } from './apply-rows.ts'
import { recount } from './counting.ts'
import type { CopyInMaking, StreamState, TabletDatabase } from './database.ts'
import { keep, movedInWith } from './kept-folds.ts'
import { laidOver, spaceOf } from './row-box.ts'
import type { StoreCore } from './store-core.ts'
import { deletePagesOf, sweepCopies } from './sweep.ts'

const EMPTY: Omit<StreamState, 'stream'> = { copy: 0, kid: '', epoch: '', seq: 0, ...EMPTY_DIGEST, complete: false, dropped: false, making: null }

export const emptyState = (stream: string): StreamState => ({ ...EMPTY, stream })

/** Whether a stream has to be downloaded whole: never had, of another epoch, or sealed under a key that is not ours. */
export function needsSnapshot(state: StreamState | undefined, key: StreamKey, epoch: string): boolean {
  return !state || state.copy === 0 || state.epoch !== epoch || state.kid !== key.kid
}

/** Where a first download goes on: the token to ask with, or null to begin. */
export async function resumeSnapshot(core: StoreCore, stream: string, epoch: string): Promise<CopyInMaking> {
  const db = core.db.relaxed
  const key = core.keyOf(stream)
  return db.transaction('rw', db.meta, db.streams, db.rows, async () => {
    await db.checkFence()
    const state = (await db.streams.get(stream)) ?? emptyState(stream)
    const { making } = state
    if (making && making.epoch === epoch && making.kid === key.kid && making.paged === undefined) return making
    const fresh: CopyInMaking = {
      copy: Math.max(state.copy, making?.copy ?? 0) + 1, kid: key.kid, epoch, atSeq: null, after: null, done: 0, total: 0, ...EMPTY_DIGEST,
    }
    await clearSpace(db, stream, fresh.copy)
    await db.streams.put({ ...state, dropped: false, making: fresh })
    return fresh
  })
}

/**
 * What an earlier copy of this number left, of a stream that was lost and given back before it was swept away: it would lie over the
 * rows that come now, and be counted. Inside a transaction over the rows.
 */
export async function clearSpace(db: TabletDatabase, stream: string, copy: number): Promise<void> {
  const space = spaceOf(stream, copy)
  await db.rows.where('[space+id]').between([space, Dexie.minKey], [space, Dexie.maxKey]).delete()
}

/** Begins a download anew, because the server no longer knows the one that was begun. */
export async function forgetSnapshot(core: StoreCore, stream: string): Promise<void> {
  const db = core.db.relaxed
  await db.transaction('rw', db.meta, db.streams, async () => {
    await db.checkFence()
    const state = await db.streams.get(stream)
    if (state?.making) await db.streams.put({ ...state, making: { ...state.making, copy: state.making.copy + 1, epoch: '' } })
  })
}

/**
 * Stores a page of a first download beside the copy that is shown, with the place to resume at in the same transaction.
 * The last page makes the new copy the one that is shown; the old one is swept away later.
 * @returns what stands now; `making` null when the copy is whole.
 */
export async function storeSnapshotPage(core: StoreCore, making: CopyInMaking, page: SnapshotResponse, stream: string): Promise<CopyInMaking | null> {
  const db = core.db.relaxed
  const key = core.keyOf(stream)
  const sealed = await sealPage(core, page.rows.filter(row => row.stream === stream), () => making.copy)
  const last = page.next === undefined
  const store = async (): Promise<{ next: CopyInMaking | null; stamp: number | null; allNew: boolean }> =>
    db.transaction('rw', db.meta, db.streams, db.users, db.journal, db.rows, async () => {
      await db.checkFence()
      const state = await db.streams.get(stream)
      // Somebody else went on with this download, or began it anew: what lies there is not ours to continue.
      if (!state?.making || state.making.copy !== making.copy || state.making.after !== making.after) return { next: state?.making ?? null, stamp: null, allNew: false }
      const { digest, written } = await putRows(db, sealed, key, making)
      const allNew = written.length === sealed.length && written.every(({ old }) => !old)
      const next: CopyInMaking = { ...making, ...digest, ...movedInWith(making, written), atSeq: page.atSeq, after: page.next ?? null, done: making.done + page.rows.length, total: page.total }
      if (!last) {
        await db.streams.put({ ...state, making: next })
        return { next, stamp: null, allNew }
      }
      const stamp = await db.nextStamp()
      await db.streams.put({
        ...withoutPages(state), copy: making.copy, kid: making.kid, epoch: making.epoch, seq: page.atSeq, ...digest, complete: false, dropped: false, making: null,
        rewritten: { '*': stamp }, movedIn: next.movedIn ?? [],
      })
      await settleEntries(db, core)
      return { next: null, stamp, allNew }
    })
  if (!last) {
    const { next, allNew } = await store()
    core.growing.add(stream, making, page, allNew)
    return next
  }
  return core.underLock(async () => {
    const { next, stamp, allNew } = await store()
    core.growing.add(stream, making, page, allNew)
    if (stamp === null) return next
    const made = core.growing.finish(stream, stamp, page.atSeq)
    for (const { fold, base } of made) core.folds.take(fold, stream, base)
    await core.replaced(stamp)
    for (const { fold, base } of made) await keep(core, fold, stream, base)
    return next
  })
}

function withoutPages({ paged: _paged, ...state }: StreamState): StreamState {
  return state
}

/** Marks streams whose snapshot, catch-up and digest have all passed. */
export async function markComplete(core: StoreCore, streams: readonly string[]): Promise<void> {
  const db = core.db.relaxed
  await db.transaction('rw', db.meta, db.streams, async () => {
    await db.checkFence()
    const states = (await db.streams.bulkGet([...streams])).filter(state => state !== undefined && !state.complete) as StreamState[]
    await db.streams.bulkPut(states.map(state => ({ ...state, complete: true })))
  })
}

/** Makes a stream be downloaded whole again; the copy that is there stays until then. `plain`: row by row in this epoch, not in pages. */
export async function distrust(core: StoreCore, streams: readonly string[], how: { readonly plain?: string } = {}): Promise<void> {
  const db = core.db.relaxed
  await db.transaction('rw', db.meta, db.streams, async () => {
    await db.checkFence()
    const states = (await db.streams.bulkGet([...streams])).filter(state => state !== undefined) as StreamState[]
    await db.streams.bulkPut(states.map(state => ({ ...state, epoch: '', complete: false, ...how })))
  })
}

/** Puts the server's rows of a bucket in the place of ours, and counts the stream anew. Ours that the server lacks go. */
export async function replaceBucket(core: StoreCore, stream: string, bucket: number, rows: readonly Row[], atSeq: number): Promise<void> {
  const db = core.db.relaxed
  // Without the key nothing could be put in the place of what goes.
  core.keyOf(stream)
  await core.underLock(async () => {
    const before = await db.streams.get(stream)
    if (!before || before.seq !== atSeq) return
    const under = await core.paged.under([before], rows)
    const space = spaceOf(stream, before.copy)
    const sealed = (await sealPage(core, rows, () => before.copy)).map(({ row, hash }) => {
      const over = under.get(`${space}|${row.id}`)
      return { row: over ? laidOver(row, over.hash, core.keyOf(stream)) : row, hash }
    })
    const kept = new Set(rows.map(row => row.id))
    const own = await db.rows.where('[space+id]').between([space, Dexie.minKey], [space, Dexie.maxKey]).primaryKeys()
    const gone = own.filter(([, id]) => !kept.has(id) && bucketOf(id) === bucket)
    const stamp = await db.transaction('rw', db.meta, db.streams, db.rows, async () => {
      await db.checkFence()
      await db.rows.bulkDelete(gone)
      await db.rows.bulkPut(sealed.map(({ row }) => row))
      const now = await db.nextStamp()
      const state = await db.streams.get(stream)
      if (state) await db.streams.put({ ...state, rewritten: { ...state.rewritten, '*': now }, ...movedInWith(state, sealed.map(({ row }) => ({ row, old: undefined }))) })
      return now
    })
    await setDigest(db, core, stream)
    await core.replaced(stamp)
  })
}

/** Sets the running digest of a stream to what its rows say. Under the lock. */
async function setDigest(db: TabletDatabase, core: StoreCore, stream: string): Promise<void> {
  const counted = await recount(core, stream)
  const state = await db.streams.get(stream)
  if (counted && state) await db.streams.put({ ...state, ...counted.digest })
}

/** Counts a stream anew under the lock; true when the running digest had been wrong. */
export async function repairDigest(core: StoreCore, stream: string): Promise<boolean> {
  return core.underLock(async () => {
    const before = await core.db.relaxed.streams.get(stream)
    await setDigest(core.db.relaxed, core, stream)
    const after = await core.db.relaxed.streams.get(stream)
    return before?.sum !== after?.sum || before?.count !== after?.count
  })
}

/**
 * A stream that this user has lost: he holds it no longer, and when nobody on this tablet does, it is marked to be removed.
 * @returns true when others here still hold it.
 */
export async function loseStream(core: StoreCore, stream: string): Promise<boolean> {
  const db = core.db.relaxed
  return core.underLock(async () => {
    let shared = false
    const stamp = await db.transaction('rw', db.meta, db.streams, db.users, db.journal, async () => {
      await db.checkFence()
      const users = await db.users.toArray()
      shared = users.some(user => user.id !== core.user?.id && user.streams.includes(stream))
      const state = await db.streams.get(stream)
      if (!shared && state) await db.streams.put({ ...state, dropped: true, making: null })
      await settleEntries(db, core)
      return db.nextStamp()
    })
    await core.replaced(stamp)
    return shared
  })
}

/** Removes lost streams in which nothing waits to be pushed or judged. @returns their names. */
export async function removeLost(core: StoreCore): Promise<string[]> {
  const db = core.db.relaxed
  const lost = (await db.streams.toArray()).filter(state => state.dropped).map(state => state.stream)
  if (lost.length === 0) return []
  const removed = await core.underLock(async () => db.transaction('rw', [db.meta, db.streams, db.users, db.journal, db.folds, db.lists, db.pages, db.postings, db.directories], async () => {
    await db.checkFence()
    await settleEntries(db, core)
    const open = await db.journal.where('phase').anyOf('unsent', 'again', 'sent').toArray()
    const quiet = lost.filter(stream => !open.some(entry => entry.stream === stream || entry.row?.stream === stream))
    await db.streams.bulkDelete(quiet)
    for (const kept of [db.folds, db.lists]) {
      for (const stream of quiet) await kept.where('[stream+name]').between([stream, Dexie.minKey], [stream, Dexie.maxKey]).delete()
    }
    await deletePagesOf(core, quiet)
    await db.nextStamp()
    return quiet
  }))
  for (const stream of removed) await core.removeKey(stream)
  if (removed.length > 0) await sweepCopies(core)
  return removed
}
