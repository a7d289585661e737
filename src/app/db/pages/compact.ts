import Dexie from 'dexie'
import { digestOf, rowHash } from '#sync/digest.ts'
import type { PageEntry, Row } from '#sync/messages.ts'
import type { SealedPage, SealedRow, StreamState } from '../database.ts'
import type { Paging } from '../deps.ts'
import { openRow, spaceOf } from '../row-box.ts'
import { inBatches } from '../in-batches.ts'
import type { StoreCore } from '../store-core.ts'
import { lastAtOrBelow, sealDirectory } from './directory.ts'
import { pagePlace } from './page-desk.ts'

/** A page holds about this many rows; loose rows of a kind are packed from this many on, so that a day's work stays loose. */
const PAGING: Paging = { rows: 1_000, compactAt: 1_000 }
/** Pages packed in one go, between which the lock is given back: some hundredths of a second each on a slow tablet. */
const PAGES_AT_ONCE = 2
const OPENED = 50

/** Packs rows that have piled up into the pages under them. What is read stays the same before, meanwhile and after. */
export async function compact(core: StoreCore): Promise<void> {
  const paging = core.deps.paging ?? PAGING
  const looked = lookedAt.get(core) ?? new Map<string, string>()
  lookedAt.set(core, looked)
  for (const { stream, copy, seq } of core.cache.states()) {
    if (looked.get(stream) === `${copy}|${seq}`) continue
    for (const kind of await looseKinds(core, stream, paging.compactAt)) {
      for (let more = true; more && !core.closed;) {
        more = await packSome(core, stream, kind, paging.rows)
        await core.deps.breathe()
      }
    }
    if (!core.closed) looked.set(stream, `${copy}|${seq}`)
  }
}

/** How far each stream had come when its loose rows were counted last: nothing piles up where nothing came. */
const lookedAt = new WeakMap<StoreCore, Map<string, string>>()

/** Kinds of which many rows lie loose in the copy of a stream that is shown. */
async function looseKinds(core: StoreCore, stream: string, compactAt: number): Promise<string[]> {
  const db = core.db.relaxed
  const state = await readable(core, stream)
  if (!state) return []
  const space = spaceOf(stream, state.copy)
  const kinds: string[] = []
  for (let kind: string | undefined = ''; kind !== undefined;) {
    const next: SealedRow | undefined = await db.rows.where('[space+kind+seq+id]').between([space, kind, Dexie.maxKey], [space, Dexie.maxKey], false, true).first()
    kind = next?.kind
    if (kind !== undefined && await db.rows.where('[space+kind+seq+id]').between([space, kind], [space, kind, Dexie.maxKey]).count() >= compactAt) kinds.push(kind)
  }
  return kinds
}

async function readable(core: StoreCore, stream: string): Promise<StreamState | null> {
  const state = await core.db.relaxed.streams.get(stream)
  // While a copy is being made beside this one, its pages may be the same ones.
  return state && state.copy > 0 && !state.dropped && !state.making && core.keys.get(stream)?.kid === state.kid ? state : null
}

/** A page that some loose rows fall into, and these rows; no page where there is none yet. */
interface Part { readonly page: PageEntry | null; readonly rows: readonly SealedRow[] }

