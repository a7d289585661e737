import { rational } from '../../pharmacy/rational.ts'
import type { Limit, Scale } from './figure.ts'
import { POR_LIMITS } from './por.ts'

export const INDICATOR_GROUPS = ['mutu', 'por', 'obat', 'kontak', 'pembinaan'] as const
export type IndicatorGroup = (typeof INDICATOR_GROUPS)[number]

/** What a limit rests on: K common in the field and not verified, D our own proposal, S a published source. Only S is no longer waiting for somebody. */
export type LimitMark = 'K' | 'D' | 'S'

export interface IndicatorRule {
  readonly group: IndicatorGroup
  /** Null where the field knows none. */
  readonly limit: Limit | null
  readonly mark: LimitMark
  readonly scale: Scale
  /** How many digits after the comma it is shown with. */
  readonly decimals: number
  /** Counted for a whole puskesmas or not at all: its denominator is the puskesmas'. */
  readonly whole?: true
  /** As things stand now; nobody can tell it of a month that is over. */
  readonly now?: true
}

const atLeast = (percent: number): Limit => ({ side: 'at-least', value: rational(percent, 100) })
const atMost = (percent: number): Limit => ({ side: 'at-most', value: rational(percent, 100) })

/** Every indicator of domain §6 and §3 with its limit, in the order of the page. Their keys stand in addresses. */
export const INDICATORS = {
  'lengkap': { group: 'mutu', limit: atLeast(95), mark: 'D', scale: 'percent', decimals: 1 },
  'tepat-waktu': { group: 'mutu', limit: atLeast(90), mark: 'D', scale: 'percent', decimals: 1 },
  'sinkron': { group: 'mutu', limit: atLeast(100), mark: 'D', scale: 'percent', decimals: 1, now: true },
  'por-ispa': { group: 'por', limit: POR_LIMITS.ispa, mark: 'K', scale: 'percent', decimals: 1 },
  'por-diare': { group: 'por', limit: POR_LIMITS.diare, mark: 'K', scale: 'percent', decimals: 1 },
  'por-mialgia': { group: 'por', limit: POR_LIMITS.mialgia, mark: 'K', scale: 'percent', decimals: 1 },
  'por-item': { group: 'por', limit: POR_LIMITS.items, mark: 'K', scale: 'mean', decimals: 1 },
  'por-gabungan': { group: 'por', limit: null, mark: 'K', scale: 'percent', decimals: 2 },
  'ketersediaan': { group: 'obat', limit: atLeast(80), mark: 'K', scale: 'percent', decimals: 1 },
  'kecukupan': { group: 'obat', limit: null, mark: 'D', scale: 'percent', decimals: 1 },
  'kedaluwarsa': { group: 'obat', limit: atMost(1), mark: 'K', scale: 'percent', decimals: 2 },
  'opname': { group: 'obat', limit: atLeast(95), mark: 'D', scale: 'percent', decimals: 1 },
  'fefo': { group: 'obat', limit: atLeast(100), mark: 'D', scale: 'percent', decimals: 1 },
  'angka-kontak': { group: 'kontak', limit: { side: 'at-least', value: rational(150, 1000) }, mark: 'S', scale: 'permille', decimals: 0, whole: true },
  'rrns': { group: 'kontak', limit: atMost(2), mark: 'K', scale: 'percent', decimals: 2 },
  'rppt-ht': { group: 'kontak', limit: atLeast(5), mark: 'K', scale: 'percent', decimals: 2, whole: true },
  'rppt-dm': { group: 'kontak', limit: atLeast(5), mark: 'K', scale: 'percent', decimals: 2, whole: true },
  'rtl': { group: 'pembinaan', limit: atLeast(80), mark: 'D', scale: 'percent', decimals: 1 },
  'pengaduan': { group: 'pembinaan', limit: atLeast(100), mark: 'K', scale: 'percent', decimals: 1 },
  'jam-pelayanan': { group: 'pembinaan', limit: atLeast(100), mark: 'K', scale: 'percent', decimals: 1 },
} as const satisfies Record<string, IndicatorRule>

export type IndicatorKey = keyof typeof INDICATORS
export const INDICATOR_KEYS = Object.keys(INDICATORS) as readonly IndicatorKey[]
export const isIndicatorKey = (word: string): word is IndicatorKey => Object.hasOwn(INDICATORS, word)
export const ruleOf = (key: IndicatorKey): IndicatorRule => INDICATORS[key]
