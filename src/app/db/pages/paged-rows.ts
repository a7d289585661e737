import type { Json } from '#domain/core/json.ts'
import type { Kind } from '#domain/records/index.ts'
import { rowHash } from '#sync/digest.ts'
import type { PageEntry, Row } from '#sync/messages.ts'
import { DamagedPageError } from '#sync/pages/page.ts'
import { groupsOf } from '#sync/groups.ts'
import type { StreamKey, StreamKeys } from '../../vault/stream-keys.ts'
import type { StreamState, TabletDatabase } from '../database.ts'
import type { StoreDeps } from '../deps.ts'
import { DAY_TAG, spaceOf, tagsOf } from '../row-box.ts'
import { groundOfCopy } from '../shown-copies.ts'
import { Directory, openDirectory } from './directory.ts'
import type { LedgerFold } from '../record-store.ts'
import { BrokenSealError, deskWhenAsked, PageFoldError, PageGoneError, type PageDesk, type PageName } from './page-desk.ts'
import { keepPostings, readPostings } from './kept-postings.ts'
import { slotsUnder, type Postings } from './postings.ts'

/** A row in a page that a newer one is about to lie over. */
export interface Under { readonly seq: number; readonly hash: string; readonly tags: readonly string[] }

/** Where a value was found: slots of one page, ascending, so in the order of ids. */
export interface Hit { readonly page: PageName; readonly slots: readonly number[] }

/** Tells that a page, or null for a whole directory, cannot be read; `made`: it came whole and is wrong in itself. */
export type OnDamage = (stream: string, hash: string | null, made: boolean) => void

const NO_PAGES = new Directory([])
/** Pages asked for at once when all of a kind are read. */
const READ_AHEAD = 3

/**
 * The layer of pages under the rows of a copy. It knows nothing of the rows over it: whoever asks leaves out what is shadowed.
 * Directories and postings are kept in memory once they were opened; a page that is gone means that somebody has packed anew.
 */
export class PagedRows {
  readonly desk: PageDesk
  readonly #directories = new Map<string, { readonly generation: number; readonly ground: number; readonly directory: Promise<Directory> }>()
  readonly #postings = new Map<string, Promise<Postings>>()

  constructor(private readonly db: TabletDatabase, private readonly keys: () => StreamKeys, private readonly deps: StoreDeps, private readonly onDamage: OnDamage) {
    const load = (page: PageName) => this.#load(page)
    this.desk = deps.openPageDesk?.(load) ?? deskWhenAsked(async () => (await import('./desk.ts')).createPageDesk(load, deps.sealing, deps.pageBytes, () => deps.breathe()))
  }

  clear(): void {
    this.#directories.clear()
    this.#postings.clear()
    this.desk.close()
  }

