import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { definitionOf } from '#domain/records/index.ts'
import type { LedgerFold } from '#app/db/record-store.ts'
import { lastMovedFold } from '#app/features/counting/last-moved.ts'
import * as cash from '#app/shared/coop/cash-folds.ts'
import * as savings from '#app/shared/coop/savings-folds.ts'
import * as trade from '#app/shared/coop/trade-folds.ts'
import * as stock from '#app/shared/pharmacy/stock-folds.ts'
import { dataOf } from '#tests/support/generators.ts'

const isFold = (value: unknown): value is LedgerFold => typeof value === 'object' && value !== null && 'fromJson' in value
const FOLDS = [lastMovedFold, ...[cash, savings, trade, stock].flatMap(module => Object.values(module))].filter(isFold)

/**
 * A kept sum is laid under every answer. A fold that changes what it was made from would add this tablet's unsent entries to it for
 * good: asked twice, it would count them twice.
 */
describe('a fold leaves the sum that it begins from as it is', () => {
  test('all of them are here', () => expect(FOLDS.length).toBeGreaterThanOrEqual(16))
  test.each(FOLDS.map(fold => [fold.name, fold] as const))('%s', (_name, fold: LedgerFold) => {
    fc.assert(fc.property(fc.array(dataOf(definitionOf(fold.kind)), { minLength: 1, maxLength: 8 }), entries => {
      const state = fold.empty()
      for (const data of entries) fold.add(state, data as never)
      const base = fold.toJson(state)
      const before = JSON.stringify(base)
      const first = fold.fromJson(base)
      for (const data of entries) fold.add(first, data as never)
      expect(JSON.stringify(base)).toBe(before)
    }), { numRuns: 25 })
  })
})
