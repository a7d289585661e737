import { hash, verify } from '@node-rs/argon2'
import type { Passwords } from '../deps.ts'

/** Argon2id (the package's default) with OWASP's first choice for 19 MiB. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

export const argonPasswords: Passwords = {
  hash: password => hash(password, COST),
  verify: async (stored, password) => {
    try {
      return await verify(stored, password)
    } catch {
      return false
    }
  },
}
