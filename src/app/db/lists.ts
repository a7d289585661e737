import type { Row } from '#sync/messages.ts'
import type { StreamState } from './database.ts'
import { inBatches } from './in-batches.ts'
import { isListKept, keepList, readList, type Line } from './kept-lists.ts'
import { looseRows } from './loose-rows.ts'
import { PageGoneError } from './pages/page-desk.ts'
import type { Listing } from './record-store.ts'
import { openRow, spaceOf, streamOfSpace } from './row-box.ts'
import { areShown, readableStates } from './shown-copies.ts'
import type { StoreCore } from './store-core.ts'

/** Rows opened at once. */
const OPENED = 50

/** A list of one stream in memory. What changes while it is being read is laid over it at its end. */
interface Held { readonly listing: Listing; readonly stream: string; readonly touched: Map<string, Row>; lines: Map<string, Line> | null; readonly read: Promise<Map<string, Line>> }

/**
 * What lists show of the rows of this tablet: read once from the value that is kept of the pages and from the single rows over them,
 * then kept in step with every change until the lock. This tablet's unsettled operations are laid over by whoever asks.
 */
export class Lists {
  readonly #held = new Map<string, Held>()

  constructor(private readonly core: StoreCore) {}

  /** Forgets everything: after a swapped copy, a missed message, or at the lock. */
  clear(): void {
    this.#held.clear()
  }

  /** The lines of a stream, by id. They go on changing. Where all was forgotten meanwhile they are old, and the cache has another version by then. */
  async all(listing: Listing, stream: string): Promise<ReadonlyMap<string, Line>> {
    const place = `${stream}|${listing.name}|${listing.version}`
    const held = this.#held.get(place) ?? this.#begin(place, listing, stream)
    if (held.lines) return held.lines
    let lines: Map<string, Line>
    try {
      lines = await held.read
    } catch (error) {
      if (this.#held.get(place) === held) this.#held.delete(place)
      throw error
    }
    if (!held.lines) {
      for (const row of held.touched.values()) lay(lines, row, listing)
      held.lines = lines
    }
    return held.lines
  }

  /** Lays changed rows over what is held. Called in the same breath as the commit. */
  changed(rows: readonly Row[]): void {
    for (const held of this.#held.values()) {
      for (const row of rows) {
        if (row.kind !== held.listing.kind || row.stream !== held.stream) continue
        if (held.lines) lay(held.lines, row, held.listing)
        else held.touched.set(row.id, row)
      }
    }
  }

  /** Makes the values ready that are missing or of other pages, when nobody waits: after a download, a packing, an upgrade. */
  async prepare(state: StreamState): Promise<void> {
    for (const listing of this.core.deps.lists ?? []) {
      if (readableStates(listing.kind, [state], this.core.keys).length === 0 || await isListKept(this.core, listing, state)) continue
      await keepList(this.core, listing, state, (await this.#ofPages(listing, state)).values())
    }
  }

  #begin(place: string, listing: Listing, stream: string): Held {
    const held: Held = { listing, stream, touched: new Map(), lines: null, read: this.#read(listing, stream) }
    this.#held.set(place, held)
    return held
  }

  async #read(listing: Listing, stream: string): Promise<Map<string, Line>> {
    for (;;) {
      const state = readableStates(listing.kind, this.core.cache.states(), this.core.keys).find(one => one.stream === stream)
      try {
        const lines = state ? await this.#readOnce(listing, state) : new Map<string, Line>()
        if (!state || await areShown(this.core.db.relaxed, [state])) return lines
      } catch (error) {
        if (!(error instanceof PageGoneError)) throw error
      }
      await this.core.refresh()
    }
  }

  async #readOnce(listing: Listing, state: StreamState): Promise<Map<string, Line>> {
    const { core } = this
    const [kept, loose] = await Promise.all([readList(core, listing, state), this.#loose(listing, state)])
    const lines = kept ? new Map(kept.map(line => [line.id, line])) : await this.#ofPages(listing, state)
    for (const row of loose) lay(lines, row, listing)
    return lines
  }

  async #loose(listing: Listing, state: StreamState): Promise<Row[]> {
    const { core } = this
    const rows: Row[] = []
    const breathe = (): Promise<void> => core.deps.breathe()
    for await (const sealed of looseRows(core.db.relaxed, spaceOf(state.stream, state.copy), listing.kind, breathe)) {
      rows.push(...await inBatches(sealed, OPENED, breathe, async row => [await openRow(row, core.keyOf(streamOfSpace(row.space)), core.deps.sealing)]))
    }
    return rows
  }

  async #ofPages(listing: Listing, state: StreamState): Promise<Map<string, Line>> {
    const lines = new Map<string, Line>()
    for await (const rows of this.core.paged.all(state, listing.kind)) {
      for (const row of rows) lay(lines, row, listing)
      await this.core.deps.breathe()
    }
    return lines
  }
}

/** Within one stream the row that came last counts; a tombstone takes the line away. */
function lay(lines: Map<string, Line>, row: Row, listing: Listing): void {
  if (row.state === 'moved') lines.delete(row.id)
  else lines.set(row.id, { id: row.id, state: row.state, pending: 'none', conflicted: row.conflicts.length > 0, data: listing.line(row.data as never) })
}
