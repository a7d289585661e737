import { err, ok, type Result } from '#domain/core/result.ts'
import type { VisitData } from '#domain/records/visit.ts'
import { reversalId, reverseMovement, type DispenseError } from '#domain/rules/pharmacy/dispense.ts'
import { sipHolds } from '#domain/rules/clinic/visit-rules.ts'
import type { AppContext } from '#app/context.ts'
import { createDraft, patchDraft, voidDraft, type Draft, type RecordReader, type SaveFailure, type StoredRecord } from '#app/db/record-store.ts'
import { decideLines, movementDrafts, reversedIds } from '#app/shared/pharmacy/stock.ts'

/** One medicine to hand out with the visit: whole smallest units of a drug, from one fund. */
export interface HandOut { readonly drugId: string; readonly source: 'program' | 'koperasi'; readonly quantity: number }

export type VisitFailure =
  | SaveFailure
  | { readonly kind: 'no-place' }
  /** Signed, cancelled or taken over meanwhile, in another tab or on another tablet. */
  | { readonly kind: 'gone' }
  | { readonly kind: 'sip-missing' }
  | { readonly kind: 'sip-expired'; readonly on: string }
  /** The stock is not what the page showed; `line` counts from 0. */
  | { readonly kind: 'stock'; readonly line: number; readonly drugId: string; readonly error: DispenseError }

/** A new record, or the changes to the draft as its author saw it (`seen`): work on two tablets meets as a conflict, not in silence. */
async function visitDraft(app: AppContext, view: RecordReader, id: string, data: VisitData, seen: StoredRecord<'visit'> | undefined): Promise<Result<Draft, VisitFailure>> {
  const before = await view.get('visit', id)
  if (!before) {
    const stream = app.homeStream('clinical')
    return stream ? ok(createDraft('visit', id, stream, data)) : err({ kind: 'no-place' })
  }
  if (before.state === 'void' || before.data.signature !== null || before.data.author !== app.user.id) return err({ kind: 'gone' })
  return ok(patchDraft(seen ?? before, data))
}

/** Saves the visit unsigned: its author can continue it, on this tablet or another. Nothing leaves the stock. */
export function saveVisitDraft(app: AppContext, id: string, data: VisitData, seen?: StoredRecord<'visit'>): Promise<Result<unknown, VisitFailure>> {
  return app.store.writeGroup<VisitFailure>(async view => {
    const draft = await visitDraft(app, view, id, { ...data, signature: null }, seen)
    return draft.ok ? ok([draft.value]) : draft
  })
}

/**
 * Signs the visit and hands out its medicine in one group: both are in the journal, or neither is. Licence, rules and stock
 * are looked at inside the group, so that what the page showed a minute ago decides nothing (BR-30, BR-31, BR-41).
 */
export function signVisit(app: AppContext, id: string, data: VisitData, handOuts: readonly HandOut[], seen?: StoredRecord<'visit'>): Promise<Result<unknown, VisitFailure>> {
  return app.store.writeGroup<VisitFailure>(async view => {
    const today = app.today()
    const signer = (await view.get('staff', app.user.id))?.data
    if (!signer?.sip) return err({ kind: 'sip-missing' })
    if (!sipHolds(signer, today)) return err({ kind: 'sip-expired', on: signer.sip.expiresOn })
    const signed: VisitData = { ...data, signature: { by: app.user.id, name: signer.name, sip: signer.sip.number, on: today } }
    const draft = await visitDraft(app, view, id, signed, seen)
    if (!draft.ok) return draft
    if (handOuts.length === 0) return ok([draft.value])
    const stock = app.homeStream('stock')
    if (!stock) return err({ kind: 'no-place' })
    const taken = await decideLines(view, stock, handOuts.map(line => ({ ...line, today, visitId: id, party: 'pasien' })))
    if (!taken.ok) return err({ kind: 'stock', line: taken.error.line, drugId: taken.error.drugId, error: taken.error.error })
    return ok([draft.value, ...movementDrafts(taken.value, stock, () => app.newId())])
  })
}

/** What a visit handed out, with what came back of it. */
export async function handedOut(reader: RecordReader, visitId: string): Promise<{ readonly movement: StoredRecord<'stock-movement'>; readonly returned: boolean }[]> {
  const movements = await reader.byKey('stock-movement', 'visit', visitId)
  const reversed = reversedIds(movements)
  return movements.filter(movement => movement.data.reason === 'diserahkan')
    .map(movement => ({ movement, returned: reversed.has(movement.id) }))
    .sort((a, b) => a.movement.data.drugId.localeCompare(b.movement.data.drugId) || a.movement.data.batch.expiresOn.localeCompare(b.movement.data.batch.expiresOn))
}

/**
 * Cancels a visit with a reason; it is kept, marked, and no longer counted (BR-46). With `medicineBack` what was handed out
 * is put back by reversing entries in the same group, once each.
 */
export function cancelVisit(app: AppContext, id: string, reason: string, medicineBack: boolean): Promise<Result<unknown, VisitFailure>> {
  return app.store.writeGroup<VisitFailure>(async view => {
    const visit = await view.get('visit', id)
    if (!visit || visit.state === 'void') return err({ kind: 'gone' })
    const back = medicineBack ? (await handedOut(view, id)).filter(line => !line.returned) : []
    const drafts: Draft[] = back.map(({ movement }) =>
      createDraft('stock-movement', reversalId(movement.id), movement.stream, reverseMovement(movement, app.today(), '')))
    return ok([voidDraft(visit, reason), ...drafts])
  })
}
