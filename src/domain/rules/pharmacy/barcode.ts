import { dayOf, lastDayOfMonth, type Day } from '../../core/day.ts'
import { err, ok, type Result } from '../../core/result.ts'

/** What the code on a box says. A plain EAN names the product only; a GS1 code the batch and its expiry too. */
export interface BoxCode {
  /** Fourteen digits, padded with zeros; null where the code names none. */
  readonly gtin: string | null
  readonly batch: string | null
  /** The last day on which it may be used. */
  readonly expiresOn: Day | null
  readonly serial: string | null
}

export type BoxCodeError =
  | { readonly kind: 'not-a-code' }
  /** A digit was misread: the check digit of the GTIN does not fit. */
  | { readonly kind: 'misread'; readonly gtin: string }

/** What a reader sends for FNC1 behind an element of open length: the group separator, or what keyboards make of it. None of these may stand in a value. */
const SEPARATOR = /\u001d|\u241d|<GS>|\{GS\}|[|^~]/gi
/** Readers may say first what kind of symbol it was: `]d2` DataMatrix, `]C1` GS1-128, `]E0` EAN, `]Q3` GS1 QR. */
const SYMBOLOGY = /^\][a-zA-Z]\d/

/** Elements of fixed length, by the start of their identifier (GS1 General Specifications, fig. 7.8.5-2); digits of the whole identifier, then of the value. */
const FIXED: readonly (readonly [RegExp, number, number])[] = [
  [/^00/, 2, 18], [/^0[123]/, 2, 14], [/^1[1-9]/, 2, 6], [/^20/, 2, 2], [/^3[1-6]\d\d/, 4, 6], [/^41\d/, 3, 13],
]
/** Elements of open length: digits of the identifier, most characters of the value. */
const OPEN: readonly (readonly [RegExp, number, number])[] = [
  [/^(10|21|22)/, 2, 20], [/^(30|37)/, 2, 8], [/^9\d/, 2, 90], [/^71\d/, 3, 20], [/^(24|25|40|42)\d/, 3, 30], [/^(39|70|80|81|82)\d\d/, 4, 90],
]

/**
 * Reads what a scanner or a person gives for a box: a GS1 element string, raw with FNC1 or with parentheses, or a plain
 * EAN-8, EAN-13, UPC-A or ITF-14. Nothing is guessed: an element of open length without its separator runs to the end.
 */
export function readBoxCode(text: string): Result<BoxCode, BoxCodeError> {
  const code = text.trim().replace(SYMBOLOGY, '').replace(SEPARATOR, '\u001d').replace(/^\u001d+|\u001d+$/g, '')
  if (/^(\d{8}|\d{12,14})$/.test(code)) return hasCheckDigit(code) ? ok({ gtin: padGtin(code), batch: null, expiresOn: null, serial: null }) : err({ kind: 'misread', gtin: code })
  const elements = code.startsWith('(') ? bracketed(code) : raw(code)
  if (!elements || elements.size === 0) return err({ kind: 'not-a-code' })
  const gtin = elements.get('01') ?? elements.get('02') ?? null
  if (gtin !== null && !(/^\d{14}$/.test(gtin) && hasCheckDigit(gtin))) return err({ kind: 'misread', gtin })
  const found = { gtin, batch: elements.get('10')?.trim() || null, expiresOn: expiryOf(elements.get('17')), serial: elements.get('21') ?? null }
  return found.gtin === null && found.batch === null && found.expiresOn === null ? err({ kind: 'not-a-code' }) : ok(found)
}

/** `(01)…(17)…(10)…`, as printed under the symbol. */
function bracketed(code: string): Map<string, string> | null {
  const parts = code.split(/\((\d{2,4})\)/)
  if (parts[0] !== '') return null
  const elements = new Map<string, string>()
  for (let index = 1; index < parts.length; index += 2) elements.set(parts[index] as string, (parts[index + 1] ?? '').replaceAll('\u001d', ''))
  return elements
}

function raw(code: string): Map<string, string> | null {
  const elements = new Map<string, string>()
  let rest = code
  while (rest !== '') {
    const fixed = FIXED.find(([start]) => start.test(rest))
    const open = fixed ? undefined : OPEN.find(([start]) => start.test(rest))
    const shape = fixed ?? open
    if (!shape) return null
    const [, width, length] = shape
    const value = fixed ? rest.slice(width, width + length) : (rest.slice(width).split('\u001d')[0] as string)
    if (fixed ? !/^\d+$/.test(value) || value.length !== length : value === '' || value.length > length) return null
    elements.set(rest.slice(0, width), value)
    rest = rest.slice(width + value.length).replace(/^\u001d/, '')
  }
  return elements
}

/** YYMMDD; day 00 is the last of the month. Medicines of the last century are not received any more. */
function expiryOf(value: string | undefined): Day | null {
  const match = /^(\d\d)(\d\d)(\d\d)$/.exec(value ?? '')
  if (!match) return null
  const [year, month, date] = [2000 + Number(match[1]), Number(match[2]), Number(match[3])]
  if (date !== 0) return dayOf(year, month, date)
  return month >= 1 && month <= 12 ? lastDayOfMonth(year, month) : null
}

/** A barcode as it is compared: EAN and UPC are GTINs with zeros in front. */
export const padGtin = (digits: string): string => digits.padStart(14, '0')

/** The last digit makes the weighted sum (3, 1, 3, … from the right) a multiple of ten. */
function hasCheckDigit(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 1 : 3), 0)
  return sum % 10 === 0
}

export interface Pack { readonly name: string; readonly size: number; readonly barcode: string }

/** The drug and pack of the catalogue that carry this code; null where none does, or where two drugs claim it. */
export function packOf<D extends { readonly id: string; readonly packs: readonly Pack[] }>(drugs: readonly D[], gtin: string): { readonly drug: D; readonly pack: Pack } | null {
  const found = drugs.flatMap(drug => drug.packs.filter(pack => /^\d+$/.test(pack.barcode) && padGtin(pack.barcode) === gtin).map(pack => ({ drug, pack })))
  return new Set(found.map(({ drug }) => drug.id)).size === 1 ? (found[0] ?? null) : null
}
