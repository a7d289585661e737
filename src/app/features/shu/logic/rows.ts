import type { Rupiah } from '#domain/core/rupiah.ts'
import type { CashCategory } from '#domain/rules/finance/categories.ts'
import { statementOf, type YearFigures } from '#domain/rules/finance/shu-figures.ts'
import type { Distribution } from '#domain/rules/finance/shu.ts'
import { selfReliance, type Ratio } from '#domain/rules/finance/statement.ts'
import { useWords } from '#app/locales/use-words.ts'
import { categoryWord } from '#app/shared/coop/category-words.ts'
import { formatNumber } from '#app/shared/format.ts'
import { shuWords } from '../words.ts'

const t = useWords(shuWords)

/** A line of a table that is the same on the screen, on paper and in Excel. `head` has no amount, `sum` stands out. */
export interface Row { readonly key: string; readonly label: string; readonly amount: Rupiah | null; readonly weight: 'head' | 'line' | 'sum' }
const line = (key: string, label: string, amount: Rupiah): Row => ({ key, label, amount, weight: 'line' })
const sum = (key: string, label: string, amount: Rupiah): Row => ({ key, label, amount, weight: 'sum' })
const head = (key: string, label: string): Row => ({ key, label, amount: null, weight: 'head' })

/** Laba rugi: lines that are nothing are left out, but for sales and what the goods cost. */
export function resultRows(figures: YearFigures, year: number): Row[] {
  const { income, costs, result } = statementOf(figures, year)
  const of = (amounts: Partial<Record<CashCategory, Rupiah>>): Row[] => Object.entries(amounts).map(([category, amount]) => line(category, categoryWord(category as CashCategory), amount))
  const unless0 = (row: Row): Row[] => (row.amount === 0 ? [] : [row])
  return [
    head('income', t('income')), line('memberSales', t('memberSales'), income.memberSales), line('otherSales', t('otherSales'), income.otherSales),
    ...of(income.other), ...unless0(line('found', t('found'), income.found)), ...of(income.aid), sum('totalIncome', t('totalIncome'), income.total),
    head('costs', t('costs')), line('goods', t('goods'), costs.goods), ...unless0(line('lost', t('lost'), costs.lost)), ...unless0(line('short', t('short'), costs.short)), ...of(costs.spent), sum('totalCosts', t('totalCosts'), costs.total),
    sum('result', t('result'), result),
  ]
}

export interface ShareRow { readonly key: string; readonly name: string; readonly percent: string; readonly amount: Rupiah; readonly isSum: boolean }

/** The allocation with what goes to the reserve besides its percent (BR-18, BR-21). */
export function allocationRows(result: Distribution): ShareRow[] {
  const row = (key: string, name: string, amount: Rupiah, percent = '', isSum = false): ShareRow => ({ key, name, percent, amount, isSum })
  const left = result.undistributed.usaha + result.undistributed.modal
  const withReserve = result.nonMember > 0 || left > 0
  return [
    ...(result.nonMember > 0 ? [row('non-member', t('nonMember'), result.nonMember)] : []),
    row('shareable', t('shareable'), Math.max(0, result.shu - result.nonMember), '100%', true),
    ...result.shares.map(share => row(share.key, share.name, share.amount, `${share.percent}%`)),
    ...(left > 0 ? [row('undistributed', t('undistributed'), left)] : []),
    ...(withReserve ? [row('reserve', t('reserve'), result.reserve, '', true)] : []),
  ]
}

export function memberRows(facts: Readonly<Record<string, number>>): Row[] {
  const at = (name: string): number => facts[`anggota:${name}`] ?? 0
  return [line('opening', t('opening'), at('awal')), line('joined', t('joined'), at('masuk')), line('left', t('left'), at('keluar')), sum('closing', t('closing'), at('akhir'))]
}

export function savingsRows(facts: Readonly<Record<string, number>>): Row[] {
  const types = (['pokok', 'wajib', 'sukarela'] as const).map(type => line(type, t(type), facts[`simpanan:${type}`] ?? 0))
  return [...types, sum('totalSavings', t('totalSavings'), types.reduce((total, row) => total + (row.amount ?? 0), 0)), line('cash', t('cash'), facts['kas'] ?? 0), line('bank', t('bank'), facts['bank'] ?? 0)]
}

/** '83,3%' to one decimal, exact before it is shown. */
export function percentText(ratio: Ratio | null): string {
  if (ratio === null) return t('noMeasure')
  const tenths = (ratio.num * 2000n + ratio.den) / (ratio.den * 2n)
  return `${formatNumber(Number(tenths) / 10, 1)}%`
}

export function relianceRows(figures: YearFigures, year: number): { readonly label: string; readonly value: string }[] {
  const { ofIncome, ofCosts } = selfReliance(statementOf(figures, year))
  return [{ label: t('ofIncome'), value: percentText(ofIncome) }, { label: t('ofCosts'), value: percentText(ofCosts) }]
}
