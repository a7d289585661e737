import type { Json, JsonObject } from '#domain/core/json.ts'
import { isDay, type Day } from '#domain/core/day.ts'
import type { RecordDefinition } from '#domain/core/record.ts'
import { definitionOf, type Kind } from '#domain/records/index.ts'
import type { Op } from './messages.ts'

/** The query keys and the day of a record's data; data of a shape that its kind does not know have none. */
export function groupsOf(kind: Kind, data: Json): { keys: Readonly<Record<string, readonly string[]>>; day: Day | null } {
  const definition = definitionOf(kind)
  try {
    const keys = Object.entries(definition.keys(data)).map(([key, values]) => [key, values.filter(value => typeof value === 'string')] as const)
    const day: unknown = definition.day?.(data)
    return { keys: Object.fromEntries(keys), day: typeof day === 'string' && isDay(day) ? day : null }
  } catch {
    // A newer version may have changed the shape under us: the record stays readable by id and by scan.
    return { keys: {}, day: null }
  }
}

/** The changed groups of an operation brought to the present version of its kind, or null where an upcaster is missing. */
export function upcastGroups(definition: RecordDefinition, op: Op): NonNullable<Op['set']> | null {
  let set = op.set ?? {}
  for (let version = op.schema; version < definition.version; version += 1) {
    const upcast = definition.upcasters[version]
    if (!upcast) return null
    const from = upcast(Object.fromEntries(Object.entries(set).map(([group, change]) => [group, change.from])))
    const to = upcast(Object.fromEntries(Object.entries(set).map(([group, change]) => [group, change.to])))
    set = Object.fromEntries([...new Set([...Object.keys(from), ...Object.keys(to)])].map(group => [group, { from: from[group] ?? null, to: to[group] ?? null }]))
  }
  return set
}

/** A record's data with an operation laid over it, as its own author sees it before the server has judged. */
export function overlay(data: JsonObject | null, op: Op): { data: JsonObject; state: 'live' | 'void' } {
  const changed = Object.fromEntries(Object.entries(op.set ?? {}).map(([group, change]) => [group, change.to]))
  return { data: { ...(op.act === 'create' ? {} : data), ...changed }, state: op.act === 'void' ? 'void' : 'live' }
}
