/** An exact fraction in lowest terms, denominator above zero. Money and quantities never pass through a float (BR-27). */
export interface Rational { readonly num: bigint; readonly den: bigint }

/** `num / den` of whole numbers; a zero denominator is a bug of the caller. */
export function rational(num: number | bigint, den: number | bigint = 1): Rational {
  const [above, below] = [BigInt(num), BigInt(den)]
  if (below === 0n) throw new Error('a fraction over zero')
  const sign = below < 0n ? -1n : 1n
  const shared = greatestDivisor(above < 0n ? -above : above, below * sign)
  return { num: (above * sign) / shared, den: (below * sign) / shared }
}

export const plus = (...parts: readonly Rational[]): Rational =>
  parts.reduce((sum, part) => rational(sum.num * part.den + part.num * sum.den, sum.den * part.den), rational(0))

export const times = (...factors: readonly Rational[]): Rational =>
  factors.reduce((product, factor) => rational(product.num * factor.num, product.den * factor.den), rational(1))

/** The smallest whole number that is not below the fraction. */
export function ceiling({ num, den }: Rational): number {
  const whole = num / den
  return Number(num > whole * den ? whole + 1n : whole)
}

/** For showing only: the nearest number to so many decimals, half away from zero. */
export function approximate({ num, den }: Rational, decimals: number): number {
  const scale = 10n ** BigInt(decimals)
  const doubled = (num < 0n ? -num : num) * scale * 2n
  const rounded = (doubled + den) / (den * 2n)
  return Number(num < 0n ? -rounded : rounded) / Number(scale)
}

function greatestDivisor(a: bigint, b: bigint): bigint {
  return b === 0n ? a : greatestDivisor(b, a % b)
}
