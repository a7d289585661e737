import { bytesToHex } from '@noble/hashes/utils.js'
import type { PageBytes } from '../deps.ts'

/** The browser's own deflate and SHA-256. */
export function webPageBytes(subtle: SubtleCrypto): PageBytes {
  return {
    deflate: bytes => through(bytes, new CompressionStream('deflate-raw'), Number.MAX_SAFE_INTEGER),
    inflate: (bytes, limit) => through(bytes, new DecompressionStream('deflate-raw'), limit),
    hash: async bytes => bytesToHex(new Uint8Array(await subtle.digest('SHA-256', bytes))),
  }
}

async function through(bytes: Uint8Array<ArrayBuffer>, press: CompressionStream | DecompressionStream, limit: number): Promise<Uint8Array<ArrayBuffer>> {
  const writer = press.writable.getWriter()
  // What goes wrong while writing is told by the reading side as well.
  writer.write(bytes).catch(() => {})
  writer.close().catch(() => {})
  const reader = press.readable.getReader() as ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>>
  const chunks: Uint8Array<ArrayBuffer>[] = []
  let length = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    chunks.push(value)
    length += value.length
    if (length > limit) {
      void reader.cancel().catch(() => {})
      throw new RangeError('longer than was allowed')
    }
  }
  if (chunks.length === 1) return chunks[0] as Uint8Array<ArrayBuffer>
  const whole = new Uint8Array(length)
  let at = 0
  for (const chunk of chunks) {
    whole.set(chunk, at)
    at += chunk.length
  }
  return whole
}
