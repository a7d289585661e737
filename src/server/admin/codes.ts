import type { ServerDeps, Random } from '../deps.ts'
import { tokenHash } from '../deps.ts'

const HOURS = 24
const HOUR_MS = 3_600_000
/** Without 0, O, 1, I and L: read aloud over the telephone and typed on a tablet. */
const LETTERS = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789'

/** Codes are compared without case, spaces and dashes. */
export const normalCode = (code: string): string => code.toUpperCase().replace(/[\s-]/g, '')
export const codeHash = (code: string): string => tokenHash(`enrol:${normalCode(code)}`)

/** Four groups of four, 79 bits: nobody guesses it within its day. */
export function newCode(random: Random, groups = 4): string {
  return Array.from({ length: groups }, () => [0, 1, 2, 3].map(() => letter(random)).join('')).join('-')
}

function letter(random: Random): string {
  for (;;) {
    const [byte] = random.bytes(1)
    // Bytes beyond the last whole round of letters would make some of them likelier.
    if (byte !== undefined && byte < 256 - (256 % LETTERS.length)) return LETTERS[byte % LETTERS.length] as string
  }
}

export interface NewEnrolCode { readonly place: string; readonly code?: string; readonly reusable?: boolean }

/** A code that enrols one tablet at a place within a day. Only demo and tests ask for a reusable one. */
export async function createEnrolCode(deps: ServerDeps, tenant: string, { place, code = newCode(deps.random), reusable = false }: NewEnrolCode): Promise<{ code: string; expiresAt: number }> {
  const now = deps.clock.now()
  const expiresAt = reusable ? now + 10 * 365 * 24 * HOUR_MS : now + HOURS * HOUR_MS
  await deps.store.db.insertInto('enrol_code')
    .values({ tenant, code: codeHash(code), place, reusable: Number(reusable), expires_at: expiresAt, used_at: null })
    .onConflict(clash => clash.columns(['tenant', 'code']).doUpdateSet({ place, expires_at: expiresAt, used_at: null })).execute()
  return { code, expiresAt }
}
