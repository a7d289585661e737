/** Randomness that a seed repeats exactly: the demo is the same on every machine. */
export interface Random {
  /** 0 ≤ value < 1. */
  next(): number
  /** Whole number, both ends included. */
  int(min: number, max: number): number
  chance(probability: number): boolean
  pick<T>(list: readonly T[]): T
  weighted<T extends { readonly weight: number }>(list: readonly T[]): T
  /** An id in the form of a UUID v7 of that moment. */
  id(atMs: number): string
}

/** Marsaglia's xorshift128 seeded by FNV-1a of the text; good enough for names and appointments. */
export function createRandom(seed: string): Random {
  const state = [1, 2, 3, 4].map(salt => hash(`${salt}|${seed}`) || salt) as [number, number, number, number]
  const bits = (): number => {
    const [x, y, z, w] = state
    const mixed = x ^ (x << 11)
    const fresh = (w ^ (w >>> 19) ^ mixed ^ (mixed >>> 8)) >>> 0
    state[0] = y
    state[1] = z
    state[2] = w
    state[3] = fresh
    return fresh
  }
  const next = (): number => bits() / 0x1_0000_0000
  const int = (min: number, max: number): number => min + Math.floor(next() * (max - min + 1))
  return {
    next, int,
    chance: probability => next() < probability,
    pick: list => list[Math.floor(next() * list.length)] as (typeof list)[number],
    weighted: list => {
      let left = next() * list.reduce((sum, item) => sum + item.weight, 0)
      return (list.find(item => (left -= item.weight) < 0) ?? list.at(-1)) as (typeof list)[number]
    },
    id: atMs => {
      const time = Math.floor(atMs).toString(16).padStart(12, '0')
      const hex = (length: number): string => bits().toString(16).padStart(8, '0').slice(-length)
      const variant = '89ab'[bits() % 4] as string
      return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(3)}-${variant}${hex(3)}-${hex(6)}${hex(6)}`
    },
  }
}

function hash(text: string): number {
  let value = 0x811c9dc5
  for (let index = 0; index < text.length; index += 1) value = Math.imul(value ^ text.charCodeAt(index), 0x01000193)
  return value >>> 0
}
