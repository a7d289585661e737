import type { SaveFailure } from './record-store.ts'

export type StorageFailure = Extract<SaveFailure, { kind: 'storage-full' | 'storage-failed' | 'old-version' }>

const OLD_VERSION = new Set(['OldVersionError', 'DatabaseClosedError', 'VersionError', 'VersionChangeError'])

/** Names of an error and of what it wraps: Dexie keeps the browser's own error as `inner`. */
function namesOf(error: unknown): string[] {
  const names: string[] = []
  for (let at = error, depth = 0; at instanceof Object && depth < 4; depth += 1) {
    const { name, inner } = at as { name?: unknown; inner?: unknown }
    if (typeof name === 'string') names.push(name)
    at = inner
  }
  return names
}

/** What a failed write means to a person. Never swallowed: the caller shows it. */
export function storageFailure(error: unknown): StorageFailure {
  const names = namesOf(error)
  if (names.some(name => name === 'QuotaExceededError')) return { kind: 'storage-full' }
  if (names.some(name => OLD_VERSION.has(name))) return { kind: 'old-version' }
  return { kind: 'storage-failed', message: error instanceof Error ? error.message : String(error) }
}

/** True for errors of the store itself, a page that cannot be read among them (it is fetched again by the next sync); anything else is a bug of ours and must surface as one. */
export function isStorageError(error: unknown): boolean {
  return namesOf(error).some(name => OLD_VERSION.has(name) || /Quota|Abort|Constraint|Transaction|InvalidState|NotFound|UnknownError|Data|ReadOnly|Timeout|OpenFailed|MissingAPI|BulkError|Bulk|BrokenSeal|DamagedPage/.test(name))
}
