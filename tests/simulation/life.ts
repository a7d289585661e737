import { deleteRaw, putRaw, type IDBFactory } from './disk.ts'

/**
 * A planted defect: transactions that the power goes in are torn in two, and one half of what they wrote stays. `apply`: where rows are
 * stored, the cursors stay and the rows do not. `compaction`: where rows are packed, they are gone and their page is not there.
 * `directory`: where rows are packed, they are gone and their page is there, and no directory names it.
 */
export type Torn = 'apply' | 'compaction' | 'directory'
interface Halves { readonly cursors: { stream: string }[]; readonly pages: { stream: string; kid: string; hash: string }[]; readonly gone: string[][] }

/**
 * One life of a tablet's program, from start to crash. Every port ticks; at the tick that was chosen the power goes:
 * running transactions are rolled back, and whatever code still runs afterwards can reach neither disk nor network.
 */
export class Life {
  alive = true
  /** Ticks until the crash; Infinity: none is planned. */
  fuse = Number.POSITIVE_INFINITY
  readonly #running = new Set<IDBTransaction>()
  readonly #torn = new Map<IDBTransaction, { readonly disk: IDBFactory; readonly stays: Halves }>()
  readonly #openDatabases = new Set<IDBDatabase>()
  #onDeath: () => void = () => {}

  constructor(private readonly torn: Torn | null = null) {}

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
      const half = this.#torn.get(transaction)
      if (half) leave(half.disk, half.stays)
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
    const stays: Halves = { cursors: [], pages: [], gone: [] }
    let rows = 0
    const names = transaction.objectStoreNames
    const packs = names.contains('rows') && names.contains('directories') && names.contains('pages')
    const tears = this.torn !== null && names.contains('rows') && packs === (this.torn !== 'apply')
    if (tears) this.#torn.set(transaction, { disk, stays })
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
            if (name === 'rows' && packs && Array.isArray(key)) stays.gone.push(key as string[])
            return request
          },
        })
        Object.defineProperty(store, 'put', {
          value: (...given: Parameters<IDBObjectStore['put']>) => {
            this.tick()
            const request = put(...given)
            if (name === 'rows') rows += 1
            if (name === 'pages' && this.torn === 'directory') stays.pages.push(given[0] as Halves['pages'][number])
            if (name === 'streams') {
              if (!packs) stays.cursors.push(given[0] as { stream: string })
              // Where the defect is planted, a crash that is due anyway comes at the moment that shows it: packing writes its stream last.
              if (tears && (packs || rows > 0) && Number.isFinite(this.fuse)) this.die()
            }
            return request
          },
        })
        return store
      },
    })
  }
}

/** What a torn transaction leaves behind. */
function leave(disk: IDBFactory, { cursors, pages, gone }: Halves): void {
  for (const state of cursors) putRaw(disk, 'streams', state.stream, state)
  for (const page of pages) putRaw(disk, 'pages', [page.stream, page.kid, page.hash], page)
  for (const key of gone) deleteRaw(disk, 'rows', key)
}
