import type { Sealing } from '../../vault/sealing.ts'
import type { StreamKey } from '../../vault/stream-keys.ts'
import type { TabletDatabase } from '../database.ts'
import { isStorageError } from '../failures.ts'
import { bytesOfPostings, postingsFrom, postingsVersion, type Postings } from './postings.ts'

/** `checked`: the page's rows were read one by one, and their sum was what its directory says. */
export interface KeptPostings { readonly postings: Postings; readonly checked: boolean }

const placeOf = (stream: string, hash: string, version: string): string => `postings|${stream}|${hash}|${version}`

/** The postings of a page that lie here, or null: there are none, they are of other code, or damaged. */
export async function readPostings(db: TabletDatabase, sealing: Sealing, key: StreamKey, kind: string, hash: string): Promise<KeptPostings | null> {
  const kept = await db.postings.get([key.stream, key.kid, hash])
  if (kept?.version !== postingsVersion(kind)) return null
  try {
    const postings = postingsFrom(await sealing.open(key.key, kept.box, placeOf(key.stream, hash, kept.version)))
    return postings && { postings, checked: kept.checked }
  } catch {
    return null
  }
}

/** Keeps postings of a page that lies here. That a disk is full stops nobody from reading: they are made anew next time. */
export async function keepPostings(db: TabletDatabase, sealing: Sealing, key: StreamKey, kind: string, hash: string, { postings, checked }: KeptPostings): Promise<void> {
  const version = postingsVersion(kind)
  const box = await sealing.seal(key.key, bytesOfPostings(postings), placeOf(key.stream, hash, version))
  try {
    await db.transaction('rw', db.meta, db.pages, db.postings, async () => {
      await db.checkFence()
      const place: [string, string, string] = [key.stream, key.kid, hash]
      if (await db.pages.where('[stream+kid+hash]').equals(place).count() === 0) return
      await db.postings.put({ stream: key.stream, kid: key.kid, hash, version, checked, box })
    })
  } catch (error) {
    if (!isStorageError(error)) throw error
  }
}
