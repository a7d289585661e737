import { DamagedPageError } from '#sync/pages/page.ts'
import { isStorageError } from '../failures.ts'
import type { StoreCore } from '../store-core.ts'
import { BrokenSealError } from './page-desk.ts'

/** What lies here in pages cannot be read; whoever met it first has told so already. */
export const isDamage = (error: unknown): boolean => error instanceof BrokenSealError || error instanceof DamagedPageError

/**
 * A page that cannot be read leaves the disk, and its stream is downloaded anew: what lies here of the others is used again, so only
 * this page travels. The copy that is shown stays until then. Nothing of a person's own is in a page: what was saved here is in the
 * journal. `made`: the page came whole and cannot be read all the same, so another of its kind would not help: the stream comes as rows.
 */
export function takeDamage(core: StoreCore, stream: string, hash: string | null, made: boolean): void {
  // Whoever reads is told by the error itself and need not wait for this.
  void healLater(core, stream, hash, made).catch((error: unknown) => {
    if (!core.closed && !isStorageError(error)) throw error
  })
}

/** Begun in the middle of other readings a transaction may end before Dexie has seen all of it; then it is begun again. */
const TRIES = 3

async function healLater(core: StoreCore, stream: string, hash: string | null, made: boolean): Promise<void> {
  for (let turn = 1; ; turn += 1) {
    try {
      return await heal(core, stream, hash, made)
    } catch (error) {
      if (!(error instanceof Error && error.name === 'PrematureCommitError') || turn === TRIES) throw error
    }
  }
}

async function heal(core: StoreCore, stream: string, hash: string | null, made: boolean): Promise<void> {
  const key = core.keys.get(stream)
  if (!key || core.closed) return
  const db = core.db.relaxed
  await db.transaction('rw', [db.meta, db.streams, db.pages, db.postings], async () => {
    await db.checkFence()
    const state = await db.streams.get(stream)
    if (!state) return
    if (hash !== null) {
      await db.pages.delete([stream, key.kid, hash])
      await db.postings.delete([stream, key.kid, hash])
    }
    await db.streams.put({ ...state, epoch: '', complete: false, ...(made ? { plain: (await db.value<string>('epoch')) ?? '' } : {}) })
  })
}
