import Dexie from 'dexie'
import { spaceOf, streamOfSpace } from './row-box.ts'
import type { StreamState } from './database.ts'
import { openDirectory, type Directory } from './pages/directory.ts'
import type { StoreCore } from './store-core.ts'

const SWEEP = 1_000

/** Copies that are shown or being made. */
const spacesOf = (states: readonly StreamState[]): Set<string> =>
  new Set(states.flatMap(state => [spaceOf(state.stream, state.copy), ...(state.making ? [spaceOf(state.stream, state.making.copy)] : [])]))

/** Sweeps away rows and pages of copies that are neither shown nor being made. In small steps; safe to stop anywhere. */
export async function sweepCopies(core: StoreCore): Promise<void> {
  await sweepRows(core)
  await sweepPages(core)
}

async function sweepRows(core: StoreCore): Promise<void> {
  const db = core.db.relaxed
  const used = spacesOf(await db.streams.toArray())
  for (let after = '';;) {
    const first = await db.rows.where('[space+id]').above([after, Dexie.maxKey]).first()
    if (!first) return
    after = first.space
    while (!used.has(first.space)) {
      const keys = await db.rows.where('[space+id]').between([first.space, Dexie.minKey], [first.space, Dexie.maxKey]).limit(SWEEP).primaryKeys()
      await db.rows.bulkDelete(keys)
      if (keys.length < SWEEP) break
      await core.deps.breathe()
    }
  }
}

/**
 * Pages that no directory names any more, and directories of copies that are gone. Under the lock, since a page that was just stored
 * is named by a directory that is just being written. Streams of another person, whose directories do not open here, are left alone.
 */
async function sweepPages(core: StoreCore): Promise<void> {
  const db = core.db.relaxed
  await core.underLock(async () => {
    const states = await db.streams.toArray()
    const used = spacesOf(states)
    const spaces = await db.directories.toCollection().primaryKeys()
    await db.directories.bulkDelete(spaces.filter(space => !used.has(space)))
    const lying = await db.pages.toCollection().primaryKeys()
    const known = new Map(states.map(state => [state.stream, state]))
    const named = new Map<string, Set<string> | null>()
    for (const stream of new Set(lying.map(([stream]) => stream))) named.set(stream, known.has(stream) ? await namedPages(core, known.get(stream) as StreamState) : new Set())
    const gone = lying.filter(([stream, kid, hash]) => named.get(stream)?.has(`${kid}|${hash}`) === false)
    if (gone.length === 0) return
    await db.transaction('rw', db.meta, db.pages, db.postings, async () => {
      await db.checkFence()
      await db.pages.bulkDelete(gone)
      await db.postings.bulkDelete(gone)
    })
  })
}

/** Key and hash of the pages of a stream's copies; null where that cannot be known. */
async function namedPages(core: StoreCore, state: StreamState): Promise<Set<string> | null> {
  const named = new Set<string>()
  for (const copy of [state, state.making]) {
    if (!copy || copy.paged === undefined) continue
    const sealed = await core.db.relaxed.directories.get(spaceOf(state.stream, copy.copy))
    const key = core.keys.get(state.stream)
    if (!sealed || key?.kid !== sealed.kid) return null
    const directory: Directory | null = await openDirectory(sealed, key, core.deps.sealing).catch(() => null)
    if (!directory) return null
    for (const { hash } of directory.entries) named.add(`${sealed.kid}|${hash}`)
  }
  return named
}

/** What lies in pages of streams that are gone. Inside a transaction over pages, postings and directories. */
export async function deletePagesOf(core: StoreCore, streams: readonly string[]): Promise<void> {
  const db = core.db.relaxed
  for (const stream of streams) {
    await db.pages.where('[stream+kid+hash]').between([stream, Dexie.minKey], [stream, Dexie.maxKey]).delete()
    await db.postings.where('[stream+kid+hash]').between([stream, Dexie.minKey], [stream, Dexie.maxKey]).delete()
  }
  const spaces = await db.directories.toCollection().primaryKeys()
  await db.directories.bulkDelete(spaces.filter(space => streams.includes(streamOfSpace(space))))
}
