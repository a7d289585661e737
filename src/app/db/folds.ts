import Dexie, { type Collection } from 'dexie'
import { sameJson } from '#domain/core/json.ts'
import type { DataOf, Kind } from '#domain/records/index.ts'
import type { Row } from '#sync/messages.ts'
import type { SealedRow, StreamState, TabletDatabase } from './database.ts'
import { inBatches } from './in-batches.ts'
import { groundOf, keep, readKept, type Base } from './kept-folds.ts'
import { mergeOps, type PendingOp } from './pending.ts'
import { readableStates } from './row-cache.ts'
import { openRow, spaceOf, streamOfSpace } from './row-box.ts'
import type { LedgerFold } from './record-store.ts'
import type { StoreCore } from './store-core.ts'

/** So many new rows are laid over a kept sum at each asking; more are added to it first. */
const LAID_OVER = 100
/** Rows read at once, and opened at once, while a sum is made. */
const BATCH = 500
const OPENED = 50
/** How often a sum is made anew because the rows were rewritten under it, before the ledger is read in one go instead. */
const TRIES = 5

/** A base in memory, with the rows after it that were opened already. */
interface Known { readonly base: Base; readonly opened: Map<string, unknown> }

/** One moment of the rows, seen in one transaction. */
interface Look {
  readonly known: Known
  readonly tail: readonly SealedRow[]
  /** Rows of records with unsettled operations and of those that came from another stream, by id. */
  readonly named: ReadonlyMap<string, readonly SealedRow[]>
}

/** Sums of ledgers, kept in memory and on the disk so that asking costs the size of the answer. See kept-folds.ts. */
export class Folds {
  readonly #known = new Map<string, Known>()
  /** What was asked last, or is being asked, and of which version of rows and operations: a page's parts ask for the same. */
  readonly #asked = new Map<string, { readonly version: number; readonly answer: Promise<unknown> }>()
  readonly #running = new Map<string, Promise<void>>()

  constructor(private readonly core: StoreCore) {}

  clear(): void {
    this.#known.clear()
    this.#asked.clear()
  }

  forget(stream: string): void {
    for (const map of [this.#known, this.#asked]) for (const key of map.keys()) if (key.startsWith(`${stream}|`)) map.delete(key)
  }

  /** A sum that was made elsewhere. */
  take(fold: LedgerFold, stream: string, base: Base): void {
    this.#known.set(nameOf(fold, stream), { base, opened: new Map() })
  }

  /** The sum of a ledger with this tablet's unsettled entries over it, or null where it has to be had from the records themselves. */
  async ask<K extends Kind, S>(fold: LedgerFold<K, S>, stream: string): Promise<S | null> {
    const name = nameOf(fold, stream)
    const { version } = this.core.cache
    const before = this.#asked.get(name)
    if (before?.version === version) return before.answer as Promise<S | null>
    const answer = this.#answer(fold, stream)
    this.#asked.set(name, { version, answer })
    answer.catch(() => { if (this.#asked.get(name)?.answer === answer) this.#asked.delete(name) })
    return answer
  }

  /**
   * The operations are taken before the rows are looked at, and an operation whose row is among these counts through the row: what
   * settles in between is met in both, and counted once.
   */
  async #answer<K extends Kind, S>(fold: LedgerFold<K, S>, stream: string): Promise<S | null> {
    const touched = this.core.pending.of(fold.kind)
    const look = await this.#settled(fold, stream, [...touched.keys()])
    return look === null ? null : this.#sum(fold, stream, look, touched)
  }

  /**
   * Makes ready what the composition of the app wants kept, where it is missing or far behind: after an upgrade, a healed bucket, a
   * download that went on from another day. Called at the end of a sync, when nobody waits.
   */
  async prepare(): Promise<void> {
    for (const fold of this.core.deps.folds ?? []) {
      const states = readableStates(fold.kind, await this.core.db.relaxed.streams.toArray(), this.core.keys)
      for (const { stream } of states) await this.#settled(fold, stream, [])
    }
  }

  /** Looks until there is a sum that the rows stand for. Null: they are rewritten faster than they can be summed. */
  async #settled(fold: LedgerFold, stream: string, ids: readonly string[]): Promise<Look | null> {
    for (let turn = 0; turn < TRIES; turn += 1) {
      const look = await this.#look(fold, stream, ids)
      if (look) return look
      await this.#advance(fold, stream)
    }
    return null
  }

  /** One transaction over the rows; null when the sum has to be brought up to date first. */
  async #look(fold: LedgerFold, stream: string, ids: readonly string[]): Promise<Look | null> {
    const { core } = this
    const db = core.db.relaxed
    const known = await this.#knownOf(fold, stream)
    return db.transaction('r', db.streams, db.rows, async () => {
      const states = readableStates(fold.kind, await db.streams.toArray(), core.keys)
      const state = states.find(one => one.stream === stream)
      const wanted = [...new Set([...ids, ...states.filter(one => one !== state).flatMap(one => one.movedIn ?? [])])]
      const found = await db.rows.bulkGet(states.flatMap(one => wanted.map(id => [spaceOf(one.stream, one.copy), id] as [string, string])))
      const named = byId(found.filter(row => row !== undefined && row.kind === fold.kind) as SealedRow[])
      if (!state) return { known: { base: { ground: 0, upTo: 0, json: fold.toJson(fold.empty()) }, opened: new Map() }, tail: [], named }
      if (!known || known.base.ground !== groundOf(state, fold.kind)) return null
      const { upTo } = known.base
      if (state.seq > upTo && await rowsAfter(db, state, fold.kind, [upTo, Dexie.maxKey], [state.seq]).count() > LAID_OVER) return null
      return { known, tail: await rowsAfter(db, state, fold.kind, [upTo, Dexie.maxKey]).toArray(), named }
    })
  }

  async #sum<K extends Kind, S>(fold: LedgerFold<K, S>, stream: string, { known, tail, named }: Look, touched: ReadonlyMap<string, readonly PendingOp[]>): Promise<S | null> {
    const state = stateOf(fold, known.base)
    if (state === null) return null
    for (const data of await this.#dataOf(stream, known, tail)) fold.add(state, data as DataOf<K>)
    for (const id of new Set([...touched.keys(), ...named.keys()])) {
      const rows = await Promise.all((named.get(id) ?? []).filter(row => row.state !== 'moved').map(row => this.#open(row)))
      const own = rows.find(row => row?.stream === stream && row.state === 'live')
      const newest = rows.filter(row => row !== null).sort((a, b) => b.rev - a.rev)[0]
      const shown = mergeOps<K>(touched.get(id) ?? [], newest)
      const counts = shown?.stream === stream && shown.state === 'live'
      // The row is in the sum already; one that is shown otherwise, or nowhere any more, cannot be taken out of it again.
      if (own && !(counts && sameJson(shown.data, own.data))) return null
      if (!own && counts) fold.add(state, shown.data)
    }
    return state
  }

  /** What the live rows after the base hold; each is opened once. */
  async #dataOf(stream: string, known: Known, tail: readonly SealedRow[]): Promise<unknown[]> {
    const key = this.core.keys.get(stream)
    if (!key) return []
    const live = tail.filter(row => row.state === 'live')
    return Promise.all(live.map(async row => {
      const place = `${row.id}|${row.seq}`
      const data = known.opened.get(place) ?? (await openRow(row, key, this.core.deps.sealing)).data
      known.opened.set(place, data)
      return data
    }))
  }

  async #open(row: SealedRow): Promise<Row | null> {
    const key = this.core.keys.get(streamOfSpace(row.space))
    return key ? openRow(row, key, this.core.deps.sealing) : null
  }

  async #knownOf(fold: LedgerFold, stream: string): Promise<Known | null> {
    const name = nameOf(fold, stream)
    const known = this.#known.get(name)
    if (known) return known
    const base = await readKept(this.core, fold, stream)
    if (!base || this.core.closed) return null
    this.take(fold, stream, base)
    return this.#known.get(name) ?? null
  }

  /** Adds all rows up to the cursor to what is kept, or begins anew where that is of other rows. Once at a time for each sum. */
  async #advance(fold: LedgerFold, stream: string): Promise<void> {
    const name = nameOf(fold, stream)
    const running = this.#running.get(name) ?? this.#addRows(fold, stream).finally(() => this.#running.delete(name))
    this.#running.set(name, running)
    return running
  }

