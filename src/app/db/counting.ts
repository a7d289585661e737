import Dexie from 'dexie'
import { bucketSums, digestOf, digestWith, rowHash, type Digest } from '#sync/digest.ts'
import type { PageEntry } from '#sync/messages.ts'
import type { SealedRow, StreamState } from './database.ts'
import { PageGoneError } from './pages/page-desk.ts'
import { hashOf, overHashOf, spaceOf } from './row-box.ts'
import { areShown } from './shown-copies.ts'
import type { StoreCore } from './store-core.ts'

/** Rows hashed between two breaths: a hundred take a slow tablet some milliseconds. */
const COUNTED = 250

/** Number and sum of what pages hold, by what their directory says of each. */
export function digestOfPages(entries: readonly Pick<PageEntry, 'count' | 'sum'>[]): Digest {
  return { count: entries.reduce((all, { count }) => all + count, 0), sum: digestOf(entries.map(({ sum }) => sum)).sum }
}

/**
 * The digest of a stream counted anew, and the cursor it stands at; null for one that is not held. Single rows are counted one by one,
 * pages by the sums of their directory, which are compared with their rows once for each page (see pages/tend.ts).
 */
export async function recount(core: StoreCore, stream: string): Promise<{ digest: Digest; seq: number } | null> {
  return counted(core, stream, async state => {
    const key = core.keyOf(stream)
    let digest = digestOfPages((await core.paged.directory(state)).entries)
    await eachRow(core, state, rows => {
      for (const row of rows) digest = digestWith(digest, hashOf(row, key), overHashOf(row, key))
    })
    return { digest, seq: state.seq }
  })
}

/** The sums of a stream's 256 buckets, to find where it differs. Opens every page. */
export async function recountBuckets(core: StoreCore, stream: string): Promise<{ buckets: string[]; seq: number } | null> {
  return counted(core, stream, async state => {
    const key = core.keyOf(stream)
    const all = new Map<string, string>()
    for (const { hash } of (await core.paged.directory(state)).entries) {
      for (const row of await core.paged.read(stream, hash, page => core.paged.desk.all(page))) all.set(row.id, rowHash(row))
      await core.deps.breathe()
    }
    await eachRow(core, state, rows => { for (const row of rows) all.set(row.id, hashOf(row, key)) })
    return { buckets: bucketSums([...all].map(([id, hash]) => ({ id, hash }))), seq: state.seq }
  })
}

/** Counts a copy, and once more when it was packed anew or replaced meanwhile. */
async function counted<T>(core: StoreCore, stream: string, count: (state: StreamState) => Promise<T>): Promise<T | null> {
  const db = core.db.relaxed
  for (;;) {
    const state = await db.streams.get(stream)
    if (!state || core.keys.get(stream)?.kid !== state.kid) return null
    try {
      const answer = await count(state)
      if (await areShown(db, [state])) return answer
    } catch (error) {
      if (!(error instanceof PageGoneError)) throw error
      if (core.closed) return null
    }
  }
}

async function eachRow(core: StoreCore, state: StreamState, take: (rows: readonly SealedRow[]) => void): Promise<void> {
  const db = core.db.relaxed
  const space = spaceOf(state.stream, state.copy)
  for (let after: unknown = Dexie.minKey, more = true; more;) {
    const rows = await db.rows.where('[space+id]').between([space, after], [space, Dexie.maxKey], false, true).limit(COUNTED).toArray()
    take(rows)
    after = rows.at(-1)?.id
    more = rows.length === COUNTED
    if (more) await core.deps.breathe()
  }
}

