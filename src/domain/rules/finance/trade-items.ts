import type { Rupiah } from '../../core/rupiah.ts'
import type { TradeItemData } from '../../records/trade-item.ts'

/** Fewer than so many sales, or people, and an item is not shown by itself (BR-67: cells of 1 to 4). */
export const FEWEST_SHOWN = 5

/** What one sale holds of one drug; what came back of it has the same `sale` and a negative quantity. */
export interface ItemSale {
  readonly drugId: string; readonly drug: string; readonly unit: string
  readonly sale: string
  /** Who took it, where that is known: nobody knows of two unnamed buyers whether they are one. */
  readonly taker: string | null
  readonly quantity: number
  readonly amount: Rupiah
}

export type ItemLine = Omit<TradeItemData, 'month'>

interface Item { drugId: string; drug: string; unit: string; quantity: number; amount: Rupiah; sales: ReadonlySet<string>; people: number }

/**
 * A month's sales by drug (BR-67). What fewer than five sales or people bought goes into one line without a name. That line is
 * what the shown lines leave of the month's total, so it never holds one drug alone or fewer than five sales: the least shown
 * drugs join it until it does. In a month of few sales nothing but that line is left.
 */
export function itemLines(sales: Iterable<ItemSale>): ItemLine[] {
  const items = itemsOf(sales).sort((a, b) => a.sales.size - b.sales.size || (a.drugId < b.drugId ? -1 : 1))
  const pooled = items.filter(item => !isOpen(item))
  const shown = items.filter(isOpen)
  while (pooled.length > 0 && shown.length > 0 && !isDense(pooled)) pooled.push(shown.shift() as Item)
  const lines = shown.map(({ drugId, drug, unit, quantity, amount }): ItemLine => ({ drugId, drug, unit, quantity, amount }))
  if (pooled.length === 0) return lines
  return [...lines, { drugId: null, drug: '', unit: '', quantity: null, amount: pooled.reduce((sum, item) => sum + item.amount, 0) }]
}

const isOpen = (item: Item): boolean => item.sales.size >= FEWEST_SHOWN && item.people >= FEWEST_SHOWN
const isDense = (items: readonly Item[]): boolean => items.length >= 2 && new Set(items.flatMap(item => [...item.sales])).size >= FEWEST_SHOWN

function itemsOf(sales: Iterable<ItemSale>): Item[] {
  const byDrug = new Map<string, ItemSale[]>()
  for (const sale of sales) byDrug.set(sale.drugId, [...(byDrug.get(sale.drugId) ?? []), sale])
  return [...byDrug].flatMap(([drugId, own]) => {
    const kept = new Map<string, { quantity: number; taker: string | null }>()
    for (const { sale, taker, quantity } of own) kept.set(sale, { quantity: (kept.get(sale)?.quantity ?? 0) + quantity, taker })
    // A sale that came back whole is nobody's.
    const standing = [...kept].filter(([, one]) => one.quantity > 0)
    const item: Item = {
      drugId, drug: least(own.map(one => one.drug)), unit: least(own.map(one => one.unit)),
      quantity: own.reduce((sum, one) => sum + one.quantity, 0), amount: own.reduce((sum, one) => sum + one.amount, 0),
      sales: new Set(standing.map(([sale]) => sale)), people: new Set(standing.map(([sale, one]) => (one.taker === null ? `?${sale}` : `=${one.taker}`))).size,
    }
    return item.quantity === 0 && item.amount === 0 ? [] : [item]
  })
}

/** Of several names that a drug bore in a month always the same one, whatever came first. */
const least = (words: readonly string[]): string => words.reduce((a, b) => (b < a ? b : a))
