import { ByteWriter, malformed, type ByteReader } from '../bytes.ts'
import { isClock, isDay, isInstant, openClocks, openDays, openInstants, packClocks, packDays, packInstants } from './calendar.ts'
import { affixesOf, isDigits, isHex, openAffixes, openDigits, openHex, packDigits, packHex } from './codes.ts'
import { ConstantColumn, type Budget, type Column } from './column.ts'
import { openDictionary, packDictionary } from './dictionary.ts'
import type { Moments } from './moments.ts'
import { smallest } from './smallest.ts'
import { hasStem, openStems, packStems } from './stems.ts'
import { openText, openUnits, packText, packUnits } from './text.ts'
import { isTimedId, openTimedIds, packTimedIds } from './uuids.ts'

/** Strings by the best of the encodings that give back exactly these. */
const TEXT = 0
const UNITS = 1
const CONSTANT = 2
const DICTIONARY = 3
const TIMED_IDS = 4
const DAYS = 5
const INSTANTS = 6
const CLOCKS = 7
const DIGITS = 8
const HEX = 9
const AFFIXES = 10
const STEMS = 11

/** What may stand within what: 0 any; 1 a part of stems, or forms: no stems; 2 the words of a dictionary: no dictionary either; 3 between affixes: no affixes either. */
type Level = 0 | 1 | 2 | 3

/** Half of a pair of UTF-16 units without the other half. */
const HALF = /\p{Surrogate}/u

export function packStrings(values: readonly string[], moments: Moments, out: ByteWriter, level: Level = 0): void {
  const [first] = values
  if (first === undefined) return
  const distinct = level < 2 ? [...new Set(values)] : values
  if (level < 2 && distinct.length === 1 && values.length > 1) {
    out.byte(CONSTANT)
    packStrings(distinct, null, out, 2)
    return
  }
  out.raw(smallest(waysToWrite(values, distinct, moments, level)).view())
}

function waysToWrite(values: readonly string[], distinct: readonly string[], moments: Moments, level: Level): readonly [ByteWriter, ...ByteWriter[]] {
  const whole = !values.some(value => HALF.test(value))
  const ways: [ByteWriter, ...ByteWriter[]] = [whole ? written(TEXT, out => { packText(values, out) }) : written(UNITS, out => { packUnits(values, out) })]
  const way = (tag: number, pack: (out: ByteWriter) => void): void => { ways.push(written(tag, pack)) }
  if (distinct.length < values.length) way(DICTIONARY, out => { packDictionary(values, distinct, moments, out, (words, first, to) => { packStrings(words, first, to, 2) }) })
  if (values.every(isTimedId)) way(TIMED_IDS, out => { packTimedIds(values, moments, out) })
  else if (level === 0 && values.some(hasStem)) way(STEMS, out => { packStems(values, moments, out, (part, near, to) => { packStrings(part, near, to, 1) }) })
  if (values.every(isDay)) way(DAYS, out => { packDays(values, out) })
  if (values.every(isInstant)) way(INSTANTS, out => { packInstants(values, moments, out, (forms, to) => { packStrings(forms, null, to, 1) }) })
  if (values.every(isClock)) way(CLOCKS, out => { packClocks(values, out) })
  if (values.every(isDigits)) way(DIGITS, out => { packDigits(values, out) })
  if (values.every(isHex)) way(HEX, out => { packHex(values, out) })
  const affixes = level < 3 && ways.length < 3 && values.length > 1 ? affixesOf(values) : null
  if (affixes !== null && whole && !HALF.test(affixes.before) && !HALF.test(affixes.after)) {
    way(AFFIXES, out => {
      out.text(affixes.before)
      out.text(affixes.after)
      packStrings(affixes.middles, null, out, 3)
    })
  }
  return ways
}

function written(tag: number, pack: (writer: ByteWriter) => void): ByteWriter {
  const writer = new ByteWriter()
  writer.byte(tag)
  pack(writer)
  return writer
}

const NONE: Column<string> = new ConstantColumn('', 0)

/** @throws DamagedPageError */
export function openStrings(reader: ByteReader, count: number, moments: Moments, budget: Budget, level: Level = 0): Column<string> {
  if (count === 0) return NONE
  const tag = reader.byte()
  if ((level > 0 && tag === STEMS) || (level > 1 && (tag === CONSTANT || tag === DICTIONARY)) || (level > 2 && tag === AFFIXES)) throw malformed('an encoding within itself')
  switch (tag) {
    case TEXT: return openText(reader, count)
    case UNITS: return openUnits(reader, count)
    case CONSTANT: return new ConstantColumn(openStrings(reader, 1, null, budget, 2).at(0), count)
    case DICTIONARY: return openDictionary(reader, count, moments, budget, (from, words, first) => openStrings(from, words, first, budget, 2))
    case TIMED_IDS: return openTimedIds(reader, count, moments)
    case DAYS: return openDays(reader, count)
    case INSTANTS: return openInstants(reader, count, moments, from => openStrings(from, count, null, budget, 1))
    case CLOCKS: return openClocks(reader, count)
    case DIGITS: return openDigits(reader, count)
    case HEX: return openHex(reader, count)
    case AFFIXES: return openAffixes(reader, count, from => openStrings(from, count, null, budget, 3))
    case STEMS: return openStems(reader, count, moments, (from, part, near) => openStrings(from, part, near, budget, 1))
    default: throw malformed('an unknown encoding of strings')
  }
}
