import { daysBetween, isDay, type Day } from '#domain/core/day.ts'
import type { Json } from '#domain/core/json.ts'
import { parseWhole } from '#domain/core/number.ts'
import { FUNDS, type Fund, type MovementData } from '#domain/records/stock-movement.ts'
import type { Balance, FundSource } from '#domain/rules/pharmacy/balance.ts'
import { expiryLevel, formatExpiry, parseExpiry } from '#domain/rules/pharmacy/expiry.ts'
import { tidyBatch } from '#app/shared/pharmacy/tidy-batch.ts'

/** One drug of a receipt, as typed. `packCount` × `packSize` only help to fill `quantity`. */
export interface ReceiptLine { drugId: string; batch: string; expires: string; source: string; fund: string; quantity: string; packCount: string; packSize: string }
export interface ReceiptForm { document: string; from: string; on: string; lines: ReceiptLine[] }

export const MOST_LINES = 50
/** More than this of one batch is a slip of the finger. */
const MOST_UNITS = 10_000_000

/** Most of what a pustu receives is programme stock of the usual fund; another choice is carried on from the line before. */
export const emptyLine = (before?: Pick<ReceiptLine, 'source' | 'fund'>): ReceiptLine =>
  ({ drugId: '', batch: '', expires: '', source: before?.source ?? 'program', fund: before?.fund ?? 'program', quantity: '', packCount: '', packSize: '' })
export const emptyReceipt = (today: Day): ReceiptForm => ({ document: '', from: '', on: today, lines: [emptyLine()] })
export const isLineUntouched = (line: ReceiptLine): boolean => line.drugId === '' && line.batch === '' && line.expires === '' && line.quantity === ''
export const isUntouched = (form: ReceiptForm): boolean => form.document === '' && form.from === '' && form.lines.every(isLineUntouched)

export type ReceiptWord =
  | 'errDocument' | 'errFrom' | 'errDayMissing' | 'errDayFuture' | 'errDrug' | 'errBatch' | 'errBatchLong' | 'errExpires' | 'errSource' | 'errFund'
  | 'errControlled' | 'errQuantity' | 'errQuantityBig' | 'errSameLine' | 'errTooLong'
/** `field` is the name of the input; those of line n end in its number. */
export interface ReceiptProblem { readonly field: string; readonly word: ReceiptWord; readonly params?: Readonly<Record<string, string | number>> }

export const lineField = (part: keyof ReceiptLine, index: number): string => `${part}${index}`

/** All that keeps the receipt from being saved, in the order of the fields. `mayHold`: BR-38, of a drug's id. */
export function receiptProblems(form: ReceiptForm, today: Day, mayHold: (drugId: string) => boolean): ReceiptProblem[] {
  const head: ReceiptProblem[] = []
  if (form.document.trim() === '') head.push({ field: 'document', word: 'errDocument' })
  else if (form.document.trim().length > 80) head.push({ field: 'document', word: 'errTooLong', params: { n: 80 } })
  if (form.from.trim() === '') head.push({ field: 'from', word: 'errFrom' })
  else if (form.from.trim().length > 120) head.push({ field: 'from', word: 'errTooLong', params: { n: 120 } })
  if (!isDay(form.on)) head.push({ field: 'receivedOn', word: 'errDayMissing' })
  else if (form.on > today) head.push({ field: 'receivedOn', word: 'errDayFuture' })
  return [...head, ...form.lines.flatMap((line, index) => lineProblems(line, index, form.lines, mayHold))]
}

function lineProblems(line: ReceiptLine, index: number, lines: readonly ReceiptLine[], mayHold: (drugId: string) => boolean): ReceiptProblem[] {
  const problems: ReceiptProblem[] = []
  const add = (part: keyof ReceiptLine, word: ReceiptWord, params?: ReceiptProblem['params']): void =>
    void problems.push(params ? { field: lineField(part, index), word, params } : { field: lineField(part, index), word })
  if (line.drugId === '') add('drugId', 'errDrug')
  else if (!mayHold(line.drugId)) add('drugId', 'errControlled')
  if (line.batch.trim() === '') add('batch', 'errBatch')
  else if (line.batch.trim().length > 40) add('batch', 'errBatchLong')
  if (!parseExpiry(line.expires).ok) add('expires', 'errExpires')
  if (line.source !== 'program' && line.source !== 'koperasi') add('source', 'errSource')
  if (line.source === 'program' && !isFund(line.fund)) add('fund', 'errFund')
  const quantity = parseWhole(line.quantity)
  if (!quantity.ok || quantity.value <= 0) add('quantity', 'errQuantity')
  else if (quantity.value > MOST_UNITS) add('quantity', 'errQuantityBig')
  const twin = lines.findIndex(other => keyOf(other) === keyOf(line))
  if (problems.length === 0 && twin >= 0 && twin < index) add('batch', 'errSameLine', { n: twin + 1 })
  return problems
}