/** Packs loose rows of a kind into a few pages, in one transaction. True: more is left. */
async function packSome(core: StoreCore, stream: string, kind: string, size: number): Promise<boolean> {
  return core.underLock(async () => {
    const db = core.db.relaxed
    const state = await readable(core, stream)
    if (!state) return false
    const key = core.keyOf(stream)
    const space = spaceOf(stream, state.copy)
    const directory = await core.paged.directory(state)
    // In the order of arrival, which is nearly that of ids: neighbours come together.
    const most = PAGES_AT_ONCE * size * 2
    const found = await db.rows.where('[space+kind+seq+id]').between([space, kind], [space, kind, Dexie.maxKey]).limit(most + 1).toArray()
    const { parts, more } = partsOf(directory.of(kind), found.slice(0, most))
    if (parts.length === 0) return false
    const made: Packed[] = []
    // Each by itself: the rows of two pages together would reach over a third that lies between them.
    for (const part of parts) made.push(...await packed(core, stream, kind, await mergedRows(core, state, part), size))
    const old = new Set(parts.flatMap(({ page }) => page?.hash ?? []))
    const gone = new Set([...old].filter(hash => !made.some(({ entry }) => entry.hash === hash)))
    const next = directory.with(old, made.map(({ entry }) => entry))
    const generation = (state.paged ?? 0) + 1
    const sealed = await sealDirectory(space, generation, next, key, core.deps.sealing)
    const done = await db.transaction('rw', [db.meta, db.streams, db.rows, db.pages, db.postings, db.directories], async () => {
      await db.checkFence()
      const now = await db.streams.get(stream)
      if (!now || now.copy !== state.copy || now.paged !== state.paged || now.making) return null
      await db.pages.bulkPut(made.map(({ page }) => page))
      await db.directories.put(sealed)
      await db.rows.bulkDelete(parts.flatMap(({ rows }) => rows.map(row => [row.space, row.id] as [string, string])))
      await db.pages.bulkDelete([...gone].map(hash => [stream, key.kid, hash] as [string, string, string]))
      await db.postings.bulkDelete([...gone].map(hash => [stream, key.kid, hash] as [string, string, string]))
      const packedState: StreamState = { ...now, paged: generation }
      await db.streams.put(packedState)
      return { state: packedState, stamp: await db.nextStamp() }
    })
    if (!done) return false
    core.cache.setStream(done.state)
    // Nothing that anybody reads has changed: no query runs again, here or in another tab.
    await core.committed({ stamp: done.stamp, rows: [], added: [], reload: false, changes: [] })
    return more || found.length > most
  })
}

/** The first few pages that loose rows fall into, by the order of ids, with these rows; rows beyond the last page go with that one. */
function partsOf(pages: readonly PageEntry[], loose: readonly SealedRow[]): { parts: readonly Part[]; more: boolean } {
  const byPage = new Map<PageEntry | null, SealedRow[]>()
  for (const row of [...loose].sort((a, b) => (a.id < b.id ? -1 : 1))) {
    // A row between two pages goes to the one before it, one before all to the first: ranges stay disjoint.
    const page = pages[Math.max(0, lastAtOrBelow(pages, row.id))] ?? null
    const own = byPage.get(page)
    if (own) own.push(row)
    else byPage.set(page, [row])
  }
  const groups = [...byPage]
  return { parts: groups.slice(0, PAGES_AT_ONCE).map(([page, rows]) => ({ page, rows })), more: groups.length > PAGES_AT_ONCE }
}

/** The rows of this page with the loose ones over them, by id. */
async function mergedRows(core: StoreCore, { stream }: StreamState, { page, rows }: Part): Promise<Row[]> {
  const key = core.keyOf(stream)
  const all = new Map<string, Row>()
  if (page) for (const row of await core.paged.read(stream, page.hash, name => core.paged.desk.all(name))) all.set(row.id, row)
  for (const row of await inBatches(rows, OPENED, () => core.deps.breathe(), async sealed => [await openRow(sealed, key, core.deps.sealing)])) all.set(row.id, row)
  return [...all.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
}

interface Packed { readonly entry: PageEntry; readonly page: SealedPage }

/** Rows in pages of an even size. */
async function packed(core: StoreCore, stream: string, kind: string, rows: readonly Row[], size: number): Promise<Packed[]> {
  const key = core.keyOf(stream)
  const made: Packed[] = []
  const count = Math.max(1, Math.round(rows.length / size))
  for (let index = 0; index < count; index += 1) {
    const some = rows.slice(Math.floor(index * rows.length / count), Math.floor((index + 1) * rows.length / count))
    const body = await core.paged.desk.pack(some)
    const hash = await core.deps.pageBytes.hash(body)
    const entry: PageEntry = {
      kind, first: (some[0] as Row).id, last: (some.at(-1) as Row).id, count: some.length, maxSeq: Math.max(...some.map(row => row.seq)), maxRev: Math.max(...some.map(row => row.rev)),
      sum: digestOf(some.map(rowHash)).sum, hash, bytes: body.length,
    }
    const box = await core.deps.sealing.seal(key.key, body, pagePlace({ stream, hash }))
    made.push({ entry, page: { stream, hash, kid: key.kid, box } })
    await core.deps.breathe()
  }
  return made
}
