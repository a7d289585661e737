import { ageInMonths, daysBetween, type Day } from '#domain/core/day.ts'
import type { VisitData } from '#domain/records/visit.ts'
import type { VitalItem } from '#domain/records/vitals-fields.ts'

/** One visit's values at the moment they were measured, or what stands on the page now. */
export interface Measured { readonly on: Day; readonly vitals: Readonly<Partial<Record<VitalItem, number | undefined>>>; readonly isNow: boolean }
export interface TrendLine { readonly item: VitalItem; readonly values: readonly (number | null)[] }
export interface Trend {
  readonly kind: 'weight-age' | 'weight' | 'pressure' | 'glucose'
  readonly moments: readonly { readonly at: number; readonly on: Day; readonly isNow: boolean; readonly months: number | null }[]
  readonly lines: readonly TrendLine[]
}

const SHOWN = 6
const CHILD_MONTHS = 216

function trendOf(kind: Trend['kind'], items: readonly VitalItem[], all: readonly Measured[], bornOn: Day | null): Trend[] {
  const held = all.filter(one => items.some(item => one.vitals[item] !== undefined)).slice(-SHOWN)
  const [first] = held
  if (!first || held.length < 2) return []
  return [{
    kind,
    moments: held.map(one => ({ at: daysBetween(first.on, one.on) + (one.isNow ? 0.5 : 0), on: one.on, isNow: one.isNow, months: kind === 'weight-age' && bornOn ? Math.max(0, ageInMonths(bornOn, one.on)) : null })),
    lines: items.map(item => ({ item, values: held.map(one => one.vitals[item] ?? null) })),
  }]
}

/** Pressure, weight and glucose of the last visits with those of now behind them; one value alone is no course. */
export function trendsOf(earlierNewestFirst: readonly Pick<VisitData, 'on' | 'vitals'>[], now: Measured, bornOn: Day | null): Trend[] {
  const all: Measured[] = [...earlierNewestFirst].reverse().map(({ on, vitals }) => ({ on, vitals, isNow: false }))
  all.push(now)
  const isChild = bornOn !== null && ageInMonths(bornOn, now.on) < CHILD_MONTHS
  return [
    ...trendOf('pressure', ['sistolik', 'diastolik'], all, bornOn),
    ...trendOf(isChild ? 'weight-age' : 'weight', ['berat'], all, bornOn),
    ...trendOf('glucose', ['gds'], all, bornOn),
  ]
}

/** The newest earlier value of an item, with its day. */
export function lastOf(item: VitalItem, earlierNewestFirst: readonly Pick<VisitData, 'on' | 'vitals'>[]): { readonly on: Day; readonly value: number } | null {
  for (const { on, vitals } of earlierNewestFirst) {
    const value = vitals[item]
    if (value !== undefined) return { on, value }
  }
  return null
}
