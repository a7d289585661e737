import { approximate, rational, type Rational } from '../../pharmacy/rational.ts'

/**
 * An indicator as it was counted: so many of so many, both whole and not below zero, or of a mean so many for so many. Null where
 * there was nothing to count (BR-55): it is then neither 0% nor 100%, and neither passes nor fails.
 */
export interface Counted { readonly top: number; readonly bottom: number }
export type Figure = Counted | null

/** What stands above and below the line, each by its records. */
export interface Part { readonly numerator: readonly string[]; readonly denominator: readonly string[] }

export const figureOf = (top: number, bottom: number): Figure => (bottom > 0 ? { top, bottom } : null)
export const figureOfPart = (part: Part): Figure => figureOf(part.numerator.length, part.denominator.length)
export const exactly = ({ top, bottom }: Counted): Rational => rational(top, bottom)

/** Where an indicator passes, itself included: `value` is a share (20% is 1/5), a rate, or a mean. */
export interface Limit { readonly side: 'at-most' | 'at-least'; readonly value: Rational }
export type Verdict = 'passes' | 'fails' | 'no-case'

/** Decided on the exact value, not on the rounded one that is shown (§10b on BR-54). */
export function verdictOf(figure: Figure, limit: Limit): Verdict {
  return figure === null ? 'no-case' : verdictOfExact(exactly(figure), limit)
}

export function verdictOfExact(value: Rational | null, { side, value: limit }: Limit): Verdict {
  if (value === null) return 'no-case'
  const [here, there] = [value.num * limit.den, limit.num * value.den]
  return (side === 'at-most' ? here <= there : here >= there) ? 'passes' : 'fails'
}

export type Scale = 'percent' | 'permille' | 'mean'
const FACTOR: Readonly<Record<Scale, bigint>> = { percent: 100n, permille: 1000n, mean: 1n }

/** A figure as it is shown, in percent, per mille or as it is; half away from zero. Nothing is decided on it. */
export const shown = (value: Rational, scale: Scale, decimals: number): number => approximate(rational(value.num * FACTOR[scale], value.den), decimals)

/** Above zero where `a` is the greater. */
export function compareExact(a: Rational, b: Rational): number {
  const [x, y] = [a.num * b.den, b.num * a.den]
  return x > y ? 1 : x < y ? -1 : 0
}
