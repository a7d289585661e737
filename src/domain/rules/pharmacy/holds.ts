import type { CheckContext, Lookup, RuleBreak } from '../../core/record.ts'
import type { BatchHoldData } from '../../records/batch-hold.ts'
import { balanceKey } from './balance.ts'
import { signerBreaks } from './signer.ts'

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

/** A batch is released once: the id follows from the entry it ends, so that two offline tablets that both do it agree. */
export const releaseId = (holdId: string): string => `${holdId}-lepas`

export const holdLookups = (data: BatchHoldData): Lookup[] => (data.releases ? [{ kind: 'batch-hold', id: data.releases }] : [])

/** A release names the entry it ends, of the same batch; putting aside names none. */
export function checkHold(data: BatchHoldData, context: CheckContext<BatchHoldData>): RuleBreak[] {
  const breaks = signerBreaks(data.by, context.actor, 'by')
  if ((data.action === 'lepas') !== (data.releases !== null)) breaks.push({ rule: 'hold-release', field: 'releases' })
  if (data.releases === null) return breaks
  const ended = context.found({ kind: 'batch-hold', id: data.releases })[0]?.data as unknown as BatchHoldData | undefined
  if (ended && (ended.action !== 'tahan' || balanceKey(ended) !== balanceKey(data))) breaks.push({ rule: 'hold-release', field: 'releases' })
  return breaks
}
