import { webcrypto } from 'node:crypto'
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { day } from '#domain/core/day.ts'
import type { Json } from '#domain/core/json.ts'
import { ok } from '#domain/core/result.ts'
import type { MovementData } from '#domain/records/stock-movement.ts'
import { addMovement, balanceKey, type Balance } from '#domain/rules/pharmacy/balance.ts'
import { digestOf, rowHash } from '#sync/digest.ts'
import type { PageEntry, Row } from '#sync/messages.ts'
import { packPage } from '#sync/pages/pack.ts'
import { applyPage } from '#app/db/apply-rows.ts'
import { webPageBytes } from '#app/db/pages/page-bytes.ts'
import { beginPagedCopy, finishPagedCopy, storePages, type StreamManifest } from '#app/db/pages/page-copies.ts'
import { resumeSnapshot, storeSnapshotPage } from '#app/db/copies.ts'
import { openDatabase } from '#app/db/database.ts'
import type { Locks, Paging, StoreDeps } from '#app/db/deps.ts'
import { recordResults } from '#app/db/journal.ts'
import { createDraft, type LedgerFold, type Listing, type RecordStore } from '#app/db/record-store.ts'
import { createRecordStore } from '#app/db/store.ts'
import { StoreCore } from '#app/db/store-core.ts'
import { createLocks } from '#app/vault/platform.ts'
import { webSealing } from '#app/vault/sealing.ts'
import { openStreamKeys } from '#app/vault/stream-keys.ts'

export const KIARA = 'pustu:pustu-kiara/stock'
export const TERITIH = 'pustu:pustu-teritih/stock'
export const EPOCH = 'masa-1'

/** Balances as a feature folds them, and how often a record was added, so that a test sees what an answer costs. */
export function countingFold(name = 'balances', version = 1): LedgerFold<'stock-movement', Map<string, Balance>> & { added: number } {
  const fold = {
    name, version, kind: 'stock-movement' as const, added: 0,
    empty: () => new Map<string, Balance>(),
    add(state: Map<string, Balance>, data: MovementData) {
      fold.added += 1
      const key = balanceKey(data)
      state.set(key, addMovement(state.get(key), key, data))
    },
    toJson: (state: Map<string, Balance>): Json => [...state.values()] as unknown as Json,
    fromJson: (json: Json): Map<string, Balance> => new Map((json as unknown as Balance[]).map(balance => [balance.key, balance])),
  }
  return fold
}

/** What a list of movements would show. */
export interface ListedMovement { readonly [field: string]: Json; readonly drugId: string; readonly quantity: number }
export const movementListing = (version = 1): Listing<'stock-movement', ListedMovement> => ({
  name: 'movements', version, kind: 'stock-movement', line: ({ drugId, quantity }) => ({ drugId, quantity }), compare: (one, other) => one.quantity - other.quantity,
})

export const movement = (quantity: number, drugId = 'parasetamol', on = '2025-12-17'): MovementData => ({
  drugId, source: 'program', batch: { number: 'B1', expiresOn: day('2027-01-31') }, quantity, reason: quantity > 0 ? 'diterima' : 'diserahkan',
  on: day(on), document: 'SBBK-1', party: 'Puskesmas', visitId: null, reverses: null, override: null,
})

/** What the server holds of the two ledgers: each version of a row takes the next number of its stream. */
export class Ledgers {
  readonly rows = new Map<string, Map<string, Row>>([[KIARA, new Map()], [TERITIH, new Map()]])
  readonly seq = new Map<string, number>([[KIARA, 0], [TERITIH, 0]])

  put(stream: string, id: string, data: MovementData | null, change: { rev?: number; state?: Row['state']; kind?: string } = {}): Row {
    const seq = (this.seq.get(stream) ?? 0) + 1
    this.seq.set(stream, seq)
    const row: Row = {
      stream, seq, id, kind: change.kind ?? 'stock-movement', rev: change.rev ?? 1, state: change.state ?? 'live', data: data as unknown as Json, conflicts: [],
      by: { actor: 'staf-lain', dev: 'tab-lain', at: '2025-12-16T09:00:00.000+07:00' },
    }
    this.rows.get(stream)?.set(id, row)
    return row
  }

  live(stream: string): Row[] {
    return [...(this.rows.get(stream) ?? new Map<string, Row>()).values()].filter(row => row.state === 'live')
  }

  /** Latest versions after a cursor, in the order of their numbers. */
  after(stream: string, cursor: number, most = Number.POSITIVE_INFINITY): Row[] {
    return [...(this.rows.get(stream) ?? new Map<string, Row>()).values()].filter(row => row.seq > cursor).sort((a, b) => a.seq - b.seq).slice(0, most)
  }

  digest(stream: string, ids?: ReadonlySet<string>): Row[] {
    return this.after(stream, 0).filter(row => !ids || ids.has(row.id))
  }
}

