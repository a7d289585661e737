import { isDay, type Day } from '#domain/core/day.ts'
import type { Json } from '#domain/core/json.ts'
import { MOST_PACK_PRICE, MOST_PACK_SIZE, MOST_PACKS, type PurchaseOrderData } from '#domain/records/purchase-order.ts'
import type { Balance } from '#domain/rules/pharmacy/balance.ts'
import { stockOf } from '#domain/rules/pharmacy/balance.ts'
import { drugFacts } from '#domain/rules/pharmacy/drug-facts.ts'
import { mayBuy, usualPack, type Desk } from './catalogue.ts'
import { isTooMuch, wholeOf } from '#app/shared/forms/typed.ts'
import { keptLines, keptTexts, type Problem } from './typed.ts'

export interface OrderLine { drugId: string; packs: string; packSize: string; packPrice: string }
export interface OrderForm { supplierId: string; on: string; note: string; lines: OrderLine[] }
export const MOST_LINES = 60

export const emptyOrderLine = (): OrderLine => ({ drugId: '', packs: '', packSize: '', packPrice: '' })
export const emptyOrder = (today: Day): OrderForm => ({ supplierId: '', on: today, note: '', lines: [emptyOrderLine()] })

export type OrderProblemWord = 'errSupplier' | 'errDayMissing' | 'errDayFuture' | 'errDrug' | 'errDrugTwice' | 'errControlled' | 'errPacks' | 'errPackSize' | 'errMoney' | 'errTooMuch'
export type OrderProblem = Problem<OrderProblemWord>
export const lineField = (part: string, index: number): string => `${part}${index}`

/** All that keeps an order from being saved, in the order of the fields. */
export function orderProblems(form: OrderForm, desk: Pick<Desk, 'drugs' | 'setting' | 'pustuId'>, today: Day): OrderProblem[] {
  const head: OrderProblem[] = []
  if (form.supplierId === '') head.push({ field: 'supplierId', word: 'errSupplier' })
  if (!isDay(form.on)) head.push({ field: 'on', word: 'errDayMissing' })
  else if (form.on > today) head.push({ field: 'on', word: 'errDayFuture' })
  return [...head, ...form.lines.flatMap((line, index) => lineProblems(line, index, form.lines, desk))]
}

function lineProblems(line: OrderLine, index: number, lines: readonly OrderLine[], desk: Pick<Desk, 'drugs' | 'setting' | 'pustuId'>): OrderProblem[] {
  const problems: OrderProblem[] = []
  const add = (part: keyof OrderLine, word: OrderProblemWord, params?: Record<string, number>): void => void problems.push({ field: lineField(part, index), word, ...(params ? { params } : {}) })
  const twin = lines.findIndex(other => other.drugId === line.drugId)
  if (line.drugId === '') add('drugId', 'errDrug')
  else if (twin < index) add('drugId', 'errDrugTwice', { n: twin + 1 })
  else if (!mayBuy(desk, line.drugId)) add('drugId', 'errControlled')
  packProblems(line, add)
  return problems
}

/** What is wrong with packs and their price; a price may be left open in an order. */
export function packProblems(line: Pick<OrderLine, 'packs' | 'packSize' | 'packPrice'>, add: (part: 'packs' | 'packSize' | 'packPrice', word: 'errPacks' | 'errPackSize' | 'errMoney' | 'errTooMuch') => void, priceNeeded = false): void {
  if (wholeOf(line.packs, 1, MOST_PACKS) === null) add('packs', isTooMuch(line.packs, MOST_PACKS) ? 'errTooMuch' : 'errPacks')
  if (wholeOf(line.packSize, 1, MOST_PACK_SIZE) === null) add('packSize', isTooMuch(line.packSize, MOST_PACK_SIZE) ? 'errTooMuch' : 'errPackSize')
  if (line.packPrice.trim() === '' && !priceNeeded) return
  if (wholeOf(line.packPrice, 0, MOST_PACK_PRICE) === null) add('packPrice', isTooMuch(line.packPrice, MOST_PACK_PRICE) ? 'errTooMuch' : 'errMoney')
}

/** The lines of a form without problems. */
export const orderLines = (form: OrderForm): PurchaseOrderData['lines'] => form.lines.map(line => ({
  drugId: line.drugId, packs: wholeOf(line.packs, 1, MOST_PACKS) ?? 0, packSize: wholeOf(line.packSize, 1, MOST_PACK_SIZE) ?? 0, packPrice: wholeOf(line.packPrice, 0, MOST_PACK_PRICE) ?? 0,
}))

/** What the order would cost before PPN as far as prices are known, and how many lines have none. */
export function orderEstimate(lines: readonly Pick<OrderLine, 'packs' | 'packPrice'>[]): { readonly sum: number; readonly open: number } {
  let sum = 0
  let open = 0
  for (const line of lines) {
    const price = wholeOf(line.packPrice, 1, MOST_PACK_PRICE)
    if (price === null) open += 1
    else sum += price * (wholeOf(line.packs, 1, MOST_PACKS) ?? 0)
  }
  return { sum, open }
}

export const orderFormOf = (data: PurchaseOrderData): OrderForm => ({
  supplierId: data.supplierId, on: data.on, note: data.note,
  lines: data.lines.map(line => ({ drugId: line.drugId, packs: String(line.packs), packSize: String(line.packSize), packPrice: line.packPrice === 0 ? '' : String(line.packPrice) })),
})

export function restoreOrder(kept: Json | undefined, start: OrderForm): OrderForm | null {
  const texts = keptTexts(kept, { supplierId: start.supplierId, on: start.on, note: start.note })
  return texts && { ...texts, lines: keptLines(kept, emptyOrderLine()) ?? start.lines }
}

/**
 * Lines for what the cooperative sells and has too little of: below the minimum of the catalogue, with what is on its way
 * counted in, in whole usual packs.
 */
export function suggestedLines(desk: Desk, balances: readonly Balance[], awaited: ReadonlyMap<string, number>, today: Day): OrderLine[] {
  const sold = new Set([...desk.last.keys(), ...balances.filter(balance => balance.source === 'koperasi').map(balance => balance.drugId)])
  return desk.drugs.filter(drug => sold.has(drug.id) && mayBuy(desk, drug.id)).flatMap(drug => {
    const minimum = drugFacts(drug.data).minimum ?? null
    if (minimum === null) return []
    const missing = minimum - stockOf(balances, drug.id, 'koperasi', today).usable - (awaited.get(drug.id) ?? 0)
    if (missing <= 0) return []
    const pack = usualPack(desk, drug.id)
    const packSize = pack.packSize ?? 1
    return [{ drugId: drug.id, packs: String(Math.ceil(missing / packSize)), packSize: String(packSize), packPrice: pack.packPrice === null ? '' : String(pack.packPrice) }]
  }).slice(0, MOST_LINES)
}
