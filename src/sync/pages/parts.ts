/**
 * The answer to a request for pages: one part for each page asked for, in the order of asking; four bytes of length (big-endian),
 * then the page's body. A length of 0 stands for a page that the server no longer has. A cut in the middle costs the part that was
 * on its way and nothing before it.
 */
const HEAD = 4

/** The longest part that is believed; a page is some ten thousand bytes. */
export const LONGEST_PART = 8 * 1024 * 1024

export class PartTooLongError extends Error {
  override readonly name = 'PartTooLongError'
}

export function partOf(body: Uint8Array): Uint8Array<ArrayBuffer> {
  const part = new Uint8Array(HEAD + body.length)
  new DataView(part.buffer).setUint32(0, body.length)
  part.set(body, HEAD)
  return part
}

/** Takes the bytes of an answer as they come and gives back each part when it is whole. */
export class PartReader {
  #held: Uint8Array<ArrayBuffer>[] = []
  #length = 0

  /** @throws PartTooLongError where the bytes can be no answer to a request for pages. */
  take(chunk: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer>[] {
    this.#held.push(chunk)
    this.#length += chunk.length
    const parts: Uint8Array<ArrayBuffer>[] = []
    for (let length = this.#nextLength(); length !== null && this.#length >= HEAD + length; length = this.#nextLength()) {
      parts.push(this.#cut(HEAD + length).subarray(HEAD))
    }
    return parts
  }

  /** Bytes of a part that is not whole. */
  get left(): number { return this.#length }

  #nextLength(): number | null {
    if (this.#length < HEAD) return null
    this.#gather(HEAD)
    const [first] = this.#held as [Uint8Array<ArrayBuffer>]
    const length = new DataView(first.buffer, first.byteOffset, HEAD).getUint32(0)
    if (length > LONGEST_PART) throw new PartTooLongError(`a part of ${length} bytes`)
    return length
  }

  /** Makes the first of the held pieces at least so long. */
  #gather(length: number): void {
    const [first] = this.#held
    if (!first || first.length >= length) return
    const whole = new Uint8Array(this.#length)
    let at = 0
    for (const piece of this.#held) {
      whole.set(piece, at)
      at += piece.length
    }
    this.#held = [whole]
  }

  #cut(length: number): Uint8Array<ArrayBuffer> {
    this.#gather(length)
    const [first, ...others] = this.#held as [Uint8Array<ArrayBuffer>, ...Uint8Array<ArrayBuffer>[]]
    this.#held = first.length > length ? [first.subarray(length), ...others] : others
    this.#length -= length
    return first.slice(0, length)
  }
}