const keyOf = (line: ReceiptLine): string => {
  const expires = parseExpiry(line.expires)
  return `${line.drugId}|${line.source}|${line.source === 'program' ? line.fund : ''}|${tidyBatch(line.batch)}|${expires.ok ? expires.value : line.expires}`
}

const isFund = (word: string): word is Fund => FUNDS.some(fund => fund === word)


/** Packs × units in a pack, or null while one of them is no whole number above zero. */
export function unitsOfPacks(line: Pick<ReceiptLine, 'packCount' | 'packSize'>): number | null {
  const count = parseWhole(line.packCount)
  const size = parseWhole(line.packSize)
  return count.ok && size.ok && count.value > 0 && size.value > 0 ? count.value * size.value : null
}

export type ReceiptWarning =
  | { readonly kind: 'expired' } | { readonly kind: 'soon'; readonly days: number }
  | { readonly kind: 'other-expiry'; readonly batch: string; readonly expiresOn: Day }

/** Things worth a second look at a line; none of them keeps it from being saved, because what has arrived has arrived. */
export function lineWarnings(line: ReceiptLine, balances: readonly Balance[], today: Day): ReceiptWarning[] {
  const expires = parseExpiry(line.expires)
  if (!expires.ok) return []
  const warnings: ReceiptWarning[] = []
  const level = expiryLevel(expires.value, today)
  if (level === 'expired') warnings.push({ kind: 'expired' })
  else if (level !== 'good') warnings.push({ kind: 'soon', days: daysBetween(today, expires.value) })
  const other = balances.find(balance => balance.drugId === line.drugId && balance.number === tidyBatch(line.batch) && balance.expiresOn !== expires.value)
  if (other) warnings.push({ kind: 'other-expiry', batch: other.number, expiresOn: other.expiresOn })
  return warnings
}

/**
 * The ledger lines of a receipt without problems. `at` is the moment of saving: it counts only for what came today, because a
 * receipt entered later arrived on its day, and nobody knows when.
 */
export function receiptMovements(form: ReceiptForm, at: string): MovementData[] {
  return form.lines.map(line => {
    const expires = parseExpiry(line.expires)
    const quantity = parseWhole(line.quantity)
    return {
      drugId: line.drugId, source: line.source as FundSource,
      batch: { number: tidyBatch(line.batch), expiresOn: expires.ok ? expires.value : (line.expires as Day) },
      quantity: quantity.ok ? quantity.value : 0, reason: 'diterima', on: form.on as Day,
      document: form.document.trim(), party: form.from.trim(), visitId: null, reverses: null, override: null,
      ...(line.source === 'program' && isFund(line.fund) && line.fund !== 'program' ? { fund: line.fund } : {}), ...(at.startsWith(form.on) ? { at } : {}),
    }
  })
}

/** The form of one received batch again, for a save that has to be corrected. */
export function receiptOf(movement: Partial<MovementData>, today: Day): ReceiptForm {
  const expiresOn = movement.batch?.expiresOn
  return {
    document: movement.document ?? '', from: movement.party ?? '', on: movement.on ?? today,
    lines: [{
      ...emptyLine({ source: movement.source ?? '', fund: movement.fund ?? 'program' }), drugId: movement.drugId ?? '', batch: movement.batch?.number ?? '',
      expires: expiresOn && isDay(expiresOn) ? formatExpiry(expiresOn) : '', quantity: movement.quantity === undefined ? '' : String(movement.quantity),
    }],
  }
}

/** A kept draft, where it has the shape of this version's form. */
export function restoreReceipt(kept: Json | undefined, start: ReceiptForm): ReceiptForm | null {
  if (kept === null || typeof kept !== 'object' || Array.isArray(kept)) return null
  const { document, from, on, lines } = kept as Record<string, Json | undefined>
  if (typeof document !== 'string' || typeof from !== 'string' || typeof on !== 'string' || !Array.isArray(lines)) return null
  const texts = (line: Json): ReceiptLine => {
    const found = line !== null && typeof line === 'object' && !Array.isArray(line) ? Object.entries(line).filter(([, value]) => typeof value === 'string') : []
    return { ...emptyLine(), ...(Object.fromEntries(found) as Partial<ReceiptLine>) }
  }
  return lines.length === 0 ? { ...start, document, from, on } : { document, from, on, lines: lines.map(texts) }
}
