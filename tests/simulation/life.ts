import type { IDBFactory } from 'fake-indexeddb'

/**
 * One life of a tablet's program, from start to crash. Every port ticks; at the tick that was chosen the power goes:
 * running transactions are rolled back, and whatever code still runs afterwards can reach neither disk nor network.
 */
export class Life {
  alive = true
  /** Ticks until the crash; Infinity: none is planned. */
  fuse = Number.POSITIVE_INFINITY
  readonly #running = new Set<IDBTransaction>()
  readonly #openDatabases = new Set<IDBDatabase>()
  #onDeath: () => void = () => {}

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
      try { transaction.abort() } catch { /* it was committing already: that is a crash just after the commit */ }
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
          request.addEventListener('success', () => life.#watch(request.result))
          return request
        }
      },
    })
  }

  #watch(database: IDBDatabase): void {
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
        this.tick()
        return transaction
      },
    })
  }
}
