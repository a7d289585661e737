import { LARGEST_WHOLE, malformed, type ByteReader, type ByteWriter } from '../bytes.ts'
import { openWholes, packWholes } from './wholes.ts'

/** Numbers of JSON: whole ones, decimals as whole ones of a power of ten, all others as their eight bytes. */
const WHOLES = 0
const DECIMALS = 1
const DOUBLES = 2

const MOST_PLACES = 6

export function packNumbers(values: readonly number[], out: ByteWriter): void {
  if (values.length === 0) return
  for (let places = 0; places <= MOST_PLACES; places += 1) {
    const wholes = scaled(values, 10 ** places)
    if (wholes === null) continue
    out.byte(places === 0 ? WHOLES : DECIMALS)
    if (places > 0) out.byte(places)
    packWholes(wholes, out)
    return
  }
  out.byte(DOUBLES)
  const bytes = new Uint8Array(8 * values.length)
  const double = new DataView(new ArrayBuffer(8))
  values.forEach((value, slot) => {
    double.setFloat64(0, value)
    for (let plane = 0; plane < 8; plane += 1) bytes[plane * values.length + slot] = double.getUint8(plane)
  })
  out.raw(bytes)
}

/** The numbers times `scale` where every one comes back exactly, otherwise null. */
function scaled(values: readonly number[], scale: number): number[] | null {
  const wholes: number[] = []
  for (const value of values) {
    const whole = Math.round(value * scale)
    if (Object.is(whole, -0) || Math.abs(whole) > LARGEST_WHOLE || !Object.is(whole / scale, value)) return null
    wholes.push(whole)
  }
  return wholes
}

/** @throws DamagedPageError */
export function openNumbers(reader: ByteReader, count: number): number[] {
  if (count === 0) return []
  const tag = reader.byte()
  if (tag === WHOLES) return openWholes(reader, count)
  if (tag === DECIMALS) {
    const places = reader.byte()
    if (places < 1 || places > MOST_PLACES) throw malformed('decimals of an unknown number of places')
    const scale = 10 ** places
    return openWholes(reader, count).map(whole => whole / scale)
  }
  if (tag === DOUBLES) return openDoubles(reader, count)
  throw malformed('an unknown encoding of numbers')
}

function openDoubles(reader: ByteReader, count: number): number[] {
  const bytes = reader.raw(8 * count)
  const double = new DataView(new ArrayBuffer(8))
  return Array.from({ length: count }, (_, slot) => {
    for (let plane = 0; plane < 8; plane += 1) double.setUint8(plane, bytes[plane * count + slot] as number)
    const value = double.getFloat64(0)
    if (!Number.isFinite(value)) throw malformed('no number of JSON')
    return value
  })
}
