import { ok, err, type Result } from '#domain/core/result.ts'
import { sameJson } from '#domain/core/json.ts'
import type { MovementData } from '#domain/records/stock-movement.ts'
import type { Balance } from '#domain/rules/pharmacy/balance.ts'
import type { DispenseRequest } from '#domain/rules/pharmacy/dispense.ts'
import type { AppContext } from '#app/context.ts'
import type { Interest, RecordReader, SaveFailure, StoredRecord } from '#app/db/record-store.ts'
import { decideLines, movementDrafts, readUnheld, type LineRefused } from '#app/shared/pharmacy/stock.ts'

export type Drug = StoredRecord<'drug'>

export const SHELF_INTERESTS: readonly Interest[] = [{ kind: 'stock-movement' }, { kind: 'batch-hold' }, { kind: 'drug' }]

/** What may be handed out as far as people are concerned: batches that are put aside are left out. */
export interface Shelf { readonly balances: readonly Balance[] }

export async function readShelf(view: RecordReader, stream: string): Promise<Shelf> {
  return { balances: await readUnheld(view, stream) }
}

/** Drugs that may be handed out, by name. */
export async function activeDrugs(view: RecordReader): Promise<Drug[]> {
  const drugs = (await view.scan('drug')).filter(drug => drug.state === 'live' && drug.data.active)
  return drugs.sort((a, b) => a.data.name.localeCompare(b.data.name, 'id') || a.data.strength.localeCompare(b.data.strength, 'id', { numeric: true }))
}

export type DispenseFailure = SaveFailure | LineRefused | { readonly kind: 'changed' }

/**
 * Hands out what the page showed. The batches are decided again on the ledger as it stands under the lock: if another tab
 * or a sync has changed them meanwhile, nothing is written and the person looks again.
 */
export async function handOut(app: AppContext, stream: string, request: DispenseRequest, shown: readonly MovementData[]): Promise<Result<null, DispenseFailure>> {
  const saved = await app.store.writeGroup<DispenseFailure>(async view => {
    const decided = await decideLines(view, stream, [request])
    if (!decided.ok) return decided
    return sameJson(decided.value, shown) ? ok(movementDrafts(decided.value, stream, () => app.newId())) : err({ kind: 'changed' })
  })
  return saved.ok ? ok(null) : saved
}
