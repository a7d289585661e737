import type { Zone } from '#domain/core/day.ts'
import { err, ok, type Result } from '#domain/core/result.ts'
import { enrolResponse, signInResponse, type EnrolResponse, type SignInResponse } from '#sync/messages.ts'
import { z } from 'zod'
import type { AppContext } from '../context.ts'
import { createContext } from '../create-context.ts'
import type { Channel } from '../db/deps.ts'
import type { ApiFailure } from '../sync/api.ts'
import type { SyncStatus } from '../sync/progress.ts'
import { stopOf, type Stop } from '../sync/stops.ts'
import { createTablet, type OpenTablet, type Tablet, type TabletMeta } from '../sync/tablet.ts'
import type { Access, KnownUser, SessionPhase, SetUpForm } from './access.ts'
import { accessErrorOf, storageErrorOf } from './access-errors.ts'
import { keepEnrolment } from './enrolment.ts'
import { watchIdle, type IdleWatch } from './idle.ts'
import { openPeople, type People } from './people.ts'
import { createPin, isWeakPin, type Pin } from './pin.ts'
import type { Platform } from './platform.ts'
import type { SessionHooks } from './session-view.ts'
import { createSyncDesk, type SyncDesk } from './sync-desk.ts'
import type { OpenedUser, UserSecrets } from './wrapped-user.ts'

/** Somebody whose keys are in memory: at work, or behind a PIN. `refused`: why the server did not let him in, if it did not. */
interface AtWork { user: OpenedUser; readonly desk: OpenTablet; context: AppContext; pin: Pin | null; password: string | null; refused: Stop | null }

/** Half-written forms are kept in milliseconds; a disk that hangs must not keep the keys in memory. */
const KEEP_FORMS_MS = 3_000

/**
 * Who is at work on this tablet, without any framework. Doors: enrol once, sign in online once for each person, unlock
 * offline ever after. Locking by password, switching and signing out drop every key, cached row and context.
 */
