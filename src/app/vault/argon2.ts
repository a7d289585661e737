import { argon2idAsync } from '@noble/hashes/argon2.js'
import type { SlowHashRequest } from './argon2.worker.ts'
import { utf8 } from './bytes.ts'

/** A key from a password, slow and memory-hungry on purpose. */
export type SlowHash = (password: string, salt: Uint8Array<ArrayBuffer>) => Promise<Uint8Array<ArrayBuffer>>

/** Argon2id, m = 19 MiB, t = 2, p = 1: the least that OWASP's password storage sheet allows, and the server's own setting. */
export const ARGON2 = { m: 19_456, t: 2, p: 1, dkLen: 32 } as const

/** In the calling thread, for where there are no workers. */
export const slowHashInThread: SlowHash = async (password, salt) =>
  (await argon2idAsync(utf8(password.normalize('NFC')), salt, ARGON2)) as Uint8Array<ArrayBuffer>

/** In a worker, so that the screen lives on; the worker and its 19 MiB go when the key is there. */
export const slowHashInWorker: SlowHash = (password, salt) => {
  if (typeof Worker === 'undefined') return slowHashInThread(password, salt)
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./argon2.worker.ts', import.meta.url), { type: 'module' })
    worker.onmessage = (event: MessageEvent<Uint8Array<ArrayBuffer>>) => {
      worker.terminate()
      resolve(event.data)
    }
    worker.onerror = event => {
      worker.terminate()
      // A browser that will not start the worker still has to open the tablet.
      slowHashInThread(password, salt).then(resolve, () => reject(new Error(event.message)))
    }
    worker.postMessage({ password, salt } satisfies SlowHashRequest)
  })
}
