import type { Day } from '#domain/core/day.ts'
import type { Rupiah } from '#domain/core/rupiah.ts'
import { debtOf, type Debt, type TempoMonth } from '#domain/rules/finance/debts.ts'
import type { MemberMonth } from '#domain/rules/finance/trade.ts'
import { samePerson } from '#domain/rules/members/merge-rules.ts'
import type { AppContext } from '../../context.ts'
import type { Interest, RecordReader } from '../../db/record-store.ts'
import { heldShops } from './books.ts'
import { paidFold } from './cash-folds.ts'
import type { Kmp } from './kmp.ts'
import { readMerges } from './members.ts'
import { readCoopSetting } from './setting.ts'
import { memberSalesFold } from './trade-folds.ts'

export const DEBT_INTERESTS: readonly Interest[] = [{ kind: 'cash-entry' }, { kind: 'member-trade' }, { kind: 'handover' }, { kind: 'member-merge' }, { kind: 'coop-setting' }, { kind: 'facility' }]

type Reading = Pick<AppContext, 'store' | 'streams'>

/**
 * What each member bought by month in rupiah, merged lines as one person: from the hand-overs where this tablet holds all of them,
 * else as the server told it. Null for who may not see it.
 */
export async function readMemberTrade(app: Reading, kmp: Kmp, reader: RecordReader = app.store): Promise<MemberMonth[] | null> {
  const { trade, members } = kmp.streams
  if (trade === null) return null
  const shops = await heldShops(app, kmp, reader)
  const months = shops.isAll
    ? (await Promise.all(shops.streams.map(stream => reader.fold(memberSalesFold, stream)))).flatMap(found => [...found.values()])
    : (await reader.scan('member-trade')).filter(row => row.stream === trade && row.state === 'live').map(row => row.data)
  const personOf = samePerson(await readMerges(reader, members))
  const sums = new Map<string, MemberMonth>()
  for (const one of months) {
    const memberId = personOf(one.memberId)
    const key = `${memberId}|${one.month}`
    const before = sums.get(key)
    sums.set(key, { memberId, month: one.month, sales: (before?.sales ?? 0) + one.sales, tempo: (before?.tempo ?? 0) + one.tempo })
  }
  return [...sums.values()]
}

export interface Debts {
  readonly byMember: ReadonlyMap<string, Debt>
  readonly total: Rupiah
  /** What the AD/ART allows; 0 where nobody buys on account. */
  readonly limit: Rupiah
  readonly days: number
}

/** Who owes what for purchases on account; null for who may not see it. Whoever owes nothing and paid nothing too much is left out. */
export async function readDebts(app: Reading, kmp: Kmp, reader: RecordReader = app.store): Promise<Debts | null> {
  const trade = await readMemberTrade(app, kmp, reader)
  if (trade === null) return null
  const [paid, setting, merges] = await Promise.all([reader.fold(paidFold, kmp.streams.finance), readCoopSetting(reader, kmp.streams.finance), readMerges(reader, kmp.streams.members)])
  const personOf = samePerson(merges)
  const { limit, days } = setting?.data.credit ?? { limit: 0, days: 0 }
  const months = new Map<string, TempoMonth[]>()
  for (const { memberId, month, tempo } of trade) if (tempo !== 0) months.set(memberId, [...(months.get(memberId) ?? []), { month, amount: tempo }])
  const paidBy = new Map<string, Rupiah>()
  for (const [member, amount] of paid) paidBy.set(personOf(member), (paidBy.get(personOf(member)) ?? 0) + amount)
  const byMember = new Map<string, Debt>()
  for (const member of new Set([...months.keys(), ...paidBy.keys()])) {
    const debt = debtOf(months.get(member) ?? [], paidBy.get(member) ?? 0, days)
    if (debt.owed > 0 || debt.over > 0) byMember.set(member, debt)
  }
  return { byMember, total: [...byMember.values()].reduce((sum, debt) => sum + debt.owed, 0), limit, days }
}

export const isOverdue = (debt: Debt, today: Day): boolean => debt.dueOn !== null && debt.dueOn < today
