/**
 * `idle` nothing to do now; `syncing`; `preparing` a first download runs; `offline` the network did not answer;
 * `waiting` after a failure or because the server asked for time; `blocked` a person must act (see `problem`).
 */
export type SyncPhase = 'idle' | 'syncing' | 'preparing' | 'offline' | 'waiting' | 'blocked'

/**
 * A code word for what stands in the way: `sign-in` the server wants the password again; `device-revoked`; `upgrade` this
 * version may only download; `storage-full`; `storage-failed`; `old-version` a newer tab has changed the store, reload;
 * `refused` the server did not understand; `server` the server failed.
 */
export type SyncProblem = 'sign-in' | 'device-revoked' | 'upgrade' | 'storage-full' | 'storage-failed' | 'old-version' | 'refused' | 'server'

/** How far a first download is: rows had, rows expected, and the stream it is about. */
export interface SyncProgress { readonly done: number; readonly total: number; readonly what: string }

/** Numbers for the line that is always on the screen. Instants are ms since 1970. */
export interface SyncStatus {
  readonly phase: SyncPhase
  /** Saves that are on this tablet only. */
  readonly unsent: number
  /** Saves the server has, whose judged rows have not come back yet. */
  readonly sent: number
  /** Saves of the signed-in user that the server holds for a decision. */
  readonly review: number
  readonly oldestUnsentAt: number | null
  readonly lastCompleteAt: number | null
  readonly progress: SyncProgress | null
  readonly problem: SyncProblem | null
}

export const QUIET: SyncStatus = { phase: 'idle', unsent: 0, sent: 0, review: 0, oldestUnsentAt: null, lastCompleteAt: null, progress: null, problem: null }
