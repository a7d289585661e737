import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import { concat, utf8 } from './bytes.ts'
import type { RandomBytes } from './sealing.ts'

const TRIES = 5

/** A PIN of a shift. It opens nothing by itself: the keys are still in memory, and it only says who may go on. Never written. */
export interface Pin {
  /** @returns 'open', or how many tries are left. */
  check(pin: string): 'open' | number
}

/** Four to eight digits, not all the same and no plain run. */
export function isWeakPin(pin: string): boolean {
  if (!/^\d{4,8}$/.test(pin) || /^(\d)\1+$/.test(pin)) return true
  return '0123456789'.includes(pin) || '9876543210'.includes(pin)
}

export function createPin(pin: string, randomBytes: RandomBytes): Pin {
  const salt = randomBytes(16)
  const hash = (text: string): string => bytesToHex(sha256(concat(salt, utf8(text))))
  const expected = hash(pin)
  let left = TRIES
  return {
    check(tried) {
      if (left > 0 && hash(tried) === expected) {
        left = TRIES
        return 'open'
      }
      left = Math.max(0, left - 1)
      return left
    },
  }
}
