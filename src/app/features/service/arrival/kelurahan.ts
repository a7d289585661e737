import seed from '#seeds/regions.json'
import type { ComboOption } from '#app/ui/combo-filter.ts'

const nameByCode = new Map(seed.rows.map(row => [row.code, row.name]))

/** The kelurahan of the city, by name. The record keeps the name alone, so of two that share one the list shows both kecamatan. */
export function kelurahanOptions(kecamatan: (name: string) => string): ComboOption[] {
  const inside = new Map<string, string[]>()
  for (const row of seed.rows) {
    if (row.level === 'kelurahan') inside.set(row.name, [...(inside.get(row.name) ?? []), nameByCode.get(row.parent ?? '') ?? ''])
  }
  return [...inside].map(([name, parents]) => ({ value: name, label: name, detail: kecamatan(parents.join(', ')) }))
}
