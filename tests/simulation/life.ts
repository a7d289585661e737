import { deleteRaw, putRaw, type IDBFactory } from './disk.ts'

/**
 * One life of a tablet's program, from start to crash. Every port ticks; at the tick that was chosen the power goes:
 * running transactions are rolled back, and whatever code still runs afterwards can reach neither disk nor network.
 */
export class Life {
  alive = true
  /** Ticks until the crash; Infinity: none is planned. */
  fuse = Number.POSITIVE_INFINITY
  readonly #running = new Set<IDBTransaction>()
  readonly #cursors = new Map<IDBTransaction, { readonly disk: IDBFactory; readonly puts: { stream: string }[]; readonly gone: string[][] }>()
  readonly #openDatabases = new Set<IDBDatabase>()
  #onDeath: () => void = () => {}

  /** `torn`, a planted defect: the cursors of an interrupted page are kept although its rows are lost, and rows that were being packed are gone without being in a page. */
  constructor(private readonly torn = false) {}

  set onDeath(call: () => void) { this.#onDeath = call }

  /** Counts an await of the tablet's code; true when the tablet died here. */
  tick(): boolean {
    if (!this.alive) return true
    this.fuse -= 1
    if (this.fuse <= 0) this.die()
    return !this.alive
  }

  die(): void {
    if (!this.alive) return
    this.alive = false
    for (const transaction of this.#running) {
      try { transaction.abort() } catch { continue /* it was committing already: a crash just after the commit */ }
      const cursors = this.torn ? this.#cursors.get(transaction) : undefined
      for (const state of cursors?.puts ?? []) putRaw(cursors?.disk as IDBFactory, 'streams', state.stream, state)
      for (const key of cursors?.gone ?? []) deleteRaw(cursors?.disk as IDBFactory, 'rows', key)
    }
    this.#onDeath()
  }

  /** What a dead program waits for. */
  async gate<T>(run: () => Promise<T> | T): Promise<T> {
    if (this.tick()) return new Promise<T>(() => {})
    const value = await run()
    return this.alive ? value : new Promise<T>(() => {})
  }

  get busy(): boolean { return this.#running.size > 0 }

  close(): void {
    for (const database of this.#openDatabases) database.close()
  }

  /** The disk as this life sees it: opens as usual, but its transactions end with the life. */
  disk(factory: IDBFactory): IDBFactory {
    const life = this
    return new Proxy(factory, {
      get(target, name) {
        if (name !== 'open') {
          const value = Reflect.get(target, name) as unknown
          return typeof value === 'function' ? (value as (...parts: unknown[]) => unknown).bind(target) : value
        }
        return (databaseName: string, version?: number) => {
          const request = target.open(databaseName, version)
          request.addEventListener('success', () => life.#watch(request.result, target))
          return request
        }
      },
    })
  }

  #watch(database: IDBDatabase, disk: IDBFactory): void {
    this.#openDatabases.add(database)
    const begin = database.transaction.bind(database)
    Object.defineProperty(database, 'transaction', {
      value: (stores: string | string[], mode?: IDBTransactionMode, options?: IDBTransactionOptions) => {
        if (!this.alive) throw new DOMException('the tablet is off', 'InvalidStateError')
        const transaction = begin(stores, mode, options)
        const ended = (): void => { this.#running.delete(transaction) }
        this.#running.add(transaction)
        transaction.addEventListener('complete', () => { ended(); this.tick() })
        transaction.addEventListener('abort', ended)
        if (mode === 'readwrite') this.#watchWrites(transaction, disk)
        this.tick()
        return transaction
      },
    })
  }

  /** Every single write is a moment at which the power may go. */
  #watchWrites(transaction: IDBTransaction, disk: IDBFactory): void {
    const open = transaction.objectStore.bind(transaction)
    const puts: { stream: string }[] = []
    const gone: string[][] = []
    let rows = 0
    const packs = transaction.objectStoreNames.contains('directories')
    if (transaction.objectStoreNames.contains('rows')) this.#cursors.set(transaction, { disk, puts, gone: packs ? gone : [] })
    const watched = new WeakSet<IDBObjectStore>()
    Object.defineProperty(transaction, 'objectStore', {
      value: (name: string) => {
        const store = open(name)
        if (watched.has(store)) return store
        watched.add(store)
        const [put, add, remove] = [store.put.bind(store), store.add.bind(store), store.delete.bind(store)]
        Object.defineProperty(store, 'add', { value: (...given: Parameters<IDBObjectStore['add']>) => { this.tick(); return add(...given) } })
        Object.defineProperty(store, 'delete', {
          value: (key: IDBValidKey | IDBKeyRange) => {
            this.tick()
            const request = remove(key)
            if (name === 'rows' && Array.isArray(key)) gone.push(key as string[])
            // Where the defect is planted, a crash that is due anyway comes at the moment that shows it.
            if (this.torn && gone.length > 0 && packs && Number.isFinite(this.fuse)) this.die()
            return request
          },
        })
        Object.defineProperty(store, 'put', {
          value: (...given: Parameters<IDBObjectStore['put']>) => {
            this.tick()
            const request = put(...given)
            if (name === 'rows') rows += 1
            if (name === 'streams') {
              puts.push(given[0] as { stream: string })
              // Where the defect is planted, a crash that is due anyway comes at the moment that shows it.
              if (this.torn && rows > 0 && Number.isFinite(this.fuse)) this.die()
            }
            return request
          },
        })
        return store
      },
    })
  }
}
