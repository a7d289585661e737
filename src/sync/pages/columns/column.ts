import type { Json } from '#domain/core/json.ts'
import { malformed } from '../bytes.ts'

/** Values that were packed together. `at` builds one of them, `all` builds all of them, new objects each time. */
export interface Column<Value extends Json | undefined = Json | undefined> {
  at(slot: number): Value
  all(): Value[]
}

/** Values that are ready: nothing has to be built. */
export class ReadyColumn<Value extends Json | undefined> implements Column<Value> {
  readonly #values: Value[]
  constructor(values: Value[]) { this.#values = values }
  at(slot: number): Value { return this.#values[slot] as Value }
  all(): Value[] { return this.#values }
}

export class ConstantColumn<Value extends Json | undefined> implements Column<Value> {
  readonly #value: Value
  readonly #count: number
  constructor(value: Value, count: number) {
    this.#value = value
    this.#count = count
  }

  at(): Value { return this.#value }
  all(): Value[] { return new Array<Value>(this.#count).fill(this.#value) }
}

/**
 * How many values a page may hold: columns of equal values take no bytes, so that a few damaged bytes could ask for any number of
 * them. The packer keeps to the same bound, see `packPage`.
 */
export class Budget {
  #left: number
  constructor(left: number) { this.#left = left }
  get left(): number { return this.#left }

  /** @throws DamagedPageError before anything is made that is too large. */
  take(values: number): void {
    if (values > this.#left) throw malformed('more values than the bytes can hold')
    this.#left -= values
  }
}

export const budgetOf = (bytes: number): number => 4096 + 256 * bytes
