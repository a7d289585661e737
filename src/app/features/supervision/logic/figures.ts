import type { RouteLocationRaw } from 'vue-router'
import type { StockAlerts } from '#domain/rules/pharmacy/alerts.ts'
import type { MonthFigures } from '#domain/rules/supervision/pustu-day.ts'
import { lateOf, type Span } from '#app/shared/pustu-days.ts'
import type { VisitFilter } from '../drills.ts'
import type { StockTopic } from '../stock-rows.ts'

/** The figures of a stretch of days, in the order in which they stand everywhere. `members` are read later than the others. */
export const FIGURES = ['visits', 'patients', 'members', 'referred', 'alarms', 'handedOut', 'unsigned', 'late'] as const
export type FigureName = (typeof FIGURES)[number]

/** Figures that ask for somebody where they are not zero. */
export const ATTENTION: Partial<Record<FigureName | StockFigureName, 'warn' | 'bad'>> = {
  alarms: 'bad', unsigned: 'warn', late: 'warn', outOfStock: 'bad', belowMinimum: 'warn', expiring: 'warn', negative: 'bad',
}

export function valueOf(name: FigureName, figures: MonthFigures, members: number | null): number | null {
  switch (name) {
    case 'visits': return figures.signed
    case 'patients': return figures.people.size
    case 'members': return members
    case 'referred': return figures.referred
    case 'alarms': return figures.alarms
    case 'handedOut': return figures.handed
    case 'unsigned': return figures.drafts
    case 'late': return lateOf(figures)
  }
}

const FILTERS: Record<Exclude<FigureName, 'handedOut'>, VisitFilter> = {
  visits: 'semua', patients: 'pasien', members: 'anggota', referred: 'dirujuk', alarms: 'bahaya', unsigned: 'belum-tanda-tangan', late: 'terlambat',
}

/** The records behind a figure, of one pustu or of all. */
export function recordsOf(name: FigureName, { from, to }: Span, pustu?: string): RouteLocationRaw {
  const query = { dari: from, sampai: to, ...(pustu === undefined ? {} : { pustu }) }
  return name === 'handedOut' ? { name: 'supervision-handed', query } : { name: 'supervision-visits', query: { ...query, saring: FILTERS[name] } }
}

/** What the shelves ask for now. */
export const STOCK_FIGURES = ['outOfStock', 'belowMinimum', 'expiring', 'slow', 'negative'] as const
export type StockFigureName = (typeof STOCK_FIGURES)[number]
export type StockCounts = Readonly<Record<StockFigureName, number>>

export function stockCountsOf(alerts: StockAlerts): StockCounts {
  return {
    outOfStock: alerts.out.length, belowMinimum: alerts.belowMinimum.length, slow: alerts.slow.length, negative: alerts.negative.length,
    expiring: alerts.expired.batches.length + alerts.within30.batches.length + alerts.within90.batches.length,
  }
}

/** Over all pustu: each has a shelf of its own. */
export const sumStock = (all: readonly StockCounts[], name: StockFigureName): number => all.reduce((total, counts) => total + counts[name], 0)

const TOPICS: Record<StockFigureName, StockTopic> = { outOfStock: 'kosong', belowMinimum: 'minimum', expiring: 'kedaluwarsa', slow: 'lambat', negative: 'minus' }

export const shelfOf = (name: StockFigureName, pustu?: string): RouteLocationRaw => ({ name: 'supervision-stock', query: { jenis: TOPICS[name], ...(pustu === undefined ? {} : { pustu }) } })
