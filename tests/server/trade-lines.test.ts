import { expect, it } from 'vitest'
import { linesOf } from '#server/sync/derived/trade-lines.ts'
import { STOCK } from './kit.ts'
import { saleData } from './trade.ts'

const row = { stream: STOCK, seq: 1, id: 'h1', kind: 'handover', rev: 1, data: saleData({}), conflicts: [], by: { actor: 'bidan', dev: 'tab', at: '' } }
const told = (state: string): number => linesOf({ ...row, state } as unknown as Parameters<typeof linesOf>[0]).length

it('BR-22: a sale counts in every state but void, so that a word which nobody knows drops no sale', () => {
  expect([told('live'), told('disetujui'), told('void')]).toEqual([1, 1, 0])
  expect(linesOf({ ...row } as unknown as Parameters<typeof linesOf>[0])).toHaveLength(1)
})
