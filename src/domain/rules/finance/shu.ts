import type { Rupiah } from '../../core/rupiah.ts'
import { MEMBERS_SHARE, RESERVE } from './shu-keys.ts'

/** How a RAT shares a surplus: percent by name in the listed order, and the part of the members' share that follows trade. */
export interface ShuRule {
  readonly shares: readonly { readonly key: string; readonly name: string; readonly percent: number }[]
  readonly usahaPercent: number
  /** What was earned from buyers who are no members goes to the reserve first, or is shared like the rest. Absent: to the reserve. */
  readonly nonMember?: 'cadangan' | 'dibagi' | undefined
  /** Which savings count for the share that follows savings. Absent: all three. */
  readonly savings?: 'semua' | 'pokok-wajib' | undefined
}

/** A member of the year: `va` is what he bought, `sa` what he had saved at the end of it. */
export interface Sharer { readonly memberId: string; readonly number: string; readonly va: Rupiah; readonly sa: Rupiah }
export interface ShareLine extends Sharer { readonly usaha: Rupiah; readonly modal: Rupiah }

export interface Allocation { readonly key: string; readonly name: string; readonly percent: number; readonly amount: Rupiah }
export interface Distribution {
  readonly shu: Rupiah
  /** Went to the reserve before anything was shared by percent. */
  readonly nonMember: Rupiah
  readonly shares: readonly Allocation[]
  readonly vuk: Rupiah; readonly tms: Rupiah
  readonly jua: Rupiah; readonly jma: Rupiah
  /** BR-21: the part of JUA and JMA that nobody has a claim to. */
  readonly undistributed: { readonly usaha: Rupiah; readonly modal: Rupiah }
  /** The reserve's percent, what non-members brought and what could not be shared, together. */
  readonly reserve: Rupiah
  readonly lines: readonly ShareLine[]
}

/** What is wrong with an allocation (BR-17): not 100 in all, one below 0, one key twice, or no reserve or members' share in it. */
export type AllocationFault =
  | { readonly kind: 'total'; readonly total: number }
  | { readonly kind: 'negative' | 'twice' | 'missing'; readonly key: string }

export function allocationFaults(shares: ShuRule['shares']): AllocationFault[] {
  const total = shares.reduce((sum, share) => sum + share.percent, 0)
  const keys = shares.map(share => share.key)
  return [
    ...(total === 100 ? [] : [{ kind: 'total', total } as const]),
    ...shares.filter(share => share.percent < 0).map(share => ({ kind: 'negative', key: share.key } as const)),
    ...keys.filter((key, index) => keys.indexOf(key) !== index).map(key => ({ kind: 'twice', key } as const)),
    ...[RESERVE, MEMBERS_SHARE].filter(key => !keys.includes(key)).map(key => ({ kind: 'missing', key } as const)),
  ]
}

/**
 * Shares whole rupiah by weight, exactly: each gets the whole part of his share, and what is left over goes one by one to the
 * largest remainders, ties in the listed order (BR-18, BR-20). Null where nobody has a weight. A negative weight counts as 0.
 */
export function largestRemainder(amount: Rupiah, weights: readonly number[]): Rupiah[] | null {
  const parts = weights.map(weight => BigInt(Math.max(0, weight)))
  const total = parts.reduce((sum, part) => sum + part, 0n)
  if (total === 0n) return null
  const whole = BigInt(Math.max(0, amount))
  const given = parts.map((part, index) => ({ index, floor: (whole * part) / total, rest: (whole * part) % total }))
  let left = Number(whole - given.reduce((sum, one) => sum + one.floor, 0n))
  const amounts = given.map(one => Number(one.floor))
  for (const { index } of [...given].sort((a, b) => (a.rest === b.rest ? a.index - b.index : a.rest > b.rest ? -1 : 1))) {
    if (left === 0) break
    amounts[index] = (amounts[index] as number) + 1
    left -= 1
  }
  return amounts
}

/** BR-18: the surplus by percent. Where there is none, everybody gets nothing (BR-21). */
export function allocate(shu: Rupiah, shares: ShuRule['shares']): Allocation[] {
  const amounts = largestRemainder(shu, shares.map(share => share.percent))
  return shares.map(({ key, name, percent }, index) => ({ key, name, percent, amount: amounts?.[index] ?? 0 }))
}

