import { day } from '#domain/core/day.ts'
import type { MovementData } from '#domain/records/stock-movement.ts'

/** A receipt that keeps every rule; tests change one thing. */
export const sampleMovement = (changes: Partial<MovementData> = {}): MovementData => ({
  drugId: 'amlodipin-5-mg-tablet', source: 'program', batch: { number: 'A1', expiresOn: day('2026-03-31') }, quantity: 100, reason: 'diterima', on: day('2025-10-01'),
  document: 'SBBK/1', party: 'Puskesmas', visitId: null, reverses: null, override: null, ...changes,
})
