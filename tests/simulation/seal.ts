import { createHash } from 'node:crypto'
import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib'
import type { PageBytes } from '#app/db/deps.ts'
import type { Sealing } from '#app/vault/sealing.ts'

/**
 * Sealing for the simulation: no cipher, but as strict as one. A box opens only with its own key and in its own place.
 * What encryption hides is proven elsewhere; here thousands of runs have to be fast, and free of any thread's timing.
 */
interface PlainKey { readonly raw: string }
const hex = (bytes: Uint8Array): string => Array.from(bytes.subarray(0, 8), byte => byte.toString(16).padStart(2, '0')).join('')
const SPLIT = 0
/** A check of what is sealed, as the cipher's own. */
const CHECK = 4

export function plainSealing(gate: <T>(run: () => T) => Promise<T>): Sealing {
  const encoder = new TextEncoder()
  const headOf = (key: CryptoKey, place: string): Uint8Array => encoder.encode(`${(key as unknown as PlainKey).raw}|${place}`)
  return {
    importKey: raw => gate(() => ({ raw: hex(raw) }) as unknown as CryptoKey),
    seal: (key, plain, place) => gate(() => {
      const head = headOf(key, place)
      const box = new Uint8Array(head.length + 1 + CHECK + plain.length)
      box.set(head)
      box[head.length] = SPLIT
      new DataView(box.buffer).setUint32(head.length + 1, crc32(plain))
      box.set(plain, head.length + 1 + CHECK)
      return box
    }),
    open: (key, box, place) => gate(() => {
      const head = headOf(key, place)
      if (!head.every((byte, at) => box[at] === byte) || box[head.length] !== SPLIT) throw new Error('sealed with another key or for another place')
      const plain = plainBytes(box)
      if (!plain) throw new Error('changed since it was sealed')
      return plain.slice()
    }),
  }
}

/** What a box holds, for the evidence; null where it was changed since it was sealed. */
export function plainBytes(box: Uint8Array): Uint8Array<ArrayBuffer> | null {
  const at = box.indexOf(SPLIT) + 1
  const plain = new Uint8Array(box.subarray(at + CHECK))
  return new DataView(box.buffer, box.byteOffset).getUint32(at) === crc32(plain) ? plain : null
}

/** The same of a box that holds text. */
export const plainOf = (box: Uint8Array): string => new TextDecoder().decode(plainBytes(box) ?? undefined)

/** What is done with the bytes of pages, at once, so that only the schedule decides what comes first. */
export function plainPageBytes(gate: <T>(run: () => T) => Promise<T>): PageBytes {
  return {
    deflate: bytes => gate(() => new Uint8Array(deflateRawSync(bytes))),
    inflate: (bytes, limit) => gate(() => new Uint8Array(inflateRawSync(bytes, { maxOutputLength: limit }))),
    hash: bytes => gate(() => createHash('sha256').update(bytes).digest('hex')),
  }
}
