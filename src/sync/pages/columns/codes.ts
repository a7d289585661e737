import { malformed, type ByteReader, type ByteWriter } from '../bytes.ts'
import type { Column } from './column.ts'
import { endsOf } from './text.ts'
import { openWholes, packWholes } from './wholes.ts'

/** The longest run of digits that is a number below 2^50. */
const MOST_DIGITS = 15
/** A beginning or an ending that all have in common is written once; longer ones would let few bytes stand for much text. */
const LONGEST_AFFIX = 64

export const isDigits = (text: string): boolean => text.length <= MOST_DIGITS && /^\d+$/.test(text)

/** How many digits, and the number they make: zeros in front are kept. */
export function packDigits(values: readonly string[], out: ByteWriter): void {
  packWholes(values.map(value => value.length), out)
  packWholes(values.map(Number), out)
}

class PartsColumn implements Column<string> {
  readonly #write: (slot: number) => string
  readonly #count: number
  constructor(count: number, write: (slot: number) => string) {
    this.#write = write
    this.#count = count
  }

  at(slot: number): string { return this.#write(slot) }
  all(): string[] { return Array.from({ length: this.#count }, (_, slot) => this.#write(slot)) }
}

/** @throws DamagedPageError */
export function openDigits(reader: ByteReader, count: number): Column<string> {
  const lengths = openWholes(reader, count)
  const numbers = openWholes(reader, count)
  if (lengths.some(length => length < 1 || length > MOST_DIGITS)) throw malformed('digits of an unknown length')
  if (numbers.some((number, slot) => number < 0 || number >= 10 ** (lengths[slot] as number))) throw malformed('a number of more digits')
  return new PartsColumn(count, slot => String(numbers[slot]).padStart(lengths[slot] as number, '0'))
}

export const isHex = (text: string): boolean => text.length % 2 === 0 && /^[0-9a-f]+$/.test(text)

/** How many bytes, then the bytes. */
export function packHex(values: readonly string[], out: ByteWriter): void {
  packWholes(values.map(value => value.length / 2), out)
  for (const value of values) for (let at = 0; at < value.length; at += 2) out.byte(Number.parseInt(value.slice(at, at + 2), 16))
}

/** @throws DamagedPageError */
export function openHex(reader: ByteReader, count: number): Column<string> {
  const ends = endsOf(openWholes(reader, count))
  const bytes = reader.raw(ends.at(-1) ?? 0)
  return new PartsColumn(count, slot => Array.from(bytes.subarray(slot === 0 ? 0 : ends[slot - 1], ends[slot]), byte => byte.toString(16).padStart(2, '0')).join(''))
}

export interface Affixes { readonly before: string; readonly after: string; readonly middles: readonly string[] }

/** What all have in common in front and behind, and what is between; null where that is nothing. */
export function affixesOf(values: readonly string[]): Affixes | null {
  const before = common(values, false)
  const rests = values.map(value => value.slice(before.length))
  const after = common(rests, true)
  if (before === '' && after === '') return null
  return { before, after, middles: rests.map(rest => rest.slice(0, rest.length - after.length)) }
}

function common(values: readonly string[], behind: boolean): string {
  const [first = ''] = values
  const unit = (text: string, at: number): number => text.charCodeAt(behind ? text.length - 1 - at : at)
  let length = Math.min(first.length, LONGEST_AFFIX)
  for (const value of values) {
    length = Math.min(length, value.length)
    let same = 0
    while (same < length && unit(value, same) === unit(first, same)) same += 1
    length = same
  }
  return behind ? first.slice(first.length - length) : first.slice(0, length)
}

/** @throws DamagedPageError */
export function openAffixes(reader: ByteReader, count: number, openMiddles: (from: ByteReader) => Column<string>): Column<string> {
  const before = reader.text()
  const after = reader.text()
  if (before.length > LONGEST_AFFIX || after.length > LONGEST_AFFIX) throw malformed('too long a beginning')
  const middles = openMiddles(reader)
  return new PartsColumn(count, slot => before + middles.at(slot) + after)
}
