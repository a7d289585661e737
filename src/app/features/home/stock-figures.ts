import type { RouteLocationRaw } from 'vue-router'
import type { AtRisk, StockAlerts } from '#domain/rules/pharmacy/alerts.ts'
import { useWords } from '../../locales/use-words.ts'
import { formatNumber, formatRupiah } from '../../shared/format.ts'
import type { Tone } from '../../ui/tone.ts'
import { homeWords } from './words.ts'

const t = useWords(homeWords)

/** A card of Beranda about the shelf; `quiet` ones are shown only while there is something. */
export interface StockFigure { readonly key: string; readonly label: string; readonly value: number; readonly note: string; readonly tone: Tone; readonly to: RouteLocationRaw; readonly quiet: boolean }

/** What the value at risk is, and how much of it nobody knows. */
export function riskNote(risks: readonly AtRisk[]): string {
  const batches = risks.reduce((sum, risk) => sum + risk.batches.length, 0)
  const unvalued = risks.reduce((sum, risk) => sum + risk.unvalued, 0)
  const value = formatRupiah(risks.reduce((sum, risk) => sum + risk.value, 0))
  if (batches === 0) return t('noneNow')
  if (unvalued === batches) return t('valueUnknown')
  return unvalued === 0 ? t('valueAtRisk', { value }) : t('valuePartly', { value, n: formatNumber(unvalued) })
}

export type StockTopic = 'kosong' | 'minimum' | 'kedaluwarsa' | 'lambat' | 'minus'

/** The figures of one shelf or of several; `open` makes the way to the records behind each. */
export function stockFigures(all: readonly StockAlerts[], open: (topic: StockTopic, bound?: 'lewat' | '30' | '90') => RouteLocationRaw): StockFigure[] {
  const count = (of: (alerts: StockAlerts) => number): number => all.reduce((sum, alerts) => sum + of(alerts), 0)
  const card = (key: string, label: string, value: number, note: string, tone: Tone, to: RouteLocationRaw, quiet = false): StockFigure =>
    ({ key, label, value, note: value === 0 ? t('noneNow') : note, tone: value === 0 ? 'plain' : tone, to, quiet })
  return [
    card('negative', t('negative'), count(one => one.negative.length), t('negativeNote'), 'bad', open('minus'), true),
    card('out', t('outOfStock'), count(one => one.out.length), t('outOfStockNote'), 'bad', open('kosong')),
    card('below', t('belowMinimum'), count(one => one.belowMinimum.length), t('belowMinimumNote'), 'warn', open('minimum')),
    card('expired', t('expiredStock'), count(one => one.expired.batches.length), riskNote(all.map(one => one.expired)), 'bad', open('kedaluwarsa', 'lewat'), true),
    card('within30', t('within30'), count(one => one.within30.batches.length), riskNote(all.map(one => one.within30)), 'bad', open('kedaluwarsa', '30')),
    card('within90', t('within90'), count(one => one.within90.batches.length), riskNote(all.map(one => one.within90)), 'warn', open('kedaluwarsa', '90')),
    card('slow', t('slow'), count(one => one.slow.length), t('slowNote'), 'info', open('lambat'), true),
  ]
}
