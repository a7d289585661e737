import { addMonths, dayOf, type Day } from '../../core/day.ts'
import type { Rupiah } from '../../core/rupiah.ts'
import type { MemberData } from '../../records/member.ts'
import type { ShuShareData } from '../../records/shu-share.ts'
import type { ShuYearData } from '../../records/shu-year.ts'
import { exitDay, memberMonth, type ReportedMember } from '../members/member-report.ts'
import { CASH_CATEGORIES, CATEGORY_FACTS, type CashCategory } from './categories.ts'
import type { Sharer, ShuRule, SoldInYear } from './shu.ts'
import type { Statement } from './statement.ts'

/** A year's statement by name, in whole rupiah, as it is frozen. Lines of a category are named `<kind>:<category>`. */
export type YearFigures = Readonly<Record<string, Rupiah>>

export const yearEnd = (year: number): Day => dayOf(year, 12, 31) as Day
const yearStart = (year: number): Day => dayOf(year, 1, 1) as Day

const PLAIN = ['memberSales', 'otherSales', 'found', 'goods', 'lost', 'short'] as const
const lineOf = (category: CashCategory): string => `${CATEGORY_FACTS[category].kind}:${category}`

/** The lines of a statement by name; `result` is all income less all costs. */
export function figuresOf({ income, costs, result }: Pick<Statement, 'income' | 'costs' | 'result'>): YearFigures {
  const lines: Record<string, Rupiah> = {
    memberSales: income.memberSales, otherSales: income.otherSales, found: income.found, goods: costs.goods, lost: costs.lost, short: costs.short, result,
  }
  for (const category of CASH_CATEGORIES) {
    const amount = income.other[category] ?? income.aid[category] ?? costs.spent[category]
    if (amount !== undefined) lines[lineOf(category)] = amount
  }
  return lines
}

/**
 * BR-23: a year's figure is everything dated up to its end less what the approvals of earlier years froze. So a late posting into
 * a frozen year is the next year's, whatever day stands on it, and no entry has to be moved. Years from this one on froze nothing of it.
 */
export function yearFigures(upToEnd: YearFigures, frozen: Iterable<Pick<ShuYearData, 'year' | 'figures'>>, year: number): YearFigures {
  const lines: Record<string, Rupiah> = { ...upToEnd }
  for (const earlier of frozen) {
    if (earlier.year >= year) continue
    for (const [name, amount] of Object.entries(earlier.figures)) lines[name] = (lines[name] ?? 0) - amount
  }
  return lines
}

/** What a year sold to whom, of its figures. */
export const soldIn = (figures: YearFigures): SoldInYear => ({ member: figures['memberSales'] ?? 0, others: figures['otherSales'] ?? 0, goods: figures['goods'] ?? 0 })

/** The year's statement again, from figures that stand or that were frozen. */
export function statementOf(figures: YearFigures, year: number): Statement {
  const at = (name: string): Rupiah => figures[name] ?? 0
  const of = (kind: 'usaha' | 'bantuan' | 'beban') => Object.fromEntries(CASH_CATEGORIES
    .filter(category => CATEGORY_FACTS[category].kind === kind && at(lineOf(category)) !== 0).map(category => [category, at(lineOf(category))])) as Statement['income']['other']
  const [other, aid, spent] = [of('usaha'), of('bantuan'), of('beban')]
  const sum = (amounts: readonly Rupiah[]): Rupiah => amounts.reduce((total, amount) => total + amount, 0)
  const [memberSales, otherSales, found, goods, lost, short] = PLAIN.map(at) as [Rupiah, Rupiah, Rupiah, Rupiah, Rupiah, Rupiah]
  const [ownTotal, aidTotal] = [memberSales + otherSales + found + sum(Object.values(other)), sum(Object.values(aid))]
  const costs = goods + lost + short + sum(Object.values(spent))
  return {
    from: yearStart(year), to: yearEnd(year), bought: 0,
    income: { memberSales, otherSales, other, found, aid, ownTotal, aidTotal, total: ownTotal + aidTotal },
    costs: { goods, lost, short, spent, total: costs },
    margin: memberSales + otherSales - goods, ownResult: ownTotal - costs, result: ownTotal + aidTotal - costs,
  }
}

