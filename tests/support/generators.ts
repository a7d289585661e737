import fc from 'fast-check'
import type { z } from 'zod'
import { addDays, day, daySchema } from '#domain/core/day.ts'
import type { Json, JsonObject } from '#domain/core/json.ts'
import type { RecordDefinition } from '#domain/core/record.ts'
import { streamOf } from '#domain/core/streams.ts'
import { definitionOf, type Kind } from '#domain/records/index.ts'
import { brokenRules } from '#sync/rules.ts'
import { coherent } from './coherent.ts'

/**
 * From a zod schema to values that it accepts, so that a new record kind is covered by every property test and by the
 * simulation without a line of its own. Schemas that only a predicate describes are listed in `known`.
 */
interface Definition {
  readonly type: string
  readonly format?: string
  readonly checks?: readonly { readonly _zod: { readonly def: CheckDefinition } }[]
  readonly shape?: Readonly<Record<string, z.ZodType>>
  readonly catchall?: z.ZodType
  readonly entries?: Readonly<Record<string, string | number>>
  readonly values?: readonly (string | number | boolean | null)[]
  readonly element?: z.ZodType
  readonly innerType?: z.ZodType
  readonly keyType?: z.ZodType
  readonly valueType?: z.ZodType
  readonly options?: readonly z.ZodType[]
  readonly items?: readonly z.ZodType[]
  readonly in?: z.ZodType
  readonly getter?: () => z.ZodType
}
interface CheckDefinition {
  readonly check: string
  readonly minimum?: number
  readonly maximum?: number
  readonly length?: number
  readonly value?: number
  readonly inclusive?: boolean
  readonly pattern?: RegExp
  readonly format?: string
}

const definitionOfSchema = (schema: z.ZodType): Definition => (schema as unknown as { _zod: { def: Definition } })._zod.def

export const dayArbitrary = fc.integer({ min: -3650, max: 400 }).map(days => addDays(day('2025-11-01'), days))

const known = new Map<z.ZodType, fc.Arbitrary<unknown>>([[daySchema, dayArbitrary]])

/** JSON values as they travel: whole and small, with awkward words in them. */
const scalar: fc.Arbitrary<Json> = fc.oneof(fc.constant(null), fc.boolean(), fc.integer(), fc.integer().map(number => number / 8), fc.constantFrom('', 'a', 'é', '😀', '|', '"', 'ada', 'kata-baru'))
export const jsonArbitrary: fc.Arbitrary<Json> = fc.oneof(
  scalar, fc.array(scalar, { maxLength: 3 }),
  fc.dictionary(fc.constantFrom('a', 'b', 'B', 'é', '€', '😀', '1', '10', '2', ''), fc.oneof(scalar, fc.array(scalar, { maxLength: 2 })), { maxKeys: 4, noNullPrototype: true }),
)

/** Values that `schema` accepts. */
export function arbitraryOf(schema: z.ZodType): fc.Arbitrary<unknown> {
  const found = known.get(schema)
  if (found) return found
  return shaped(schema, definitionOfSchema(schema)).filter(value => schema.safeParse(value).success)
}

function shaped(schema: z.ZodType, definition: Definition): fc.Arbitrary<unknown> {
  const inner = (): fc.Arbitrary<unknown> => arbitraryOf(definition.innerType as z.ZodType)
  switch (definition.type) {
    case 'string': return text(checksOf(definition))
    case 'number': return numeric(definition, checksOf(definition))
    case 'boolean': return fc.boolean()
    case 'null': return fc.constant(null)
    case 'enum': return fc.constantFrom(...Object.values(definition.entries ?? {}))
    case 'literal': return fc.constantFrom(...(definition.values ?? []))
    case 'nullable': return fc.option(inner(), { freq: 2 })
    case 'optional': case 'default': case 'prefault': case 'readonly': case 'nonoptional': return inner()
    case 'array': return fc.array(arbitraryOf(definition.element as z.ZodType), lengths(checksOf(definition), 3))
    case 'tuple': return fc.tuple(...(definition.items ?? []).map(arbitraryOf))
    case 'union': return fc.oneof(...(definition.options ?? []).map(arbitraryOf))
    case 'record': return record(definition)
    case 'object': return objectOf(definition)
    case 'pipe': return arbitraryOf(definition.in as z.ZodType)
    case 'lazy': return jsonArbitrary
    case 'unknown': case 'any': return jsonArbitrary
    default: throw new Error(`no generator for a schema of type ${definition.type}: add it to tests/support/generators.ts (${schema.constructor.name})`)
  }
}

