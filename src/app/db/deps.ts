import type { Zone } from '#domain/core/day.ts'
import type { Grant } from '#domain/core/roles.ts'
import type { Escrow } from '../vault/escrow.ts'
import type { RandomBytes, Sealing } from '../vault/sealing.ts'
import type { IndexedDb } from './database.ts'
import type { PageDesk, PageLoad } from './pages/page-desk.ts'
import type { LedgerFold, Listing } from './record-store.ts'

/** How rows are packed into pages: rows a page, and from how many loose rows of a kind on they are packed. */
export interface Paging { readonly rows: number; readonly compactAt: number }

/** What is done with the bytes of pages: raw deflate and SHA-256, the browser's own or Node's. */
export interface PageBytes {
  deflate(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>>
  /** Rejects bytes that are no whole deflated body, or one longer than `limit` when inflated. */
  inflate(bytes: Uint8Array<ArrayBuffer>, limit: number): Promise<Uint8Array<ArrayBuffer>>
  /** SHA-256, hex. */
  hash(bytes: Uint8Array<ArrayBuffer>): Promise<string>
}

/** One holder at a time over all tabs of the origin; Web Locks in a browser, a mutex in Node. */
export interface Locks { request<T>(name: string, run: () => Promise<T>): Promise<T> }

/** Talks to the other tabs of this origin. What a tab posts does not come back to it. */
export interface Channel {
  post(message: unknown): void
  listen(onMessage: (message: unknown) => void): () => void
  close(): void
}

/** All that the store needs from outside; nothing is taken from globals, so a simulation can own time, chance and disk. */
export interface StoreDeps {
  readonly databaseName: string
  readonly idb: IndexedDb
  readonly sealing: Sealing
  readonly randomBytes: RandomBytes
  readonly locks: Locks
  openChannel(name: string): Channel
  now(): number
  newId(): string
  /** Lets the screen breathe between pages of a long job. */
  breathe(): Promise<void>
  /** The app's version, stamped into each operation. */
  readonly app: string
  /** Sums that are made along with a download, so that the first screen finds them ready; others are made when first asked for. */
  readonly folds?: readonly LedgerFold[]
  /** What lists show, kept ready for the first screen. */
  readonly lists?: readonly Listing[]
  readonly pageBytes: PageBytes
  /** Sizes other than a tablet's own, for a simulation that wants many small pages. */
  readonly paging?: Paging
  /** Opens pages somewhere else than on this thread; in this one where it is left out. */
  readonly openPageDesk?: (load: PageLoad) => PageDesk
}

/** Who works, and what for. */
export interface StoreUser {
  readonly id: string
  readonly zone: Zone
  readonly grants: readonly Grant[]
  /** Seals each journal body to the server; null where no server key is known (the simulation without it). */
  readonly escrow: Escrow | null
  /** Seals half-written forms, for this user alone. */
  readonly draftKey: CryptoKey
  /** Opens what was sealed before `draftKey` came. */
  readonly olderDraftKey?: CryptoKey
}

/** The name of the lock under which every change of rows and journal is made. */
export const WRITE_LOCK = 'kkd-write'
export const SYNC_LOCK = 'kkd-sync'
/** One tab at a time looks after the pages; no sync and no save waits for it. */
export const TEND_LOCK = 'kkd-tend'
