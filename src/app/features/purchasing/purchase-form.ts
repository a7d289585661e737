import { addDays, daysBetween, isDay, type Day } from '#domain/core/day.ts'
import type { Json } from '#domain/core/json.ts'
import type { GoodsReceiptData } from '#domain/records/goods-receipt.ts'
import { MOST_PACK_PRICE, MOST_PACK_SIZE, MOST_PACKS } from '#domain/records/purchase-order.ts'
import type { Balance } from '#domain/rules/pharmacy/balance.ts'
import { expiryLevel, parseExpiry } from '#domain/rules/pharmacy/expiry.ts'
import { lineGross, receiptSums, type Arrival, type ReceiptSums } from '#domain/rules/pharmacy/purchase-rules.ts'
import { mayBuy, type Desk, type Order } from './catalogue.ts'
import { packProblems } from './order-form.ts'
import { isTooMuch, wholeOf } from '#app/shared/forms/typed.ts'
import { keptLines, keptTexts, type Problem } from './typed.ts'
import { tidyBatch } from '#app/shared/pharmacy/tidy-batch.ts'

export interface PurchaseLine { drugId: string; batch: string; expires: string; packs: string; packSize: string; packPrice: string; discount: string }
/** What the person wants of a drug's price; what is absent follows the proposal. */
export interface PriceWish { use?: boolean; general?: string; member?: string }
export interface PurchaseForm {
  supplierId: string; invoice: string; invoiceOn: string; dueOn: string; on: string; ppn: string; invoiceTotal: string
  lines: PurchaseLine[]; wishes: Record<string, PriceWish>
  /** Seen and accepted: a total other than the paper's, an invoice number that is there already. */
  accepted: boolean; again: boolean
}
export const MOST_LINES = 60
export const MOST_TOTAL = 9_000_000_000_000

export const emptyPurchaseLine = (): PurchaseLine => ({ drugId: '', batch: '', expires: '', packs: '', packSize: '', packPrice: '', discount: '' })
export const emptyPurchase = (today: Day, ppnPercent: number): PurchaseForm => ({
  supplierId: '', invoice: '', invoiceOn: today, dueOn: '', on: today, ppn: String(ppnPercent), invoiceTotal: '', lines: [emptyPurchaseLine()], wishes: {}, accepted: false, again: false,
})

/** A purchase that answers an order: what is still awaited, at the price last agreed. */
export function purchaseOfOrder(order: Order, arrived: readonly Arrival[], start: PurchaseForm): PurchaseForm {
  const lines = order.data.lines.flatMap((line, index) => {
    const awaited = arrived[index]?.awaited ?? 0
    if (awaited === 0) return []
    return [{ ...emptyPurchaseLine(), drugId: line.drugId, packs: String(Math.ceil(awaited / line.packSize)), packSize: String(line.packSize), packPrice: line.packPrice === 0 ? '' : String(line.packPrice) }]
  })
  return { ...start, supplierId: order.data.supplierId, lines: lines.length > 0 ? lines : start.lines }
}

export type PurchaseWord =
  | 'errSupplier' | 'errInvoice' | 'errDayMissing' | 'errDayFuture' | 'errDue' | 'errPpn' | 'errTotal' | 'errDifference' | 'errAgain'
  | 'errDrug' | 'errControlled' | 'errBatch' | 'errExpires' | 'errPacks' | 'errPackSize' | 'errMoney' | 'errTooMuch' | 'errDiscount' | 'errSameBatch'
export type PurchaseProblem = Problem<PurchaseWord>
export const lineField = (part: string, index: number): string => `${part}${index}`

/** All that keeps a purchase from being saved, in the order of the fields; prices are judged by their plans. */
export function purchaseProblems(form: PurchaseForm, desk: Pick<Desk, 'drugs' | 'setting' | 'pustuId'>, today: Day, known: { readonly twin: boolean }): PurchaseProblem[] {
  const head: PurchaseProblem[] = []
  if (form.supplierId === '') head.push({ field: 'supplierId', word: 'errSupplier' })
  if (form.invoice.trim() === '') head.push({ field: 'invoice', word: 'errInvoice' })
  else if (known.twin && !form.again) head.push({ field: 'again', word: 'errAgain' })
  for (const field of ['invoiceOn', 'on'] as const) {
    if (!isDay(form[field])) head.push({ field, word: 'errDayMissing' })
    else if (form[field] > today) head.push({ field, word: 'errDayFuture' })
  }
  if (form.dueOn !== '' && form.dueOn < form.invoiceOn) head.push({ field: 'dueOn', word: 'errDue' })
  if (wholeOf(form.ppn, 0, 30) === null) head.push({ field: 'ppn', word: 'errPpn' })
  const lines = form.lines.flatMap((line, index) => lineProblems(line, index, form.lines, desk))
  return [...head, ...lines, ...totalProblems(form)]
}