  /** The pages of a copy as this state names them. @throws PageGoneError when the copy has other pages by now. */
  async directory(state: Pick<StreamState, 'stream' | 'copy' | 'paged' | 'rewritten'>): Promise<Directory> {
    if (state.paged === undefined) return NO_PAGES
    const space = spaceOf(state.stream, state.copy)
    const known = this.#directories.get(space)
    const ground = groundOfCopy(state)
    if (known?.generation === state.paged && known.ground === ground) return known.directory
    const directory = this.#open(space, state.stream, state.paged)
    const entry = { generation: state.paged, ground, directory }
    this.#directories.set(space, entry)
    directory.catch(() => { if (this.#directories.get(space) === entry) this.#directories.delete(space) })
    return directory
  }

  async #open(space: string, stream: string, generation: number): Promise<Directory> {
    const [sealed, state] = await this.db.transaction('r', this.db.streams, this.db.directories, () => Promise.all([this.db.directories.get(space), this.db.streams.get(stream)]))
    if (sealed?.generation !== generation) {
      // Of another generation than the stream as it stands: replaced. Of this one, and not there: lost.
      if (state?.paged === generation && spaceOf(stream, state.copy) === space) this.#noDirectory(stream, space)
      throw new PageGoneError(`directory ${generation} of ${space}`)
    }
    const key = this.keys().get(stream)
    if (!key) throw new PageGoneError(`no key of ${stream}`)
    return openDirectory(sealed, key, this.deps.sealing).catch(() => this.#noDirectory(stream, space))
  }

  /** The copy is to be had anew. */
  #noDirectory(stream: string, space: string): never {
    this.onDamage(stream, null, false)
    throw new BrokenSealError(`directory of ${space}`)
  }

  /** Rows of these ids, in no order. */
  async byIds(state: StreamState, kind: string, ids: readonly string[]): Promise<Row[]> {
    const directory = await this.directory(state)
    const asked = new Map<PageEntry, string[]>()
    for (const id of ids) {
      const entry = directory.pageOf(kind, id)
      if (entry) asked.set(entry, [...(asked.get(entry) ?? []), id])
    }
    const found = await Promise.all([...asked].map(([entry, own]) => this.read(state.stream, entry.hash, page => this.desk.byIds(page, own))))
    return found.flat()
  }

  /** Every row of a kind, page by page; while one is taken in, the next ones are read and unsealed. */
  async *all(state: StreamState, kind: Kind): AsyncGenerator<Row[]> {
    const pages = (await this.directory(state)).of(kind)
    const read = ({ hash }: PageEntry): Promise<Row[]> => {
      const rows = this.read(state.stream, hash, page => this.desk.all(page))
      // One that fails is told of when its turn comes, or by nobody where the reading has ended before.
      rows.catch(() => undefined)
      return rows
    }
    const ahead = pages.slice(0, READ_AHEAD).map(read)
    for (let at = READ_AHEAD, next = ahead.shift(); next; at += 1, next = ahead.shift()) {
      yield await next
      const later = pages[at]
      if (later) ahead.push(read(later))
    }
  }

  /** Where a query key's value may be found, in the order of ids. */
  async hits(state: StreamState, kind: Kind, name: string, value: string): Promise<Hit[]> {
    const pages = (await this.directory(state)).of(kind)
    const postings = await Promise.all(pages.map(({ hash }) => this.postings(state.stream, kind, hash)))
    return pages.map(({ hash }, index) => ({ page: { stream: state.stream, hash }, slots: slotsUnder(postings[index] as Postings, name, value) }))
      .filter(({ slots }) => slots.length > 0)
  }

  /** The rows of a hit that carry the value indeed, tombstones left out. */
  async rowsOf({ page, slots }: Hit, kind: Kind, name: string, value: string): Promise<Row[]> {
    const rows = await this.read(page.stream, page.hash, () => this.desk.atSlots(page, slots))
    return rows.filter(row => row.state !== 'moved' && carries(kind, row, name, value))
  }

  /** Adds to a sum what these pages hold after a sequence number; see PageDesk. */
  async fold(stream: string, fold: LedgerFold, pages: readonly PageEntry[], after: number, from: Json | null): Promise<Json> {
    try {
      return await this.desk.fold(fold, pages.map(({ hash }) => ({ stream, hash })), after, from)
    } catch (error) {
      if (!(error instanceof PageFoldError)) throw error
      return this.read(stream, error.page.hash, () => Promise.reject(error.cause as Error))
    }
  }

  /** What the given rows would lie over, by `space|id`. */
  async under(states: Iterable<StreamState>, rows: readonly Row[]): Promise<Map<string, Under>> {
    const found = new Map<string, Under>()
    for (const state of states) {
      const key = this.keys().get(state.stream)
      if (state.paged === undefined || !key) continue
      const own = rows.filter(row => row.stream === state.stream)
      for (const kind of new Set(own.map(row => row.kind))) {
        for (const row of await this.byIds(state, kind, own.filter(one => one.kind === kind).map(({ id }) => id))) {
          found.set(`${spaceOf(state.stream, state.copy)}|${row.id}`, underOf(row, key))
        }
      }
    }
    return found
  }

  /** What a page's rows are found under, from memory, from the disk, or made from the page and kept. */
  postings(stream: string, kind: string, hash: string): Promise<Postings> {
    const place = `${stream}|${hash}`
    const known = this.#postings.get(place)
    if (known) return known
    const made = this.#makePostings(stream, kind, hash)
    this.#postings.set(place, made)
    made.catch(() => { if (this.#postings.get(place) === made) this.#postings.delete(place) })
    return made
  }

  async #makePostings(stream: string, kind: string, hash: string): Promise<Postings> {
    const key = this.#keyOf(stream)
    const kept = await readPostings(this.db, this.deps.sealing, key, kind, hash)
    if (kept) return kept.postings
    const postings = await this.read(stream, hash, page => this.desk.postings(page))
    await keepPostings(this.db, this.deps.sealing, key, kind, hash, { postings, checked: false })
    return postings
  }

  /** Asks a page; one that cannot be read is told of, so that the next sync fetches it again. */
  async read<T>(stream: string, hash: string, ask: (page: PageName) => Promise<T>): Promise<T> {
    try {
      return await ask({ stream, hash })
    } catch (error) {
      if (error instanceof BrokenSealError || error instanceof DamagedPageError) this.onDamage(stream, hash, error instanceof DamagedPageError)
      throw error
    }
  }

  async #load({ stream, hash }: PageName): Promise<{ box: Uint8Array<ArrayBuffer>; key: CryptoKey }> {
    const key = this.#keyOf(stream)
    const sealed = await this.db.pages.get([stream, key.kid, hash])
    if (sealed) return { box: sealed.box, key: key.key }
    // Named by the directory that stands, and not there: lost. Named by an older one: replaced.
    const state = await this.db.streams.get(stream)
    const directory = state && await this.db.directories.get(spaceOf(stream, state.copy))
    const known = state && this.#directories.get(spaceOf(stream, state.copy))
    const isLost = directory !== undefined && known?.generation === directory.generation && (await known.directory).entries.some(entry => entry.hash === hash)
    throw isLost ? new BrokenSealError(`page ${hash} is not there`) : new PageGoneError(hash)
  }

  #keyOf(stream: string): StreamKey {
    const key = this.keys().get(stream)
    if (!key) throw new PageGoneError(`no key of ${stream}`)
    return key
  }
}

function carries(kind: Kind, row: Row, name: string, value: string): boolean {
  const { keys, day } = groupsOf(kind, row.data)
  return name === DAY_TAG ? day === value : (keys[name] ?? []).includes(value)
}

const underOf = (row: Row, key: StreamKey): Under => ({ seq: row.seq, hash: rowHash(row), tags: row.state === 'moved' ? [] : tagsOf(row.kind, row.data, key) })
