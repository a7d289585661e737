import { DamagedPageError } from './page.ts'

/** Whole numbers beyond this are written as doubles: differences and zigzag of smaller ones stay exact in a double. */
export const LARGEST_WHOLE = 2 ** 50

const encoder = new TextEncoder()
// A mark of byte order is a character like any other here.
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

export const malformed = (detail: string): DamagedPageError => new DamagedPageError('malformed', detail)

/** Bytes that grow. */
export class ByteWriter {
  #bytes = new Uint8Array(256)
  #length = 0

  get length(): number { return this.#length }

  byte(value: number): void {
    this.#room(1)
    this.#bytes[this.#length++] = value
  }

  /** A whole number from 0 to 2^53: seven bits a byte, lowest first, the high bit set where more follow. */
  varint(value: number): void {
    let rest = value
    while (rest >= 0x80) {
      this.byte((rest % 0x80) | 0x80)
      rest = Math.floor(rest / 0x80)
    }
    this.byte(rest)
  }

  /** A whole number of either sign: 0, −1, 1, −2 … as 0, 1, 2, 3 … */
  signed(value: number): void { this.varint(zigzag(value)) }

  raw(bytes: Uint8Array): void {
    this.#room(bytes.length)
    this.#bytes.set(bytes, this.#length)
    this.#length += bytes.length
  }

  /** Another writer's bytes with their length before them. */
  framed(inner: ByteWriter): void {
    this.varint(inner.length)
    this.raw(inner.view())
  }

  /** Well-formed text: the length of its UTF-8, then the UTF-8. */
  text(text: string): void {
    const bytes = encoder.encode(text)
    this.varint(bytes.length)
    this.raw(bytes)
  }

  view(): Uint8Array { return this.#bytes.subarray(0, this.#length) }
  done(): Uint8Array<ArrayBuffer> { return this.#bytes.slice(0, this.#length) }

  #room(more: number): void {
    const needed = this.#length + more
    if (needed <= this.#bytes.length) return
    const grown = new Uint8Array(Math.max(needed, this.#bytes.length * 2))
    grown.set(this.view())
    this.#bytes = grown
  }
}

export const zigzag = (value: number): number => (value < 0 ? -2 * value - 1 : 2 * value)

/** Reads what a ByteWriter wrote and never beyond its end. @throws DamagedPageError */
export class ByteReader {
  #at = 0
  readonly #bytes: Uint8Array
  constructor(bytes: Uint8Array) { this.#bytes = bytes }

  get left(): number { return this.#bytes.length - this.#at }

  byte(): number {
    const value = this.#bytes[this.#at]
    if (value === undefined) throw new DamagedPageError('truncated')
    this.#at += 1
    return value
  }

  varint(): number {
    const first = this.byte()
    if (first < 0x80) return first
    let value = first & 0x7f
    for (let scale = 0x80; ; scale *= 0x80) {
      const byte = this.byte()
      value += (byte & 0x7f) * scale
      if (value > Number.MAX_SAFE_INTEGER) throw malformed('a number beyond 2^53')
      if (byte < 0x80) {
        // One number, one way to write it.
        if (byte === 0) throw malformed('a number with needless bytes')
        return value
      }
    }
  }

  signed(): number {
    const value = this.varint()
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2
  }

  /** @returns a view, not a copy. */
  raw(length: number): Uint8Array {
    if (length > this.left) throw new DamagedPageError('truncated')
    this.#at += length
    return this.#bytes.subarray(this.#at - length, this.#at)
  }

  /** What is left, without reading on: a section that turned out to be damaged is as damaged the next time. */
  rest(): Uint8Array { return this.#bytes.subarray(this.#at) }

  framed(): ByteReader { return new ByteReader(this.raw(this.varint())) }
  text(): string { return fromUtf8(this.raw(this.varint())) }

  /** What was read must have been all. */
  end(): void {
    if (this.left !== 0) throw malformed(`${this.left} bytes too many`)
  }
}

export const toUtf8 = (text: string): Uint8Array => encoder.encode(text)

export function fromUtf8(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes)
  } catch {
    throw malformed('no UTF-8')
  }
}
