import type { Json } from '#domain/core/json.ts'

/** Reading of what was typed into the forms here. `field` is the name of an input; those of line n end in its number. */
export interface Problem<W extends string> { readonly field: string; readonly word: W; readonly params?: Readonly<Record<string, string | number>> }

/** The texts of a kept form, where they have the shape of this version's. */
export function keptTexts<T extends object>(kept: Json | undefined, start: T): T | null {
  if (kept === null || kept === undefined || typeof kept !== 'object' || Array.isArray(kept)) return null
  const known = Object.entries(kept).filter(([field, value]) => field in start && typeof value === 'string' && typeof start[field as keyof T] === 'string')
  return { ...start, ...(Object.fromEntries(known) as Partial<T>) }
}

/** The kept lines of a form, each with all its texts; null where there are none. */
export function keptLines<L extends object>(kept: Json | undefined, empty: L): L[] | null {
  if (kept === null || kept === undefined || typeof kept !== 'object' || Array.isArray(kept)) return null
  const lines = (kept as Readonly<Record<string, Json | undefined>>)['lines']
  return Array.isArray(lines) && lines.length > 0 ? lines.map(line => keptTexts(line as Json, empty) ?? { ...empty }) : null
}
