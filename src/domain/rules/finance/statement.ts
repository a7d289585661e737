import type { Day } from '../../core/day.ts'
import type { Rupiah } from '../../core/rupiah.ts'
import type { CashCountData } from '../../records/cash-count.ts'
import type { CashEntryData } from '../../records/cash-entry.ts'
import type { TradeDayData } from '../../records/trade-day.ts'
import { rational, type Rational } from '../pharmacy/rational.ts'
import { CASH_CATEGORIES, CATEGORY_FACTS, type CashCategory, type CategoryKind } from './categories.ts'

export interface StatementInput {
  readonly tradeDays: Iterable<Pick<TradeDayData, 'on' | 'sales' | 'cost' | 'lost' | 'bought'>>
  readonly entries: Iterable<Pick<CashEntryData, 'on' | 'category' | 'amount'>>
  readonly counts: Iterable<Pick<CashCountData, 'on' | 'difference'>>
  /** Both days are in it. */
  readonly from: Day
  readonly to: Day
}

export type ByCategory = Partial<Record<CashCategory, Rupiah>>
/** Income and costs of a period in whole rupiah. A category stands in it only where something was entered. */
export interface Statement {
  readonly from: Day
  readonly to: Day
  readonly income: {
    readonly memberSales: Rupiah; readonly otherSales: Rupiah
    /** Own income besides sales, by category; and what counts of the drawer found too much. */
    readonly other: ByCategory; readonly found: Rupiah
    /** Subsidies and grants, kept apart: dependence on them ended the cooperatives before. */
    readonly aid: ByCategory
    readonly ownTotal: Rupiah; readonly aidTotal: Rupiah; readonly total: Rupiah
  }
  readonly costs: {
    /** What the sold goods had cost, what was lost of goods, and what counts of the drawer found missing. */
    readonly goods: Rupiah; readonly lost: Rupiah; readonly short: Rupiah
    readonly spent: ByCategory
    readonly total: Rupiah
  }
  /** Sales less what the goods had cost. */
  readonly margin: Rupiah
  /** What the cooperative earned by itself, and all income less all costs. */
  readonly ownResult: Rupiah
  readonly result: Rupiah
  readonly bought: Rupiah
}

const sum = (amounts: Iterable<Rupiah>): Rupiah => [...amounts].reduce((total, amount) => total + amount, 0)
const ofWays = (ways: { readonly tunai: Rupiah; readonly transfer: Rupiah; readonly tempo: Rupiah }): Rupiah => ways.tunai + ways.transfer + ways.tempo

export function coopStatement(input: StatementInput): Statement {
  const within = (line: { readonly on: Day }): boolean => line.on >= input.from && line.on <= input.to
  const [days, entries, counts] = [[...input.tradeDays].filter(within), [...input.entries].filter(within), [...input.counts].filter(within)]
  const memberSales = sum(days.map(day => ofWays(day.sales.member)))
  const otherSales = sum(days.map(day => ofWays(day.sales.others)))
  const goods = sum(days.map(day => day.cost))
  const lost = sum(days.map(day => day.lost))
  const found = sum(counts.map(count => Math.max(0, count.difference)))
  const short = sum(counts.map(count => Math.max(0, -count.difference)))
  const of = (kind: CategoryKind): ByCategory => byCategory(entries, kind)
  const [other, aid, spent] = [of('usaha'), of('bantuan'), of('beban')]
  const [ownTotal, aidTotal] = [memberSales + otherSales + sum(Object.values(other)) + found, sum(Object.values(aid))]
  const costs = goods + lost + short + sum(Object.values(spent))
  return {
    from: input.from, to: input.to,
    income: { memberSales, otherSales, other, found, aid, ownTotal, aidTotal, total: ownTotal + aidTotal },
    costs: { goods, lost, short, spent, total: costs },
    margin: memberSales + otherSales - goods, ownResult: ownTotal - costs, result: ownTotal + aidTotal - costs, bought: sum(days.map(day => day.bought)),
  }
}

/** In the listed order, so that every page and paper names them alike. */
function byCategory(entries: readonly Pick<CashEntryData, 'category' | 'amount'>[], kind: CategoryKind): ByCategory {
  const sums: ByCategory = {}
  for (const category of CASH_CATEGORIES) {
    if (CATEGORY_FACTS[category].kind !== kind) continue
    const found = entries.filter(entry => entry.category === category)
    if (found.length > 0) sums[category] = sum(found.map(entry => entry.amount))
  }
  return sums
}

/** An exact part of a whole. */
export type Ratio = Rational
/** Own income as a part of all income, and measured by the costs; null where there was none to measure by (BR-55: never 0% or 100%). */
export interface SelfReliance { readonly ofIncome: Ratio | null; readonly ofCosts: Ratio | null }

export function selfReliance({ income, costs }: Pick<Statement, 'income' | 'costs'>): SelfReliance {
  const of = (whole: Rupiah): Ratio | null => (whole > 0 ? rational(income.ownTotal, whole) : null)
  return { ofIncome: of(income.total), ofCosts: of(costs.total) }
}
