import { isKind } from '#domain/records/index.ts'
import { parseOp } from '#sync/chain.ts'
import type { Op, Row } from '#sync/messages.ts'
import { fromUtf8 } from '../vault/bytes.ts'
import type { StreamKey } from '../vault/stream-keys.ts'
import { ChangeBus, type Change, type ChangeMessage } from './changes.ts'
import type { Databases, JournalEntry } from './database.ts'
import { WRITE_LOCK, type Channel, type StoreDeps, type StoreUser } from './deps.ts'
import { Folds } from './folds.ts'
import { FormDrafts } from './form-drafts.ts'
import { GrowingFolds } from './growing-folds.ts'
import { Lists } from './lists.ts'
import { takeDamage } from './pages/damage.ts'
import { PagedRows } from './pages/paged-rows.ts'
import { PendingOps, type PendingOp } from './pending.ts'
import { RowCache } from './row-cache.ts'
import { openRow, spaceOf, tagsOf } from './row-box.ts'
import type { SealedRow } from './database.ts'

export const journalPlace = (bh: string): string => `journal|${bh}`

/** Somebody locked while this was running; what was begun is left as it stood. */
export class StoreClosedError extends Error {
  override readonly name = 'StoreClosedError'
}

/** What a commit changed, to bring memory and other tabs after it. */
export interface Committed {
  readonly stamp: number
  readonly rows: readonly Row[]
  readonly added: readonly PendingOp[]
  /** Operations changed phase or left: read them anew. */
  readonly reload: boolean
  readonly changes: readonly Change[] | null
}

/**
 * The memory of one unlocked store: unsealed rows, unsettled operations and live queries, kept in step with IndexedDB
 * across tabs. Everything in it can be rebuilt from IndexedDB and the keys; closing it leaves nothing behind.
 */
export class StoreCore {
  readonly cache: RowCache
  /** Pages of packed rows, under the rows. */
  readonly paged: PagedRows
  readonly pending: PendingOps
  readonly folds: Folds
  readonly lists: Lists
  /** Sums that are made along with a first download. */
  readonly growing: GrowingFolds
  readonly bus: ChangeBus
  /** Null while nobody is unlocked. */
  readonly drafts: FormDrafts | null
  readonly #channel: Channel
  readonly #keys: Map<string, StreamKey>
  #stamp = 0
  #chain: Promise<void> = Promise.resolve()
  #closed = false
  /** Told after each change, from here or another tab: numbers on the screen and the next sync follow from it. */
  onChanged: () => void = () => {}

