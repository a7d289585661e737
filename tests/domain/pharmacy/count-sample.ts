import { day } from '#domain/core/day.ts'
import type { CountLineData } from '#domain/records/count-line.ts'
import type { CountData } from '#domain/records/stock-count.ts'
import type { CountLine, Moved } from '#domain/rules/pharmacy/count.ts'
import type { MovementData } from '#domain/records/stock-movement.ts'
import { sampleMovement } from './sample.ts'

/** One batch, counted at ten; tests change one thing. */
export const BATCH = { number: 'A1', expiresOn: day('2026-03-31') }
export const sampleLine = (id: string, changes: Partial<CountLineData> = {}): CountLine => ({
  id, data: { countId: 'opname', drugId: 'amlodipin-5-mg-tablet', source: 'program', batch: BATCH, counted: 115, at: '2025-12-17T10:00:00', reason: '', by: 'bidan', ...changes },
})
export const sampleCount = (changes: Partial<CountData> = {}): CountData => ({
  number: 'KIARA-02-0001', openedAt: '2025-12-17T09:00:00', openedBy: 'bidan', source: 'program', drugIds: [], submitted: null, returned: null, approval: null, cancelled: null, ...changes,
})
let moved = 0
/** A movement at a moment of its day, or somewhere in it. */
export const move = (quantity: number, at: string, changes: Partial<MovementData> = {}): Moved => ({
  id: `m-${++moved}`,
  data: sampleMovement({ quantity, reason: quantity > 0 ? 'diterima' : 'diserahkan', on: day(at.slice(0, 10)), ...(at.length > 10 ? { at } : {}), ...changes }),
})
