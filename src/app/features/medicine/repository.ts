import type { Day } from '#domain/core/day.ts'
import { err, ok, type Result } from '#domain/core/result.ts'
import { sameJson } from '#domain/core/json.ts'
import type { MovementData } from '#domain/records/stock-movement.ts'
import { foldBalances, type Balance } from '#domain/rules/pharmacy/balance.ts'
import { reversalId, reverseMovement } from '#domain/rules/pharmacy/dispense.ts'
import type { AppContext } from '#app/context.ts'
import { createDraft, patchDraft, type Draft, type Interest, type RecordReader, type SaveFailure, type StoredRecord } from '#app/db/record-store.ts'
import { movementDrafts, readBatches, readMovements, reversedIds, stockInterests, type StockMovement } from '#app/shared/pharmacy/stock.ts'
import { stockLines, type StockLine } from './stock-lines.ts'

export type Drug = StoredRecord<'drug'>

export const SHELF_INTERESTS: readonly Interest[] = [{ kind: 'stock-movement' }, { kind: 'drug' }]

/** The shelf of a pustu with the batches behind it. */
export interface Shelf { readonly lines: readonly StockLine[]; readonly balances: readonly Balance[] }

export async function readShelf(view: RecordReader, stream: string, today: Day): Promise<Shelf> {
  const [balances, drugs] = await Promise.all([readBatches(view, stream), view.scan('drug')])
  return { lines: stockLines(balances, drugs, today), balances }
}

/** Drugs that may be received and handed out, by name. */
export async function activeDrugs(view: RecordReader): Promise<Drug[]> {
  const drugs = (await view.scan('drug')).filter(drug => drug.state === 'live' && drug.data.active)
  return drugs.sort((a, b) => a.data.name.localeCompare(b.data.name, 'id') || a.data.strength.localeCompare(b.data.strength, 'id', { numeric: true }))
}

/** One drug of a pustu: its batches, its movements, who signed them. */
export interface DrugFile {
  readonly drug: Drug
  readonly movements: readonly StockMovement[]
  readonly balances: readonly Balance[]
  readonly reversed: ReadonlySet<string>
  readonly names: ReadonlyMap<string, string>
}

export const drugInterests = (drugId: string): Interest[] => [{ kind: 'drug', id: drugId }, ...stockInterests(drugId)]

export async function drugFile(view: RecordReader, stream: string, drugId: string): Promise<DrugFile | null> {
  const drug = await view.get('drug', drugId)
  if (!drug) return null
  const movements = await readMovements(view, stream, drugId)
  const actors = [...new Set(movements.flatMap(movement => (movement.by ? [movement.by.actor] : [])))]
  const names = await Promise.all(actors.map(async actor => [actor, (await view.get('staff', actor))?.data.name] as const))
  return {
    drug, movements, balances: [...foldBalances(movements.map(movement => movement.data)).values()], reversed: reversedIds(movements),
    names: new Map(names.filter((pair): pair is readonly [string, string] => pair[1] !== undefined)),
  }
}

/** A save the server put aside, to be replaced by a corrected one under the same id. */
export interface Correction { readonly record: StoredRecord<'quarantine'>; readonly reason: string }

/** Writes a receipt: all its lines or none. */
export async function receive(app: AppContext, stream: string, movements: readonly MovementData[], corrects: Correction | null): Promise<Result<null, SaveFailure>> {
  const saved = await app.store.writeGroup<SaveFailure>(async () => {
    const ids = movements.map((_, index) => (corrects && index === 0 ? corrects.record.data.recordId : app.newId()))
    const drafts: Draft[] = movements.map((movement, index) => createDraft('stock-movement', ids[index] ?? app.newId(), stream, movement))
    if (corrects) drafts.push(patchDraft(corrects.record, { decision: { choice: 'corrected', reason: corrects.reason, by: app.user.id } }))
    return ok(drafts)
  })
  return saved.ok ? ok(null) : saved
}

export type ReverseFailure = SaveFailure | { readonly kind: 'gone' | 'twice' | 'of-a-visit' } | { readonly kind: 'short'; readonly held: number }

/**
 * Takes a movement back by its opposite. A receipt is not taken back below what is left of its batch: somebody already
 * carries those tablets home (BR-30).
 */
export async function reverse(app: AppContext, stream: string, id: string, reason: string): Promise<Result<null, ReverseFailure>> {
  const saved = await app.store.writeGroup<ReverseFailure>(async view => {
    const movement = await view.get('stock-movement', id)
    if (!movement || movement.stream !== stream) return err({ kind: 'gone' })
    if (movement.data.visitId !== null) return err({ kind: 'of-a-visit' })
    const movements = await readMovements(view, stream, movement.data.drugId)
    if (movement.data.reason === 'dibalik' || reversedIds(movements).has(id)) return err({ kind: 'twice' })
    const opposite = reverseMovement(movement, app.today(), reason.trim())
    const held = foldBalances(movements.map(found => found.data).filter(data => sameJson(data.batch, opposite.batch) && data.source === opposite.source)).values().next().value?.quantity ?? 0
    if (opposite.quantity < 0 && held + opposite.quantity < 0) return err({ kind: 'short', held })
    return ok(movementDrafts([opposite], stream, () => reversalId(id)))
  })
  return saved.ok ? ok(null) : saved
}
