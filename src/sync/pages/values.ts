import type { Json, JsonObject } from '#domain/core/json.ts'
import { packBooleans } from './columns/booleans.ts'
import type { Moments } from './columns/moments.ts'
import { packNumbers } from './columns/numbers.ts'
import { packStrings } from './columns/strings.ts'
import { packText } from './columns/text.ts'
import { packWholes } from './columns/wholes.ts'
import type { ByteWriter } from './bytes.ts'
import { jsonText } from './json-text.ts'

/** What a column of values begins with. The order of the types is that in which a mixed column has its parts. */
export const ABSENT = 0
export const NULL = 1
export const BOOLEAN = 2
export const NUMBER = 3
export const STRING = 4
export const ARRAY = 5
export const OBJECT = 6
export const MAP = 7
export const MIXED = 8
export const JSON_TEXT = 9

/** Deeper than this, values are packed as text. */
export const DEEPEST = 64

type Value = Json | undefined
type Plain = typeof ABSENT | typeof NULL | typeof BOOLEAN | typeof NUMBER | typeof STRING | typeof ARRAY | typeof OBJECT

/** Packs columns of JSON and counts what an opener will have to make room for. */
export class ValuePacker {
  #counted = 0
  get counted(): number { return this.#counted }

  pack(values: readonly Value[], moments: Moments, out: ByteWriter, depth = 0): void {
    if (values.length === 0) return
    this.count(values.length)
    const types = values.map(typeOf)
    const found = [...new Set(types)].sort((a, b) => a - b)
    if (found.length === 1) {
      this.#packType(found[0] as Plain, values, moments, out, depth)
      return
    }
    out.byte(MIXED)
    out.byte(found.reduce<number>((bits, type) => bits | (1 << type), 0))
    packWholes(types.map(type => found.indexOf(type)), out)
    for (const type of found) {
      const ofType = (_: unknown, slot: number): boolean => types[slot] === type
      this.#packType(type, values.filter(ofType), moments?.filter(ofType) ?? null, out, depth)
    }
  }

  count(values: number): void { this.#counted += values }

  #packType(type: Plain, values: readonly Value[], moments: Moments, out: ByteWriter, depth: number): void {
    if (type >= ARRAY && depth >= DEEPEST) {
      packAsText(values as readonly Json[], out)
      return
    }
    if (type === OBJECT) {
      this.#packObjects(values as readonly JsonObject[], moments, out, depth + 1)
      return
    }
    out.byte(type)
    if (type === BOOLEAN) packBooleans(values as readonly boolean[], out)
    if (type === NUMBER) packNumbers(values as readonly number[], out)
    if (type === STRING) {
      // An opener's dictionaries, of which there may be three in a column of strings, are at most as long.
      this.count(3 * values.length)
      packStrings(values as readonly string[], moments, out)
    }
    if (type === ARRAY) {
      const arrays = values as readonly (readonly Json[])[]
      this.count(arrays.reduce((sum, array) => sum + array.length, 0))
      packWholes(arrays.map(array => array.length), out)
      this.pack(arrays.flat(), moments?.flatMap((moment, slot) => new Array<number>((arrays[slot] as readonly Json[]).length).fill(moment)) ?? null, out, depth + 1)
    }
  }

  #packObjects(objects: readonly JsonObject[], moments: Moments, out: ByteWriter, depth: number): void {
    const shapes = shapesOf(objects)
    const members = objects.reduce((sum, object) => sum + Object.keys(object).length, 0)
    // Keys that hardly repeat are no fields but words: they are packed as strings.
    if (shapes.keys.length > 8 && members < 4 * shapes.keys.length) {
      out.byte(MAP)
      packWholes(objects.map(object => Object.keys(object).length), out)
      const keys = objects.flatMap(object => Object.keys(object))
      this.count(4 * keys.length)
      packStrings(keys, null, out)
      this.pack(objects.flatMap(object => Object.values(object)), null, out, depth)
      return
    }
    out.byte(OBJECT)
    out.varint(shapes.keys.length)
    this.count(4 * shapes.keys.length)
    packStrings(shapes.keys, null, out)
    out.varint(shapes.shapes.length)
    for (const shape of shapes.shapes) {
      out.varint(shape.length)
      for (const key of shape) out.varint(key)
      this.count(shape.length)
    }
    packWholes(shapes.numbers, out)
    for (const key of shapes.keys) {
      const has = objects.map(object => Object.hasOwn(object, key))
      this.pack(objects.filter((_, slot) => has[slot]).map(object => object[key]), moments?.filter((_, slot) => has[slot]) ?? null, out, depth)
    }
  }
}

export function packAsText(values: readonly Json[], out: ByteWriter): void {
  out.byte(JSON_TEXT)
  // Without a dictionary: every value takes bytes of its own.
  packText(values.map(jsonText), out)
}

function typeOf(value: Value): Plain {
  if (value === undefined) return ABSENT
  if (value === null) return NULL
  if (typeof value === 'boolean') return BOOLEAN
  if (typeof value === 'number') return NUMBER
  if (typeof value === 'string') return STRING
  return Array.isArray(value) ? ARRAY : OBJECT
}

interface Shapes { readonly keys: readonly string[]; readonly shapes: readonly (readonly number[])[]; readonly numbers: readonly number[] }

/** The different lists of keys, each key once, all in the order in which they come first. */
function shapesOf(objects: readonly JsonObject[]): Shapes {
  const keys = new Map<string, number>()
  const shapes = new Map<string, { readonly number: number; readonly keys: readonly number[] }>()
  const numbers = objects.map(object => {
    const own = Object.keys(object).map(key => numberOf(keys, key))
    const name = own.join(' ')
    const shape = shapes.get(name) ?? { number: shapes.size, keys: own }
    shapes.set(name, shape)
    return shape.number
  })
  return { keys: [...keys.keys()], shapes: [...shapes.values()].map(shape => shape.keys), numbers }
}

function numberOf(numbers: Map<string, number>, key: string): number {
  const known = numbers.get(key)
  if (known !== undefined) return known
  numbers.set(key, numbers.size)
  return numbers.size - 1
}
