import { malformed, type ByteReader, type ByteWriter } from '../bytes.ts'
import type { Column } from './column.ts'
import { openMoments, packMoments, type Moments } from './moments.ts'

/** UUIDs of version 7: their milliseconds as numbers; what chance made of them apart: eight whole bytes each, then ten bits each. */
const TIMED = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))
const WHOLE_BYTES = 8
export const TIMED_LENGTH = 36

export const isTimedId = (value: string): boolean => TIMED.test(value)

export function packTimedIds(values: readonly string[], moments: Moments, out: ByteWriter): void {
  const hex = values.map(value => value.replaceAll('-', ''))
  packMoments(hex.map(digits => Number.parseInt(digits.slice(0, 12), 16)), moments, out)
  for (const digits of hex) for (const at of [14, 18, 20, 22, 24, 26, 28, 30]) out.byte(Number.parseInt(digits.slice(at, at + 2), 16))
  // The digit after the version, and six bits of the byte that holds the variant.
  packTens(hex.map(digits => Number.parseInt(digits.charAt(13), 16) * 64 + Number.parseInt(digits.slice(16, 18), 16) % 64), out)
}

/**
 * When ids were made, as those say that begin with a timed id; another counts as made with the last before it that does, or in 1970.
 * Null where none says it.
 */
export function momentsOf(ids: readonly string[]): Moments {
  let last = 0
  let any = false
  const moments = ids.map(id => {
    if (!isTimedId(id.slice(0, TIMED_LENGTH))) return last
    any = true
    return last = Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16)
  })
  return any ? moments : null
}

/** Numbers of ten bits, one after the other, the lowest bits first; what is left of the last byte is zero. */
function packTens(values: readonly number[], out: ByteWriter): void {
  let held = 0
  let bits = 0
  for (const value of values) {
    held += value << bits
    for (bits += 10; bits >= 8; bits -= 8, held >>= 8) out.byte(held & 255)
  }
  if (bits > 0) out.byte(held)
}

class TimedIdColumn implements Column<string> {
  readonly #times: readonly number[]
  readonly #bytes: Uint8Array
  readonly #tens: Uint8Array
  constructor(times: readonly number[], bytes: Uint8Array, tens: Uint8Array) {
    this.#times = times
    this.#bytes = bytes
    this.#tens = tens
  }

  at(slot: number): string {
    const time = this.#times[slot] as number
    const high = Math.floor(time / 0x1_0000)
    const bit = slot * 10
    const ten = (((this.#tens[bit >> 3] as number) | ((this.#tens[(bit >> 3) + 1] ?? 0) << 8)) >> (bit & 7)) & 1023
    const from = slot * WHOLE_BYTES
    const hex = (at: number): string => HEX[this.#bytes[from + at] as number] as string
    const of = (byte: number): string => HEX[byte & 255] as string
    return `${of(high >>> 24)}${of(high >>> 16)}${of(high >>> 8)}${of(high)}-${of(time % 0x1_0000 >> 8)}${of(time % 256)}-${of(0x70 | (ten >> 6))}${hex(0)}-`
      + `${of(0x80 | (ten & 63))}${hex(1)}-${hex(2)}${hex(3)}${hex(4)}${hex(5)}${hex(6)}${hex(7)}`
  }

  all(): string[] { return this.#times.map((_, slot) => this.at(slot)) }
}

/** @throws DamagedPageError */
export function openTimedIds(reader: ByteReader, count: number, moments: Moments): Column<string> {
  const times = openMoments(reader, count, moments)
  if (times.some(time => time < 0 || time >= 2 ** 48)) throw malformed('a moment that no id has')
  const bytes = reader.raw(WHOLE_BYTES * count)
  const tens = reader.raw(Math.ceil(10 * count / 8))
  const spare = (tens.length * 8) - 10 * count
  if (spare > 0 && (tens[tens.length - 1] as number) >> (8 - spare) !== 0) throw malformed('bits that belong to no id')
  return new TimedIdColumn(times, bytes, tens)
}
