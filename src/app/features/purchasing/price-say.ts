import { halfUp, type Hna } from '#domain/rules/pharmacy/pricing.ts'
import { times, rational, type Rational } from '#domain/rules/pharmacy/rational.ts'
import { useWords } from '#app/locales/use-words.ts'
import { formatNumber, formatRupiah } from '#app/shared/format.ts'
import type { PricePlan, PriceProblem } from './price-plan.ts'
import { priceWords } from './price-words.ts'

const t = useWords(priceWords)

/** 'Rp 12.350 / 100'; the amount alone for one unit. */
export const hnaText = (hna: Hna): string => (hna.per === 1 ? formatRupiah(hna.amount) : t('perUnits', { amount: formatRupiah(hna.amount), per: formatNumber(hna.per) }))

/** '25 %' of 250 tenths; '–' where there is none. */
export const percentText = (permille: number | null): string => (permille === null ? '–' : t('percent', { n: formatNumber(permille / 10, 1) }))

/** '1,25' of 125 hundredths. */
export const indexText = (hundredths: number): string => formatNumber(hundredths / 100, 2)

/** An exact amount to three decimals: '1.387,5'. */
const exactText = (exact: Rational): string => formatNumber(Number(halfUp(times(exact, rational(1000)))) / 1000)

/** How the highest price came about, step by step. */
export function calculationText({ parts, work }: PricePlan): string {
  const of = { hna: hnaText(parts.hna), ppn: parts.ppnPercent, index: indexText(parts.indexHundredths), exact: exactText(work.exact) }
  const extra = parts.embalase + parts.tuslah
  return extra === 0 ? t('calculation', of) : t('calculationExtra', { ...of, extra: formatNumber(extra) })
}

export function mostText({ work }: PricePlan, unit: string): string {
  return work.capped ? t('cappedBy', { price: formatRupiah(work.price), unit, ruled: formatRupiah(work.ruled) }) : t('ruled', { price: formatRupiah(work.price), unit })
}

export const priceProblemText = (problem: PriceProblem): string => (problem.word === 'errPrice' ? t('errPrice') : t(problem.word, { most: formatRupiah(problem.most) }))
export const priceWarningText = (plan: PricePlan): string | undefined => (plan.warnings.includes('below-cost') ? t('belowCost') : undefined)
