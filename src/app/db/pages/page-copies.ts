import Dexie from 'dexie'
import { definitionOf, isKind } from '#domain/records/index.ts'
import type { ManifestResponse } from '#sync/messages.ts'
import { settleEntries } from '../apply-rows.ts'
import { digestOfPages } from '../counting.ts'
import { clearSpace, emptyState } from '../copies.ts'
import type { CopyInMaking, SealedPage, StreamState } from '../database.ts'
import { spaceOf } from '../row-box.ts'
import type { StoreCore } from '../store-core.ts'
import { Directory, sealDirectory } from './directory.ts'
import { pagePlace } from './page-desk.ts'

/** What the server's manifest says of one stream. */
export type StreamManifest = ManifestResponse['streams'][string]

/** A copy that is being made of pages, and which of them are not here yet. */
export interface PagedMaking { readonly stream: string; readonly making: CopyInMaking; readonly directory: Directory; readonly missing: readonly string[] }

/**
 * Begins a copy of pages beside the one that is shown, or goes on with one: pages are named by what they hold, so those that came
 * before a cut, and those of the copy that is shown, are not asked for again.
 */
export async function beginPagedCopy(core: StoreCore, stream: string, epoch: string, manifest: StreamManifest): Promise<PagedMaking> {
  const db = core.db.relaxed
  const key = core.keyOf(stream)
  const directory = new Directory(manifest.pages)
  const { count, sum } = digestOfPages(manifest.pages)
  for (;;) {
    const before = (await db.streams.get(stream)) ?? emptyState(stream)
    const goesOn = before.making && before.making.paged !== undefined && before.making.epoch === epoch && before.making.kid === key.kid
    const copy = goesOn ? (before.making as CopyInMaking).copy : Math.max(before.copy, before.making?.copy ?? 0) + 1
    const making: CopyInMaking = { copy, kid: key.kid, epoch, atSeq: manifest.atSeq, after: null, done: 0, total: count, count, sum, paged: 1 }
    const sealed = await sealDirectory(spaceOf(stream, copy), 1, directory, key, core.deps.sealing)
    const begun = await db.transaction('rw', db.meta, db.streams, db.directories, db.rows, async () => {
      await db.checkFence()
      const state = (await db.streams.get(stream)) ?? emptyState(stream)
      if (state.copy !== before.copy || state.making?.copy !== before.making?.copy) return false
      if (!goesOn) await clearSpace(db, stream, copy)
      await db.directories.put(sealed)
      await db.streams.put({ ...state, dropped: false, making })
      return true
    })
    if (begun) return { stream, making, directory, missing: await missingPages(core, stream, directory) }
  }
}

async function missingPages(core: StoreCore, stream: string, directory: Directory): Promise<string[]> {
  const { kid } = core.keyOf(stream)
  const keys = await core.db.relaxed.pages.where('[stream+kid+hash]').between([stream, kid, Dexie.minKey], [stream, kid, Dexie.maxKey]).primaryKeys()
  const here = new Set(keys.map(([, , hash]) => hash))
  return directory.entries.map(({ hash }) => hash).filter(hash => !here.has(hash))
}

/**
 * How far the pages of a new copy must reach, lest what is shown goes back: as far as the copy that they replace, and as the rows of
 * what was acknowledged here, which nothing lies over any more. The server knows if that is of another history.
 */
export async function shownUpTo(core: StoreCore, streams: readonly string[]): Promise<Record<string, number>> {
  const db = core.db.relaxed
  const shown = (await db.streams.bulkGet([...streams])).filter(state => state !== undefined && state.copy > 0) as StreamState[]
  const from = new Map(shown.map(({ stream, seq }) => [stream, seq]))
  if (shown.length > 0) {
    await db.journal.where('phase').equals('settled').each(({ row }) => {
      if (row && from.has(row.stream)) from.set(row.stream, Math.max(from.get(row.stream) ?? 0, row.seq))
    })
  }
  return Object.fromEntries(from)
}

/** A page as it came, whose hash was looked at. */
export interface ArrivedPage { readonly stream: string; readonly hash: string; readonly body: Uint8Array<ArrayBuffer> }

/** Seals pages as they came, deflated, and stores them in one transaction. */
export async function storePages(core: StoreCore, pages: readonly ArrivedPage[]): Promise<void> {
  const db = core.db.relaxed
  const sealed: SealedPage[] = await Promise.all(pages.map(async ({ stream, hash, body }) => {
    const key = core.keyOf(stream)
    return { stream, hash, kid: key.kid, box: await core.deps.sealing.seal(key.key, body, pagePlace({ stream, hash })) }
  }))
  await db.transaction('rw', db.meta, db.pages, async () => {
    await db.checkFence()
    await db.pages.bulkPut(sealed)
  })
}

/** Records of ledgers that came from another stream (see kept-folds.ts); hardly ever a page has to be opened for them. */
async function movedInOf(core: StoreCore, stream: string, directory: Directory): Promise<string[]> {
  const found: string[] = []
  for (const { kind, maxRev, hash } of directory.entries) {
    if (maxRev === 1 || !isKind(kind) || definitionOf(kind).mode !== 'ledger') continue
    const rows = await core.paged.read(stream, hash, page => core.paged.desk.all(page))
    found.push(...rows.filter(row => row.rev > 1 && row.state !== 'moved').map(row => row.id))
  }
  return found
}

/** Makes a copy whose pages are all here the one that is shown; the old one is swept away later. False: it is not whole, or no longer ours. */
export async function finishPagedCopy(core: StoreCore, { stream, making, directory }: PagedMaking): Promise<boolean> {
  const db = core.db.relaxed
  if ((await missingPages(core, stream, directory)).length > 0) return false
  const movedIn = await movedInOf(core, stream, directory)
  return core.underLock(async () => {
    if ((await missingPages(core, stream, directory)).length > 0) return false
    const stamp = await db.transaction('rw', db.meta, db.streams, db.users, db.journal, async () => {
      await db.checkFence()
      const state = await db.streams.get(stream)
      if (!state?.making || state.making.copy !== making.copy || state.making.paged === undefined || state.making.atSeq !== making.atSeq) return null
      const now = await db.nextStamp()
      const { plain: _plain, ...kept } = state
      await db.streams.put({
        ...kept, copy: making.copy, kid: making.kid, epoch: making.epoch, seq: making.atSeq ?? 0, count: making.count, sum: making.sum,
        complete: false, dropped: false, making: null, rewritten: { '*': now }, paged: 1, movedIn,
      })
      await settleEntries(db, core)
      return now
    })
    if (stamp === null) return false
    await core.replaced(stamp)
    return true
  })
}
