import { err, ok, type Result } from '#domain/core/result.ts'
import type { MovementData } from '#domain/records/stock-movement.ts'
import { balanceKey, foldBalances, type Balance, type BatchRef } from '#domain/rules/pharmacy/balance.ts'
import { reversalId, reverseMovement } from '#domain/rules/pharmacy/dispense.ts'
import type { PharmacySetting } from '#domain/rules/pharmacy/drug-facts.ts'
import { forecastAll, type UseForecast } from '#domain/rules/pharmacy/forecast.ts'
import { openHolds, releaseId, type BatchHold } from '#domain/rules/pharmacy/holds.ts'
import { foldMonths } from '#domain/rules/pharmacy/ledger.ts'
import type { AppContext } from '#app/context.ts'
import { createDraft, patchDraft, type Draft, type Interest, type RecordReader, type SaveFailure, type StoredRecord } from '#app/db/record-store.ts'
import { momentNow, movementDrafts, readMovements, readPharmacySetting, reversedIds, stockInterests, type StockMovement } from '#app/shared/pharmacy/stock.ts'
import { readNames } from '#app/shared/read-names.ts'

export type Drug = StoredRecord<'drug'>

/** Drugs that may be received, by name. */
export async function activeDrugs(view: RecordReader): Promise<Drug[]> {
  const drugs = (await view.scan('drug')).filter(drug => drug.state === 'live' && drug.data.active)
  return drugs.sort((a, b) => a.data.name.localeCompare(b.data.name, 'id') || a.data.strength.localeCompare(b.data.strength, 'id', { numeric: true }))
}

/** What waits for somebody in the medicine room of a pustu. */
export interface Waiting { readonly deliveries: number; readonly counts: number }
export const WAITING_INTERESTS: readonly Interest[] = [{ kind: 'delivery' }, { kind: 'stock-count' }]

export async function readWaiting(view: RecordReader, stream: string): Promise<Waiting> {
  const [deliveries, counts] = await Promise.all([view.byKey('delivery', 'open', 'y'), view.byKey('stock-count', 'open', 'y')])
  const here = (records: readonly StoredRecord[]): number => records.filter(record => record.stream === stream && record.state === 'live').length
  return { deliveries: here(deliveries), counts: here(counts) }
}

/** One drug of a pustu: its batches, its movements, who signed them, what is put aside and how long it lasts. */
export interface DrugFile {
  readonly drug: Drug
  readonly movements: readonly StockMovement[]
  readonly balances: readonly Balance[]
  readonly reversed: ReadonlySet<string>
  readonly names: ReadonlyMap<string, string>
  /** Entries that hold a batch, by the batch's key; of several the first. */
  readonly holds: ReadonlyMap<string, BatchHold>
  /** By `<drug>|<source>`. */
  readonly forecasts: ReadonlyMap<string, UseForecast>
  readonly setting: PharmacySetting
}

export const drugInterests = (drugId: string): Interest[] => [
  { kind: 'drug', id: drugId }, { kind: 'batch-hold', key: { name: 'drug', value: drugId } }, { kind: 'pharmacy-setting' }, ...stockInterests(drugId),
]

export async function drugFile(app: Pick<AppContext, 'streams' | 'today'>, view: RecordReader, stream: string, drugId: string): Promise<DrugFile | null> {
  const drug = await view.get('drug', drugId)
  if (!drug) return null
  const [movements, held, setting] = await Promise.all([readMovements(view, stream, drugId), drugHolds(view, stream, drugId), readPharmacySetting(app, view)])
  const names = await readNames(view, [...movements.flatMap(movement => (movement.by ? [movement.by.actor] : [])), ...held.map(hold => hold.data.by)])
  const lines = movements.map(movement => movement.data)
  const balances = [...foldBalances(lines).values()]
  const holds = new Map(held.map(hold => [balanceKey(hold.data), hold] as const).reverse())
  return {
    drug, movements, balances, reversed: reversedIds(movements), holds, setting,
    names,
    forecasts: forecastAll(balances, foldMonths(lines), new Set(holds.keys()), app.today()),
  }
}

async function drugHolds(view: RecordReader, stream: string, drugId: string): Promise<BatchHold[]> {
  const holds = (await view.byKey('batch-hold', 'drug', drugId)).filter(hold => hold.stream === stream && hold.state === 'live')
  return openHolds(holds).sort((a, b) => (a.id < b.id ? -1 : 1))
}

/** Puts a batch aside: it is not handed out any more until somebody releases it. */
export async function holdBatch(app: AppContext, stream: string, ref: BatchRef, reason: string): Promise<Result<null, SaveFailure>> {
  const saved = await app.store.writeGroup<SaveFailure>(async () => ok([
    createDraft('batch-hold', app.newId(), stream, { ...ref, action: 'tahan', releases: null, reason: reason.trim(), on: app.today(), by: app.user.id }),
  ]))
  return saved.ok ? ok(null) : saved
}

export type ReleaseFailure = SaveFailure | { readonly kind: 'not-held' }

/** Ends every entry that holds a batch: two tablets may both have put it aside. */
export async function releaseBatch(app: AppContext, stream: string, ref: BatchRef, reason: string): Promise<Result<null, ReleaseFailure>> {
  const saved = await app.store.writeGroup<ReleaseFailure>(async view => {
    const open = (await drugHolds(view, stream, ref.drugId)).filter(hold => balanceKey(hold.data) === balanceKey(ref))
    if (open.length === 0) return err({ kind: 'not-held' })
    return ok(open.map(hold => createDraft('batch-hold', releaseId(hold.id), stream, { ...ref, action: 'lepas', releases: hold.id, reason: reason.trim(), on: app.today(), by: app.user.id })))
  })
  return saved.ok ? ok(null) : saved
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

export type ReverseFailure = SaveFailure | { readonly kind: 'gone' | 'twice' | 'of-a-visit' | 'of-a-document' } | { readonly kind: 'short'; readonly held: number }

/**
 * Takes a movement back by its opposite. A receipt is not taken back below what is left of its batch: somebody already
 * carries those tablets home (BR-30).
 */
export async function reverse(app: AppContext, stream: string, id: string, reason: string): Promise<Result<null, ReverseFailure>> {
  const saved = await app.store.writeGroup<ReverseFailure>(async view => {
    const movement = await view.get('stock-movement', id)
    if (!movement || movement.stream !== stream) return err({ kind: 'gone' })
    if (movement.data.visitId !== null) return err({ kind: 'of-a-visit' })
    if (belongsToDocument(movement.data)) return err({ kind: 'of-a-document' })
    const movements = await readMovements(view, stream, movement.data.drugId)
    if (movement.data.reason === 'dibalik' || reversedIds(movements).has(id)) return err({ kind: 'twice' })
    const opposite = reverseMovement(movement, app.today(), reason.trim(), momentNow(app))
    const held = foldBalances(movements.map(found => found.data)).get(balanceKey(opposite))?.quantity ?? 0
    if (opposite.quantity < 0 && held + opposite.quantity < 0) return err({ kind: 'short', held })
    return ok(movementDrafts([opposite], stream, () => reversalId(id)))
  })
  return saved.ok ? ok(null) : saved
}

/**
 * What a document did that others rely on is taken back through that document: money was given for it, another pustu waits
 * for it, or somebody else has approved it (BR-37).
 */
export function belongsToDocument(movement: Pick<MovementData, 'reason' | 'documentId'>): boolean {
  return movement.reason === 'dikembalikan' || (!!movement.documentId && (['diserahkan', 'dikirim', 'pindahan', 'selisih'] as const).some(reason => reason === movement.reason))
}
