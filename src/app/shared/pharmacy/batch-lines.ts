import type { Day } from '#domain/core/day.ts'
import type { Json } from '#domain/core/json.ts'
import { parseWhole } from '#domain/core/number.ts'
import { err, ok, type Result } from '#domain/core/result.ts'
import { batchRefOf, type Balance, type BatchRef, type FundSource } from '#domain/rules/pharmacy/balance.ts'
import type { DrugData } from '#domain/rules/pharmacy/drug-facts.ts'
import { isUsable } from '#domain/rules/pharmacy/expiry.ts'
import { bySoonestExpiry } from '#domain/rules/pharmacy/fefo.ts'
import type { Interest, RecordReader } from '../../db/record-store.ts'
import { readBatches, readHeld } from './stock.ts'

/** A line that takes from one batch of the shelf, as typed. A document may add fields of its own. */
export interface BatchLine {
  drugId: string
  /** `balanceKey` of the batch. */
  key: string
  quantity: string
}
export const emptyBatchLine = (): BatchLine => ({ drugId: '', key: '', quantity: '' })
export const isLineUntouched = (line: BatchLine): boolean => line.drugId === '' && line.quantity === ''

/** As many lines as one document holds. */
export const MOST_BATCH_LINES = 60

/** Which batches a document may take: what is destroyed or returned may be expired or put aside, what is sent on may not. */
export interface BatchesAllowed { readonly sources: readonly FundSource[]; readonly expired: boolean; readonly held: boolean }

/** A batch to choose from: something is left of it. */
export interface BatchChoice extends Balance { readonly expired: boolean; readonly held: boolean }

/** What the lines are chosen from: the batches, soonest expiry first, and the drugs they are of. */
export interface BatchShelf { readonly choices: readonly BatchChoice[]; readonly drugs: ReadonlyMap<string, DrugData> }

export const BATCH_INTERESTS: readonly Interest[] = [{ kind: 'stock-movement' }, { kind: 'batch-hold' }, { kind: 'drug' }]

export async function readBatchShelf(view: RecordReader, stream: string, today: Day, allowed: BatchesAllowed): Promise<BatchShelf> {
  const [choices, drugs] = await Promise.all([readChoices(view, stream, today, allowed), view.scan('drug')])
  return { choices, drugs: new Map(drugs.map(drug => [drug.id, drug.data])) }
}

async function readChoices(view: RecordReader, stream: string, today: Day, allowed: BatchesAllowed): Promise<BatchChoice[]> {
  const [balances, held] = await Promise.all([readBatches(view, stream), readHeld(view, stream)])
  return batchChoices(balances, held, today, allowed)
}

export function batchChoices(balances: readonly Balance[], held: ReadonlySet<string>, today: Day, allowed: BatchesAllowed): BatchChoice[] {
  return balances.filter(balance => balance.quantity > 0 && allowed.sources.includes(balance.source)).sort(bySoonestExpiry)
    .map(balance => ({ ...balance, expired: !isUsable(balance.expiresOn, today), held: held.has(balance.key) }))
    .filter(choice => (allowed.expired || !choice.expired) && (allowed.held || !choice.held))
}

export type BatchLineWord = 'errDrug' | 'errBatch' | 'errBatchGone' | 'errQuantity' | 'errTooMuch' | 'errSameBatch'
export interface BatchLineProblem { readonly field: string; readonly word: BatchLineWord; readonly params?: Readonly<Record<string, string | number>> }

/** The name of the input of one part of line `index`, for its error. */
export const batchLineField = (part: 'drugId' | 'batchKey' | 'quantity', index: number): string => `${part}${index}`

/** All that keeps the lines from being taken, in the order of the fields; `left` in the parameters is a plain number. */
export function batchLineProblems(lines: readonly BatchLine[], choices: readonly BatchChoice[]): BatchLineProblem[] {
  return lines.flatMap((line, index): BatchLineProblem[] => {
    if (line.drugId === '') return [{ field: batchLineField('drugId', index), word: 'errDrug' }, ...quantityProblems(line, index, undefined)]
    const choice = choices.find(found => found.key === line.key && found.drugId === line.drugId)
    if (!choice) return [{ field: batchLineField('batchKey', index), word: line.key === '' ? 'errBatch' : 'errBatchGone' }, ...quantityProblems(line, index, undefined)]
    const twin = lines.findIndex(other => other.key === line.key)
    const same: BatchLineProblem[] = twin < index ? [{ field: batchLineField('batchKey', index), word: 'errSameBatch', params: { n: twin + 1 } }] : []
    return [...same, ...quantityProblems(line, index, choice)]
  })
}

function quantityProblems(line: BatchLine, index: number, choice: BatchChoice | undefined): BatchLineProblem[] {
  const field = batchLineField('quantity', index)
  const quantity = parseWhole(line.quantity)
  if (!quantity.ok || quantity.value <= 0) return [{ field, word: 'errQuantity' }]
  return choice && quantity.value > choice.quantity ? [{ field, word: 'errTooMuch', params: { left: choice.quantity } }] : []
}

/** A line without problems: which batch, and how many smallest units of it. */
export interface TakenLine { readonly ref: BatchRef; readonly quantity: number }

/** The shelf has changed since the lines were chosen; `line` from 0, `left` what is there now. */
export interface BatchesChanged { readonly kind: 'batches-changed'; readonly line: number; readonly left: number }

/**
 * The lines as the shelf stands under the lock of `writeGroup`: never more than is there on this tablet (BR-30), and no
 * batch twice. All lines or none.
 */
export async function takeBatches(view: RecordReader, stream: string, today: Day, allowed: BatchesAllowed, lines: readonly BatchLine[]): Promise<Result<TakenLine[], BatchesChanged>> {
  const choices = await readChoices(view, stream, today, allowed)
  const left = new Map(choices.map(choice => [choice.key, choice.quantity]))
  const taken: TakenLine[] = []
  for (const [index, line] of lines.entries()) {
    const choice = choices.find(found => found.key === line.key && found.drugId === line.drugId)
    const quantity = parseWhole(line.quantity)
    const there = left.get(line.key) ?? 0
    if (!choice || !quantity.ok || quantity.value <= 0 || quantity.value > there) return err({ kind: 'batches-changed', line: index, left: there })
    // A second line of the same batch finds nothing: `batchLineProblems` has asked to make them one.
    left.set(line.key, 0)
    taken.push({ ref: batchRefOf(choice), quantity: quantity.value })
  }
  return ok(taken)
}

/** Kept lines of a form, where they have the shape of this version's; `blank` gives the fields that are missing. */
export function restoreBatchLines<L extends BatchLine>(kept: Json | undefined, blank: () => L): L[] | null {
  if (!Array.isArray(kept)) return null
  const start = blank()
  const lines = kept.map((line: Json): L => {
    const texts = line !== null && typeof line === 'object' && !Array.isArray(line)
      ? Object.entries(line).filter(([name, value]) => name in start && typeof value === 'string') : []
    return { ...blank(), ...(Object.fromEntries(texts) as Partial<L>) }
  })
  return lines.length > 0 ? lines.slice(0, MOST_BATCH_LINES) : null
}
