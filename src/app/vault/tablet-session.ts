import type { Zone } from '#domain/core/day.ts'
import { err, ok } from '#domain/core/result.ts'
import { enrolResponse, signInResponse, type EnrolResponse, type SignInResponse } from '#sync/messages.ts'
import { z } from 'zod'
import type { AppContext } from '../context.ts'
import { createContext } from '../create-context.ts'
import type { StoredUser } from '../db/database.ts'
import type { Channel } from '../db/deps.ts'
import { rekey } from '../db/journal.ts'
import type { ApiFailure } from '../sync/api.ts'
import type { SyncStatus } from '../sync/progress.ts'
import type { Keyring } from '../sync/run.ts'
import { createTablet, type OpenTablet, type Tablet, type TabletMeta } from '../sync/tablet.ts'
import type { Access, KnownUser, SessionPhase, SetUpForm, TabletIdentity } from './access.ts'
import { accessErrorOf, storageErrorOf } from './access-errors.ts'
import { watchIdle, type IdleWatch } from './idle.ts'
import { createPin, isWeakPin, type Pin } from './pin.ts'
import type { Platform } from './platform.ts'
import { createSyncDesk, type SyncDesk } from './sync-desk.ts'
import { newOpenedUser, unwrapUser, wrapUser, type OpenedUser, type UserSecrets } from './wrapped-user.ts'

/** What the screens may see of the session. A new object at each change. */
export interface SessionView {
  readonly phase: SessionPhase
  readonly tablet: TabletIdentity | null
  readonly knownUsers: readonly KnownUser[]
  readonly user: KnownUser | null
  readonly lockKind: 'pin' | 'password'
  readonly hasPin: boolean
  readonly context: AppContext | null
}

export interface SessionHooks {
  changed(view: SessionView): void
  sync(status: SyncStatus): void
  storage(state: { persisted: boolean; usage: number; quota: number } | null): void
}

/** Somebody whose keys are in memory: at work, or behind a PIN. */
interface AtWork { user: OpenedUser; readonly desk: OpenTablet; context: AppContext; pin: Pin | null; password: string | null }

/**
 * Who is at work on this tablet, without any framework. Doors: enrol once, sign in online once for each person, unlock
 * offline ever after. Locking by password, switching and signing out drop every key, cached row and context.
 */