/** BR-19: the members' share into what follows trade (JUA) and what follows savings (JMA). */
export function splitMembersShare(amount: Rupiah, usahaPercent: number): { readonly jua: Rupiah; readonly jma: Rupiah } {
  const [jua = 0, jma = 0] = largestRemainder(amount, [usahaPercent, 100 - usahaPercent]) ?? []
  return { jua, jma }
}

/** BR-19, 20, 21: JUA by trade and JMA by savings, ties to the lower member number. A share that nobody has a claim to stays whole. */
export function shareOut(jua: Rupiah, jma: Rupiah, members: readonly Sharer[]): Pick<Distribution, 'vuk' | 'tms' | 'undistributed' | 'lines'> {
  const sorted = [...members].sort((a, b) => compareNumbers(a.number, b.number) || (a.memberId < b.memberId ? -1 : a.memberId > b.memberId ? 1 : 0))
  const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + Math.max(0, value), 0)
  const usaha = largestRemainder(jua, sorted.map(member => member.va))
  const modal = largestRemainder(jma, sorted.map(member => member.sa))
  return {
    vuk: sumOf(sorted.map(member => member.va)), tms: sumOf(sorted.map(member => member.sa)),
    undistributed: { usaha: usaha === null ? jua : 0, modal: modal === null ? jma : 0 },
    lines: sorted.map(({ memberId, number, va, sa }, index) => ({ memberId, number, va, sa, usaha: usaha?.[index] ?? 0, modal: modal?.[index] ?? 0 })),
  }
}

/** What a year sold to whom, and what the sold goods had cost. */
export interface SoldInYear { readonly member: Rupiah; readonly others: Rupiah; readonly goods: Rupiah }

/**
 * What of a surplus was earned from buyers who are no members: their part of the margin of all sales, by what they bought, since
 * what the goods cost is not kept by buyer; never more than the surplus. Common practice is that members do not share it (domain §2).
 */
export function nonMemberPart(shu: Rupiah, { member, others, goods }: SoldInYear, rule: Pick<ShuRule, 'nonMember'>): Rupiah {
  if (rule.nonMember === 'dibagi') return 0
  return Math.max(0, Math.min(shu, largestRemainder(member + others - goods, [member, others])?.[1] ?? 0))
}

/** A year's surplus down to the last rupiah of the last member. A loss is shared by nobody (BR-21). */
export function distribute(input: { readonly shu: Rupiah; readonly sales: SoldInYear; readonly rule: ShuRule; readonly members: readonly Sharer[] }): Distribution {
  const { shu, rule } = input
  const nonMember = nonMemberPart(shu, input.sales, rule)
  const shares = allocate(shu - nonMember, rule.shares)
  const amountOf = (key: string): number => shares.find(share => share.key === key)?.amount ?? 0
  const { jua, jma } = splitMembersShare(amountOf(MEMBERS_SHARE), rule.usahaPercent)
  const { vuk, tms, undistributed, lines } = shareOut(jua, jma, input.members)
  return { shu, nonMember, shares, vuk, tms, jua, jma, undistributed, lines, reserve: amountOf(RESERVE) + nonMember + undistributed.usaha + undistributed.modal }
}

/** Member numbers in their order: 'KIARA-2' before 'KIARA-10'. The same on every tablet, whatever language it speaks. */
export function compareNumbers(a: string, b: string): number {
  const parts = (text: string): string[] => text.match(/\d+|\D+/g) ?? []
  const [left, right] = [parts(a), parts(b)]
  for (let index = 0; index < Math.max(left.length, right.length); index += 1) {
    const [one, other] = [left[index] ?? '', right[index] ?? '']
    const inDigits = /^\d/.test(one) && /^\d/.test(other)
    const digits = (text: string): string => text.replace(/^0+(?=\d)/, '')
    const byValue = inDigits ? digits(one).length - digits(other).length : 0
    if (byValue !== 0) return byValue
    const [x, y] = inDigits ? [digits(one), digits(other)] : [one, other]
    if (x !== y) return x < y ? -1 : 1
  }
  return a < b ? -1 : a > b ? 1 : 0
}
