import { malformed, type ByteReader, type ByteWriter } from '../bytes.ts'

/** All false, all true, or a bit each, the lowest first. */
const ALL_FALSE = 0
const ALL_TRUE = 1
const BITS = 2

export function packBooleans(values: readonly boolean[], out: ByteWriter): void {
  if (values.length === 0) return
  const [first] = values
  if (values.every(value => value === first)) {
    out.byte(first ? ALL_TRUE : ALL_FALSE)
    return
  }
  out.byte(BITS)
  const bits = new Uint8Array(Math.ceil(values.length / 8))
  values.forEach((value, slot) => { if (value) bits[slot >> 3] = (bits[slot >> 3] as number) | (1 << (slot & 7)) })
  out.raw(bits)
}

/** @throws DamagedPageError */
export function openBooleans(reader: ByteReader, count: number): boolean[] {
  if (count === 0) return []
  const tag = reader.byte()
  if (tag === ALL_FALSE || tag === ALL_TRUE) return new Array<boolean>(count).fill(tag === ALL_TRUE)
  if (tag !== BITS) throw malformed('an unknown encoding of booleans')
  const bits = reader.raw(Math.ceil(count / 8))
  return Array.from({ length: count }, (_, slot) => ((bits[slot >> 3] as number) & (1 << (slot & 7))) !== 0)
}
