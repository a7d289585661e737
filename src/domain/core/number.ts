import { err, ok, type Result } from './result.ts'

/**
 * Numbers as people here type them: a decimal comma, dots between thousands. `Number` reads "36,7" as NaN and
 * "1.002" as one point zero zero two, so nothing a person typed may ever reach it unparsed.
 */
export type NumberError =
  | { readonly kind: 'empty' }
  | { readonly kind: 'not-a-number' }
  /** "1.002" may be a thousand and two, or one point zero zero two: ask, never guess. */
  | { readonly kind: 'ambiguous'; readonly readings: readonly [number, number] }
  | { readonly kind: 'too-many-decimals'; readonly allowed: number }
  | { readonly kind: 'not-whole' }
  | { readonly kind: 'too-large' }

const tidy = (text: string): string => text.replace(/[\s\u00a0\u202f]/g, '').replace(/^\u2212/, '-')

/**
 * A decimal number: "36,7", "36.7", "1.234,5", "1.234.567". A comma is always the decimal sign; a dot is one where it
 * cannot part thousands. `decimals` is the number of decimals allowed.
 */
export function parseDecimal(text: string, decimals = 20): Result<number, NumberError> {
  const typed = tidy(text)
  if (typed === '') return err({ kind: 'empty' })
  const plain = /^(-?)(\d+)(?:[.,](\d+))?$/.exec(typed)
  const grouped = /^(-?)(\d{1,3}(?:\.\d{3})+)(?:,(\d+))?$/.exec(typed)
  if (grouped && !typed.includes(',') && plain && !/^-?0/.test(typed)) {
    return err({ kind: 'ambiguous', readings: [Number(typed.replace('.', '')), Number(typed)] })
  }
  const match = grouped && !plain ? grouped : plain
  if (!match) return err({ kind: 'not-a-number' })
  const [, sign = '', whole = '', fraction = ''] = match
  if (fraction.length > decimals) return err({ kind: 'too-many-decimals', allowed: decimals })
  const value = Number(`${sign}${whole.replaceAll('.', '')}${fraction === '' ? '' : `.${fraction}`}`)
  if (Math.abs(value) > Number.MAX_SAFE_INTEGER) return err({ kind: 'too-large' })
  return ok(value === 0 ? 0 : value)
}

/** A whole number: "12", "1.000", "1 000". Here a dot can only part thousands, so "1.002" is clear. */
export function parseWhole(text: string): Result<number, NumberError> {
  const typed = tidy(text)
  if (typed === '') return err({ kind: 'empty' })
  if (!/^-?(\d+|\d{1,3}(\.\d{3})+)$/.test(typed)) {
    return err({ kind: /^-?\d[\d.]*[.,]\d+$/.test(typed) ? 'not-whole' : 'not-a-number' })
  }
  const value = Number(typed.replaceAll('.', ''))
  if (!Number.isSafeInteger(value)) return err({ kind: 'too-large' })
  return ok(value === 0 ? 0 : value)
}

/** A number as `parseDecimal` reads it back: decimal comma, no dots between thousands ("1.002" would be ambiguous). */
export function formatDecimal(value: number, decimals?: number): string {
  const text = decimals === undefined
    ? value.toLocaleString('en-US', { useGrouping: false, maximumFractionDigits: 20 })
    : value.toFixed(decimals)
  return text.replace(/^-(0(?:\.0*)?)$/, '$1').replace('.', ',')
}
