import type { Json } from '#domain/core/json.ts'
import { fromUtf8, utf8 } from '../vault/bytes.ts'
import type { KeptList, StreamState } from './database.ts'
import type { Listed, Listing } from './record-store.ts'
import { groundOfCopy } from './shown-copies.ts'
import type { StoreCore } from './store-core.ts'

/** What is made of settled rows: nothing of this tablet's own work is in it. */
export type Line = Listed<Json>

/** A line at rest. */
type Packed = readonly [id: string, voided: 0 | 1, conflicted: 0 | 1, data: Json]

/** No list is longer than this when it is inflated; what would is none. */
const LONGEST = 64 * 1024 * 1024

const placeOf = ({ stream, name, version, copy, ground, paged }: Omit<KeptList, 'kid' | 'box'>): string => `list|${stream}|${name}|${version}|${copy}|${ground}|${paged}`

/** Whether a kept list was made by this code from the pages that are shown. */
function isKeptFor(kept: KeptList | undefined, { version }: Listing, state: StreamState): kept is KeptList {
  return kept !== undefined && kept.version === version && kept.kid === state.kid && kept.copy === state.copy && kept.ground === groundOfCopy(state) && kept.paged === state.paged
}

export async function isListKept(core: StoreCore, listing: Listing, state: StreamState): Promise<boolean> {
  return isKeptFor(await core.db.relaxed.lists.get([state.stream, listing.name]), listing, state)
}

/** The list that lies here, or null: there is none, it is of other pages or of other code, or it is damaged. */
export async function readList(core: StoreCore, listing: Listing, state: StreamState): Promise<Line[] | null> {
  const kept = await core.db.relaxed.lists.get([state.stream, listing.name])
  const key = core.keys.get(state.stream)
  if (!key || !isKeptFor(kept, listing, state)) return null
  try {
    const body = await core.deps.sealing.open(key.key, kept.box, placeOf(kept))
    const lines = JSON.parse(fromUtf8(await core.deps.pageBytes.inflate(body, LONGEST))) as Packed[]
    return lines.map(([id, voided, conflicted, data]) => ({ id, state: voided ? 'void' : 'live', pending: 'none', conflicted: conflicted === 1, data }))
  } catch {
    return null
  }
}

/** Keeps what was made of the pages of this state, unless they have changed meanwhile. */
export async function keepList(core: StoreCore, listing: Listing, state: StreamState, lines: Iterable<Line>): Promise<void> {
  const { stream, copy, paged } = state
  const key = core.keys.get(stream)
  if (!key || paged === undefined) return
  const sorted = [...lines].sort((a, b) => listing.compare(a.data, b.data))
  const packed = sorted.map(({ id, state, conflicted, data }): Packed => [id, state === 'void' ? 1 : 0, conflicted ? 1 : 0, data])
  const named = { stream, name: listing.name, version: listing.version, copy, ground: groundOfCopy(state), paged }
  const body = await core.deps.pageBytes.deflate(utf8(JSON.stringify(packed)))
  const kept: KeptList = { ...named, kid: key.kid, box: await core.deps.sealing.seal(key.key, body, placeOf(named)) }
  const db = core.db.relaxed
  await db.transaction('rw', db.meta, db.streams, db.lists, async () => {
    await db.checkFence()
    const now = await db.streams.get(stream)
    if (!core.closed && now && isKeptFor(kept, listing, now)) await db.lists.put(kept)
  })
}
