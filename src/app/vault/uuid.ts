import { bytesToHex } from '@noble/hashes/utils.js'
import type { RandomBytes } from './sealing.ts'

/** UUID version 7 (RFC 9562): 48 bits of time, so that ids made one after another lie side by side, and 74 random bits. */
export function uuidV7(nowMs: number, randomBytes: RandomBytes): string {
  const time = Math.max(0, Math.floor(nowMs)).toString(16).padStart(12, '0').slice(-12)
  const random = randomBytes(10)
  random[0] = ((random[0] as number) & 0x0f) | 0x70
  random[2] = ((random[2] as number) & 0x3f) | 0x80
  const tail = bytesToHex(random)
  return `${time.slice(0, 8)}-${time.slice(8)}-${tail.slice(0, 4)}-${tail.slice(4, 8)}-${tail.slice(8)}`
}
