import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'

/**
 * A tablet's disk: what survives a crash, can be copied onto another tablet and put back to an earlier state.
 * The copy walks fake-indexeddb's own tables, because reading everything out and in again would be most of a run's time.
 */
interface RawRecord { readonly key: unknown; readonly value: unknown }
interface RawRecords { values(): Iterable<RawRecord>; put(record: RawRecord): unknown; delete(key: unknown): unknown; deleteByKeyAndValue(key: unknown, value: unknown): void }
interface RawIndex { readonly name: string; readonly keyPath: unknown; readonly multiEntry: boolean; readonly unique: boolean; initialized: boolean; readonly records: RawRecords; constructor: new (...parts: unknown[]) => RawIndex }
interface RawStore { readonly name: string; readonly keyPath: unknown; readonly autoIncrement: boolean; readonly records: RawRecords; readonly rawIndexes: Map<string, RawIndex>; constructor: new (...parts: unknown[]) => RawStore }
interface RawDatabase { readonly name: string; readonly version: number; readonly rawObjectStores: Map<string, RawStore>; constructor: new (name: string, version: number) => RawDatabase }
interface RawFactory { readonly _databases: Map<string, RawDatabase> }

const raw = (factory: IDBFactory): RawFactory => factory as unknown as RawFactory

function copyRecords(from: RawRecords, to: RawRecords): void {
  for (const { key, value } of from.values()) to.put({ key, value })
}

/** A disk with the same content; the two share nothing that is ever changed. */
export function copyDisk(factory: IDBFactory): IDBFactory {
  const copy = new IDBFactory()
  for (const [name, database] of raw(factory)._databases) {
    const target = new database.constructor(name, database.version)
    for (const [storeName, store] of database.rawObjectStores) {
      const targetStore = new store.constructor(target, storeName, store.keyPath, store.autoIncrement)
      copyRecords(store.records, targetStore.records)
      for (const [indexName, index] of store.rawIndexes) {
        const targetIndex = new index.constructor(targetStore, indexName, index.keyPath, index.multiEntry, index.unique)
        targetIndex.initialized = true
        copyRecords(index.records, targetIndex.records)
        targetStore.rawIndexes.set(indexName, targetIndex)
      }
      target.rawObjectStores.set(storeName, targetStore)
    }
    raw(copy)._databases.set(name, target)
  }
  return copy
}

export { IDBFactory, IDBKeyRange }

/** Everything on a disk by table, read without opening it. */
export function rawStores(factory: IDBFactory): Record<string, readonly unknown[]> {
  const found: Record<string, readonly unknown[]> = {}
  for (const database of raw(factory)._databases.values()) {
    for (const [name, store] of database.rawObjectStores) found[name] = Array.from(store.records.values(), record => record.value)
  }
  return found
}

/** Writes one record past all transactions: what a broken disk layer would leave behind. */
export function putRaw(factory: IDBFactory, store: string, key: unknown, value: unknown): void {
  for (const database of raw(factory)._databases.values()) database.rawObjectStores.get(store)?.records.put({ key, value })
}

/** Takes one record away past all transactions, and with it what the indexes say of it. */
export function deleteRaw(factory: IDBFactory, store: string, key: unknown): void {
  for (const database of raw(factory)._databases.values()) {
    const table = database.rawObjectStores.get(store)
    table?.records.delete(key)
    for (const { records } of table?.rawIndexes.values() ?? []) {
      for (const entry of [...records.values()]) if (sameKey(entry.value, key)) records.deleteByKeyAndValue(entry.key, entry.value)
    }
  }
}
const sameKey = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)

/** Every record of a table with its key. */
export function rawRecords(factory: IDBFactory, store: string): readonly RawRecord[] {
  return [...raw(factory)._databases.values()].flatMap(database => [...(database.rawObjectStores.get(store)?.records.values() ?? [])])
}
