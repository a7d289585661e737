import { malformed, type ByteReader, type ByteWriter } from '../bytes.ts'
import type { Budget, Column } from './column.ts'
import { openWholes, packWholes } from './wholes.ts'

type PackWords = (words: readonly string[], out: ByteWriter) => void
type OpenWords = (reader: ByteReader, count: number) => Column<string>

/** Each different string once, in the order in which they come first, then which of them stands at each place. */
export function packDictionary(values: readonly string[], distinct: readonly string[], out: ByteWriter, packWords: PackWords): void {
  const numbers = new Map(distinct.map((word, number) => [word, number]))
  out.varint(distinct.length)
  packWords(distinct, out)
  packWholes(values.map(value => numbers.get(value) as number), out)
}

class DictionaryColumn implements Column<string> {
  readonly #words: readonly string[]
  readonly #numbers: readonly number[]
  constructor(words: readonly string[], numbers: readonly number[]) {
    this.#words = words
    this.#numbers = numbers
  }

  at(slot: number): string { return this.#words[this.#numbers[slot] as number] as string }
  all(): string[] { return this.#numbers.map(number => this.#words[number] as string) }
}

/** @throws DamagedPageError */
export function openDictionary(reader: ByteReader, count: number, budget: Budget, openWords: OpenWords): Column<string> {
  const size = reader.varint()
  budget.take(size)
  const words = openWords(reader, size).all()
  const numbers = openWholes(reader, count)
  if (numbers.some(number => number < 0 || number >= size)) throw malformed('a word that is not in the dictionary')
  return new DictionaryColumn(words, numbers)
}
