import { ByteWriter, malformed, type ByteReader } from '../bytes.ts'
import { ConstantColumn, type Budget, type Column } from './column.ts'
import { openDictionary, packDictionary } from './dictionary.ts'
import { smallest } from './smallest.ts'
import { openText, openUnits, packText, packUnits } from './text.ts'
import { isTimedId, openTimedIds, packTimedIds } from './uuids.ts'

/** Strings by the shortest of the encodings that give back exactly these. */
const TEXT = 0
const UNITS = 1
const CONSTANT = 2
const DICTIONARY = 3
const TIMED_IDS = 4

/** Half of a pair of UTF-16 units without the other half. */
const HALF = /\p{Surrogate}/u

type Pack = (values: readonly string[], out: ByteWriter) => void

export function packStrings(values: readonly string[], out: ByteWriter, nested = false): void {
  const [first] = values
  if (first === undefined) return
  const distinct = [...new Set(values)]
  if (distinct.length === 1 && values.length > 1) {
    out.byte(CONSTANT)
    packStrings(distinct, out, true)
    return
  }
  const plain = !values.some(value => HALF.test(value)) ? written(TEXT, packText, values) : written(UNITS, packUnits, values)
  const ways: [ByteWriter, ...ByteWriter[]] = [plain]
  if (values.every(isTimedId)) ways.unshift(written(TIMED_IDS, packTimedIds, values))
  if (!nested && distinct.length < values.length) {
    ways.unshift(written(DICTIONARY, (all, writer) => { packDictionary(all, distinct, writer, (words, to) => { packStrings(words, to, true) }) }, values))
  }
  out.raw(smallest(ways).view())
}

function written(tag: number, pack: Pack, values: readonly string[]): ByteWriter {
  const writer = new ByteWriter()
  writer.byte(tag)
  pack(values, writer)
  return writer
}

const NONE: Column<string> = new ConstantColumn('', 0)

/** @throws DamagedPageError */
export function openStrings(reader: ByteReader, count: number, budget: Budget, nested = false): Column<string> {
  if (count === 0) return NONE
  const tag = reader.byte()
  if (nested && (tag === CONSTANT || tag === DICTIONARY)) throw malformed('a dictionary within a dictionary')
  switch (tag) {
    case TEXT: return openText(reader, count)
    case UNITS: return openUnits(reader, count)
    case CONSTANT: return new ConstantColumn(openStrings(reader, 1, budget, true).at(0), count)
    case DICTIONARY: return openDictionary(reader, count, budget, (from, words) => openStrings(from, words, budget, true))
    case TIMED_IDS: return openTimedIds(reader, count)
    default: throw malformed('an unknown encoding of strings')
  }
}
