import { ownKeyName, type SignInResponse } from '#sync/messages.ts'
import { parseStream } from '#domain/core/streams.ts'
import type { StoredUser, TabletDatabase } from '../db/database.ts'
import type { Keyring } from '../sync/run.ts'
import type { KnownUser } from './access.ts'
import { newOpenedUser, sameWrapping, unwrapUser, wrapUser, type OpenedUser, type UserSecrets, type WrapDeps } from './wrapped-user.ts'

/** The people of this tablet as they lie at rest: who can unlock it, and how everyone's keys are wrapped. */
export interface People {
  known(): KnownUser[]
  isKnown(username: string): boolean
  /** Opens somebody by the password; null when he is not known here or the password is another one. */
  unlock(username: string, password: string): Promise<OpenedUser | null>
  /**
   * Keeps a person that the server has let in, wrapped by the password. `before`: he as he is at work, whose keys seal his rows; where that
   * password has opened him (`byThis`) it is not hashed again, which would take a slow tablet a second beside its first screen.
   */
  keepSignIn(answer: SignInResponse, password: string, before: { readonly user: OpenedUser; readonly byThis: boolean } | null): Promise<OpenedUser>
  /** The keys of somebody at work as sync may change them; `changed` is told what he holds then. */
  keyring(now: () => OpenedUser, changed: (user: OpenedUser) => void): Keyring
  /** The same person and keys under a new password. */
  rewrap(user: OpenedUser, password: string): Promise<OpenedUser>
  /** A tablet of another puskesmas knows nobody. */
  forgetAll(): Promise<void>
}

export async function openPeople(deps: WrapDeps, db: TabletDatabase): Promise<People> {
  let users = await db.users.toArray()
  const find = (username: string): StoredUser | undefined => users.find(user => user.username.toLowerCase() === username.trim().toLowerCase())

  async function keep(user: OpenedUser): Promise<void> {
    const stored = await wrapUser(deps, user)
    await db.users.put(stored)
    users = users.map(other => (other.id === stored.id ? stored : other))
  }

  return {
    known: () => users.map(({ username, name }) => ({ username, name })),
    isKnown: username => find(username) !== undefined,
    async unlock(username, password) {
      const stored = find(username)
      return stored ? unwrapUser(deps, stored, password) : null
    },
    async keepSignIn(answer, password, before) {
      const old = before?.user.secrets ?? null
      const secrets = { ...answer.user, keys: { ...streamKeysOf(answer.keys), ...old?.keys }, ...draftKeysOf(answer, old) }
      const user = before?.byThis ? sameWrapping(before.user, secrets) : await newOpenedUser(deps, secrets, password)
      const namesake = find(answer.user.username)
      const stored = await wrapUser(deps, user)
      await db.transaction('rw', db.users, db.meta, async () => {
        if (namesake && namesake.id !== stored.id) await db.users.delete(namesake.id)
        await db.users.put(stored)
        await db.meta.put({ key: 'sessionUser', value: answer.user.id })
      })
      users = await db.users.toArray()
      return user
    },
    keyring(now, changed) {
      const withKeys = async (keys: Record<string, string>): Promise<void> => {
        const user = { ...now(), secrets: { ...now().secrets, keys } }
        // Wrapped beside the old ones at once, by the key that the password gave.
        await keep(user)
        changed(user)
      }
      return {
        add: keys => withKeys({ ...streamKeysOf(keys), ...now().secrets.keys }),
        drop: stream => withKeys(Object.fromEntries(Object.entries(now().secrets.keys).filter(([name]) => name !== stream))),
      }
    },
    async rewrap(user, password) {
      const next = await newOpenedUser(deps, user.secrets, password)
      await keep(next)
      return next
    },
    async forgetAll() {
      await db.users.clear()
      users = []
    },
  }
}

const streamKeysOf = (keys: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(keys).filter(([name]) => parseStream(name) !== null))

/**
 * Half-written forms are sealed by the person's own key, which the server hands out again after a forgotten password. Who
 * began on an older version, or under another enrolment, goes over to it; the key before still opens what it sealed.
 */
function draftKeysOf(answer: SignInResponse, before: UserSecrets | null): { draftKey?: string; olderDraftKey?: string } {
  const own = answer.keys[ownKeyName(answer.user.id)] ?? before?.draftKey
  const older = before && before.draftKey !== own ? before.draftKey : before?.olderDraftKey
  return { ...(own === undefined ? {} : { draftKey: own }), ...(older === undefined ? {} : { olderDraftKey: older }) }
}
