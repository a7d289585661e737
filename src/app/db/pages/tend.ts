import { parseStream } from '#domain/core/streams.ts'
import type { PageEntry } from '#sync/messages.ts'
import type { StreamState } from '../database.ts'
import { TEND_LOCK } from '../deps.ts'
import { isStorageError } from '../failures.ts'
import { spaceOf } from '../row-box.ts'
import { StoreClosedError, type StoreCore } from '../store-core.ts'
import { compact } from './compact.ts'
import { isDamage, takeDamage } from './damage.ts'
import { keepPostings, readPostings } from './kept-postings.ts'
import { PageGoneError } from './page-desk.ts'

const tending = new WeakSet<StoreCore>()

/** Tends to the pages beside whatever comes next; once at a time for each open store. */
export function tendLater(core: StoreCore): void {
  if (tending.has(core) || core.closed) return
  tending.add(core)
  core.deps.locks.request(TEND_LOCK, () => tend(core)).finally(() => tending.delete(core)).catch((error: unknown) => {
    if (!core.closed) throw error
  })
}

/**
 * What is done to pages when nobody waits: postings that are missing are made and kept, each page's rows are summed once and compared
 * with its directory, rows that have piled up are packed, and what lists show is made ready. It may stop anywhere and goes on next time.
 */
export async function tend(core: StoreCore): Promise<void> {
  try {
    await compact(core)
    const seen = seenBy(core)
    for (const state of shown(core)) {
      const space = spaceOf(state.stream, state.copy)
      if (seen.get(space) === state.paged) continue
      if (await checkOf(core, state) === 'wrong') return
      if (!core.closed) await core.lists.prepare(state)
      seen.set(space, state.paged as number)
    }
  } catch (error) {
    // Packed anew by another tab, locked, a stream lost, damaged, or no room: the next sync tends to it.
    if (!core.closed && !(error instanceof PageGoneError) && !(error instanceof StoreClosedError) && !isDamage(error) && !isStorageError(error)) throw error
  }
}

/** Which directories were gone through since this store was opened: a sync comes every few minutes, and pages stay as they are. */
const seenDirectories = new WeakMap<StoreCore, Map<string, number>>()
function seenBy(core: StoreCore): Map<string, number> {
  const seen = seenDirectories.get(core) ?? new Map<string, number>()
  seenDirectories.set(core, seen)
  return seen
}

/** Whether the pages of a stream are what their directory says, each looked at again. One that is not is to be fetched anew. */
export async function checkPages(core: StoreCore, stream: string): Promise<boolean> {
  const state = shown(core).find(one => one.stream === stream)
  return !state || await checkOf(core, state, true) === 'right'
}

const shown = (core: StoreCore): StreamState[] => core.cache.states()
  .filter(state => state.copy > 0 && state.paged !== undefined && !state.dropped && core.keys.get(state.stream)?.kid === state.kid && parseStream(state.stream) !== null)

async function checkOf(core: StoreCore, state: StreamState, again = false): Promise<'right' | 'wrong'> {
  const { entries } = await core.paged.directory(state)
  for (const entry of entries) {
    if (core.closed) return 'right'
    if (!await checkPage(core, state, entry, again)) return 'wrong'
  }
  return 'right'
}

async function checkPage(core: StoreCore, { stream }: StreamState, { hash, kind, count, sum }: PageEntry, again: boolean): Promise<boolean> {
  const key = core.keyOf(stream)
  const db = core.db.relaxed
  const kept = await readPostings(db, core.deps.sealing, key, kind, hash)
  if (kept?.checked && !again) return true
  await core.deps.breathe()
  const own = await core.paged.read(stream, hash, page => core.paged.desk.digest(page))
  if (own.sum !== sum || own.count !== count || own.kind !== kind) {
    takeDamage(core, stream, hash, true)
    return false
  }
  const postings = await core.paged.postings(stream, kind, hash)
  if (!kept?.checked) await keepPostings(db, core.deps.sealing, key, kind, hash, { postings, checked: true })
  return true
}