/** `deaf`: what other tabs tell does not reach it. */
export interface TabOptions { readonly deaf?: boolean; readonly folds?: readonly LedgerFold[]; readonly lists?: readonly Listing[]; readonly streams?: readonly string[]; readonly breathe?: () => Promise<void>; readonly paging?: Paging }

/** One tablet: a disk, a lock and a channel, over which tabs come and go. */
export class Tablet {
  factory = new IDBFactory()
  readonly #locks: Locks = createLocks(undefined, 'uji')
  readonly #listeners = new Set<(message: unknown) => void>()
  readonly #keys: Record<string, string> = {}
  #counter = 0

  /** Opens a tab with the keys of these streams; the database is made at the first. */
  async open({ deaf = false, paging, folds = [], lists = [], streams = [KIARA, TERITIH], breathe = () => Promise.resolve() }: TabOptions = {}): Promise<Tab> {
    const randomBytes = (length: number): Uint8Array<ArrayBuffer> => webcrypto.getRandomValues(new Uint8Array(length))
    const deps: StoreDeps = {
      databaseName: 'uji', idb: { indexedDB: this.factory, IDBKeyRange }, sealing: webSealing(webcrypto.subtle as SubtleCrypto, randomBytes), randomBytes,
      locks: this.#locks, openChannel: () => (deaf ? { post: () => {}, listen: () => () => {}, close: () => {} } : this.#channel()), now: () => Date.parse('2025-12-17T05:00:00Z'), newId: () => `id-${String(++this.#counter).padStart(6, '0')}`,
      breathe, app: 'uji', folds, lists, pageBytes: webPageBytes(webcrypto.subtle as SubtleCrypto), ...(paging ? { paging } : {}),
    }
    const db = await openDatabase(deps.databaseName, deps.idb)
    if (!(await db.strict.value('journal'))) {
      await db.strict.meta.bulkPut([{ key: 'tablet', value: { block: 2 } }, { key: 'journal', value: { dev: 'tab-uji', seq: 0, hash: '', order: 0 } }, { key: 'epoch', value: EPOCH }])
    }
    for (const stream of streams) this.#keys[stream] ??= Buffer.from(randomBytes(32)).toString('base64')
    const keys = await openStreamKeys(Object.fromEntries(streams.map(stream => [stream, this.#keys[stream] as string])), deps.sealing)
    const grants = [{ role: 'nakes' as const, place: 'pustu-kiara' }, { role: 'kapus' as const, place: 'pkm-uji' }]
    const core = await StoreCore.open(deps, db, keys, { id: 'staf-bidan', zone: 'Asia/Jakarta', grants, escrow: null, draftKey: await deps.sealing.importKey(randomBytes(32)) })
    return new Tab(core, createRecordStore(core))
  }

  /** From now on this stream has another key. */
  changeKey(stream: string): void {
    this.#keys[stream] = Buffer.from(webcrypto.getRandomValues(new Uint8Array(32))).toString('base64')
  }

  #channel(): ReturnType<StoreDeps['openChannel']> {
    const own = new Set<(message: unknown) => void>()
    return {
      post: message => { for (const listener of this.#listeners) if (!own.has(listener)) queueMicrotask(() => this.#listeners.has(listener) && listener(structuredClone(message))) },
      listen: listener => { this.#listeners.add(listener); own.add(listener); return () => void this.#listeners.delete(listener) },
      close: () => { for (const listener of own) this.#listeners.delete(listener) },
    }
  }
}

/** The pages that a server would make of a stream: of each kind so many rows each, by their ids. */
export async function manifestOf(core: StoreCore, ledgers: Ledgers, stream: string, size: number): Promise<StreamManifest & { bodies: ReadonlyMap<string, Uint8Array<ArrayBuffer>> }> {
  const all = ledgers.after(stream, 0).sort((a, b) => (a.id < b.id ? -1 : 1))
  const bodies = new Map<string, Uint8Array<ArrayBuffer>>()
  const pages: PageEntry[] = []
  for (const kind of new Set(all.map(row => row.kind))) {
    const own = all.filter(row => row.kind === kind)
    for (let from = 0; from < own.length; from += size) {
      const rows = own.slice(from, from + size)
      const body = await core.deps.pageBytes.deflate(packPage(rows))
      const hash = await core.deps.pageBytes.hash(body)
      bodies.set(hash, body)
      pages.push({
        kind, first: (rows[0] as Row).id, last: (rows.at(-1) as Row).id, count: rows.length, maxSeq: Math.max(...rows.map(row => row.seq)), maxRev: Math.max(...rows.map(row => row.rev)),
        sum: digestOf(rows.map(rowHash)).sum, hash, bytes: body.length,
      })
    }
  }
  return { atSeq: ledgers.seq.get(stream) ?? 0, pages, bodies }
}

/** One tab of the tablet, with what sync would do in it. */
export class Tab {
  constructor(readonly core: StoreCore, readonly store: RecordStore) {}

  close(): void {
    this.core.close()
    this.core.db.strict.close()
    this.core.db.relaxed.close()
  }

  /** Downloads a stream whole, in pages of this many rows; `meanwhile` runs between two pages. */
  async download(ledgers: Ledgers, stream: string, size = 1000, meanwhile: () => void = () => {}): Promise<void> {
    const atSeq = ledgers.seq.get(stream) ?? 0
    const ids = ledgers.after(stream, 0).map(row => row.id)
    for (let from = 0, done = false; !done; from += size) {
      const making = await resumeSnapshot(this.core, stream, EPOCH)
      // As the server does: a page holds the rows of its ids as they are when it is asked for.
      const rows = ids.slice(from, from + size).flatMap(id => ledgers.rows.get(stream)?.get(id) ?? [])
      const next = from + size < ids.length ? String(from + size) : undefined
      done = next === undefined
      await storeSnapshotPage(this.core, making, { rows, atSeq, total: ids.length, ...(next === undefined ? {} : { next }) }, stream)
      meanwhile()
    }
  }

  /** Downloads a stream in pages of this many rows, as they stand at the server now. `lose`: so many of them do not arrive. */
  async downloadPages(ledgers: Ledgers, stream: string, size = 3, lose = 0): Promise<boolean> {
    const manifest = await manifestOf(this.core, ledgers, stream, size)
    const making = await beginPagedCopy(this.core, stream, EPOCH, manifest)
    const arriving = making.missing.slice(0, making.missing.length - lose)
    await storePages(this.core, arriving.map(hash => ({ stream, hash, body: manifest.bodies.get(hash) as Uint8Array<ArrayBuffer> })))
    return finishPagedCopy(this.core, making)
  }

  /** Pulls what is new, at most so many rows of each stream. */
  async pull(ledgers: Ledgers, most = Number.POSITIVE_INFINITY, streams: readonly string[] = [KIARA, TERITIH]): Promise<void> {
    const states = (await this.core.db.relaxed.streams.toArray()).filter(state => streams.includes(state.stream) && state.copy > 0)
    const from = Object.fromEntries(states.map(state => [state.stream, state.seq]))
    const pages = states.map(state => ({ state, rows: ledgers.after(state.stream, state.seq, most) }))
    const cursor = Object.fromEntries(pages.map(({ state, rows }) => [state.stream, rows.length === 0 || rows.length < most ? (ledgers.seq.get(state.stream) ?? 0) : (rows.at(-1) as Row).seq]))
    await applyPage(this.core, pages.flatMap(({ rows }) => rows), cursor, from)
  }

  /** Saves movements as a nurse does. */
  async save(stream: string, ...movements: readonly MovementData[]): Promise<string[]> {
    const saved = await this.store.writeGroup(async () => ok(movements.map(data => createDraft('stock-movement', this.core.deps.newId(), stream, data))))
    if (!saved.ok) throw new Error(JSON.stringify(saved.error))
    return [...saved.value.ids]
  }

  /** What the server makes of everything unsent: a row each, or the inbox. `isHeard` false: the answer is lost. */
  async push(ledgers: Ledgers, { outcome = 'applied', isHeard = true }: { outcome?: 'applied' | 'quarantined'; isHeard?: boolean } = {}): Promise<void> {
    const entries = await this.core.db.relaxed.journal.where('phase').equals('unsent').toArray()
    if (entries.length === 0) return
    const results = await Promise.all(entries.map(async entry => {
      if (outcome === 'quarantined') return { seq: entry.seq, outcome, code: 'INVALID' as const }
      const op = await this.core.openOp(entry)
      if (!op) throw new Error('an operation that cannot be read')
      const data = Object.fromEntries(Object.entries(op.set ?? {}).map(([group, change]) => [group, change.to])) as unknown as MovementData
      const known = ledgers.rows.get(op.stream)?.get(op.id)
      const row = known ?? ledgers.put(op.stream, op.id, data)
      return { seq: entry.seq, outcome: known ? 'duplicate' as const : 'applied' as const, row: { stream: row.stream, seq: row.seq } }
    }))
    if (isHeard) await recordResults(this.core, 'tab-uji', { results, last: entries.at(-1)?.seq ?? 0, chain: '', durable: 0 } as never, 1)
  }

  /** The sum by its meaning: every live record of the stream added once. */
  async scanned(fold: LedgerFold<'stock-movement', Map<string, Balance>>, stream: string): Promise<Map<string, Balance>> {
    const state = fold.empty()
    for (const record of await this.store.scan('stock-movement')) if (record.stream === stream && record.state === 'live') fold.add(state, record.data)
    return state
  }
}

export const quantities = (balances: ReadonlyMap<string, Balance>): Record<string, number> =>
  Object.fromEntries([...balances.values()].map(balance => [balance.drugId, balance.quantity]).sort())
