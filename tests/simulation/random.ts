import { clockless } from './clockless.ts'

/** Chance that a seed decides: the same seed gives the same run on every machine. (mulberry32) */
export class Chance {
  #state: number

  constructor(seed: number) { this.#state = seed >>> 0 }

  /** 0 ≤ x < 1 */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  below(limit: number): number { return Math.floor(this.next() * limit) }
  is(probability: number): boolean { return this.next() < probability }
  pick<T>(items: readonly T[]): T { return items[this.below(items.length)] as T }
  bytes(length: number): Uint8Array<ArrayBuffer> { return Uint8Array.from({ length }, () => this.below(256)) }
  /** A UUID of version 7 in shape; its time part is a counter, for no clock may matter. */
  id(count: number): string {
    const hex = (length: number): string => Array.from({ length }, () => this.below(16).toString(16)).join('')
    return `${count.toString(16).padStart(8, '0')}-${hex(4)}-7${hex(3)}-8${hex(3)}-${hex(12)}`
  }
  /** An own source for a part of the world, so that one part drawing more does not change another's luck. */
  fork(): Chance { return new Chance(this.below(0xffffffff)) }
}

const START = 0x811c9dc5
/** FNV-1a */
function hashed(text: string, from: number): number {
  let hash = from
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return hash
}
const inHex = (hash: number): string => (hash >>> 0).toString(16).padStart(8, '0')

/** Everything that happened, as one number: two runs of a seed must agree on it. */
export class Trace {
  #hash = START
  readonly lines: string[] = []
  /** Each line as a number and its beginning, without what a clock may change: two runs with other clocks must agree on them. */
  readonly steps: string[] = []

  constructor(private readonly keep: number, private readonly comparesClocks: boolean) {}

  add(line: string): void {
    this.#hash = hashed(line, this.#hash)
    if (this.comparesClocks) {
      const told = clockless(line)
      this.steps.push(`${inHex(hashed(told, START))} ${told.slice(0, 100)}`)
    }
    if (this.keep === 0) return
    this.lines.push(line)
    if (this.lines.length > this.keep) this.lines.shift()
  }
  get hash(): string { return inHex(this.#hash) }
}
