import Dexie, { type Collection } from 'dexie'
import { sameJson, type Json } from '#domain/core/json.ts'
import type { DataOf, Kind } from '#domain/records/index.ts'
import type { Row } from '#sync/messages.ts'
import type { SealedRow, StreamState, TabletDatabase } from './database.ts'
import { inBatches } from './in-batches.ts'
import { groundOf, keep, readKept, type Base } from './kept-folds.ts'
import { PageGoneError, type PageName } from './pages/page-desk.ts'
import { mergeOps, type PendingOp } from './pending.ts'
import { areSame, areShown, OVERTAKEN, readableStates } from './shown-copies.ts'
import { openRow, spaceOf, streamOfSpace } from './row-box.ts'
import type { LedgerFold } from './record-store.ts'
import type { StreamKey } from '../vault/stream-keys.ts'
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
  /** Rows of records with unsettled operations and of those that came from another stream, by id, tombstones left out. */
  readonly named: ReadonlyMap<string, readonly Row[]>
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

  /** One moment of the rows; null when the sum has to be brought up to date first. */
  async #look(fold: LedgerFold, stream: string, ids: readonly string[]): Promise<Look | null> {
    for (;;) {
      try {
        const look = await this.#lookOnce(fold, stream, ids)
        if (look !== OVERTAKEN) return look
      } catch (error) {
        if (!(error instanceof PageGoneError)) throw error
      }
      await this.core.refresh()
    }
  }

  async #lookOnce(fold: LedgerFold, stream: string, ids: readonly string[]): Promise<Look | typeof OVERTAKEN | null> {
    const { core } = this
    const db = core.db.relaxed
    const states = readableStates(fold.kind, core.cache.states(), core.keys)
    const own = states.find(one => one.stream === stream)
    const [known, directory] = await Promise.all([this.#knownOf(fold, stream), own && core.paged.directory(own)])
    // What is in pages cannot be added beside a sum that does not hold it yet.
    const reach = directory?.reach(fold.kind) ?? 0
    const seen = await db.transaction('r', db.streams, db.rows, async () => {
      const now = readableStates(fold.kind, await db.streams.toArray(), core.keys)
      if (now.length !== states.length || !areSame(now, states)) return OVERTAKEN
      const state = now.find(one => one.stream === stream)
      const wanted = [...new Set([...ids, ...now.filter(one => one !== state).flatMap(one => one.movedIn ?? [])])]
      const found = wanted.length === 0 ? [] : await db.rows.bulkGet(now.flatMap(one => wanted.map(id => [spaceOf(one.stream, one.copy), id] as [string, string])))
      const over = found.filter(row => row !== undefined && row.kind === fold.kind) as SealedRow[]
      if (!state) return { known: { base: { ground: 0, upTo: 0, json: fold.toJson(fold.empty()) }, opened: new Map<string, unknown>() }, tail: [], over, wanted }
      if (!known || known.base.ground !== groundOf(state, fold.kind) || known.base.upTo < reach) return null
      const { upTo } = known.base
      const after = (): Collection<SealedRow> => rowsAfter(db, state, fold.kind, [upTo, Dexie.maxKey])
      const tail = await after().limit(LAID_OVER + 1).toArray()
      if (tail.length <= LAID_OVER) return { known, tail, over, wanted }
      if (state.seq > upTo && await rowsAfter(db, state, fold.kind, [upTo, Dexie.maxKey], [state.seq]).count() > LAID_OVER) return null
      return { known, tail: await after().toArray(), over, wanted }
    })
    if (seen === null || seen === OVERTAKEN) return seen
    const shadowed = new Set(seen.over.map(row => `${row.space}|${row.id}`))
    const under = await Promise.all(states.map(state => core.paged.byIds(state, fold.kind, seen.wanted.filter(id => !shadowed.has(`${spaceOf(state.stream, state.copy)}|${id}`)))))
    const over = await Promise.all(seen.over.map(row => this.#open(row)))
    const named = byId([...over.filter(row => row !== null), ...under.flat()].filter(row => row.state !== 'moved'))
    return { known: seen.known, tail: seen.tail, named }
  }

  async #sum<K extends Kind, S>(fold: LedgerFold<K, S>, stream: string, { known, tail, named }: Look, touched: ReadonlyMap<string, readonly PendingOp[]>): Promise<S | null> {
    const state = stateOf(fold, known.base)
    if (state === null) return null
    for (const data of await this.#dataOf(stream, known, tail)) fold.add(state, data as DataOf<K>)
    for (const id of new Set([...touched.keys(), ...named.keys()])) {
      const rows = named.get(id) ?? []
      const own = rows.find(row => row.stream === stream && row.state === 'live')
      const newest = [...rows].sort((a, b) => b.rev - a.rev)[0]
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
    const kept = known?.ground === ground ? known : await readKept(core, fold, stream)
    const usable = kept?.ground === ground ? kept : null
    const before = usable && stateOf(fold, usable)
    const from = usable && before !== null ? usable : null
    const loose = await this.#loose(state, fold, key, from?.upTo ?? 0)
    const paged = await this.#addPages(state, fold, from, loose.covered)
    if (paged === OVERTAKEN || !await areShown(db, [state])) return
    const sum = paged === null ? (before ?? fold.empty()) : fold.fromJson(paged)
    for (const data of loose.datas) fold.add(sum, data as never)
    if (core.closed || core.keys.get(stream) !== key) return
    const base: Base = { ground, upTo: state.seq, json: fold.toJson(sum) }
    this.take(fold, stream, base)
    await keep(core, fold, stream, base)
  }

  /** What live single rows of a kind hold that came after a place, and the ids of those that lie over a row in a page. */
  async #loose(state: StreamState, fold: LedgerFold, key: StreamKey, from: number): Promise<{ datas: unknown[]; covered: Set<string> }> {
    const { core } = this
    const datas: unknown[] = []
    const covered = new Set<string>()
    for (let after: readonly unknown[] = [], more = true; more;) {
      const rows = await rowsAfter(core.db.relaxed, state, fold.kind, after, [state.seq]).limit(BATCH).toArray()
      for (const row of rows) if (row.over !== undefined) covered.add(row.id)
      const live = rows.filter(row => row.state === 'live' && row.seq > from)
      datas.push(...await inBatches(live, OPENED, () => core.deps.breathe(), async row => [(await openRow(row, key, core.deps.sealing)).data]))
      const last = rows.at(-1)
      if (last) after = [last.seq, last.id]
      more = rows.length === BATCH
      if (more) await core.deps.breathe()
    }
    return { datas, covered }
  }

  /** The sum with what pages hold after it; null where they hold nothing. Pages that a newer row lies over are added row by row. */
  async #addPages(state: StreamState, fold: LedgerFold, from: Base | null, covered: ReadonlySet<string>): Promise<Json | null | typeof OVERTAKEN> {
    const { core } = this
    const after = from?.upTo ?? 0
    try {
      const directory = await core.paged.directory(state)
      const pages = directory.of(fold.kind).filter(({ maxSeq }) => maxSeq > after)
      const torn = new Set([...covered].map(id => directory.pageOf(fold.kind, id)?.hash))
      const [whole, covers] = [pages.filter(({ hash }) => !torn.has(hash)), pages.filter(({ hash }) => torn.has(hash))]
      let json = from?.json ?? null
      if (whole.length > 0) json = await core.paged.fold(state.stream, fold, whole, after, json)
      for (const { hash } of covers) json = await core.paged.read(state.stream, hash, page => this.#addUncovered(fold, page, after, json, covered))
      return pages.length === 0 ? null : json
    } catch (error) {
      if (error instanceof PageGoneError) return OVERTAKEN
      throw error
    }
  }

  async #addUncovered(fold: LedgerFold, page: PageName, after: number, from: Json | null, covered: ReadonlySet<string>): Promise<Json> {
    const sum = from === null ? fold.empty() : fold.fromJson(from)
    for (const row of await this.core.paged.desk.all(page)) {
      if (row.state === 'live' && row.seq > after && !covered.has(row.id)) fold.add(sum, row.data as never)
    }
    return fold.toJson(sum)
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

function byId(rows: readonly Row[]): Map<string, Row[]> {
  const found = new Map<string, Row[]>()
  for (const row of rows) found.set(row.id, [...(found.get(row.id) ?? []), row])
  return found
}