function lineProblems(line: PurchaseLine, index: number, lines: readonly PurchaseLine[], desk: Pick<Desk, 'drugs' | 'setting' | 'pustuId'>): PurchaseProblem[] {
  const problems: PurchaseProblem[] = []
  const add = (part: keyof PurchaseLine, word: PurchaseWord, params?: Record<string, number>): void => void problems.push({ field: lineField(part, index), word, ...(params ? { params } : {}) })
  if (line.drugId === '') add('drugId', 'errDrug')
  else if (!mayBuy(desk, line.drugId)) add('drugId', 'errControlled')
  if (line.batch.trim() === '') add('batch', 'errBatch')
  if (!parseExpiry(line.expires).ok) add('expires', 'errExpires')
  packProblems(line, add, true)
  const discount = discountOf(line)
  if (discount === null) add('discount', isTooMuch(line.discount, MOST_TOTAL) ? 'errTooMuch' : 'errMoney')
  else if (discount > lineGross(numbersOf(line))) add('discount', 'errDiscount')
  const twin = lines.findIndex(other => shelfKey(other) === shelfKey(line) && other.packPrice === line.packPrice)
  if (problems.length === 0 && twin < index) add('batch', 'errSameBatch', { n: twin + 1 })
  return problems
}

function totalProblems(form: PurchaseForm): PurchaseProblem[] {
  const paper = wholeOf(form.invoiceTotal, 0, MOST_TOTAL)
  if (paper === null) return [{ field: 'invoiceTotal', word: 'errTotal' }]
  return paper !== sumsOf(form).total && !form.accepted ? [{ field: 'accepted', word: 'errDifference' }] : []
}

const shelfKey = (line: PurchaseLine): string => {
  const expires = parseExpiry(line.expires)
  return `${line.drugId}|${tidyBatch(line.batch)}|${expires.ok ? expires.value : line.expires}`
}
const discountOf = (line: PurchaseLine): number | null => (line.discount.trim() === '' ? 0 : wholeOf(line.discount, 0, MOST_TOTAL))

/** The figures of a line as far as they can be read; 0 for what cannot. */
export const numbersOf = (line: PurchaseLine): { packs: number; packSize: number; packPrice: number; discount: number } => ({
  packs: wholeOf(line.packs, 1, MOST_PACKS) ?? 0, packSize: wholeOf(line.packSize, 1, MOST_PACK_SIZE) ?? 0, packPrice: wholeOf(line.packPrice, 0, MOST_PACK_PRICE) ?? 0, discount: discountOf(line) ?? 0,
})

/** The running sums of what stands in the form. */
export const sumsOf = (form: PurchaseForm): ReceiptSums => receiptSums(form.lines.map(numbersOf), wholeOf(form.ppn, 0, 30) ?? 0)

/** The purchase of a form without problems. */
export function purchaseDataOf(form: PurchaseForm, orderId: string | null, by: string): GoodsReceiptData {
  return {
    supplierId: form.supplierId, orderId, invoice: form.invoice.trim(), invoiceOn: form.invoiceOn as Day, dueOn: form.dueOn === '' ? null : (form.dueOn as Day), on: form.on as Day,
    lines: form.lines.map(line => {
      const expires = parseExpiry(line.expires)
      return { drugId: line.drugId, batch: { number: tidyBatch(line.batch), expiresOn: expires.ok ? expires.value : (line.expires as Day) }, ...numbersOf(line) }
    }),
    ppnPercent: wholeOf(form.ppn, 0, 30) ?? 0, ...sumsOf(form), invoiceTotal: wholeOf(form.invoiceTotal, 0, MOST_TOTAL) ?? 0, reverses: null, reason: '', by,
  }
}

export type LineWarning = { readonly kind: 'expired' } | { readonly kind: 'soon'; readonly days: number } | { readonly kind: 'other-expiry'; readonly expiresOn: Day }

/** Worth a second look before the carrier leaves; what has arrived is recorded all the same. */
export function lineWarnings(line: PurchaseLine, balances: readonly Balance[], today: Day): LineWarning[] {
  const expires = parseExpiry(line.expires)
  if (!expires.ok) return []
  const warnings: LineWarning[] = []
  const level = expiryLevel(expires.value, today)
  if (level === 'expired') warnings.push({ kind: 'expired' })
  else if (expires.value < addDays(today, 365)) warnings.push({ kind: 'soon', days: daysBetween(today, expires.value) })
  const other = balances.find(balance => balance.drugId === line.drugId && balance.number === tidyBatch(line.batch) && balance.expiresOn !== expires.value)
  if (other) warnings.push({ kind: 'other-expiry', expiresOn: other.expiresOn })
  return warnings
}

export function restorePurchase(kept: Json | undefined, start: PurchaseForm): PurchaseForm | null {
  const { lines, wishes: _wishes, accepted: _accepted, again: _again, ...head } = start
  const texts = keptTexts(kept, head)
  if (!texts) return null
  return { ...texts, lines: keptLines(kept, emptyPurchaseLine()) ?? lines, wishes: keptWishes(kept), accepted: false, again: false }
}

function keptWishes(kept: Json | undefined): Record<string, PriceWish> {
  const found = (kept as Readonly<Record<string, Json | undefined>> | undefined)?.['wishes']
  if (found === null || found === undefined || typeof found !== 'object' || Array.isArray(found)) return {}
  return Object.fromEntries(Object.entries(found).map(([drugId, wish]) => {
    const { use, general, member } = (wish ?? {}) as Readonly<Record<string, Json | undefined>>
    return [drugId, { ...(typeof use === 'boolean' ? { use } : {}), ...(typeof general === 'string' ? { general } : {}), ...(typeof member === 'string' ? { member } : {}) }]
  }))
}
