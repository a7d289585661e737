import { concat, utf8 } from './bytes.ts'

/** A source of random bytes; `crypto.getRandomValues` on a tablet, a seeded one in the simulation. */
export type RandomBytes = (length: number) => Uint8Array<ArrayBuffer>

/** Seals bytes so that only a holder of the key can read them, and only in the place they were sealed for. */
export interface Sealing {
  importKey(raw: Uint8Array<ArrayBuffer>): Promise<CryptoKey>
  /** `place` is bound in: a box moved to another record or stream does not open. */
  seal(key: CryptoKey, plain: Uint8Array<ArrayBuffer>, place: string): Promise<Uint8Array<ArrayBuffer>>
  /** Throws when the key is another one or the box was changed. */
  open(key: CryptoKey, box: Uint8Array<ArrayBuffer>, place: string): Promise<Uint8Array<ArrayBuffer>>
}

const IV_BYTES = 12

/** AES-256-GCM of WebCrypto; a box is the 96-bit nonce followed by the ciphertext and its tag. */
export function webSealing(subtle: SubtleCrypto, randomBytes: RandomBytes): Sealing {
  return {
    importKey: raw => subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt']),
    async seal(key, plain, place) {
      const iv = randomBytes(IV_BYTES)
      const box = await subtle.encrypt({ name: 'AES-GCM', iv, additionalData: utf8(place) }, key, plain)
      return concat(iv, new Uint8Array(box))
    },
    async open(key, box, place) {
      const iv = box.subarray(0, IV_BYTES)
      return new Uint8Array(await subtle.decrypt({ name: 'AES-GCM', iv, additionalData: utf8(place) }, key, box.subarray(IV_BYTES)))
    },
  }
}
