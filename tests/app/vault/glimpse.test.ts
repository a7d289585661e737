import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { describe, expect, it } from 'vitest'
import { openDatabase } from '#app/db/database.ts'
import { glimpse } from '#app/vault/glimpse.ts'

const TABLET = { dev: 'T1', name: 'Tablet Kiara', tenant: { id: 'kalodran', name: 'Puskesmas Kalodran', zone: 'Asia/Jakarta', demo: true }, block: 3, serverKey: 'x' }
const USER = { id: 'u-bidan', username: 'bidan', name: 'Nama bidan', salt: new Uint8Array(16), box: new Uint8Array(64), streams: [] }

async function enrolled(indexedDB: IDBFactory): Promise<void> {
  const { strict, relaxed } = await openDatabase('kkd', { indexedDB, IDBKeyRange })
  await strict.meta.put({ key: 'tablet', value: TABLET })
  await strict.users.put(USER as never)
  strict.close()
  relaxed.close()
}

describe('a look through the door', () => {
  it('sees which tablet this is and who may open it, and no key', async () => {
    const indexedDB = new IDBFactory()
    await enrolled(indexedDB)
    const seen = await glimpse('kkd', indexedDB)
    expect(seen).toEqual({ tablet: { dev: 'T1', name: 'Tablet Kiara', tenant: TABLET.tenant }, knownUsers: [{ username: 'bidan', name: 'Nama bidan' }] })
  })

  it('makes no database where there is none, so that the store makes it whole', async () => {
    const indexedDB = new IDBFactory()
    expect(await glimpse('kkd', indexedDB)).toBeNull()
    expect(await indexedDB.databases()).toEqual([])
    await enrolled(indexedDB)
    expect(await glimpse('kkd', indexedDB)).not.toBeNull()
  })

  it('sees nothing in a tablet that is not enrolled, nor in a memory of another making', async () => {
    const indexedDB = new IDBFactory()
    const { strict, relaxed } = await openDatabase('kkd', { indexedDB, IDBKeyRange })
    strict.close()
    relaxed.close()
    expect(await glimpse('kkd', indexedDB)).toBeNull()
    await new Promise<void>(resolve => { indexedDB.open('other', 1).onsuccess = event => { (event.target as IDBOpenDBRequest).result.close(); resolve() } })
    expect(await glimpse('other', indexedDB)).toBeNull()
  })

  it('stands in nobody’s way: the store upgrades and deletes beside it', async () => {
    const indexedDB = new IDBFactory()
    await enrolled(indexedDB)
    await glimpse('kkd', indexedDB)
    await new Promise<void>((resolve, reject) => {
      const gone = indexedDB.deleteDatabase('kkd')
      gone.onsuccess = () => resolve()
      gone.onblocked = () => reject(new Error('blocked'))
    })
    expect(await indexedDB.databases()).toEqual([])
  })
})
