import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { definitionOf, KINDS } from '#domain/records/index.ts'
import { arbitraryOf, dataOf } from './generators.ts'

describe('values from the registry alone', () => {
  test.each(KINDS)('%s: a hundred values keep the schema, and every field group occurs', kind => {
    const definition = definitionOf(kind)
    const values = fc.sample(arbitraryOf(definition.schema), { numRuns: 100, seed: 7 })
    for (const value of values) expect(definition.schema.safeParse(value).success).toBe(true)
    const groups = new Set(values.flatMap(value => Object.keys(value as object)))
    expect([...groups].sort()).toEqual(Object.keys((definition.schema as unknown as { shape: object }).shape).sort())
  })

  test.each(KINDS)('%s: values that keep its rules too, and they are not all alike', kind => {
    const values = fc.sample(dataOf(definitionOf(kind)), { numRuns: 30, seed: 7 })
    expect(new Set(values.map(value => JSON.stringify(value))).size).toBeGreaterThan(10)
  })

  test('a kind whose rules random data never keep is named, instead of being tried for ever', () => {
    const never = { ...definitionOf('supplier'), check: () => [{ rule: 'never' }] }
    expect(() => fc.sample(dataOf(never), { numRuns: 1, seed: 7 })).toThrow('random data of supplier never keep its rules (never)')
  })
})
