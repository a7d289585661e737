import type { Json } from '#domain/core/json.ts'
import { malformed } from './bytes.ts'
import type { Column } from './columns/column.ts'

type Value = Json | undefined
type Building = Record<string, Json>

/** As JSON.parse does: a key of this name is a member like any other. */
function setMember(object: Building, key: string, value: Json): void {
  if (key === '__proto__') Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true })
  else object[key] = value
}

/** Objects of a few shapes; `numbers` says which shape each has, a member's column holds it for those that have the key only. */
export class ObjectColumn implements Column {
  readonly #keys: readonly string[]
  readonly #shapes: readonly (readonly number[])[]
  readonly #numbers: readonly number[]
  readonly #members: readonly Column[]
  /** For a key that not every object has: how many objects before a place have it. */
  readonly #ranks: readonly (Uint32Array | null)[]

  constructor(keys: readonly string[], shapes: readonly (readonly number[])[], numbers: readonly number[], ranks: readonly (Uint32Array | null)[], members: readonly Column[]) {
    this.#keys = keys
    this.#shapes = shapes
    this.#numbers = numbers
    this.#ranks = ranks
    this.#members = members
  }

  at(slot: number): Value {
    const object: Building = {}
    for (const key of this.#shapes[this.#numbers[slot] as number] as readonly number[]) {
      const member = this.#members[key] as Column
      setMember(object, this.#keys[key] as string, member.at((this.#ranks[key] ?? null)?.[slot] ?? slot) as Json)
    }
    return object
  }

  all(): Value[] {
    const members = this.#members.map(member => member.all())
    const next = new Uint32Array(members.length)
    const unusual = this.#keys.includes('__proto__')
    const keys = this.#keys
    return this.#numbers.map(number => {
      const object: Building = {}
      for (const key of this.#shapes[number] as readonly number[]) {
        const place = next[key] as number
        next[key] = place + 1
        const value = (members[key] as Value[])[place] as Json
        if (unusual) setMember(object, keys[key] as string, value)
        else object[keys[key] as string] = value
      }
      return object
    })
  }
}

/** Pieces of one column: elements of arrays, or members of maps. */
abstract class PieceColumn implements Column {
  readonly #ends: readonly number[]
  constructor(ends: readonly number[]) { this.#ends = ends }
  at(slot: number): Value { return this.piece(slot === 0 ? 0 : this.#ends[slot - 1] as number, this.#ends[slot] as number) }
  abstract all(): Value[]
  protected abstract piece(from: number, to: number): Value
  protected cut<Piece>(piece: (from: number, to: number) => Piece): Piece[] {
    let from = 0
    return this.#ends.map(end => piece(from, from = end))
  }
}

export class ArrayColumn extends PieceColumn {
  readonly #elements: Column
  constructor(ends: readonly number[], elements: Column) {
    super(ends)
    this.#elements = elements
  }

  protected piece(from: number, to: number): Value { return Array.from({ length: to - from }, (_, at) => this.#elements.at(from + at) as Json) }

  all(): Value[] {
    const elements = this.#elements.all() as Json[]
    return this.cut((from, to) => elements.slice(from, to))
  }
}

export class MapColumn extends PieceColumn {
  readonly #keys: Column<string>
  readonly #values: Column
  constructor(ends: readonly number[], keys: Column<string>, values: Column) {
    super(ends)
    this.#keys = keys
    this.#values = values
    // The same key twice in an object could not have been packed.
    this.all()
  }

  protected piece(from: number, to: number): Value {
    const object: Building = {}
    for (let at = from; at < to; at += 1) setMember(object, this.#keys.at(at), this.#values.at(at) as Json)
    return object
  }

  all(): Value[] {
    const keys = this.#keys.all()
    const values = this.#values.all()
    return this.cut((from, to) => {
      const object: Building = {}
      for (let at = from; at < to; at += 1) {
        const key = keys[at] as string
        if (Object.hasOwn(object, key)) throw malformed('a key twice in an object')
        setMember(object, key, values[at] as Json)
      }
      return object
    })
  }
}

/** Values of several types: which type each has, and a column for each type. */
export class MixedColumn implements Column {
  readonly #types: readonly number[]
  readonly #ranks: Uint32Array
  readonly #parts: readonly Column[]
  constructor(types: readonly number[], ranks: Uint32Array, parts: readonly Column[]) {
    this.#types = types
    this.#ranks = ranks
    this.#parts = parts
  }

  at(slot: number): Value { return (this.#parts[this.#types[slot] as number] as Column).at(this.#ranks[slot] as number) }

  all(): Value[] {
    const parts = this.#parts.map(part => part.all())
    return this.#types.map((type, slot) => (parts[type] as Value[])[this.#ranks[slot] as number])
  }
}
