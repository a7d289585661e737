import { parseWhole } from '#domain/core/number.ts'
import type { Rupiah } from '#domain/core/rupiah.ts'

/** A whole number from `least` to `most` as it was typed, money with or without "Rp" before it; null for anything else. */
export function wholeOf(typed: string, least: number, most: number): number | null {
  const parsed = parseWhole(typed.replace(/^\s*rp\.?\s*/i, ''))
  return parsed.ok && parsed.value >= least && parsed.value <= most ? parsed.value : null
}

/** Why `wholeOf` found nothing: no such number, or one above what can be meant. */
export const isTooMuch = (typed: string, most: number): boolean => wholeOf(typed, most + 1, Number.MAX_SAFE_INTEGER) !== null

/** Whole rupiah as typed, 0 or more; null for what is no amount. */
export const rupiahOf = (typed: string): Rupiah | null => wholeOf(typed, 0, Number.MAX_SAFE_INTEGER)
