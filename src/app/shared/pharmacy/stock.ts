import { ZONES, type Day } from '#domain/core/day.ts'
import { parseStream } from '#domain/core/streams.ts'
import type { Result } from '#domain/core/result.ts'
import { err, ok } from '#domain/core/result.ts'
import type { MovementData } from '#domain/records/stock-movement.ts'
import { addMovement, balanceKey, type Balance, type BatchRef } from '#domain/rules/pharmacy/balance.ts'
import { DEFAULT_PHARMACY_SETTING, pharmacySettingId, type PharmacySetting } from '#domain/rules/pharmacy/drug-facts.ts'
import { heldKeys } from '#domain/rules/pharmacy/holds.ts'
import { decideDispense, type DispenseError, type DispenseRequest } from '#domain/rules/pharmacy/dispense.ts'
import type { AppContext } from '../../context.ts'
import { balanceFold } from './stock-folds.ts'
import { createDraft, type Draft, type Interest, type RecordReader, type StoredRecord } from '../../db/record-store.ts'

/**
 * How a feature reads and takes stock: from the visit's prescription and from the medicine pages alike. Read, decide and
 * write inside one `store.writeGroup`, with its `view`, so that a second tab cannot hand out the same strip.
 */
export type StockMovement = StoredRecord<'stock-movement'>

/** What a page that shows stock depends on; of one drug, or of all. */
export function stockInterests(drugId?: string): Interest[] {
  return [drugId === undefined ? { kind: 'stock-movement' } : { kind: 'stock-movement', key: { name: 'drug', value: drugId } }]
}

/** The movements of one pustu's ledger, of one drug or of all; in no particular order. */
export async function readMovements(view: RecordReader, stream: string, drugId?: string): Promise<StockMovement[]> {
  const found = drugId === undefined ? await view.scan('stock-movement') : await view.byKey('stock-movement', 'drug', drugId)
  return found.filter(movement => movement.stream === stream && movement.state === 'live')
}

/** Every batch the pustu ever held, of one drug or of all, with what is left of it: also those at zero, expired or below zero. */
export async function readBatches(view: RecordReader, stream: string, drugId?: string): Promise<Balance[]> {
  const all = [...(await view.fold(balanceFold, stream)).values()]
  return drugId === undefined ? all : all.filter(balance => balance.drugId === drugId)
}

/** Why a line cannot be handed out; `line` is its place among the requests, from 0. */
export interface LineRefused { readonly kind: 'line-refused'; readonly line: number; readonly drugId: string; readonly error: DispenseError }

/**
 * Decides several lines together: a later line sees what an earlier one takes, so two lines of one drug never take the same
 * tablets. All lines or none (BR-30: nothing is overdrawn; BR-31: soonest expiry first; BR-35: each line from its own fund).
 */
export async function decideLines(view: RecordReader, stream: string, requests: readonly DispenseRequest[]): Promise<Result<MovementData[], LineRefused>> {
  const [kept, held] = await Promise.all([view.fold(balanceFold, stream), readHeld(view, stream)])
  // A copy: what is taken here is taken from nobody's sums but this decision's.
  const balances = new Map(kept)
  const taken: MovementData[] = []
  for (const [line, request] of requests.entries()) {
    const decided = decideDispense([...balances.values()].filter(balance => balance.drugId === request.drugId && !held.has(balance.key)), request)
    if (!decided.ok) return err({ kind: 'line-refused', line, drugId: request.drugId, error: decided.error })
    for (const movement of decided.value) {
      const key = balanceKey(movement)
      balances.set(key, addMovement(balances.get(key), key, movement))
    }
    taken.push(...decided.value)
  }
  return ok(taken)
}

/** One ledger line each, to be written in the caller's group. */
export function movementDrafts(movements: readonly MovementData[], stream: string, newId: () => string): Draft[] {
  return movements.map(movement => createDraft('stock-movement', newId(), stream, movement))
}

/** Movements that were taken back whole by their opposite. What came back of a hand-over in part names it too, but undoes nothing. */
export function reversedIds(movements: readonly StockMovement[]): ReadonlySet<string> {
  return new Set(movements.flatMap(({ data }) => (data.reason === 'dibalik' && data.reverses !== null ? [data.reverses] : [])))
}

/** What a drug is called on every screen: generic name, strength and form. */
export function drugName(drug: { readonly name: string; readonly strength: string; readonly form: string }): string {
  return [drug.name, drug.strength, drug.form].filter(part => part !== '').join(' ')
}

/** Keys of the batches of a pustu that a person has put aside (quarantine). */
export async function readHeld(view: RecordReader, stream: string): Promise<ReadonlySet<string>> {
  return heldKeys((await view.scan('batch-hold')).filter(hold => hold.stream === stream && hold.state === 'live'))
}

/** Batches that may be handed out as far as people are concerned: those put aside are left out. Expired ones are still here. */
export async function readUnheld(view: RecordReader, stream: string, drugId?: string): Promise<Balance[]> {
  const [balances, held] = await Promise.all([readBatches(view, stream, drugId), readHeld(view, stream)])
  return balances.filter(balance => !held.has(balance.key))
}

/** A line of the ledger as every document makes one: the fields that only some reasons use are empty. */
export function movementOf(
  ref: BatchRef, reason: MovementData['reason'], quantity: number,
  of: { readonly on: Day; readonly at?: string; readonly documentId?: string; readonly document?: string; readonly party?: string },
): MovementData {
  return {
    drugId: ref.drugId, source: ref.source, batch: ref.batch, ...(ref.fund === undefined ? {} : { fund: ref.fund }), quantity, reason, on: of.on,
    document: of.document ?? '', party: of.party ?? '', visitId: null, reverses: null, override: null,
    ...(of.documentId === undefined ? {} : { documentId: of.documentId }), ...(of.at === undefined ? {} : { at: of.at }),
  }
}

/** Now, to the second, on the clinic's wall: `YYYY-MM-DDTHH:MM:SS`. */
export function momentNow(app: Pick<AppContext, 'now' | 'zone'>): string {
  return new Date(app.now() + ZONES[app.zone] * 60_000).toISOString().slice(0, 19)
}

/** How the puskesmas runs its pharmacies; the usual values until the head has set his own. */
export async function readPharmacySetting(app: Pick<AppContext, 'streams'>, view: RecordReader): Promise<PharmacySetting> {
  const stream = app.streams('catalogue')[0]
  const puskesmas = stream === undefined ? undefined : parseStream(stream)?.place
  const setting = puskesmas === undefined ? undefined : await view.get('pharmacy-setting', pharmacySettingId(puskesmas))
  return setting?.state === 'live' ? setting.data : DEFAULT_PHARMACY_SETTING
}
