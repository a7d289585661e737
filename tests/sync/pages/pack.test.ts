import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Row } from '#sync/messages.ts'
import { openPage } from '#sync/pages/open.ts'
import { packPage } from '#sync/pages/pack.ts'
import { definitionOf, KINDS } from '#domain/records/index.ts'
import { dataOf, streamFor } from '../../support/generators.ts'
import { anyRows, rowsOf, sameOrder } from './some-rows.ts'

function expectSame(rows: readonly Row[]): void {
  const bytes = packPage(rows)
  expect(packPage(structuredClone(rows) as Row[])).toEqual(bytes)
  const page = openPage(bytes)
  expect(sameOrder(page.rows(), rows)).toBe(true)
  expect(page).toMatchObject({ stream: rows[0]!.stream, kind: rows[0]!.kind, count: rows.length, maxSeq: Math.max(...rows.map(row => row.seq)) })
  expect(page.ids()).toEqual(rows.map(row => row.id))
  expect(page.seqs()).toEqual(rows.map(row => row.seq))
  expect(page.states()).toEqual(rows.map(row => row.state))
  expect(sameOrder(page.datas(), rows.map(row => row.data))).toBe(true)
  const one = openPage(bytes)
  for (const [slot, row] of rows.entries()) {
    expect(one.slotOf(row.id)).toBe(slot)
    expect(sameOrder(one.row(slot), row)).toBe(true)
  }
  expect(one.slotOf('no such id')).toBe(-1)
}

describe('what a page gives back', () => {
  it('is exactly what was packed, whatever JSON it is', () => {
    fc.assert(fc.property(anyRows(), expectSame), { numRuns: 300 })
  })

  it.each(KINDS)('is exactly what was packed, of kind %s', kind => {
    const rows = rowsOf(fc.array(dataOf(definitionOf(kind)), { minLength: 1, maxLength: 6 }), fc.uuid({ version: 7 })).map(all => all.map(row => ({ ...row, kind, stream: streamFor(kind, 'pustu-1') })))
    fc.assert(fc.property(rows, expectSame), { numRuns: 5 })
  })
})