export function createTabletSession(platform: Platform, hooks: SessionHooks) {
  let tablet: Tablet | null = null
  let meta: TabletMeta | null = null
  let users: StoredUser[] = []
  let work: AtWork | null = null
  let shown: KnownUser | null = null
  let phase: SessionPhase = 'starting'
  let idle: IdleWatch | null = null
  let sync: SyncDesk | null = null
  let channel: Channel | null = null
  const wrapDeps = { sealing: platform.sealing, slowHash: platform.slowHash, randomBytes: platform.randomBytes }

  function emit(): void {
    hooks.changed({
      phase, user: shown, lockKind: work?.pin ? 'pin' : 'password', hasPin: Boolean(work?.pin),
      tablet: meta && { dev: meta.dev, name: meta.name, tenant: meta.tenant },
      knownUsers: users.map(({ username, name }) => ({ username, name })),
      context: phase === 'unlocked' ? (work?.context ?? null) : null,
    })
  }

  const opened = (): Tablet => {
    if (!tablet) throw new Error('start() comes first')
    return tablet
  }

  async function start(): Access {
    try {
      tablet = await createTablet(platform)
      meta = (await tablet.db.strict.value<TabletMeta>('tablet')) ?? null
      users = await tablet.db.strict.users.toArray()
    } catch (error) {
      return err(storageErrorOf(error))
    }
    sync = createSyncDesk({ platform, tablet, report: hooks.sync, storage: hooks.storage, beforeRun: ensureServerSession })
    channel = platform.openChannel(`${platform.databaseName}-session`)
    channel.listen(message => {
      // Another tab changed the person at work, or locked: this one follows.
      const { user } = message as { user: string | null }
      if (work && user !== work.user.secrets.id) void toDoor(user === null ? 'locked' : 'signed-out', false)
    })
    platform.onOnline(() => sync?.trigger())
    platform.onWake(() => { idle?.check(); if (phase === 'unlocked') sync?.trigger() })
    phase = meta ? 'signed-out' : 'not-enrolled'
    emit()
    if (meta) await sync.useLocked()
    return ok(null)
  }

  async function enrol(code: string, name: string): Access {
    return keepEnrolment(await platform.api.post('/devices/enrol', { code, name }, enrolResponse), name)
  }

  async function setUp(form: SetUpForm): Access {
    return keepEnrolment(await platform.api.post('/setup', form, enrolResponse), form.device.name)
  }

  async function keepEnrolment(answer: { ok: true; value: EnrolResponse } | { ok: false; error: ApiFailure }, name: string): Access {
    if (!answer.ok) return err(accessErrorOf(answer.error))
    try {
      const db = opened().db.strict
      const head = await db.value<{ dev: string }>('journal')
      await opened().enrol({ ...answer.value, name })
      if (head && head.dev !== answer.value.dev) {
        // Enrolled anew: keys are new, so everyone signs in once more; what was not sent goes on under the new id.
        const locked = await opened().openLocked()
        await rekey(locked.core, head.dev, answer.value.dev, answer.value.block)
        locked.close()
        await db.users.clear()
        users = []
      }
      meta = { ...answer.value, name }
    } catch (error) {
      return err(storageErrorOf(error))
    }
    phase = 'signed-out'
    emit()
    await sync?.useLocked()
    return ok(null)
  }

  const findUser = (username: string): StoredUser | undefined => users.find(user => user.username.toLowerCase() === username.trim().toLowerCase())

  async function signIn(username: string, password: string): Access {
    if (!meta) return err({ kind: 'not-enrolled' })
    try {
      const known = findUser(username)
      const user = known ? await unwrapUser(wrapDeps, known, password) : null
      if (user) {
        await enter(user, password)
        return ok(null)
      }
      const answer = await platform.api.post('/auth/sign-in', { username: username.trim(), password }, signInResponse)
      if (!answer.ok) {
        const error = accessErrorOf(answer.error)
        if (error.kind === 'offline' || error.kind === 'timeout') return err(known ? { kind: 'wrong-credentials' } : error.kind === 'offline' ? { kind: 'not-known-offline' } : error)
        return err(error)
      }
      await enter(await keepSignIn(answer.value, password, known), null)
      return ok(null)
    } catch (error) {
      return err(storageErrorOf(error))
    }
  }

  /** Keeps a person that the server has let in, wrapped by the password. Keys that lie here already seal his rows: they stay. */
  async function keepSignIn(answer: SignInResponse, password: string, known: StoredUser | undefined): Promise<OpenedUser> {
    const before = work && work.user.secrets.id === answer.user.id ? work.user.secrets : null
    const keys = { ...answer.keys, ...before?.keys }
    const user = await newOpenedUser(wrapDeps, { ...answer.user, keys, ...(before ? { draftKey: before.draftKey } : {}) }, password)
    const db = opened().db.strict
    const stored = await wrapUser(wrapDeps, user)
    await db.transaction('rw', db.users, db.meta, async () => {
      if (known && known.id !== stored.id) await db.users.delete(known.id)
      await db.users.put(stored)
      await db.meta.put({ key: 'sessionUser', value: answer.user.id })
    })
    await tenantSeen(answer)
    users = await db.users.toArray()
    return user
  }

  async function tenantSeen({ tenant }: SignInResponse): Promise<void> {
    if (!meta) return
    meta = { ...meta, ...((await opened().db.strict.value<TabletMeta>('tablet')) ?? {}), tenant }
    await opened().db.strict.meta.put({ key: 'tablet', value: meta })
  }

  async function enter(user: OpenedUser, password: string | null): Promise<void> {
    await leave()
    const { secrets } = user
    const zone = (meta as TabletMeta).tenant.zone as Zone
    const current = { user }
    const desk = await opened().open({ id: secrets.id, zone, grants: secrets.grants, keys: secrets.keys, draftKey: secrets.draftKey }, keyringOf(current))
    work = { user, desk, context: contextOf(secrets, desk, zone), pin: null, password }
    shown = { username: secrets.username, name: secrets.name }
    phase = 'unlocked'
    idle = watchIdle({
      now: () => platform.now(), setTimer: platform.setTimer,
      lockByPin: () => void lock(false), lockByPassword: () => void toDoor('locked', false),
    })
    channel?.post({ user: secrets.id })
    emit()
    await sync?.use(desk, secrets.id)
  }

  const contextOf = (secrets: UserSecrets, desk: OpenTablet, zone: Zone): AppContext => createContext({
    user: { id: secrets.id, username: secrets.username, name: secrets.name, grants: secrets.grants },
    store: desk.store, api: platform.api, zone, demo: (meta as TabletMeta).tenant.demo,
    now: () => platform.now(), newId: () => platform.newId(),
    nextLabel: (series, code) => desk.nextLabel(series, code),
    heldStreams: () => [...desk.core.keys.keys()],
  })

  /** Keys of new streams are wrapped beside the old ones at once, by the key that the password gave. */
  function keyringOf(current: { user: OpenedUser }): Keyring {
    const keep = async (keys: Record<string, string>): Promise<void> => {
      const user = { ...current.user, secrets: { ...current.user.secrets, keys } }
      const stored = await wrapUser(wrapDeps, user)
      await opened().db.strict.users.put(stored)
      current.user = user
      if (work && work.user.secrets.id === user.secrets.id) work.user = user
      users = users.map(other => (other.id === stored.id ? stored : other))
    }
    return {
      add: keys => keep({ ...keys, ...current.user.secrets.keys }),
      drop: stream => keep(Object.fromEntries(Object.entries(current.user.secrets.keys).filter(([name]) => name !== stream))),
    }
  }

  /**
   * A person who was let in offline is signed in at the server as soon as it answers. A refused password blocks sync
   * only: what is on the tablet stays open, and a sign-in with the new one sets everything right.
   */
  async function ensureServerSession(): Promise<void> {
    const at = work
    if (!at?.password) return
    const password = at.password
    const answer = await platform.api.post('/auth/sign-in', { username: at.user.secrets.username, password }, signInResponse)
    if (work !== at) return
    if (!answer.ok) {
      if (answer.error.kind === 'refused' && answer.error.code !== 'DELAY' && answer.error.status < 500) at.password = null
      return
    }
    at.password = null
    at.user = await keepSignIn(answer.value, password, findUser(at.user.secrets.username))
    if (JSON.stringify(at.context.user.grants) === JSON.stringify(answer.value.user.grants) || work !== at) return
    // Other grants are another desk: the screens are built anew on the same data.
    const pin = at.pin
    await enter(at.user, null)
    if (work) (work as AtWork).pin = pin
    emit()
  }

  /** Drops keys, rows and context of whoever is at work. */
  async function leave(): Promise<void> {
    idle?.stop()
    idle = null
    const at = work
    work = null
    if (!at) return
    at.password = null
    await sync?.leave()
    at.desk.close()
  }

  async function toDoor(door: 'locked' | 'signed-out', tell = true): Promise<void> {
    phase = door
    if (door === 'signed-out') shown = null
    const leaving = leave()
    emit()
    await leaving
    if (tell) channel?.post({ user: null })
    await sync?.useLocked()
  }

  /** `tell`: somebody asked for it, so the other tabs lock too. */
  async function lock(tell = true): Access {
    if (!work || phase !== 'unlocked') return ok(null)
    if (!work.pin) await toDoor('locked', tell)
    else {
      phase = 'locked'
      emit()
      // Rows leave the memory; the keys wait for the PIN.
      await work.desk.core.reload()
    }
    return ok(null)
  }

  async function unlockWithPin(pin: string): Access {
    if (!work?.pin || phase !== 'locked') return err({ kind: 'wrong-pin', triesLeft: 0 })
    const tried = work.pin.check(pin)
    if (tried !== 'open') {
      if (tried === 0) await toDoor('locked')
      return err({ kind: 'wrong-pin', triesLeft: tried })
    }
    const { user, desk } = work
    work.context = contextOf(user.secrets, desk, (meta as TabletMeta).tenant.zone as Zone)
    phase = 'unlocked'
    idle?.stop()
    idle = watchIdle({ now: () => platform.now(), setTimer: platform.setTimer, lockByPin: () => void lock(false), lockByPassword: () => void toDoor('locked', false) })
    emit()
    sync?.trigger()
    return ok(null)
  }

  async function setPin(pin: string): Access {
    if (isWeakPin(pin)) return err({ kind: 'weak-pin' })
    if (!work || phase !== 'unlocked') return err({ kind: 'wrong-pin', triesLeft: 0 })
    work.pin = createPin(pin, platform.randomBytes)
    emit()
    return ok(null)
  }

  async function switchUser(): Access {
    await toDoor('signed-out')
    return ok(null)
  }

  async function signOut(): Access {
    await toDoor('signed-out')
    await opened().db.strict.meta.delete('sessionUser').catch(() => {})
    // Offline the server's session outlives this; it is bound to this tablet and opens nothing here.
    await platform.api.post('/auth/sign-out', {}, z.object({}))
    return ok(null)
  }

  async function changePassword(old: string, next: string): Access {
    const at = work
    if (!at || phase !== 'unlocked') return err({ kind: 'wrong-credentials' })
    const answer = await platform.api.post('/auth/change-password', { old, new: next }, z.object({}))
    if (!answer.ok) return err(accessErrorOf(answer.error))
    try {
      at.user = await newOpenedUser(wrapDeps, at.user.secrets, next)
      const stored = await wrapUser(wrapDeps, at.user)
      await opened().db.strict.users.put(stored)
      users = users.map(other => (other.id === stored.id ? stored : other))
      return ok(null)
    } catch (error) {
      return err(storageErrorOf(error))
    }
  }

  return {
    start, enrol, setUp, signIn, lock: () => lock(), unlockWithPin, setPin, switchUser, signOut, changePassword,
    touch: () => { if (phase === 'unlocked') idle?.touch() },
    syncNow: () => sync?.trigger(),
    /** Ends everything of this page: for tests, and before a reload into a newer version. */
    async close(): Promise<void> {
      await leave()
      await sync?.close()
      channel?.close()
      tablet?.close()
    },
  }
}
export type TabletSession = ReturnType<typeof createTabletSession>