  private constructor(readonly deps: StoreDeps, readonly db: Databases, keys: ReadonlyMap<string, StreamKey>, readonly user: StoreUser | null) {
    this.#keys = new Map(keys)
    this.#channel = deps.openChannel(`${deps.databaseName}-changes`)
    this.paged = new PagedRows(db.relaxed, () => this.#keys, deps, (stream, hash, made) => takeDamage(this, stream, hash, made))
    this.cache = new RowCache(db.relaxed, () => this.#keys, deps.sealing, () => deps.breathe(), this.paged, () => this.refresh())
    this.pending = new PendingOps(user?.id ?? '')
    this.drafts = user && new FormDrafts(db.strict, deps.sealing, user.id, user.olderDraftKey ? [user.draftKey, user.olderDraftKey] : [user.draftKey])
    this.folds = new Folds(this)
    this.lists = new Lists(this)
    this.growing = new GrowingFolds(deps.folds ?? [])
    this.bus = new ChangeBus(() => this.#keys, this.#channel)
    this.#channel.listen(message => { this.#chain = this.#chain.then(() => this.#hear(message)).catch(() => { this.#stamp = -1 }) })
  }

  static async open(deps: StoreDeps, db: Databases, keys: ReadonlyMap<string, StreamKey>, user: StoreUser | null): Promise<StoreCore> {
    const core = new StoreCore(deps, db, keys, user)
    await core.reload()
    return core
  }

  get closed(): boolean { return this.#closed }
  get keys(): ReadonlyMap<string, StreamKey> { return this.#keys }

  /** A key that must be there as long as the store is open. */
  keyOf(stream: string): StreamKey {
    const key = this.#keys.get(stream)
    if (!key) throw new StoreClosedError(`no key of ${stream}`)
    return key
  }

  addKey(key: StreamKey): void { this.#keys.set(key.stream, key) }

  /** A lost stream leaves the memory at once. */
  async removeKey(stream: string): Promise<void> {
    if (!this.#keys.delete(stream)) return
    this.folds.forget(stream)
    await this.reload()
    this.bus.wake(null)
  }

  /** Forgets everything: keys, rows, operations and who was watching. */
  close(): void {
    this.#closed = true
    this.bus.clear()
    this.cache.reset([])
    this.lists.clear()
    this.paged.clear()
    this.pending.replaceAll([])
    this.folds.clear()
    this.growing.clear()
    this.#keys.clear()
    this.drafts?.close()
    this.#channel.close()
  }

  /** Runs a change alone over all tabs, on memory that is up to date. */
  underLock<T>(change: () => Promise<T>): Promise<T> {
    return this.deps.locks.request(WRITE_LOCK, async () => {
      if (this.#closed) throw new StoreClosedError('the store was locked')
      await this.catchUp()
      return change()
    })
  }

  /** Another tab's change whose message has not come yet must be seen before anything is decided. */
  async catchUp(): Promise<void> {
    const stamp = (await this.db.relaxed.value<number>('stamp')) ?? 0
    if (stamp === this.#stamp) return
    await this.reload()
    this.bus.wake(null)
  }

  async reload(): Promise<void> {
    const stamp = (await this.db.relaxed.value<number>('stamp')) ?? 0
    const streams = await this.db.relaxed.streams.toArray()
    const ops = await this.loadPending()
    if (this.#closed) return
    this.cache.reset(streams)
    this.lists.clear()
    this.pending.replaceAll(ops)
    this.#stamp = stamp
  }

  /** Another tab has changed which copies or pages are shown, and its message has not come yet. */
  async refresh(): Promise<void> {
    if (this.#closed) return
    const streams = await this.db.relaxed.streams.toArray()
    const known = new Map(this.cache.states().map(state => [state.stream, state]))
    if (streams.length !== known.size || streams.some(state => known.get(state.stream)?.copy !== state.copy)) return this.reload()
    for (const state of streams) this.cache.setStream(state)
  }

  async loadPending(): Promise<PendingOp[]> {
    const entries = await this.db.relaxed.journal.where('phase').anyOf('unsent', 'sent').toArray()
    const ops = await Promise.all(entries.map(async entry => {
      const op = await this.openOp(entry)
      return op ? pendingOf(entry, op) : null
    }))
    return ops.filter(op => op !== null)
  }

  /** The exact text of a journal body, or null without its key. */
  async openBody(entry: JournalEntry): Promise<string | null> {
    const key = this.#keys.get(entry.stream)
    if (!key || key.kid !== entry.kid) return null
    return fromUtf8(await this.deps.sealing.open(key.key, entry.box, journalPlace(entry.bh)))
  }

  async openOp(entry: JournalEntry): Promise<Op | null> {
    const body = await this.openBody(entry)
    return body === null ? null : parseOp(body)
  }

  /** Brings memory after a commit, in one breath, then wakes live queries and tells the other tabs. */
  async committed(commit: Committed): Promise<void> {
    const ops = commit.reload ? await this.loadPending() : null
    if (this.#closed) return
    this.#lay(commit.rows)
    if (ops) this.pending.replaceAll(ops)
    this.pending.add(commit.added)
    this.#stamp = commit.stamp
    this.bus.wake(commit.changes)
    this.bus.post({ type: 'changes', stamp: commit.stamp, changes: commit.changes, rows: commit.rows.length > 0 } satisfies ChangeMessage)
    this.onChanged()
  }

  /** After a change of copies or streams: everything is read again. */
  async replaced(stamp: number): Promise<void> {
    await this.reload()
    if (this.#closed) return
    this.#stamp = Math.max(stamp, this.#stamp)
    this.bus.wake(null)
    this.bus.post({ type: 'changes', stamp, changes: null, rows: true } satisfies ChangeMessage)
    this.onChanged()
  }

  /** Tags of a record as it is shown now. */
  tagsNow(kind: string, id: string, row: Row | undefined): string[] {
    if (!isKind(kind)) return []
    const record = this.pending.merge(kind, id, row)
    const key = record ? this.#keys.get(record.stream) : undefined
    return record && key ? tagsOf(kind, record.data as never, key) : []
  }

  async #hear(message: unknown): Promise<void> {
    const { type, stamp, changes, rows } = message as ChangeMessage
    if (this.#closed || type !== 'changes' || stamp <= this.#stamp) return
    if (stamp !== this.#stamp + 1 || changes === null) {
      await this.reload()
      this.bus.wake(null)
      return
    }
    const fresh = rows ? await this.#readRows(changes) : []
    const streams = await this.db.relaxed.streams.toArray()
    const ops = await this.loadPending()
    if (this.#closed || stamp !== this.#stamp + 1) return
    for (const state of streams) this.cache.setStream(state)
    this.#lay(fresh)
    this.pending.replaceAll(ops)
    this.#stamp = stamp
    this.bus.wake(changes)
    this.onChanged()
  }

  /** Lays changed rows over everything in memory. */
  #lay(rows: readonly Row[]): void {
    this.cache.changed(rows, isKind)
    this.lists.changed(rows)
  }

  async #readRows(changes: readonly Change[]): Promise<Row[]> {
    const states = (await this.db.relaxed.streams.toArray()).filter(state => this.#keys.get(state.stream)?.kid === state.kid)
    const ids = [...new Set(changes.map(change => change.id))]
    const places = states.flatMap(state => ids.map(id => [spaceOf(state.stream, state.copy), id] as [string, string]))
    const sealed = (await this.db.relaxed.rows.bulkGet(places)).filter(row => row !== undefined) as SealedRow[]
    return Promise.all(sealed.map(row => openRow(row, this.#keys.get(row.space.slice(0, row.space.lastIndexOf('#'))) as StreamKey, this.deps.sealing)))
  }
}

export function pendingOf(entry: JournalEntry, op: Op): PendingOp {
  return { dev: entry.dev, seq: entry.seq, order: entry.order, phase: entry.phase, quarantined: entry.outcome === 'quarantined', row: entry.row, op }
}
