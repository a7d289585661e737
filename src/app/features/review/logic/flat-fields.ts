import type { Json, JsonObject } from '#domain/core/json.ts'

/** One leaf of a field group: `name` is the path inside the group, '' for a group that is one plain value. */
export interface FlatField { readonly name: string; readonly value: null | boolean | number | string }

const isLeaf = (value: unknown): value is FlatField['value'] => value === null || typeof value !== 'object'

/** The leaves of a value, in order; lists are numbered. */
export function flatFields(value: Json, prefix = ''): FlatField[] {
  if (isLeaf(value)) return [{ name: prefix, value }]
  const join = (key: string): string => (prefix === '' ? key : `${prefix}.${key}`)
  if (Array.isArray(value)) return value.flatMap((item: Json, index) => flatFields(item, join(String(index + 1))))
  return Object.entries(value as JsonObject).flatMap(([key, item]) => flatFields(item, join(key)))
}

/** A person can write a new value where it is one plain value or a flat object; lists can only be chosen as a whole. */
export function isWritable(value: Json): boolean {
  if (isLeaf(value)) return typeof value === 'string' || typeof value === 'number' || value === null
  return !Array.isArray(value) && Object.values(value as JsonObject).every(isLeaf)
}

/** The value again with its leaves replaced by what was typed; kinds of leaves are kept, '' means nothing where nothing stood. */
export function withTyped(template: Json, typed: Readonly<Record<string, string>>): Json {
  const leaf = (value: FlatField['value'], text: string | undefined): Json => {
    if (text === undefined) return value
    if (typeof value === 'boolean') return text === 'true'
    if (typeof value === 'number') return text.trim() === '' || Number.isNaN(Number(text.replace(',', '.'))) ? null : Number(text.replace(',', '.'))
    return value === null && text.trim() === '' ? null : text.trim()
  }
  if (isLeaf(template)) return leaf(template, typed[''])
  return Object.fromEntries(Object.entries(template as JsonObject).map(([key, value]) => [key, leaf(value as FlatField['value'], typed[key])]))
}