  async #addRows(fold: LedgerFold, stream: string): Promise<void> {
    const { core } = this
    const db = core.db.relaxed
    const key = core.keys.get(stream)
    const state = await db.streams.get(stream)
    if (!key || !state || state.kid !== key.kid) return
    const ground = groundOf(state, fold.kind)
    const known = this.#known.get(nameOf(fold, stream))?.base
    const from = known?.ground === ground ? known : await readKept(core, fold, stream)
    const usable = from?.ground === ground ? from : null
    const before = usable && stateOf(fold, usable)
    const sum = before ?? fold.empty()
    for (let after: readonly unknown[] = usable && before !== null ? [usable.upTo, Dexie.maxKey] : [], more = true; more;) {
      const rows = await rowsAfter(db, state, fold.kind, after, [state.seq]).limit(BATCH).toArray()
      const live = rows.filter(row => row.state === 'live')
      const opened = await inBatches(live, OPENED, () => core.deps.breathe(), async row => [await openRow(row, key, core.deps.sealing)])
      for (const row of opened) fold.add(sum, row.data as never)
      const last = rows.at(-1)
      if (last) after = [last.seq, last.id]
      more = rows.length === BATCH
      if (more) await core.deps.breathe()
    }
    if (core.closed || core.keys.get(stream) !== key) return
    const base: Base = { ground, upTo: state.seq, json: fold.toJson(sum) }
    this.take(fold, stream, base)
    await keep(core, fold, stream, base)
  }
}

const nameOf = (fold: LedgerFold, stream: string): string => `${stream}|${fold.name}|${fold.version}`

/** Rows of a kind in the order of their arrival, after a place and up to another; each is a sequence number, or that and an id. */
function rowsAfter(db: TabletDatabase, state: StreamState, kind: Kind, after: readonly unknown[], upTo: readonly unknown[] = []): Collection<SealedRow> {
  const space = spaceOf(state.stream, state.copy)
  return db.rows.where('[space+kind+seq+id]').between([space, kind, ...after], [space, kind, ...upTo, Dexie.maxKey], false, true)
}

/** The sum of a base; null where this code cannot read it, which a raised version should have prevented. */
function stateOf<K extends Kind, S>(fold: LedgerFold<K, S>, base: Base): S | null {
  try {
    return fold.fromJson(base.json)
  } catch {
    return null
  }
}

function byId(rows: readonly SealedRow[]): Map<string, SealedRow[]> {
  const found = new Map<string, SealedRow[]>()
  for (const row of rows) found.set(row.id, [...(found.get(row.id) ?? []), row])
  return found
}
