import { malformed, type ByteReader, type ByteWriter } from '../bytes.ts'
import type { Budget, Column } from './column.ts'
import type { Moments } from './moments.ts'
import { openWholes, packWholes } from './wholes.ts'

type PackWords = (words: readonly string[], moments: Moments, out: ByteWriter) => void
type OpenWords = (reader: ByteReader, count: number, moments: Moments) => Column<string>

/** Which word stands at each place, then each different word once, in the order in which they come first. */
export function packDictionary(values: readonly string[], distinct: readonly string[], moments: Moments, out: ByteWriter, packWords: PackWords): void {
  const order = new Map(distinct.map((word, number) => [word, number]))
  const numbers = values.map(value => order.get(value) as number)
  out.varint(distinct.length)
  packWholes(numbers, out)
  packWords(distinct, firstMoments(numbers, distinct.length, moments), out)
}

/** A word counts as one of the row in which it comes first. */
function firstMoments(numbers: readonly number[], size: number, moments: Moments): Moments {
  if (moments === null) return null
  const first: number[] = []
  for (const [slot, number] of numbers.entries()) if (number === first.length) first.push(moments[slot] as number)
  return first.length === size ? first : null
}

class DictionaryColumn implements Column<string> {
  readonly #words: Column<string>
  readonly #numbers: readonly number[]
  constructor(words: Column<string>, numbers: readonly number[]) {
    this.#words = words
    this.#numbers = numbers
  }

  at(slot: number): string { return this.#words.at(this.#numbers[slot] as number) }

  all(): string[] {
    const words = this.#words.all()
    return this.#numbers.map(number => words[number] as string)
  }
}

/** @throws DamagedPageError */
export function openDictionary(reader: ByteReader, count: number, moments: Moments, budget: Budget, openWords: OpenWords): Column<string> {
  const size = reader.varint()
  if (size > count) throw malformed('more words than values')
  budget.take(size)
  const numbers = openWholes(reader, count)
  if (numbers.some(number => number < 0 || number >= size)) throw malformed('a word that is not in the dictionary')
  return new DictionaryColumn(openWords(reader, size, firstMoments(numbers, size, moments)), numbers)
}
