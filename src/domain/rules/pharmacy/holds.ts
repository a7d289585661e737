import type { z } from 'zod'
import type { batchHold } from '../../records/batch-hold.ts'
import { balanceKey } from './balance.ts'

export type BatchHoldData = z.infer<typeof batchHold.schema>
export interface BatchHold { readonly id: string; readonly data: BatchHoldData }

/** Keys of batches that are put aside: a `tahan` that no `lepas` names. The order of entries does not matter. */
export function heldKeys(holds: Iterable<BatchHold>): ReadonlySet<string> {
  return new Set(openHolds(holds).map(hold => balanceKey(hold.data)))
}

/** Entries that still hold their batch. */
export function openHolds(holds: Iterable<BatchHold>): BatchHold[] {
  const all = [...holds]
  const released = new Set(all.flatMap(hold => (hold.data.action === 'lepas' && hold.data.releases !== null ? [hold.data.releases] : [])))
  return all.filter(hold => hold.data.action === 'tahan' && !released.has(hold.id))
}
