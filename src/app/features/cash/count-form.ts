import type { Json } from '#domain/core/json.ts'
import { err, ok, type Result } from '#domain/core/result.ts'
import type { Rupiah } from '#domain/core/rupiah.ts'
import type { CashCountData } from '#domain/records/cash-count.ts'
import { MOST_RUPIAH } from '#domain/records/coop-setting.ts'
import { cashPosition } from '#domain/rules/finance/cash-money.ts'
import { piecesSum } from '#domain/rules/finance/cash-rules.ts'
import type { AppContext } from '#app/context.ts'
import { createDraft, type SaveFailure } from '#app/db/record-store.ts'
import { readBooks } from '#app/shared/coop/books.ts'
import type { Kmp } from '#app/shared/coop/kmp.ts'
import { wholeOf } from '#app/shared/forms/typed.ts'

/** Notes and coins in use, the largest first. */
export const DENOMINATIONS = [100_000, 50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500, 200, 100] as const

export interface CountForm { how: string; pieces: Record<string, string>; sum: string; reason: string }
export const emptyCount = (): CountForm => ({ how: 'pecahan', pieces: Object.fromEntries(DENOMINATIONS.map(value => [String(value), ''])), sum: '', reason: '' })

export function restoreCount(kept: Json | undefined): CountForm | null {
  if (kept === null || kept === undefined || typeof kept !== 'object' || Array.isArray(kept)) return null
  const fields = kept as Readonly<Record<string, Json | undefined>>
  const start = emptyCount()
  const text = (value: Json | undefined): string => (typeof value === 'string' ? value : '')
  const { pieces } = fields
  const known = (pieces !== null && typeof pieces === 'object' && !Array.isArray(pieces) ? pieces : {}) as Readonly<Record<string, Json | undefined>>
  return { how: fields['how'] === 'jumlah' ? 'jumlah' : 'pecahan', sum: text(fields['sum']), reason: text(fields['reason']), pieces: Object.fromEntries(Object.keys(start.pieces).map(value => [value, text(known[value])])) }
}

/** How many of a note; null for what is no such number. Nothing typed is none. */
export const pieceCount = (typed: string): number | null => (typed.trim() === '' ? 0 : wholeOf(typed, 0, 100_000))
export const piecesOf = (form: CountForm): CashCountData['pieces'] =>
  DENOMINATIONS.flatMap(value => {
    const count = pieceCount(form.pieces[String(value)] ?? '') ?? 0
    return count === 0 ? [] : [{ value, count }]
  })

/** What was counted; null until it can be told. */
export function countedOf(form: CountForm): Rupiah | null {
  if (form.how === 'jumlah') {
    return wholeOf(form.sum, 0, MOST_RUPIAH)
  }
  const typed = Object.values(form.pieces)
  if (typed.every(text => text.trim() === '') || typed.some(text => pieceCount(text) === null)) return null
  return piecesSum(piecesOf(form))
}

export type CountProblem = 'errCounted' | 'errPieces' | 'errPiecesNone' | 'errReason'
/** `expected` is what the page shows; unknown yet, nothing is said of a difference. */
export function countProblems(form: CountForm, expected: Rupiah | undefined): { readonly field: string; readonly word: CountProblem }[] {
  const problems: { field: string; word: CountProblem }[] = []
  if (form.how === 'jumlah') {
    if (countedOf(form) === null) problems.push({ field: 'countedSum', word: 'errCounted' })
  } else {
    for (const value of DENOMINATIONS) if (pieceCount(form.pieces[String(value)] ?? '') === null) problems.push({ field: `piece${value}`, word: 'errPieces' })
    if (problems.length === 0 && piecesOf(form).length === 0) problems.push({ field: `piece${DENOMINATIONS[0]}`, word: 'errPiecesNone' })
  }
  const counted = countedOf(form)
  if (problems.length === 0 && expected !== undefined && counted !== null && counted !== expected && form.reason.trim() === '') problems.push({ field: 'countReason', word: 'errReason' })
  return problems
}

/** moved: the books changed since the person saw what should be there. */
export type CountFailure = SaveFailure | { readonly kind: 'moved'; readonly expected: Rupiah }

/** Writes the count against what the books say at this moment, and nothing where that is not what the person saw. */
export async function saveCount(app: AppContext, kmp: Kmp, form: CountForm, seen: Rupiah): Promise<Result<string, CountFailure>> {
  const id = app.newId()
  const today = app.today()
  const saved = await app.store.writeGroup<CountFailure>(async view => {
    const expected = cashPosition({ ...await readBooks(app, kmp, today, view), until: today }).cash
    if (expected !== seen) return err({ kind: 'moved', expected })
    const counted = countedOf(form) ?? 0
    const difference = counted - expected
    return ok([createDraft('cash-count', id, kmp.streams.finance, {
      on: today, time: app.wallTime(), expected, counted, pieces: form.how === 'jumlah' ? [] : piecesOf(form), difference, reason: difference === 0 ? '' : form.reason.trim(), by: app.user.id, name: app.user.name,
    })])
  })
  return saved.ok ? ok(id) : saved
}
