import type { HelloResponse } from '#sync/messages.ts'
import type { StoreCore } from '../db/store-core.ts'
import type { SyncCalls } from './calls.ts'
import type { SyncProgress } from './progress.ts'
import type { RoomEstimate } from './tablet-report.ts'

/** The user's keyring as sync may change it: keys of new streams come, keys of lost ones go. */
export interface Keyring {
  /** Keeps keys durably, wrapped; keys of streams it has already are left as they are. */
  add(keys: Readonly<Record<string, string>>): Promise<void>
  drop(stream: string): Promise<void>
}

/** What one run of sync works with. */
export interface SyncParts {
  readonly core: StoreCore
  readonly calls: SyncCalls
  /** Null where only a push is possible: locked, or the server's session is another person's. */
  readonly keyring: Keyring | null
  readonly app: string
  /** The browser's room, where it tells of it. */
  readonly room?: RoomEstimate | null | undefined
  onProgress(progress: SyncProgress | null): void
}

/** What a run did, counted. */
export interface SyncReport {
  pushed: number
  pulled: number
  /** Streams whose digest was not the server's. Healed, but in tests any is a failure. */
  mismatches: number
  /** New device ids taken after a fork. */
  renewals: number
}

export interface Run {
  readonly parts: SyncParts
  readonly report: SyncReport
  readonly hello: HelloResponse
  readonly serverTime: number
  /** How far this tablet's clock is ahead of the server's; null where nobody could ask (BR-69). */
  readonly skewMs: number | null
  readonly durable: Map<string, number>
}
