import type { Kysely, Transaction } from 'kysely'
import type { Tables } from './tables.ts'

export type Reader = Kysely<Tables>
export type Writer = Transaction<Tables>

/** Where everything is kept. One interface, two engines; what differs between them stays behind it. */
export interface Store {
  readonly engine: 'sqlite' | 'postgres'
  readonly db: Kysely<Tables>
  /**
   * Runs `work` in one transaction and resolves after the durable commit. A clash between writers (deadlock,
   * serialization) runs it again, so `work` must have no effect outside the transaction.
   */
  write<T>(work: (tx: Writer) => Promise<T>): Promise<T>
  /**
   * Copies the whole database to a file while it is in use. `look` reads what is in the copy for certain; its result is
   * given back once the copy is complete.
   */
  backup<T>(file: string, look: (db: Reader) => Promise<T>): Promise<T>
  /** The whole database as bytes; only the embedded engine can. */
  serialize?(): Buffer
  close(): Promise<void>
}

/** Values a statement may carry stay below both engines' limits at this many rows of at most 20 columns. */
export const ROWS_PER_STATEMENT = 1000

export function* chunks<T>(items: readonly T[], size: number = ROWS_PER_STATEMENT): Generator<T[]> {
  for (let start = 0; start < items.length; start += size) yield items.slice(start, start + size)
}
