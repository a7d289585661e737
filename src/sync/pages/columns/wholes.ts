import { ByteWriter, malformed, zigzag, type ByteReader } from '../bytes.ts'
import { smallest } from './smallest.ts'

/**
 * Whole numbers up to 2^50. All are written as multiples of a unit above the least of them, or as differences from the number
 * before; as varints, or as planes of bytes: first the low byte of every number, then the next.
 */
const CONSTANT = 0
const VARINTS = 1
const PLANES = 2
const DELTAS = 3
const DELTA_PLANES = 4

const WIDEST = 7

export function packWholes(values: readonly number[], out: ByteWriter): void {
  const [first] = values
  if (first === undefined) return
  if (values.every(value => value === first)) {
    out.byte(CONSTANT)
    out.signed(first)
    return
  }
  const deltas = values.slice(1).map((value, index) => value - (values[index] as number))
  const plain = shifted(values)
  const stepped = shifted(deltas)
  const unit = deltas.reduce(commonUnit, 0)
  out.raw(smallest([
    withTag(PLANES, writer => planes(plain, writer)),
    withTag(DELTA_PLANES, writer => { writer.signed(first); planes(stepped, writer) }),
    withTag(VARINTS, writer => { writer.signed(plain.least); writer.varint(plain.unit); for (const value of plain.values) writer.varint(value) }),
    withTag(DELTAS, writer => { writer.signed(first); writer.varint(unit); for (const delta of deltas) writer.varint(zigzag(delta / unit)) }),
  ]).view())
}

function withTag(tag: number, write: (writer: ByteWriter) => void): ByteWriter {
  const writer = new ByteWriter()
  writer.byte(tag)
  write(writer)
  return writer
}

interface Shifted { readonly least: number; readonly unit: number; readonly most: number; readonly values: readonly number[] }

function shifted(values: readonly number[]): Shifted {
  let least = values[0] as number
  for (const value of values) least = Math.min(least, value)
  let unit = 0
  let most = 0
  for (const value of values) {
    if (unit !== 1) unit = commonUnit(unit, value - least)
    most = Math.max(most, value - least)
  }
  const divisor = unit === 0 ? 1 : unit
  return { least, unit: divisor, most: most / divisor, values: values.map(value => (value - least) / divisor) }
}

function commonUnit(a: number, b: number): number {
  let larger = Math.abs(a)
  let rest = Math.abs(b)
  while (rest !== 0) {
    const left = larger % rest
    larger = rest
    rest = left
  }
  return larger
}

function planes({ least, unit, most, values }: Shifted, writer: ByteWriter): void {
  let width = 1
  while (most >= 256 ** width) width += 1
  writer.signed(least)
  writer.varint(unit)
  writer.byte(width)
  for (let plane = 0; plane < width; plane += 1) {
    const scale = 256 ** plane
    for (const value of values) writer.byte(Math.floor(value / scale) % 256)
  }
}

/** @throws DamagedPageError */
export function openWholes(reader: ByteReader, count: number): number[] {
  if (count === 0) return []
  const tag = reader.byte()
  if (tag === CONSTANT) return new Array<number>(count).fill(exact(reader.signed()))
  if (tag === PLANES) return openPlanes(reader, count)
  if (tag === VARINTS) return openVarints(reader, count)
  if (tag === DELTAS || tag === DELTA_PLANES) {
    const first = exact(reader.signed())
    return summed(first, tag === DELTAS ? openDeltas(reader, count - 1) : openPlanes(reader, count - 1))
  }
  throw malformed('an unknown encoding of whole numbers')
}

/** Beyond 2^53 numbers were made up of damaged bytes. */
function exact(value: number): number {
  if (!Number.isSafeInteger(value)) throw malformed('a whole number beyond 2^53')
  return value
}

function openVarints(reader: ByteReader, count: number): number[] {
  const least = exact(reader.signed())
  const unit = reader.varint()
  needs(reader, count)
  const values = new Array<number>(count)
  for (let slot = 0; slot < count; slot += 1) values[slot] = exact(least + reader.varint() * unit)
  return values
}

function openDeltas(reader: ByteReader, count: number): number[] {
  const unit = reader.varint()
  needs(reader, count)
  const values = new Array<number>(count)
  for (let slot = 0; slot < count; slot += 1) values[slot] = exact(reader.signed() * unit)
  return values
}

function needs(reader: ByteReader, bytes: number): void {
  if (bytes > reader.left) throw malformed('fewer bytes than numbers')
}

function openPlanes(reader: ByteReader, count: number): number[] {
  const least = exact(reader.signed())
  const unit = reader.varint()
  const width = reader.byte()
  if (width < 1 || width > WIDEST) throw malformed('numbers of an unknown width')
  const bytes = reader.raw(width * count)
  const values = new Array<number>(count)
  for (let slot = 0; slot < count; slot += 1) {
    let value = bytes[slot] as number
    for (let plane = 1, scale = 256; plane < width; plane += 1, scale *= 256) value += (bytes[plane * count + slot] as number) * scale
    values[slot] = exact(least + value * unit)
  }
  return values
}

function summed(first: number, deltas: readonly number[]): number[] {
  const values = new Array<number>(deltas.length + 1)
  let value = first
  values[0] = value
  for (let slot = 0; slot < deltas.length; slot += 1) values[slot + 1] = value = exact(value + (deltas[slot] as number))
  return values
}
