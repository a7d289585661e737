import type { Json } from '#domain/core/json.ts'
import { malformed, type ByteReader } from './bytes.ts'
import { openBooleans } from './columns/booleans.ts'
import { ConstantColumn, ReadyColumn, type Budget, type Column } from './columns/column.ts'
import type { Moments } from './columns/moments.ts'
import { openNumbers } from './columns/numbers.ts'
import { openStrings } from './columns/strings.ts'
import { endsOf, openText } from './columns/text.ts'
import { openWholes } from './columns/wholes.ts'
import { jsonOf } from './json-text.ts'
import { ArrayColumn, MapColumn, MixedColumn, ObjectColumn } from './objects.ts'
import { ABSENT, ARRAY, BOOLEAN, DEEPEST, JSON_TEXT, MAP, MIXED, NULL, NUMBER, OBJECT, STRING } from './values.ts'

/** Opens what ValuePacker packed. @throws DamagedPageError */
export class ValueOpener {
  readonly #budget: Budget
  constructor(budget: Budget) { this.#budget = budget }

  open(reader: ByteReader, count: number, moments: Moments, depth = 0): Column {
    if (count === 0) return new ConstantColumn<Json | undefined>(undefined, 0)
    this.#budget.take(count)
    const tag = reader.byte()
    return tag === MIXED ? this.#openMixed(reader, count, moments, depth) : this.#openType(tag, reader, count, moments, depth)
  }

  #openType(tag: number, reader: ByteReader, count: number, moments: Moments, depth: number): Column {
    if (tag >= ARRAY && tag <= MAP && depth >= DEEPEST) throw malformed('values too deep')
    switch (tag) {
      case ABSENT: return new ConstantColumn<Json | undefined>(undefined, count)
      case NULL: return new ConstantColumn<Json | undefined>(null, count)
      case BOOLEAN: return new ReadyColumn<Json | undefined>(openBooleans(reader, count))
      case NUMBER: return new ReadyColumn<Json | undefined>(openNumbers(reader, count))
      case STRING: return openStrings(reader, count, moments, this.#budget)
      case ARRAY: return this.#openArrays(reader, count, moments, depth + 1)
      case OBJECT: return this.#openObjects(reader, count, moments, depth + 1)
      case MAP: return this.#openMaps(reader, count, depth + 1)
      case JSON_TEXT: return new TextJsonColumn(openText(reader, count))
      default: throw malformed('an unknown type of values')
    }
  }

  #openMixed(reader: ByteReader, count: number, moments: Moments, depth: number): Column {
    const bits = reader.byte()
    const kinds = [ABSENT, NULL, BOOLEAN, NUMBER, STRING, ARRAY, OBJECT].filter(type => (bits & (1 << type)) !== 0)
    if (kinds.length < 2 || bits > 127) throw malformed('a mixed column of one type')
    const types = openWholes(reader, count)
    const counts = new Array<number>(kinds.length).fill(0)
    const ranks = Uint32Array.from(types, type => {
      const rank = counts[type]
      if (rank === undefined) throw malformed('a type that is not in the column')
      counts[type] = rank + 1
      return rank
    })
    return new MixedColumn(types, ranks, kinds.map((kind, part) => this.#openPart(kind, reader, counts[part] as number, moments?.filter((_, slot) => types[slot] === part) ?? null, depth)))
  }

  #openPart(kind: number, reader: ByteReader, count: number, moments: Moments, depth: number): Column {
    if (count === 0) throw malformed('a type without values')
    const tag = reader.byte()
    if (tag !== kind && !(kind === OBJECT && tag === MAP) && !(kind >= ARRAY && tag === JSON_TEXT)) throw malformed('another type than was said')
    return this.#openType(tag, reader, count, moments, depth)
  }

  #openArrays(reader: ByteReader, count: number, moments: Moments, depth: number): Column {
    const ends = endsOf(openWholes(reader, count))
    const elements = ends.at(-1) ?? 0
    // Checked before the moments of so many are made.
    this.#budget.take(elements)
    const inner = moments?.flatMap((moment, slot) => new Array<number>((ends[slot] as number) - (slot === 0 ? 0 : ends[slot - 1] as number)).fill(moment)) ?? null
    return new ArrayColumn(ends, this.open(reader, elements, inner, depth))
  }

  #openMaps(reader: ByteReader, count: number, depth: number): Column {
    const ends = endsOf(openWholes(reader, count))
    const members = ends.at(-1) ?? 0
    this.#budget.take(2 * members)
    const keys = openStrings(reader, members, null, this.#budget)
    return new MapColumn(ends, keys, this.open(reader, members, null, depth))
  }

  #openObjects(reader: ByteReader, count: number, moments: Moments, depth: number): Column {
    const size = reader.varint()
    this.#budget.take(2 * size)
    const keys = openStrings(reader, size, null, this.#budget).all()
    if (new Set(keys).size !== size) throw malformed('a key twice')
    const shapes = this.#openShapes(reader, size)
    const numbers = openWholes(reader, count)
    const counts = new Uint32Array(size)
    const ranks = keys.map(() => null as Uint32Array | null)
    for (let slot = 0; slot < count; slot += 1) {
      const shape = shapes[numbers[slot] as number]
      if (shape === undefined) throw malformed('an unknown shape')
      for (const key of shape) {
        const rank = counts[key] as number
        if (rank !== slot && ranks[key] === null) ranks[key] = firstRanks(count, slot)
        const known = ranks[key]
        if (known) known[slot] = rank
        counts[key] = rank + 1
      }
    }
    return new ObjectColumn(keys, shapes, numbers, ranks, keys.map((_, key) => this.open(reader, counts[key] as number, having(moments, shapes, numbers, key, ranks[key] ?? null, counts[key] as number), depth)))
  }

  #openShapes(reader: ByteReader, size: number): number[][] {
    const amount = reader.varint()
    if (amount > reader.left) throw malformed('fewer bytes than shapes')
    return Array.from({ length: amount }, () => {
      const length = reader.varint()
      if (length > reader.left) throw malformed('fewer bytes than keys')
      this.#budget.take(length)
      const shape = Array.from({ length }, () => reader.varint())
      if (shape.some(key => key >= size) || new Set(shape).size !== length) throw malformed('a shape of unknown or equal keys')
      return shape
    })
  }
}

/** The moments of the objects that have a key. */
function having(moments: Moments, shapes: readonly (readonly number[])[], numbers: readonly number[], key: number, ranks: Uint32Array | null, count: number): Moments {
  if (moments === null || (ranks === null && count === moments.length)) return moments
  const has = shapes.map(shape => shape.includes(key))
  return moments.filter((_, slot) => has[numbers[slot] as number])
}

/** Up to a key's first gap an object's place is also its member's. */
function firstRanks(count: number, gap: number): Uint32Array {
  const ranks = new Uint32Array(count)
  for (let slot = 0; slot < gap; slot += 1) ranks[slot] = slot
  return ranks
}

class TextJsonColumn implements Column {
  readonly #texts: Column<string>
  constructor(texts: Column<string>) { this.#texts = texts }
  at(slot: number): Json { return jsonOf(this.#texts.at(slot)) }
  all(): Json[] { return this.#texts.all().map(jsonOf) }
}
