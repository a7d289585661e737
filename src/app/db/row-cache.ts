import Dexie from 'dexie'
import { parseStream } from '#domain/core/streams.ts'
import { definitionOf, type Kind } from '#domain/records/index.ts'
import type { Row } from '#sync/messages.ts'
import type { StreamKeys } from '../vault/stream-keys.ts'
import type { Sealing } from '../vault/sealing.ts'
import type { SealedRow, StreamState, TabletDatabase } from './database.ts'
import { inBatches } from './in-batches.ts'
import { openRow, spaceOf, streamOfSpace } from './row-box.ts'

/** Unsealed single rows that are kept; whole kinds are kept beside them once they were scanned. */
const REMEMBERED_ROWS = 3_000
/** Rows read at once; and opened at once: enough to keep WebCrypto busy, few enough to leave the screen free. */
const BATCH = 500
const OPENED = 50

interface Load { readonly touched: Map<string, Row>; readonly result: Promise<Map<string, Row>> }

/**
 * Server rows of the streams whose keys are held, unsealed once and kept until lock. Reads never mix two states: a
 * read that a change has overtaken is made again.
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
    private readonly breathe: () => Promise<void>,
  ) {}

  /** Takes the streams as they stand now and forgets every row: after unlock, a swapped copy, or a missed message. */
  reset(streams: readonly StreamState[]): void {
    this.version += 1
    this.#streams = new Map(streams.map(state => [state.stream, state]))
    this.#single.clear()
    this.#whole.clear()
    this.#loads.clear()
  }

  /** Streams in which a kind may live, and which this session can read. */
  #spaces(kind: Kind): { space: string; stream: string }[] {
    return readableStates(kind, this.#streams.values(), this.keys()).map(state => ({ space: spaceOf(state.stream, state.copy), stream: state.stream }))
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
      const spaces = this.#spaces(kind)
      const sealed = await this.db.rows.bulkGet(missing.flatMap(id => spaces.map(({ space }) => [space, id] as [string, string])))
      const opened = await this.#open(sealed.filter(row => row !== undefined && row.kind === kind && row.state !== 'moved') as SealedRow[])
      for (const row of opened.sort((a, b) => a.rev - b.rev)) rows.set(row.id, row)
      return { value: rows, keep: () => { for (const id of missing) this.#remember(kind, id, rows.get(id) ?? null) } }
    })
  }

  /** Rows that carry a query key's value; with `newest` only so many, by their ids, of those that `without` does not name. */
  async byTag(kind: Kind, name: string, value: string, which?: { readonly newest: number; readonly without: ReadonlySet<string> }): Promise<Row[]> {
    return this.#settled(async () => {
      const spaces = this.#spaces(kind)
      const tags = spaces.flatMap(({ stream }) => this.keys().get(stream)?.tag(kind, name, value) ?? [])
      const current = new Set(spaces.map(({ space }) => space))
      // Asked for each tag by itself, the browser answers at once; asked for several together, it walks through them key by key.
      const found = (await Promise.all(tags.map(tag => this.db.rows.where('tags').equals(tag).primaryKeys()))).flat()
      const all = found.filter(([space]) => current.has(space))
      const mine = which ? newestOf(all.filter(([, id]) => !which.without.has(id)), which.newest) : all
      const known = mine.map(([, id]) => this.#known(kind, id))
      const missing = mine.filter((_, index) => known[index] === undefined)
      const opened = await this.#open((await this.#sealed(tags, missing, all.length)).filter(row => row.state !== 'moved'))
      const rows = [...known.filter(row => row !== undefined && row !== null), ...opened]
      return { value: rows, keep: () => { for (const row of opened) this.#remember(kind, row.id, row) } }
    })
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
    const rows = new Map<string, Row>()
    for (const { space } of this.#spaces(kind)) {
      // In the order of arrival: a row that is replaced meanwhile is met again further on.
      for (let after: readonly unknown[] = [], more = true; more;) {
        const sealed = await this.db.rows.where('[space+kind+seq+id]')
          .between([space, kind, ...after], [space, kind, Dexie.maxKey], false, true).limit(BATCH).toArray()
        for (const row of await this.#open(sealed.filter(row => row.state !== 'moved'))) {
          const other = rows.get(row.id)
          if (!other || other.rev <= row.rev) rows.set(row.id, row)
        }
        const last = sealed.at(-1)
        if (last) after = [last.seq, last.id]
        more = sealed.length === BATCH
        if (more) await this.breathe()
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
  async #settled<T>(read: () => Promise<{ value: T; keep: () => void }>): Promise<T> {
    for (;;) {
      const version = this.version
      const { value, keep } = await read()
      if (version !== this.version) continue
      keep()
      return value
    }
  }
}

export const byIdDown = (a: string, b: string): number => (a < b ? 1 : a > b ? -1 : 0)

/** The places of the ids that were made last: an id begins with its time (UUIDv7). */
function newestOf(places: readonly [string, string][], count: number): [string, string][] {
  const ids = new Set([...new Set(places.map(([, id]) => id))].sort(byIdDown).slice(0, count))
  return places.filter(([, id]) => ids.has(id))
}

/** The streams, as they are shown, in which a kind may live, and which these keys open. */
export function readableStates(kind: Kind, states: Iterable<StreamState>, keys: StreamKeys): StreamState[] {
  const { purpose } = definitionOf(kind)
  return [...states]
    .filter(state => state.copy > 0 && keys.get(state.stream)?.kid === state.kid)
    .filter(state => purpose === 'any' || parseStream(state.stream)?.purpose === purpose)
}

/** Of two versions of a record the later; a tombstone gives way to the row in the record's new stream. */
function newer(before: Row | undefined, row: Row): Row {
  if (!before || before.stream === row.stream) return row
  return row.state === 'moved' || (before.state !== 'moved' && before.rev > row.rev) ? before : row
}

/** A tombstone ends the row of its own stream only: the record may live on in another. */
function lay(rows: Map<string, Row>, row: Row): void {
  const before = rows.get(row.id)
  if (row.state !== 'moved') rows.set(row.id, newer(before, row))
  else if (before?.stream === row.stream) rows.delete(row.id)
}
