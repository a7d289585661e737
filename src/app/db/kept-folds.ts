import { definitionOf, isKind } from '#domain/records/index.ts'
import type { Json } from '#domain/core/json.ts'
import { fromUtf8, utf8 } from '../vault/bytes.ts'
import type { Written } from './apply-rows.ts'
import type { KeptFold, StreamState } from './database.ts'
import { isStorageError } from './failures.ts'
import type { LedgerFold } from './record-store.ts'
import type { StoreCore } from './store-core.ts'

/**
 * Keeping the sum of a ledger. A kept sum says exactly which rows it holds: the live rows of its kind up to a sequence
 * number (`upTo`), in a copy in which nothing but new rows has come since a stamp (`ground`). Stamps are counted up by every
 * change of the store and never used twice, so a sum whose ground is still the stream's is right, and any other is not used.
 * It is never brought up to date in place: whoever finds it behind adds what came after `upTo`.
 */
export interface Base { readonly ground: number; readonly upTo: number; readonly json: Json }

/** What the rows of a kind in this stream stand on; see KeptFold. */
export const groundOf = (state: StreamState, kind: string): number => Math.max(state.rewritten?.['*'] ?? 0, state.rewritten?.[kind] ?? 0)

/** Every kind that is more than added to by a page, noted at this stamp. `cursor`: where the stream stood before the page. */
export function rewrittenBy(state: StreamState, written: readonly Written[], stamp: number): Pick<StreamState, 'rewritten'> {
  const kinds = new Set(written.filter(({ row, old }) => old || row.seq <= state.seq).map(({ row }) => row.kind))
  return kinds.size === 0 ? {} : { rewritten: { ...state.rewritten, ...Object.fromEntries([...kinds].map(kind => [kind, stamp])) } }
}

/**
 * A ledger's record is written once, so a later revision that was never here before came from another stream. Until the
 * tombstone there has come too, the record lies in both, and only the later one counts.
 */
export function movedInWith(state: Pick<StreamState, 'movedIn'>, written: readonly Written[]): Pick<StreamState, 'movedIn'> {
  const fresh = written.filter(({ row, old }) => !old && row.rev > 1 && row.state !== 'moved' && isKind(row.kind) && definitionOf(row.kind).mode === 'ledger')
  return fresh.length === 0 ? {} : { movedIn: [...new Set([...(state.movedIn ?? []), ...fresh.map(({ row }) => row.id)])] }
}

type Named = Pick<KeptFold, 'stream' | 'name' | 'version' | 'upTo' | 'ground'>
const placeOf = ({ stream, name, version, upTo, ground }: Named): string => `fold|${stream}|${name}|${version}|${upTo}|${ground}`

/** Whether a kept sum was made by this code from the rows that are shown now. */
export function isKeptFor(kept: KeptFold | undefined, fold: Pick<LedgerFold, 'version' | 'kind'>, state: StreamState): kept is KeptFold {
  return kept !== undefined && kept.version === fold.version && kept.kid === state.kid && kept.ground === groundOf(state, fold.kind)
}

/** The sum that lies here, or null: there is none, it is of other rows or of other code, or it is damaged. */
export async function readKept(core: StoreCore, fold: LedgerFold, stream: string): Promise<Base | null> {
  const db = core.db.relaxed
  const key = core.keys.get(stream)
  const [state, kept] = await db.transaction('r', db.streams, db.folds, () => Promise.all([db.streams.get(stream), db.folds.get([stream, fold.name])]))
  if (!key || !state || state.kid !== key.kid || !isKeptFor(kept, fold, state)) return null
  try {
    const json = JSON.parse(fromUtf8(await core.deps.sealing.open(key.key, kept.box, placeOf(kept)))) as Json
    return { ground: kept.ground, upTo: kept.upTo, json }
  } catch {
    return null
  }
}

/** Keeps a sum, unless the rows have moved from under it or a newer one lies here. That a disk is full stops nobody from reading. */
export async function keep(core: StoreCore, fold: LedgerFold, stream: string, base: Base): Promise<void> {
  const key = core.keys.get(stream)
  if (!key) return
  const { name, version } = fold
  const named = { stream, name, version, upTo: base.upTo, ground: base.ground }
  const box = await core.deps.sealing.seal(key.key, utf8(JSON.stringify(base.json)), placeOf(named))
  const kept: KeptFold = { ...named, kid: key.kid, box }
  const db = core.db.relaxed
  try {
    await db.transaction('rw', db.meta, db.streams, db.folds, async () => {
      await db.checkFence()
      const state = await db.streams.get(stream)
      if (core.closed || !state || state.copy === 0 || !isKeptFor(kept, fold, state)) return
      const before = await db.folds.get([stream, name])
      if (isKeptFor(before, fold, state) && before.upTo >= kept.upTo) return
      await db.folds.put(kept)
    })
  } catch (error) {
    if (!core.closed && !isStorageError(error)) throw error
  }
}
