import { z } from 'zod'
import { canonicalJson, sameJson, type Json, type JsonObject } from '../../core/json.ts'

/** A text that has room for this much is a note; anything shorter is a name, a number or a word of a list, of which there is one. */
const NOTE_ROOM = 200

/** What a schema asks for, without its `optional`, `nullable` and `default`. */
export function innerSchema(schema: z.ZodType): z.ZodType {
  let inner: z.ZodType = schema
  while (inner instanceof z.ZodOptional || inner instanceof z.ZodNullable || inner instanceof z.ZodDefault) inner = inner.unwrap() as z.ZodType
  return inner
}

/** The schema of one field group of a record, or undefined for one that this version does not know. */
export function groupSchema(record: z.ZodType, group: string): z.ZodType | undefined {
  const shape = record instanceof z.ZodObject ? (record.shape as Record<string, z.ZodType>) : {}
  return Object.hasOwn(shape, group) ? shape[group] : undefined
}

/**
 * Both values of a field that two people wrote, made one: notes are joined, lists are united, and an object is joined field by field.
 * Null where that makes no sense (a name, a number, a date, a choice, figures by place, two different lines on the same thing), where
 * the two say the same, where one holds the other already, or where there is no room for both.
 */
export function keepBoth(schema: z.ZodType, kept: Json, offered: Json): Json | null {
  const both = united(innerSchema(schema), kept, offered)
  if (both === undefined || sameJson(both, kept) || sameJson(both, offered)) return null
  return schema.safeParse(both).success ? both : null
}

const isObject = (value: Json): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value)
const isNothing = (value: Json | undefined): boolean => value === null || value === undefined || value === ''

function united(schema: z.ZodType, a: Json, b: Json): Json | undefined {
  if (sameJson(a, b)) return a
  if (schema instanceof z.ZodString) return typeof a === 'string' && typeof b === 'string' ? joined(schema, a.trim(), b.trim()) : undefined
  if (schema instanceof z.ZodArray) return Array.isArray(a) && Array.isArray(b) ? unitedLists(a, b) : undefined
  if (schema instanceof z.ZodObject) return isObject(a) && isObject(b) ? unitedObjects(schema.shape as Record<string, z.ZodType>, a, b) : undefined
  return undefined
}

function joined(schema: z.ZodString, a: string, b: string): string | undefined {
  if (schema.format !== null || (schema.maxLength ?? Infinity) < NOTE_ROOM || (schema.def.checks ?? []).some(check => check._zod.def.check === 'string_format')) return undefined
  if (a.includes(b)) return a
  return b.includes(a) ? b : `${a}; ${b}`
}

/** The order of what stands is kept, as the first diagnosis is the main one; what only the other says comes after it. */
function unitedLists(a: readonly Json[], b: readonly Json[]): Json[] | undefined {
  // A list of figures goes by place: the third is the third drug's.
  if ([...a, ...b].some(item => typeof item === 'number' || typeof item === 'boolean' || item === null || Array.isArray(item))) return undefined
  const known = new Map(a.map(item => [identityOf(item), item]))
  if (known.size !== a.length || new Set(b.map(identityOf)).size !== b.length) return undefined
  const differs = b.some(item => { const other = known.get(identityOf(item)); return other !== undefined && !sameJson(other, item) })
  return differs ? undefined : [...a, ...b.filter(item => !known.has(identityOf(item)))]
}

/** What a line of a list is about: a diagnosis its code, a line of a prescription its drug, any other itself. */
function identityOf(item: Json): string {
  if (!isObject(item)) return canonicalJson(item)
  const about = item['drugId'] ?? item['code'] ?? item['id'] ?? item['name']
  return typeof about === 'string' ? about : canonicalJson(item)
}

function unitedObjects(shape: Record<string, z.ZodType>, a: JsonObject, b: JsonObject): JsonObject | undefined {
  const whole: Record<string, Json> = {}
  for (const field of new Set([...Object.keys(a), ...Object.keys(b)])) {
    const [one, other] = [a[field], b[field]]
    const schema = shape[field]
    const both = isNothing(one) ? other : isNothing(other) ? one : schema && united(innerSchema(schema), one as Json, other as Json)
    if (both === undefined && !(one === undefined && other === undefined)) return undefined
    if (both !== undefined) whole[field] = both
  }
  return whole
}
