import type { ApiFailure } from './api.ts'
import type { SyncProblem } from './progress.ts'

/** Why a run ended early. None of these locks or loses anything on the tablet. */
export type Stop =
  /** No answer, or not now: try again later, `afterS` at the earliest. */
  | { readonly kind: 'retry'; readonly offline: boolean; readonly problem: SyncProblem | null; readonly afterS: number }
  /** A person must act first. */
  | { readonly kind: 'blocked'; readonly problem: SyncProblem }
  /** The ground has moved (new epoch, cursor refused): start over at once. */
  | { readonly kind: 'restart' }

/** Network errors never sign anyone out: only a 401 asks for the password again, and even then the tablet stays open. */
export function stopOf(failure: ApiFailure): Stop {
  if (failure.kind === 'offline' || failure.kind === 'timeout') return { kind: 'retry', offline: true, problem: null, afterS: 0 }
  if (failure.kind === 'unreadable') return { kind: 'retry', offline: true, problem: null, afterS: 0 }
  const afterS = failure.retryAfterS ?? 0
  switch (failure.code) {
    case 'SESSION': return { kind: 'blocked', problem: 'sign-in' }
    case 'DEVICE': return { kind: 'blocked', problem: 'device-revoked' }
    case 'UPGRADE': return { kind: 'blocked', problem: 'upgrade' }
    case 'EPOCH': case 'CURSOR': return { kind: 'restart' }
  }
  if (failure.status === 401) return { kind: 'blocked', problem: 'sign-in' }
  const server = failure.status >= 500 || failure.status === 429
  return { kind: 'retry', offline: false, problem: server ? 'server' : 'refused', afterS }
}
