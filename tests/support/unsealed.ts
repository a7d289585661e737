import type { Sealing } from '#app/vault/sealing.ts'

/**
 * Stands in for src/app/vault/sealing.ts in the test build of the stolen profile: everything works, nothing is sealed.
 * A search for planted words that finds nothing here would find nothing anywhere.
 */
export function webSealing(subtle: SubtleCrypto): Sealing {
  return {
    importKey: raw => subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt']),
    seal: async (_key, plain) => plain.slice(),
    open: async (_key, box) => box.slice(),
  }
}
