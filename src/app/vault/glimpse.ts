import type { StoredUser } from '../db/database.ts'
import type { KnownUser, TabletIdentity } from './access.ts'

/** What the door shows of a tablet: nothing of it is secret, and it lies in the clear. */
export interface Glimpse { readonly tablet: TabletIdentity; readonly knownUsers: readonly KnownUser[] }

/** A memory that does not answer in this time is left to the session, which says what is wrong with it. */
const PATIENCE_MS = 1_000

/**
 * Looks through the door without the store: which tablet this is and who may open it, so that the password can be asked for while
 * everything behind the lock is still being fetched. Null where there is nothing to see: a tablet that is not enrolled, a memory that is
 * being changed or cannot be read. It never makes or changes a database.
 */
export function glimpse(databaseName: string, indexedDB: IDBFactory): Promise<Glimpse | null> {
  return new Promise(resolve => {
    setTimeout(() => resolve(null), PATIENCE_MS)
    const opening = indexedDB.open(databaseName)
    opening.onerror = event => {
      event.preventDefault()
      resolve(null)
    }
    // There is none yet: making it is the store's work.
    opening.onupgradeneeded = () => opening.transaction?.abort()
    opening.onsuccess = () => {
      const db = opening.result
      db.onversionchange = () => db.close()
      void read(db).catch(() => null).then(seen => {
        db.close()
        resolve(seen)
      })
    }
  })
}

async function read(db: IDBDatabase): Promise<Glimpse | null> {
  const transaction = db.transaction(['meta', 'users'])
  const [entry, users] = await Promise.all([
    answer<{ value: TabletIdentity } | undefined>(transaction.objectStore('meta').get('tablet')),
    answer<StoredUser[]>(transaction.objectStore('users').getAll()),
  ])
  if (!entry) return null
  const { dev, name, tenant } = entry.value
  return { tablet: { dev, name, tenant }, knownUsers: users.map(({ username, name: called }) => ({ username, name: called })) }
}

const answer = <T>(request: IDBRequest): Promise<T> => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result as T)
  request.onerror = () => reject(request.error ?? new Error('not read'))
})
