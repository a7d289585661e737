import type { RouteLocationRaw } from 'vue-router'
import type { StockAlerts } from '#domain/rules/pharmacy/alerts.ts'
import type { PustuSummary } from '#domain/rules/supervision/day-summary.ts'

/** The counts of a summary; a figure is the length of the list behind it, nothing else. */
export interface Counts { readonly visits: number; readonly patients: number; readonly unsigned: number; readonly alarms: number; readonly handedOut: number }
/** The counts of a shelf as it stands now. */
export interface StockCounts { readonly outOfStock: number; readonly belowMinimum: number; readonly expiring: number; readonly slow: number; readonly negative: number }

export function countsOf(summary: PustuSummary): Counts {
  return {
    visits: summary.signed.length, patients: summary.patients.length, unsigned: summary.drafts.length, alarms: summary.alarms.length, handedOut: summary.dispensed.length,
  }
}

export function stockCountsOf(alerts: StockAlerts): StockCounts {
  return {
    outOfStock: alerts.out.length, belowMinimum: alerts.belowMinimum.length, slow: alerts.slow.length, negative: alerts.negative.length,
    expiring: alerts.expired.batches.length + alerts.within30.batches.length + alerts.within90.batches.length,
  }
}

/** Over all pustu. Patients and drugs are counted per pustu: each has its own records and its own shelf. */
export function sumCounts(all: readonly Counts[]): Counts {
  const sum = (key: keyof Counts): number => all.reduce((total, counts) => total + counts[key], 0)
  return { visits: sum('visits'), patients: sum('patients'), unsigned: sum('unsigned'), alarms: sum('alarms'), handedOut: sum('handedOut') }
}

export function sumStockCounts(all: readonly StockCounts[]): StockCounts {
  const sum = (key: keyof StockCounts): number => all.reduce((total, counts) => total + counts[key], 0)
  return { outOfStock: sum('outOfStock'), belowMinimum: sum('belowMinimum'), expiring: sum('expiring'), slow: sum('slow'), negative: sum('negative') }
}

/** The period and place of a drill page, as they stand in its address. */
export interface FigureQuery { readonly dari: string; readonly sampai: string; readonly pustu?: string }

export interface Figure { readonly word: keyof Counts | keyof StockCounts; readonly value: number; readonly to: RouteLocationRaw; readonly attention?: 'warn' | 'bad' }

export function figuresOf(counts: Counts, query: FigureQuery): Figure[] {
  const visits = (saring: string): RouteLocationRaw => ({ name: 'supervision-visits', query: { ...query, saring } })
  return [
    { word: 'visits', value: counts.visits, to: visits('semua') },
    { word: 'patients', value: counts.patients, to: visits('pasien') },
    { word: 'unsigned', value: counts.unsigned, to: visits('belum-tanda-tangan'), attention: 'warn' },
    { word: 'alarms', value: counts.alarms, to: visits('bahaya'), attention: 'bad' },
    { word: 'handedOut', value: counts.handedOut, to: { name: 'supervision-handed', query: { ...query } } },
  ]
}

export function stockFiguresOf(counts: StockCounts, pustu?: string): Figure[] {
  const stock = (jenis: string): RouteLocationRaw => ({ name: 'supervision-stock', query: { jenis, ...(pustu ? { pustu } : {}) } })
  return [
    { word: 'outOfStock', value: counts.outOfStock, to: stock('kosong'), attention: 'warn' },
    { word: 'belowMinimum', value: counts.belowMinimum, to: stock('minimum'), attention: 'warn' },
    { word: 'expiring', value: counts.expiring, to: stock('kedaluwarsa'), attention: 'warn' },
    { word: 'slow', value: counts.slow, to: stock('lambat') },
    { word: 'negative', value: counts.negative, to: stock('minus'), attention: 'bad' },
  ]
}
