import type { Json } from '#domain/core/json.ts'
import { malformed } from './bytes.ts'

/** JSON as text that gives back the value exactly; JSON.stringify forgets the sign of −0. */
export function jsonText(value: Json): string {
  if (Object.is(value, -0)) return '-0'
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(jsonText).join(',')}]`
  return `{${Object.entries(value).map(([key, member]) => `${JSON.stringify(key)}:${jsonText(member as Json)}`).join(',')}}`
}

/** @throws DamagedPageError */
export function jsonOf(text: string): Json {
  try {
    return JSON.parse(text) as Json
  } catch {
    throw malformed('no JSON')
  }
}
