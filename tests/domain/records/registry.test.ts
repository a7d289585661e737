import { expect, test } from 'vitest'
import { definitionOf, KINDS } from '#domain/records/index.ts'

test('a clash that can open can be settled: whoever may patch careful groups has somebody who may resolve', () => {
  const stuck = KINDS.map(definitionOf)
    .filter(definition => definition.careful.length > 0 && (definition.writers.patch ?? []).length > 0 && (definition.writers.resolve ?? []).length === 0)
  expect(stuck.map(definition => definition.kind)).toEqual([])
})

test('the registry names each kind as the kind names itself', () => {
  expect(KINDS.filter(kind => definitionOf(kind).kind !== kind)).toEqual([])
})
