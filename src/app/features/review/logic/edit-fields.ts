import { z } from 'zod'
import type { Json, JsonObject } from '#domain/core/json.ts'
import type { RuleBreak } from '#domain/core/record.ts'
import { innerSchema } from '#domain/rules/supervision/keep-both.ts'
import { formatNumber, parseNumber } from '#app/shared/format.ts'
import { isShown } from './field-labels.ts'

/** One box of a value that is written anew: `name` is the path inside the group, '' for a group that is one plain value. */
export interface EditField {
  readonly name: string
  readonly kind: 'text' | 'number' | 'day' | 'choice' | 'yes-no'
  readonly options: readonly string[]
  readonly optional: boolean
  readonly room: number | null
}
export type FieldFault = 'missing' | 'tooLong' | 'notANumber' | 'notAllowed'

const isEmptyOk = (schema: z.ZodType): boolean => schema.safeParse(null).success || schema.safeParse(undefined).success || schema.safeParse('').success
/** A day of the calendar, and nothing else: 30 February is refused. */
const isDaySchema = (schema: z.ZodType): boolean => schema.safeParse('2000-02-29').success && !schema.safeParse('2000-02-30').success

function fieldOf(name: string, schema: z.ZodType): EditField | null {
  const inner = innerSchema(schema)
  const field = { name, options: [], optional: isEmptyOk(schema), room: null }
  if (inner instanceof z.ZodEnum) return { ...field, kind: 'choice', options: inner.options.map(String) }
  if (inner instanceof z.ZodBoolean) return { ...field, kind: 'yes-no' }
  if (inner instanceof z.ZodNumber) return { ...field, kind: 'number' }
  if (isDaySchema(inner)) return { ...field, kind: 'day' }
  return inner instanceof z.ZodString ? { ...field, kind: 'text', room: inner.maxLength } : null
}

/**
 * The boxes in which a third value can be written, or null where it cannot: lists and what is nested can only be chosen as a whole,
 * and nobody writes anew what another has put his name to (a signature, an approval, a closing).
 */
export function editFields(schema: z.ZodType): readonly EditField[] | null {
  const inner = innerSchema(schema)
  if (!(inner instanceof z.ZodObject)) {
    const field = fieldOf('', schema)
    return field && [field]
  }
  const shape = Object.entries(inner.shape as Record<string, z.ZodType>)
  if (shape.some(([name]) => name === 'by')) return null
  const fields = shape.filter(([name]) => isShown({ name, value: null })).map(([name, part]) => fieldOf(name, part))
  return fields.length > 0 && fields.every(field => field !== null) ? fields : null
}

/** What stands in the boxes at first: the value from which the writing begins. */
export function typedFrom(fields: readonly EditField[], value: Json): Record<string, string> {
  const part = (name: string): Json | undefined => (name === '' ? value : (value as JsonObject | null)?.[name])
  return Object.fromEntries(fields.map(({ name }) => {
    const found = part(name)
    return [name, found === null || found === undefined ? '' : typeof found === 'number' ? formatNumber(found) : String(found)]
  }))
}

/** The value that the boxes hold, in the shape of `base`; ids that are not shown stay as they are. */
export function writtenValue(fields: readonly EditField[], base: Json, typed: Readonly<Record<string, string>>, schema: z.ZodType): Json {
  const one = ({ name, kind }: EditField, part: z.ZodType): Json => {
    const text = (typed[name] ?? '').trim()
    if (text === '') return part.safeParse(null).success ? null : ''
    if (kind === 'number') return parseNumber(text) ?? text
    return kind === 'yes-no' ? text === 'true' : text
  }
  const inner = innerSchema(schema)
  if (!(inner instanceof z.ZodObject)) return one(fields[0] as EditField, schema)
  const shape = inner.shape as Record<string, z.ZodType>
  const written = fields.flatMap(field => {
    const part = shape[field.name] as z.ZodType
    const value = one(field, part)
    // An optional field that nobody filled in is not there at all.
    return value === '' && !part.safeParse('').success && field.optional ? [] : [[field.name, value] as const]
  })
  const hidden = Object.entries((base as JsonObject | null) ?? {}).filter(([name]) => !fields.some(field => field.name === name))
  return Object.fromEntries([...hidden, ...written])
}

/** What the schema has against it, by the name of the box. */
export function faultsOf(fields: readonly EditField[], value: Json, schema: z.ZodType): { readonly name: string; readonly fault: FieldFault }[] {
  const parsed = schema.safeParse(value)
  if (parsed.success) return []
  const faults = new Map<string, FieldFault>()
  for (const issue of parsed.error.issues) {
    const name = fields.find(field => field.name === String(issue.path[0] ?? ''))?.name ?? fields[0]?.name ?? ''
    if (!faults.has(name)) faults.set(name, faultOf(fields.find(field => field.name === name), part(value, name), issue.code))
  }
  return [...faults].map(([name, fault]) => ({ name, fault }))
}
const part = (value: Json, name: string): Json => (name === '' ? value : ((value as JsonObject | null)?.[name] ?? null))

function faultOf(field: EditField | undefined, value: Json, code: string): FieldFault {
  if (value === null || value === '') return 'missing'
  if (field?.kind === 'number' && typeof value !== 'number') return 'notANumber'
  return code === 'too_big' && typeof value === 'string' ? 'tooLong' : 'notAllowed'
}

/** The box that a broken rule stands at: its field is named from the record on, 'identity.nik' for instance; null for a rule on another field. */
export function boxOfRule(fields: readonly EditField[], group: string, { field }: RuleBreak): string | null {
  if (field === undefined || (field !== group && !field.startsWith(`${group}.`))) return null
  const rest = field.slice(group.length + 1).split('.')[0] ?? ''
  return fields.find(one => one.name === rest)?.name ?? fields[0]?.name ?? null
}
