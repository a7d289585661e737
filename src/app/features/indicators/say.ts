import { times, rational, type Rational } from '#domain/rules/pharmacy/rational.ts'
import { ruleOf, type IndicatorGroup, type IndicatorKey } from '#domain/rules/supervision/indicators/catalogue.ts'
import { compareExact, shown, type Scale } from '#domain/rules/supervision/indicators/figure.ts'
import type { Tone } from '#app/ui/tone.ts'
import { useWords } from '#app/locales/use-words.ts'
import { formatDay, formatNumber, formatRupiah } from '#app/shared/format.ts'
import { indicatorWords } from './indicator-words.ts'
import { trendOf, type Measure, type MeasureState, type NoFigure } from './measure.ts'
import { indicatorPageWords } from './words.ts'

const t = useWords(indicatorPageWords)
const name = useWords(indicatorWords)

const UNITS: Readonly<Record<Scale, string>> = { percent: '%', permille: '‰', mean: '' }
/** So many digits that a value just beyond its limit is not shown as the limit. */
const MOST_DECIMALS = 4

export const GROUP_WORDS = { mutu: 'gMutu', por: 'gPor', obat: 'gObat', kontak: 'gKontak', pembinaan: 'gPembinaan' } as const satisfies Record<IndicatorGroup, string>
const NONE_WORDS = { 'no-case': 'noCase', 'no-denominator': 'noDenominator', 'no-price': 'noPrice', 'no-tablet': 'noTablet', 'now-only': 'nowOnly' } as const satisfies Record<NoFigure, string>

export const nameOf = (key: IndicatorKey): string => name(`t-${key}`)
export const inWord = (key: IndicatorKey): string => name(`i-${key}`)
export const outWord = (key: IndicatorKey): string => name(`o-${key}`)

function valueOf(key: IndicatorKey, value: Rational): string {
  const { scale, decimals, limit } = ruleOf(key)
  const rounded = (digits: number): number => shown(value, scale, digits)
  let digits = decimals
  if (limit && compareExact(value, limit.value) !== 0) while (digits < MOST_DECIMALS && rounded(digits) === shown(limit.value, scale, digits)) digits += 1
  return `${formatNumber(rounded(digits), digits)}${UNITS[scale]}`
}

/** '25,0%', '160‰', '2,6'; why there is none where there is none. */
export const valueText = (measure: Measure): string => (measure.value === null ? t(NONE_WORDS[measure.none ?? 'no-case']) : valueOf(measure.key, measure.value))
/** As a number in its unit, for a cell of a workbook. */
export const valueNumber = ({ key, value }: Measure): number | null => (value === null ? null : shown(value, ruleOf(key).scale, MOST_DECIMALS))

/** '≤20%'; '' where there is no limit. */
export function limitText(key: IndicatorKey): string {
  const { limit, scale } = ruleOf(key)
  if (!limit) return ''
  // The field's limit is of the age of each tablet; that all of them keep it follows.
  if (key === 'sinkron') return t('threeDays')
  const exact = times(limit.value, rational(scale === 'percent' ? 100 : scale === 'permille' ? 1000 : 1))
  return t(limit.side === 'at-most' ? 'atMost' : 'atLeast', { value: `${formatNumber(Number(exact.num) / Number(exact.den))}${UNITS[scale]}` })
}

export function limitLine(key: IndicatorKey): string {
  const limit = limitText(key)
  if (limit === '') return t('noLimit')
  return t(ruleOf(key).mark === 'S' ? 'limit' : 'limitWaits', { limit })
}

/** Both counts in words. */
export function partsText({ key, top, bottom }: Measure): string {
  const text = key === 'kedaluwarsa' ? formatRupiah : formatNumber
  return name(`p-${key}`, { top: text(top), bottom: text(bottom) })
}

/** Whether the counts have something to tell although there is no figure. */
export const hasParts = (measure: Measure): boolean => measure.value !== null

export function remarkText({ remark }: Measure): string {
  if (!remark) return ''
  switch (remark.word) {
    case 'remarkReach': return t('remarkReach', { critical: formatNumber(remark.critical), over: formatNumber(remark.over), unused: formatNumber(remark.unused) })
    case 'remarkOutside': return t('remarkOutside', { count: formatNumber(remark.count), on: formatDay(remark.on), source: remark.source })
    case 'remarkUnknown': case 'remarkUnpriced': return t(remark.word, { n: formatNumber(remark.n) })
  }
}

export const STATE_TONES = { 'passes': 'good', 'fails': 'warn', 'no-case': 'plain', 'plain': 'plain', 'reasoned': 'info', 'watch': 'warn' } as const satisfies Record<MeasureState, Tone>
const STATE_WORDS = { passes: 'passes', fails: 'fails', plain: 'plain', reasoned: 'reasoned', watch: 'watch' } as const
export const stateText = (measure: Measure): string => (measure.state === 'no-case' ? t(NONE_WORDS[measure.none ?? 'no-case']) : t(STATE_WORDS[measure.state]))

/** 'Bulan lalu 23,5% · memburuk'. */
export function beforeText(now: Measure, before: Measure | undefined): string {
  if (!before || before.none === 'now-only') return ''
  if (before.value === null) return t('noBefore', { why: valueText(before).toLowerCase() })
  const trend = trendOf(now, before)
  return t('before', { value: valueText(before) }) + (trend ? ` · ${t(trend)}` : '')
}
