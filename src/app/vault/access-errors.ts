import { storageFailure } from '../db/failures.ts'
import type { ApiFailure } from '../sync/api.ts'
import type { AccessError } from './access.ts'

/** What a refusal at the door means to the person in front of it. */
export function accessErrorOf(failure: ApiFailure): AccessError {
  if (failure.kind === 'offline' || failure.kind === 'unreadable') return { kind: 'offline' }
  if (failure.kind === 'timeout') return { kind: 'timeout' }
  switch (failure.code) {
    case 'CREDENTIALS': return { kind: 'wrong-credentials' }
    case 'DELAY': return { kind: 'wrong-credentials', waitSeconds: failure.retryAfterS ?? 1 }
    case 'CODE': return { kind: 'wrong-code' }
    case 'DEVICE': return { kind: 'device-revoked' }
    default: return { kind: 'server-error', message: failure.message ?? failure.code }
  }
}

export function storageErrorOf(error: unknown): AccessError {
  const failure = storageFailure(error)
  return { kind: 'storage-failed', message: failure.kind === 'storage-failed' ? failure.message : failure.kind }
}
