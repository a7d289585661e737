import type { Kind } from '#domain/records/index.ts'
import type { Row } from '#sync/messages.ts'
import type { StreamKeys } from '../vault/stream-keys.ts'
import type { Sealing } from '../vault/sealing.ts'
import type { SealedRow, StreamState, TabletDatabase } from './database.ts'
import { inBatches } from './in-batches.ts'
import { looseRows } from './loose-rows.ts'
import { PageGoneError } from './pages/page-desk.ts'
import type { PagedRows } from './pages/paged-rows.ts'
import { openRow, spaceOf, streamOfSpace } from './row-box.ts'
import { lay, newer, ofNewest } from './row-versions.ts'
import { areShown, OVERTAKEN, readableStates } from './shown-copies.ts'

/** Unsealed single rows that are kept; whole kinds are kept beside them once they were scanned. */
const REMEMBERED_ROWS = 3_000
/** Rows opened at once: enough to keep WebCrypto busy, few enough to leave the screen free. */
const OPENED = 50

/** Only so many of those made last, of those that are not named. */
interface Newest { readonly newest: number; readonly without: ReadonlySet<string> }

interface Load { readonly touched: Map<string, Row>; readonly result: Promise<Map<string, Row>> }

/**
 * Server rows of the streams whose keys are held, read from the rows at rest and the pages under them, unsealed once and kept until
 * lock. Reads never mix two states: a read that a change has overtaken is made again.
 */
export class RowCache {
  /** Raised with each change of rows or operations; a read that finds another number at its end starts over. */
  version = 0
  #streams = new Map<string, StreamState>()
  readonly #single = new Map<string, Row | null>()
  readonly #whole = new Map<Kind, Map<string, Row>>()
  readonly #loads = new Map<Kind, Load>()

  constructor(
    private readonly db: TabletDatabase, private readonly keys: () => StreamKeys, private readonly sealing: Sealing,
    private readonly breathe: () => Promise<void>, private readonly paged: PagedRows, private readonly refresh: () => Promise<void>,
  ) {}

  /** Takes the streams as they stand now and forgets every row: after unlock, a swapped copy, or a missed message. */
  reset(streams: readonly StreamState[]): void {
    this.version += 1
    this.#streams = new Map(streams.map(state => [state.stream, state]))
    this.#single.clear()
    this.#whole.clear()
    this.#loads.clear()
  }

