import type { Day, Month } from '#domain/core/day.ts'
import type { Rupiah } from '#domain/core/rupiah.ts'
import type { TradeItemData } from '#domain/records/trade-item.ts'
import { monthEnds } from '#domain/rules/finance/cash-book.ts'
import type { Debt } from '#domain/rules/finance/debts.ts'
import type { Statement } from '#domain/rules/finance/statement.ts'
import { noSales, PAY_WAYS, type ByWay } from '#domain/rules/finance/trade.ts'
import type { AppContext } from '#app/context.ts'
import { heldShops, readBooks, statementOf } from '#app/shared/coop/books.ts'
import { readDebts, readMemberTrade, type Debts } from '#app/shared/coop/debts.ts'
import type { Kmp } from '#app/shared/coop/kmp.ts'
import { readCoopMembers } from '#app/shared/coop/members.ts'
import { backFold, type BackDay } from '#app/shared/coop/trade-folds.ts'

export const sumOfWays = (ways: ByWay): Rupiah => PAY_WAYS.reduce((sum, way) => sum + ways[way], 0)

export interface SalesDay { readonly on: Day; readonly member: Rupiah; readonly others: Rupiah; readonly sales: Rupiah; readonly cost: Rupiah; readonly bought: Rupiah; readonly lost: Rupiah }
export interface MemberLine { readonly id: string; readonly name: string | null; readonly number: string }
export interface SalesMonth {
  readonly member: ByWay
  readonly others: ByWay
  readonly days: readonly SalesDay[]
  readonly statement: Statement
  /** At cost at the end of the month: all that was bought less all that was sold and lost. */
  readonly stock: Rupiah
  readonly unknown: number
  readonly isOwnTrade: boolean
  /** Null where this tablet does not hold the hand-overs. */
  readonly backs: BackDay | null
  /** Null for who is not of the cooperative's staff. */
  readonly staff: {
    readonly items: readonly TradeItemData[]
    readonly buyers: readonly (MemberLine & { readonly sales: Rupiah; readonly tempo: Rupiah })[]
    readonly debts: Debts
    readonly debtors: readonly (MemberLine & { readonly debt: Debt })[]
  } | null
}

export async function readSales(app: AppContext, kmp: Kmp, month: Month): Promise<SalesMonth> {
  const [from, to] = monthEnds(month)
  const [books, backs, staff] = await Promise.all([readBooks(app, kmp, to), readBacks(app, kmp, month), readStaffSales(app, kmp, month)])
  const days = new Map<Day, SalesDay>()
  const [member, others] = [noSales(), noSales()]
  let unknown = 0
  for (const one of books.tradeDays) {
    if (one.on < from) continue
    for (const way of PAY_WAYS) {
      member[way] += one.sales.member[way]
      others[way] += one.sales.others[way]
    }
    unknown += one.unknown
    const before = days.get(one.on) ?? { on: one.on, member: 0, others: 0, sales: 0, cost: 0, bought: 0, lost: 0 }
    const [toMembers, toOthers] = [sumOfWays(one.sales.member), sumOfWays(one.sales.others)]
    days.set(one.on, {
      on: one.on, member: before.member + toMembers, others: before.others + toOthers, sales: before.sales + toMembers + toOthers,
      cost: before.cost + one.cost, bought: before.bought + one.bought, lost: before.lost + one.lost,
    })
  }
  return {
    member, others, unknown, backs, staff, isOwnTrade: books.isOwnTrade, statement: statementOf(books, from, to), days: [...days.values()].sort((a, b) => (a.on < b.on ? 1 : -1)),
    stock: books.tradeDays.reduce((sum, one) => sum + one.bought - one.cost - one.lost, 0),
  }
}

async function readBacks(app: AppContext, kmp: Kmp, month: Month): Promise<BackDay | null> {
  const shops = await heldShops(app, kmp)
  if (!shops.isAll) return null
  const found = (await Promise.all(shops.streams.map(stream => app.store.fold(backFold, stream)))).flatMap(days => [...days])
  return found.filter(([on]) => on.startsWith(month)).reduce((sum, [, day]) => ({ count: sum.count + day.count, amount: sum.amount + day.amount }), { count: 0, amount: 0 })
}

async function readStaffSales(app: AppContext, kmp: Kmp, month: Month): Promise<SalesMonth['staff']> {
  const { trade, members } = kmp.streams
  const [bought, debts] = await Promise.all([readMemberTrade(app, kmp), readDebts(app, kmp)])
  if (trade === null || bought === null || debts === null) return null
  const [items, lines] = await Promise.all([app.store.byKey('trade-item', 'month', month), readCoopMembers(app.store, members)])
  const known = new Map(lines.map(({ record }) => [record.id, record.data]))
  const lineOf = (id: string): MemberLine => ({ id, name: known.get(id)?.name ?? null, number: known.get(id)?.number ?? '' })
  return {
    items: items.filter(item => item.stream === trade && item.state === 'live').map(item => item.data).sort((a, b) => Number(a.drugId === null) - Number(b.drugId === null) || b.amount - a.amount),
    buyers: bought.filter(one => one.month === month && one.sales !== 0).map(({ memberId, sales, tempo }) => ({ ...lineOf(memberId), sales, tempo })).sort((a, b) => b.sales - a.sales || (a.id < b.id ? -1 : 1)),
    debts, debtors: [...debts.byMember].map(([id, debt]) => ({ ...lineOf(id), debt })).sort((a, b) => (a.debt.since ?? '9').localeCompare(b.debt.since ?? '9') || b.debt.owed - a.debt.owed),
  }
}
