import { z } from 'zod'
import { grantSchema } from '#domain/core/grant.ts'
import type { StoredUser } from '../db/database.ts'
import { fromUtf8, toBase64, utf8 } from './bytes.ts'
import type { SlowHash } from './argon2.ts'
import type { RandomBytes, Sealing } from './sealing.ts'

const SALT_BYTES = 16

/** What the password opens: who it is, and his keys. Lives in memory while unlocked, at rest only wrapped. */
const contents = z.object({
  id: z.string(), username: z.string(), name: z.string(), grants: z.array(grantSchema),
  keys: z.record(z.string(), z.string()),
  /** Seals half-written forms; the older one only opens what it sealed before. */
  draftKey: z.string(), olderDraftKey: z.string().optional(),
})
export type UserSecrets = z.infer<typeof contents>

/** An opened user with the key that wraps him, so that new keys can be kept without asking for the password again. */
export interface OpenedUser { readonly secrets: UserSecrets; readonly wrapKey: CryptoKey; readonly salt: Uint8Array<ArrayBuffer> }

export interface WrapDeps { readonly sealing: Sealing; readonly slowHash: SlowHash; readonly randomBytes: RandomBytes }

const placeOf = (username: string): string => `user|${username}`

/** The user as stored, opened by the password; null when it is the wrong one. */
export async function unwrapUser(deps: WrapDeps, stored: StoredUser, password: string): Promise<OpenedUser | null> {
  const wrapKey = await deps.sealing.importKey(await deps.slowHash(password, stored.salt))
  try {
    const plain = await deps.sealing.open(wrapKey, stored.box, placeOf(stored.username))
    return { secrets: contents.parse(JSON.parse(fromUtf8(plain))), wrapKey, salt: stored.salt }
  } catch {
    return null
  }
}

/** A user under a new password; `before` hands on the key of half-written forms. */
export async function newOpenedUser(deps: WrapDeps, secrets: Omit<UserSecrets, 'draftKey'> & { draftKey?: string }, password: string): Promise<OpenedUser> {
  const salt = deps.randomBytes(SALT_BYTES)
  const wrapKey = await deps.sealing.importKey(await deps.slowHash(password, salt))
  return { wrapKey, salt, secrets: { ...secrets, draftKey: secrets.draftKey ?? toBase64(deps.randomBytes(32)) } }
}

/** A user with other secrets under the password that he was opened with. */
export function sameWrapping({ wrapKey, salt, secrets: { draftKey } }: OpenedUser, secrets: Omit<UserSecrets, 'draftKey'> & { draftKey?: string }): OpenedUser {
  return { wrapKey, salt, secrets: { ...secrets, draftKey: secrets.draftKey ?? draftKey } }
}

export async function wrapUser(deps: WrapDeps, { secrets, wrapKey, salt }: OpenedUser): Promise<StoredUser> {
  const box = await deps.sealing.seal(wrapKey, utf8(JSON.stringify(secrets)), placeOf(secrets.username))
  return { id: secrets.id, username: secrets.username, name: secrets.name, salt, box, streams: Object.keys(secrets.keys).sort() }
}