  /** The copies that are shown, as this tab knows them. */
  states(): readonly StreamState[] { return [...this.#streams.values()] }

  /** Streams in which a kind may live, and which this session can read. */
  #readable(kind: Kind): StreamState[] {
    return readableStates(kind, this.#streams.values(), this.keys())
  }

  /** Reads rows in one transaction with the look whether these copies are still the ones that are shown. */
  #together<T>(states: readonly StreamState[], read: () => Promise<T>): Promise<T | typeof OVERTAKEN> {
    return this.db.transaction('r', this.db.streams, this.db.rows, async () => {
      const value = await read()
      return await areShown(this.db, states) ? value : OVERTAKEN
    })
  }

  async get(kind: Kind, id: string): Promise<Row | undefined> {
    return (await this.many(kind, [id])).get(id)
  }

  /** Rows by their ids, those that are not known yet in one read; an id without a row is left out. */
  async many(kind: Kind, ids: readonly string[]): Promise<Map<string, Row>> {
    return this.#settled(async () => {
      const known = new Map(ids.map(id => [id, this.#known(kind, id)]))
      const missing = [...known.keys()].filter(id => known.get(id) === undefined)
      const rows = new Map([...known].filter((one): one is [string, Row] => !!one[1]))
      if (missing.length === 0) return { value: rows, keep: () => {} }
      const states = this.#readable(kind)
      const sealed = await this.#together(states, () => this.db.rows.bulkGet(missing.flatMap(id => states.map(state => [spaceOf(state.stream, state.copy), id] as [string, string]))))
      if (sealed === OVERTAKEN) return OVERTAKEN
      const over = sealed.filter(row => row !== undefined)
      const opened = await this.#open(over.filter(row => row.kind === kind && row.state !== 'moved'))
      const shadowed = new Set(over.map(row => `${row.space}|${row.id}`))
      const under = await Promise.all(states.map(state => this.paged.byIds(state, kind, missing.filter(id => !shadowed.has(`${spaceOf(state.stream, state.copy)}|${id}`)))))
      for (const row of [...opened, ...under.flat().filter(row => row.state !== 'moved')].sort((a, b) => a.rev - b.rev)) rows.set(row.id, row)
      return { value: rows, keep: () => { for (const id of missing) this.#remember(kind, id, rows.get(id) ?? null) } }
    })
  }

  /** Rows that carry a query key's value; with `newest` only so many, by their ids, of those that `without` does not name. */
  async byTag(kind: Kind, name: string, value: string, which?: Newest): Promise<Row[]> {
    return this.#settled(async () => {
      const states = this.#readable(kind)
      const tags = states.flatMap(({ stream }) => this.keys().get(stream)?.tag(kind, name, value) ?? [])
      const current = new Set(states.map(state => spaceOf(state.stream, state.copy)))
      // Asked for each tag by itself, the browser answers at once; asked for several together, it walks through them key by key.
      const found = await this.#together(states, () => Promise.all(tags.map(tag => this.db.rows.where('tags').equals(tag).primaryKeys())))
      if (found === OVERTAKEN) return OVERTAKEN
      const all = found.flat().filter(([space]) => current.has(space))
      const mine = which ? ofNewest(all.filter(([, id]) => !which.without.has(id)), which.newest, ([, id]) => id) : all
      const under = await this.#under(states, kind, name, value, which)
      if (under === OVERTAKEN) return OVERTAKEN
      const known = mine.map(([, id]) => this.#known(kind, id))
      const missing = mine.filter((_, index) => known[index] === undefined)
      const sealed = await this.#together(states, () => this.#sealed(tags, missing, all.length))
      if (sealed === OVERTAKEN) return OVERTAKEN
      const opened = [...await this.#open(sealed.filter(row => row.state !== 'moved')), ...under]
      // A record on its way from one stream to another lies in both: the later version comes last, and counts.
      const rows = [...known.filter(row => row !== undefined && row !== null), ...opened].sort((a, b) => a.rev - b.rev)
      return { value: which ? ofNewest(rows, which.newest, row => row.id) : rows, keep: () => { for (const row of opened) this.#remember(kind, row.id, row) } }
    })
  }

  /** What pages hold under a value, but for what rows lie over; of the newest only so many, the last page first. */
  async #under(states: readonly StreamState[], kind: Kind, name: string, value: string, which: Newest | undefined): Promise<Row[] | typeof OVERTAKEN> {
    const rows: Row[] = []
    for (const state of states) {
      let wanted = which?.newest ?? Number.POSITIVE_INFINITY
      const hits = (await this.paged.hits(state, kind, name, value)).reverse()
      // All at once where all are wanted; of the newest, page by page, so that what is left out is not opened.
      for (const some of which ? hits.map(hit => [hit]) : [hits]) {
        const found = (await Promise.all(some.map(hit => this.paged.rowsOf(hit, kind, name, value)))).flat()
        const shown = await this.#uncovered(state, found.filter(row => !which?.without.has(row.id)))
        if (shown === OVERTAKEN) return OVERTAKEN
        rows.push(...shown)
        wanted -= shown.length
        if (wanted <= 0) break
      }
    }
    return rows
  }

  /** Of the rows of a copy's pages those that no newer row lies over. */
  async #uncovered(state: StreamState, rows: readonly Row[]): Promise<Row[] | typeof OVERTAKEN> {
    if (rows.length === 0) return []
    const space = spaceOf(state.stream, state.copy)
    const over = await this.#together([state], () => this.db.rows.bulkGet(rows.map(row => [space, row.id] as [string, string])))
    return over === OVERTAKEN ? OVERTAKEN : rows.filter((_, index) => over[index] === undefined)
  }

  /** Rows at rest of these places, which carry one of the tags. Where most of what a tag names is wanted, all of it comes in one answer. */
  async #sealed(tags: readonly string[], places: readonly [string, string][], named: number): Promise<SealedRow[]> {
    if (places.length === 0) return []
    if (places.length * 2 < named) return (await this.db.rows.bulkGet([...places])).filter(row => row !== undefined)
    const wanted = new Set(places.map(place => place.join('|')))
    const found = await Promise.all(tags.map(tag => this.db.rows.where('tags').equals(tag).toArray()))
    return found.flat().filter(row => wanted.has(`${row.space}|${row.id}`))
  }

  /** Every row of a kind. Loaded once; changes that arrive meanwhile win over what was read before them. */
  async all(kind: Kind): Promise<ReadonlyMap<string, Row>> {
    const whole = this.#whole.get(kind)
    if (whole) return whole
    const running = this.#loads.get(kind)
    if (running) return this.#afterLoad(kind, running)
    const touched = new Map<string, Row>()
    const load: Load = { touched, result: this.#loadAll(kind) }
    this.#loads.set(kind, load)
    return this.#afterLoad(kind, load)
  }

  async #afterLoad(kind: Kind, load: Load): Promise<ReadonlyMap<string, Row>> {
    let rows: Map<string, Row>
    try {
      rows = await load.result
    } catch (error) {
      if (this.#loads.get(kind) === load) this.#loads.delete(kind)
      throw error
    }
    const done = this.#whole.get(kind)
    if (done && this.#loads.get(kind) !== load) return done
    // A reset came between: these rows are of a copy that is no longer ours.
    if (this.#loads.get(kind) !== load) return this.all(kind)
    for (const row of load.touched.values()) lay(rows, row)
    this.#loads.delete(kind)
    this.#whole.set(kind, rows)
    for (const key of this.#single.keys()) if (key.startsWith(`${kind}/`)) this.#single.delete(key)
    return rows
  }

  async #loadAll(kind: Kind): Promise<Map<string, Row>> {
    for (;;) {
      const states = this.#readable(kind)
      try {
        const rows = await this.#allOf(states, kind)
        if (await areShown(this.db, states)) return rows
      } catch (error) {
        if (!(error instanceof PageGoneError)) throw error
      }
      await this.refresh()
    }
  }

  async #allOf(states: readonly StreamState[], kind: Kind): Promise<Map<string, Row>> {
    const rows = new Map<string, Row>()
    for (const state of states) {
      const own = new Map<string, Row>()
      for await (const some of this.paged.all(state, kind)) {
        for (const row of some) own.set(row.id, row)
        await this.breathe()
      }
      for await (const sealed of looseRows(this.db, spaceOf(state.stream, state.copy), kind, this.breathe)) {
        for (const row of sealed) if (row.state === 'moved') own.delete(row.id)
        for (const row of await this.#open(sealed.filter(row => row.state !== 'moved'))) own.set(row.id, row)
      }
      for (const row of own.values()) {
        const other = rows.get(row.id)
        if (row.state !== 'moved' && (!other || other.rev <= row.rev)) rows.set(row.id, row)
      }
    }
    return rows
  }

  /** Lays changed rows over what is kept, and moves the streams' cursors. Called in the same breath as the commit. */
  changed(rows: readonly Row[], kinds: (kind: string) => kind is Kind): void {
    this.version += 1
    for (const row of rows) {
      if (!kinds(row.kind)) continue
      const load = this.#loads.get(row.kind)
      if (load) load.touched.set(row.id, newer(load.touched.get(row.id), row))
      const whole = this.#whole.get(row.kind)
      if (whole) {
        lay(whole, row)
        continue
      }
      const before = this.#single.get(`${row.kind}/${row.id}`)
      if (before && before.stream !== row.stream && (row.state === 'moved' || before.rev > row.rev)) continue
      if (row.state === 'moved') this.#single.delete(`${row.kind}/${row.id}`)
      else this.#remember(row.kind, row.id, row)
    }
  }

  setStream(state: StreamState): void {
    this.#streams.set(state.stream, state)
  }

  #known(kind: Kind, id: string): Row | null | undefined {
    const whole = this.#whole.get(kind)
    if (whole) return whole.get(id) ?? null
    return this.#single.get(`${kind}/${id}`)
  }

  #remember(kind: Kind, id: string, row: Row | null): void {
    const key = `${kind}/${id}`
    this.#single.delete(key)
    this.#single.set(key, row)
    if (this.#single.size <= REMEMBERED_ROWS) return
    const oldest = this.#single.keys().next()
    if (!oldest.done) this.#single.delete(oldest.value)
  }

  async #open(sealed: readonly SealedRow[]): Promise<Row[]> {
    return inBatches(sealed, OPENED, this.breathe, async row => {
      const key = this.keys().get(streamOfSpace(row.space))
      return key ? [await openRow(row, key, this.sealing)] : []
    })
  }

  /** Runs a read until no change has come between its start and its end. */
  async #settled<T>(read: () => Promise<{ value: T; keep: () => void } | typeof OVERTAKEN>): Promise<T> {
    for (;;) {
      const version = this.version
      const found = await read().catch((error: unknown): typeof OVERTAKEN => {
        if (error instanceof PageGoneError) return OVERTAKEN
        throw error
      })
      if (found === OVERTAKEN) {
        await this.refresh()
        continue
      }
      if (version !== this.version) continue
      found.keep()
      return found.value
    }
  }
}
