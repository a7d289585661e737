import { fromUtf8, malformed, toUtf8, type ByteReader, type ByteWriter } from '../bytes.ts'
import type { Column } from './column.ts'
import { openWholes, packWholes } from './wholes.ts'

/** Characters one after the other: how many each string has in UTF-16 units, then all of them as UTF-8. */
export function packText(values: readonly string[], out: ByteWriter): void {
  packWholes(values.map(value => value.length), out)
  const bytes = toUtf8(values.join(''))
  out.varint(bytes.length)
  out.raw(bytes)
}

/** Strings with halves of characters, which UTF-8 cannot write: their units, low bytes before high ones. */
export function packUnits(values: readonly string[], out: ByteWriter): void {
  packWholes(values.map(value => value.length), out)
  for (const value of values) {
    for (let at = 0; at < value.length; at += 1) {
      out.byte(value.charCodeAt(at) % 256)
      out.byte(value.charCodeAt(at) >> 8)
    }
  }
}

/** One long text; each string is cut out of it when it is asked for. */
class TextColumn implements Column<string> {
  readonly #text: string
  readonly #ends: readonly number[]
  constructor(text: string, ends: readonly number[]) {
    this.#text = text
    this.#ends = ends
  }

  at(slot: number): string { return this.#text.slice(slot === 0 ? 0 : this.#ends[slot - 1], this.#ends[slot]) }

  all(): string[] {
    let start = 0
    return this.#ends.map(end => this.#text.slice(start, start = end))
  }
}

/** @throws DamagedPageError */
export function openText(reader: ByteReader, count: number): Column<string> {
  const ends = endsOf(openWholes(reader, count))
  const text = fromUtf8(reader.raw(reader.varint()))
  if (text.length !== (ends.at(-1) ?? 0)) throw malformed('text of another length')
  return new TextColumn(text, ends)
}

/** @throws DamagedPageError */
export function openUnits(reader: ByteReader, count: number): Column<string> {
  const ends = endsOf(openWholes(reader, count))
  const bytes = reader.raw(2 * (ends.at(-1) ?? 0))
  const parts: string[] = []
  for (let at = 0; at < bytes.length; at += 2) parts.push(String.fromCharCode((bytes[at] as number) + 256 * (bytes[at + 1] as number)))
  return new TextColumn(parts.join(''), ends)
}

/** Where each piece ends when pieces of these lengths follow each other. @throws DamagedPageError */
export function endsOf(lengths: readonly number[]): number[] {
  let end = 0
  return lengths.map(length => {
    if (length < 0) throw malformed('a negative length')
    return end += length
  })
}