export function createTabletSession(platform: Platform, hooks: SessionHooks) {
  let tablet: Tablet | null = null
  let people: People | null = null
  let meta: TabletMeta | null = null
  let work: AtWork | null = null
  let shown: KnownUser | null = null
  let phase: SessionPhase = 'starting'
  let revoked = false
  let idle: IdleWatch | null = null
  let leaving: Promise<void> = Promise.resolve()
  let sync: SyncDesk | null = null
  let channel: Channel | null = null

  function emit(): void {
    hooks.changed({
      phase, revoked, user: shown, lockKind: work?.pin ? 'pin' : 'password', hasPin: Boolean(work?.pin),
      tablet: meta && { dev: meta.dev, name: meta.name, tenant: meta.tenant },
      knownUsers: people?.known() ?? [],
      context: phase === 'unlocked' ? (work?.context ?? null) : null,
    })
  }

  function opened(): { tablet: Tablet; people: People } {
    if (!tablet || !people) throw new Error('start() comes first')
    return { tablet, people }
  }

  function seeRevoked(): void {
    if (revoked) return
    revoked = true
    emit()
  }

  async function start(): Access {
    try {
      tablet = await createTablet(platform)
      meta = (await tablet.db.strict.value<TabletMeta>('tablet')) ?? null
      people = await openPeople({ sealing: platform.sealing, slowHash: platform.slowHash, randomBytes: platform.randomBytes }, tablet.db.strict)
    } catch (error) {
      return err(storageErrorOf(error))
    }
    sync = createSyncDesk({
      platform, tablet, storage: hooks.storage, beforeRun: ensureServerSession,
      report(status: SyncStatus) {
        if (status.problem === 'device-revoked') seeRevoked()
        hooks.sync(status)
      },
      accepted() {
        if (work) work.refused = null
        if (!revoked) return
        revoked = false
        emit()
      },
      renewed(now) {
        if (!meta || meta.dev === now.dev) return
        meta = now
        emit()
      },
    })
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

  const enrol = async (code: string, name: string): Access =>
    takeEnrolment(await platform.api.post('/devices/enrol', { code, name }, enrolResponse), name)
  const setUp = async (form: SetUpForm): Access =>
    takeEnrolment(await platform.api.post('/setup', form, enrolResponse), form.device.name)

  async function takeEnrolment(answer: Result<EnrolResponse, ApiFailure>, name: string): Access {
    if (!answer.ok) return err(accessErrorOf(answer.error))
    try {
      // Whoever is at work goes out first: his saves are keyed anew, and he signs in under the new id.
      phase = 'signed-out'
      shown = null
      await leave()
      if (meta && meta.tenant.id !== answer.value.tenant.id) await opened().people.forgetAll()
      meta = await keepEnrolment(opened().tablet, answer.value, name)
      revoked = false
    } catch (error) {
      return err(storageErrorOf(error))
    } finally {
      emit()
    }
    await sync?.useLocked()
    return ok(null)
  }

  async function signIn(username: string, password: string): Access {
    if (!meta) return err({ kind: 'not-enrolled' })
    try {
      const user = await opened().people.unlock(username, password)
      if (user) {
        await enter(user, password)
        return ok(null)
      }
      const answer = await platform.api.post('/auth/sign-in', { username: username.trim(), password }, signInResponse)
      if (answer.ok) {
        await enter(await keepSignIn(answer.value, password, false), null)
        return ok(null)
      }
      const error = accessErrorOf(answer.error)
      if (error.kind === 'device-revoked') seeRevoked()
      if (error.kind !== 'offline' && error.kind !== 'timeout') return err(error)
      if (opened().people.isKnown(username)) return err({ kind: 'wrong-credentials' })
      return err(error.kind === 'offline' ? { kind: 'not-known-offline' } : error)
    } catch (error) {
      return err(storageErrorOf(error))
    }
  }

  /** Keys that lie here already seal his rows: they stay. `byThis`: the password is the one that has opened whoever is at work. */
  async function keepSignIn(answer: SignInResponse, password: string, byThis: boolean): Promise<OpenedUser> {
    const before = work && work.user.secrets.id === answer.user.id ? { user: work.user, byThis } : null
    const user = await opened().people.keepSignIn(answer, password, before)
    const db = opened().tablet.db.strict
    if (meta) {
      meta = { ...meta, ...((await db.value<TabletMeta>('tablet')) ?? {}), tenant: answer.tenant }
      await db.meta.put({ key: 'tablet', value: meta })
    }
    return user
  }

  async function enter(user: OpenedUser, password: string | null): Promise<void> {
    await leave()
    const { secrets } = user
    const zone = (meta as TabletMeta).tenant.zone as Zone
    let current = user
    const keyring = opened().people.keyring(() => (work?.user.secrets.id === secrets.id ? work.user : current), next => {
      current = next
      if (work?.user.secrets.id === secrets.id) work.user = next
    })
    const { id, grants, keys, draftKey, olderDraftKey } = secrets
    const desk = await opened().tablet.open({ id, zone, grants, keys, draftKey, olderDraftKey }, keyring)
    work = { user, desk, context: contextOf(secrets, desk, zone), pin: null, password, refused: null }
    shown = { username: secrets.username, name: secrets.name }
    phase = 'unlocked'
    startIdle()
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

  function startIdle(): void {
    idle?.stop()
    idle = watchIdle({
      now: () => platform.now(), setTimer: platform.setTimer,
      lockByPin: () => void lock(false), lockByPassword: () => void toDoor('locked', false),
    })
  }

  /**
   * A person who was let in offline is signed in at the server as soon as it answers. A refused password blocks sync
   * only: what is on the tablet stays open, and a sign-in with the new one sets everything right.
   * @returns why the server has not let him in.
   */
  async function ensureServerSession(): Promise<Stop | null> {
    const at = work
    if (!at?.password) return at?.refused ?? null
    const password = at.password
    const answer = await platform.api.post('/auth/sign-in', { username: at.user.secrets.username, password }, signInResponse)
    if (work !== at) return null
    if (!answer.ok) {
      const stop = stopOf(answer.error)
      if (answer.error.kind !== 'refused' || answer.error.code === 'DELAY' || answer.error.status >= 500) return stop
      at.password = null
      // A tablet the server does not know stays so; a password may be asked for again.
      if (answer.error.code === 'DEVICE') at.refused = stop
      return stop
    }
    at.password = null
    const before = at.user.secrets.draftKey
    at.user = await keepSignIn(answer.value, password, true)
    if (at.user.secrets.draftKey !== before) await at.desk.changeDraftKey(at.user.secrets.draftKey)
    if (JSON.stringify(at.context.user.grants) === JSON.stringify(answer.value.user.grants) || work !== at) return null
    // Other grants are another desk: the screens are built anew on the same data.
    const pin = at.pin
    await enter(at.user, null)
    if (work) (work as AtWork).pin = pin
    emit()
    return null
  }

  /** What is half typed is kept before its key goes, but the key does not wait for ever. */
  async function keepForms(): Promise<void> {
    const kept = hooks.keepForms?.().catch(() => {})
    if (!kept) return
    await new Promise<void>(resolve => {
      const cancel = platform.setTimer(resolve, KEEP_FORMS_MS)
      void kept.then(() => { cancel(); resolve() })
    })
  }

  /** Drops keys, rows and context of whoever is at work; also waits for one who is still on his way out. */
  function leave(): Promise<void> {
    idle?.stop()
    idle = null
    const at = work
    if (!at) return leaving
    const kept = keepForms()
    work = null
    at.password = null
    leaving = Promise.all([leaving, kept, sync?.leave()]).then(() => at.desk.close())
    return leaving
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
      const { core } = work.desk
      phase = 'locked'
      const kept = keepForms()
      emit()
      await kept
      // Rows leave the memory; the keys wait for the PIN.
      await core.reload()
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
    startIdle()
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
    const { meta: kept } = opened().tablet.db.strict
    const had = (await kept.get('sessionUser').catch(() => undefined)) !== undefined
    await kept.delete('sessionUser').catch(() => {})
    await toDoor('signed-out')
    // Offline the server's session outlives this; it is bound to this tablet and opens nothing here.
    if (had) await platform.api.post('/auth/sign-out', {}, z.object({}))
    return ok(null)
  }

  async function changePassword(old: string, next: string): Access {
    const at = work
    if (!at || phase !== 'unlocked') return err({ kind: 'wrong-credentials' })
    const answer = await platform.api.post('/auth/change-password', { old, new: next }, z.object({}))
    if (!answer.ok) return err(accessErrorOf(answer.error))
    try {
      at.user = await opened().people.rewrap(at.user, next)
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