export interface SharersInput {
  readonly year: number
  /** Lines of the members' book, and whose each is: merged ones are one person (samePerson). */
  readonly members: Iterable<{ readonly personId: string; readonly record: { readonly id: string; readonly state: string; readonly data: Pick<MemberData, 'number' | 'joinedOn' | 'status'> } }>
  readonly personOf: (memberId: string) => string
  /** Trade by member and month, as many months as there are (BR-22: whatever the payment). */
  readonly trade: Iterable<{ readonly memberId: string; readonly month: string; readonly sales: Rupiah }>
  /** What a person had saved at the end of the year. */
  readonly saved: (personId: string) => { readonly pokok: Rupiah; readonly wajib: Rupiah; readonly sukarela: Rupiah }
  readonly savings: NonNullable<ShuRule['savings']>
  /** The lists of shares of the earlier years that were approved. */
  readonly frozen: Iterable<Pick<ShuShareData, 'year' | 'lines'>>
}

/**
 * Who shares in a year: everybody who was a member at the end of its last day, once, under the number of the line that stays.
 * Whoever left before has no share. Va is what he ever bought up to the end of the year less what earlier approvals counted.
 */
export function sharersOf(input: SharersInput): Sharer[] {
  const { year, personOf } = input
  const last = yearEnd(year)
  const bought = new Map<string, Rupiah>()
  const count = (memberId: string, amount: Rupiah): void => { bought.set(personOf(memberId), (bought.get(personOf(memberId)) ?? 0) + amount) }
  for (const month of input.trade) if (month.month <= last.slice(0, 7)) count(month.memberId, month.sales)
  for (const part of input.frozen) if (part.year < year) for (const line of part.lines) count(line.memberId, -line.va)
  const numbers = new Map<string, { number: string; isMember: boolean }>()
  for (const { personId, record } of input.members) {
    if (record.state === 'void') continue
    const before = numbers.get(personId)
    numbers.set(personId, { number: record.id === personId || !before ? record.data.number : before.number, isMember: (before?.isMember ?? false) || isMemberOn(record.data, last) })
  }
  return [...numbers].filter(([, person]) => person.isMember).map(([memberId, { number }]) => {
    const held = input.saved(memberId)
    return { memberId, number, va: bought.get(memberId) ?? 0, sa: held.pokok + held.wajib + (input.savings === 'semua' ? held.sukarela : 0) }
  })
}

/** Whether a line of the book is a membership at the end of a day: the day of leaving counts as a day out (BR-15), who only applied is none (BR-09). */
export function isMemberOn(data: Pick<MemberData, 'joinedOn' | 'status'>, on: Day): boolean {
  const exit = exitDay(data as MemberData)
  return data.joinedOn <= on && data.status.state !== 'calon' && (exit === null || exit > on)
}

/** Members of a year as the RAT reads them: opening + in − out = closing (BR-15), counted as in a month (see memberMonth). */
export function membersOfYear(members: Iterable<ReportedMember>, year: number, personOf: (memberId: string) => string): { readonly opening: number; readonly joined: number; readonly left: number; readonly closing: number } {
  const all = [...members]
  const months = Array.from({ length: 12 }, (_, index) => memberMonth(all, addMonths(`${year}-01`, index), personOf))
  const sum = (of: 'joined' | 'left'): number => months.reduce((total, month) => total + month[of].length, 0)
  return { opening: months[0]?.opening.length ?? 0, joined: sum('joined'), left: sum('left'), closing: months[11]?.closing.length ?? 0 }
}