const checksOf = (definition: Definition): CheckDefinition[] => (definition.checks ?? []).map(check => check._zod.def)

function lengths(checks: readonly CheckDefinition[], usual: number): { minLength: number; maxLength: number } {
  const exact = checks.find(check => check.length !== undefined)?.length
  const minLength = exact ?? Math.max(0, ...checks.filter(check => check.check === 'min_length').map(check => check.minimum ?? 0))
  const most = exact ?? Math.min(Number.MAX_SAFE_INTEGER, ...checks.filter(check => check.check === 'max_length').map(check => check.maximum ?? 0))
  return { minLength, maxLength: Math.max(minLength, Math.min(most, minLength + usual)) }
}

/** Letters, digits, spaces and a few awkward characters: quotes, the bar of the hash formulae, letters beyond ASCII. */
const letters = fc.constantFrom(...'abcdefgHIJ 0123456789|"\\/éñ😀'.match(/./gu) as string[])

function text(checks: readonly CheckDefinition[]): fc.Arbitrary<string> {
  const pattern = checks.find(check => check.pattern !== undefined)?.pattern
  if (pattern) return fc.stringMatching(bounded(pattern))
  const { minLength, maxLength } = lengths(checks, 12)
  return fc.array(letters, { minLength, maxLength }).map(found => found.join('').slice(0, maxLength))
}

/** fast-check reads `\w` and `\d` as Unicode sets of its own; without flags the pattern means what zod means. */
const bounded = (pattern: RegExp): RegExp => new RegExp(pattern.source, pattern.flags.replace(/[gy]/g, ''))

function numeric(definition: Definition, checks: readonly CheckDefinition[]): fc.Arbitrary<number> {
  const whole = /int/.test(definition.format ?? '') || checks.some(check => /int/.test(check.format ?? ''))
  let min = -1_000_000
  let max = 1_000_000
  for (const check of checks) {
    const edge = check.inclusive === false ? 1 : 0
    if (check.check === 'greater_than') min = Math.max(min, (check.value ?? 0) + edge)
    if (check.check === 'less_than') max = Math.min(max, (check.value ?? 0) - edge)
  }
  if (whole) return fc.integer({ min: Math.ceil(min), max: Math.floor(Math.max(min, max)) })
  return fc.integer({ min: Math.ceil(min * 10), max: Math.floor(Math.max(min, max) * 10) }).map(tenths => tenths / 10)
}

function record(definition: Definition): fc.Arbitrary<unknown> {
  const key = (arbitraryOf(definition.keyType as z.ZodType) as fc.Arbitrary<string>).filter(name => name !== '__proto__')
  return fc.array(fc.tuple(key, arbitraryOf(definition.valueType as z.ZodType)), { maxLength: 3 }).map(pairs => Object.fromEntries(pairs))
}

const optionalTypes = new Set(['optional', 'default', 'prefault'])

function objectOf(definition: Definition): fc.Arbitrary<unknown> {
  const shape = definition.shape ?? {}
  const requiredKeys = Object.keys(shape).filter(key => !optionalTypes.has(definitionOfSchema(shape[key] as z.ZodType).type))
  const members = Object.fromEntries(Object.entries(shape).map(([key, member]) => [key, arbitraryOf(member)]))
  return fc.record(members, { requiredKeys, noNullPrototype: true })
}

/** So many in a row that break the rules are no bad luck: the kind needs a repair in coherent.ts. */
const MOST_REFUSED = 50_000

/**
 * Data of a record that keep its kind's schema and the kind's own rules, seen alone and written by the actor `nobody`. Fails by
 * name where random data never keep the rules, instead of trying for ever.
 */
export function dataOf(definition: RecordDefinition): fc.Arbitrary<JsonObject> {
  const repair = coherent[definition.kind as Kind] ?? (data => data)
  let refused = 0
  return (arbitraryOf(definition.schema) as fc.Arbitrary<JsonObject>).map(repair).filter(data => {
    const breaks = brokenRules(definition, data, null, { id: 'new', actor: 'nobody', roles: [], stream: '', found: () => [] })
    refused = breaks.length === 0 ? 0 : refused + 1
    if (refused > MOST_REFUSED) throw new Error(`random data of ${definition.kind} never keep its rules (${breaks.map(one => one.rule).join(', ')}): add a repair to tests/support/coherent.ts`)
    return breaks.length === 0
  })
}

/** A stream in which a kind may live, at a place of that type. */
export function streamFor(kind: Kind, place: string): string {
  const { purpose } = definitionOf(kind)
  return streamOf(purpose === 'any' ? 'service' : purpose, place)
}
