import type { HelloResponse } from '#sync/messages.ts'
import type { StoreCore } from '../db/store-core.ts'
import type { SyncCalls } from './calls.ts'
import type { SyncProgress } from './progress.ts'

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
  readonly durable: Map<string, number>
}
