import type { Json } from '#domain/core/json.ts'
import { parseWhole } from '#domain/core/number.ts'

/** Numbers typed and not yet recorded, by batch. */
export type Typed = Record<string, string>
export const sheetDraft = (countId: string): string => `count-${countId}`

export function restoreTyped(kept: Json | undefined): Typed {
  if (kept === null || typeof kept !== 'object' || Array.isArray(kept)) return {}
  return Object.fromEntries(Object.entries(kept as Record<string, Json>).filter((pair): pair is [string, string] => typeof pair[1] === 'string'))
}

/** More than this of one batch is a slip of the finger. */
const MOST_UNITS = 10_000_000

/** What was typed as a number of whole units, zero included. */
export function parseCounted(text: string): { readonly ok: true; readonly value: number } | { readonly ok: false; readonly word: 'errCounted' | 'errBig' } {
  const parsed = parseWhole(text)
  if (!parsed.ok || parsed.value < 0) return { ok: false, word: 'errCounted' }
  return parsed.value > MOST_UNITS ? { ok: false, word: 'errBig' } : { ok: true, value: parsed.value }
}
