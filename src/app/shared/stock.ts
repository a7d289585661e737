import type { Result } from '#domain/core/result.ts'
import { err, ok } from '#domain/core/result.ts'
import type { MovementData } from '#domain/records/stock-movement.ts'
import { foldBalances, type Balance } from '#domain/rules/pharmacy/balance.ts'
import { decideDispense, type DispenseError, type DispenseRequest } from '#domain/rules/pharmacy/dispense.ts'
import { createDraft, type Draft, type Interest, type RecordReader, type StoredRecord } from '../db/record-store.ts'

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
  return [...foldBalances((await readMovements(view, stream, drugId)).map(movement => movement.data)).values()]
}

/** Why a line cannot be handed out; `line` is its place among the requests, from 0. */
export interface LineRefused { readonly kind: 'line-refused'; readonly line: number; readonly drugId: string; readonly error: DispenseError }

/**
 * Decides several lines together: a later line sees what an earlier one takes, so two lines of one drug never take the same
 * tablets. All lines or none (BR-30: nothing is overdrawn; BR-31: soonest expiry first; BR-35: each line from its own fund).
 */
export async function decideLines(view: RecordReader, stream: string, requests: readonly DispenseRequest[]): Promise<Result<MovementData[], LineRefused>> {
  const drugs = [...new Set(requests.map(request => request.drugId))]
  const ledger = new Map((await Promise.all(drugs.map(async drugId => [drugId, (await readMovements(view, stream, drugId)).map(movement => movement.data)] as const))))
  const taken: MovementData[] = []
  for (const [line, request] of requests.entries()) {
    const movements = ledger.get(request.drugId) ?? []
    const decided = decideDispense(foldBalances(movements).values(), request)
    if (!decided.ok) return err({ kind: 'line-refused', line, drugId: request.drugId, error: decided.error })
    movements.push(...decided.value)
    taken.push(...decided.value)
  }
  return ok(taken)
}

/** One ledger line each, to be written in the caller's group. */
export function movementDrafts(movements: readonly MovementData[], stream: string, newId: () => string): Draft[] {
  return movements.map(movement => createDraft('stock-movement', newId(), stream, movement))
}

/** Movements that another one has reversed. */
export function reversedIds(movements: readonly StockMovement[]): ReadonlySet<string> {
  return new Set(movements.flatMap(movement => (movement.data.reverses === null ? [] : [movement.data.reverses])))
}

/** What a drug is called on every screen: generic name, strength and form. */
export function drugName(drug: { readonly name: string; readonly strength: string; readonly form: string }): string {
  return [drug.name, drug.strength, drug.form].filter(part => part !== '').join(' ')
}

