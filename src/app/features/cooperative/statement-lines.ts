import type { Rupiah } from '#domain/core/rupiah.ts'
import { CASH_CATEGORIES } from '#domain/rules/finance/categories.ts'
import type { ByCategory, Statement } from '#domain/rules/finance/statement.ts'
import { useWords } from '#app/locales/use-words.ts'
import { categoryWord } from '#app/shared/coop/category-words.ts'
import { coopWords } from './words.ts'

const t = useWords(coopWords)

/** A line of the statement: a heading without an amount, a plain line, or a sum. */
export interface StatementLine { readonly key: string; readonly label: string; readonly amount: Rupiah | null; readonly kind: 'head' | 'plain' | 'sum' }

const categories = (of: ByCategory): StatementLine[] =>
  CASH_CATEGORIES.flatMap(category => (of[category] === undefined ? [] : [{ key: category, label: categoryWord(category), amount: of[category], kind: 'plain' as const }]))

/** The statement from top to bottom as it stands on the page, on paper and in a workbook. */
export function statementLines({ income, costs, ownResult, result, margin }: Statement): StatementLine[] {
  const head = (key: string, label: string): StatementLine => ({ key, label, amount: null, kind: 'head' })
  const plain = (key: string, label: string, amount: Rupiah): StatementLine => ({ key, label, amount, kind: 'plain' })
  const sum = (key: string, label: string, amount: Rupiah): StatementLine => ({ key, label, amount, kind: 'sum' })
  const filled = (line: StatementLine): StatementLine[] => (line.amount === 0 ? [] : [line])
  return [
    head('income', t('income')), plain('member', t('memberSales'), income.memberSales), plain('others', t('otherSales'), income.otherSales), ...categories(income.other), ...filled(plain('found', t('found'), income.found)),
    sum('own', t('ownTotal'), income.ownTotal), ...categories(income.aid), sum('aid', t('aidTotal'), income.aidTotal), sum('all', t('incomeTotal'), income.total),
    head('costs', t('costs')), plain('goods', t('cost'), costs.goods), plain('lost', t('lost'), costs.lost), ...categories(costs.spent), ...filled(plain('short', t('short'), costs.short)), sum('cost-total', t('costTotal'), costs.total),
    plain('margin', t('margin'), margin), sum('own-result', t('ownResult'), ownResult), sum('result', t('result'), result),
  ]
}
