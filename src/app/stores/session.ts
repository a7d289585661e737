import { computed, shallowRef } from 'vue'
import { defineStore } from 'pinia'
import type { Result } from '#domain/core/result.ts'
import type { AppContext } from '../context.ts'
import type { SessionView } from '../vault/session-view.ts'
import { createTabletSession, type TabletSession } from '../vault/tablet-session.ts'
import type { Platform } from '../vault/platform.ts'
import type { Access, AccessError, SetUpForm } from '../vault/access.ts'
import { keepAllForms } from '../shared/form-keeper.ts'
import { useSyncState } from './sync-state.ts'

export type { AccessError, KnownUser, SetUpForm, SessionPhase, TabletIdentity } from '../vault/access.ts'

const STARTING: SessionView = { phase: 'starting', tablet: null, knownUsers: [], user: null, lockKind: 'password', hasPin: false, revoked: false, context: null }

/**
 * Who is at work on this tablet. A thin, reactive face of the tablet session: it holds no key and no row.
 * `context` exists only while unlocked; everything below the lock is provided with it and thrown away with it.
 */
export const useSession = defineStore('session', () => {
  const view = shallowRef<SessionView>(STARTING)
  const sync = useSyncState()
  let session: TabletSession | null = null

  function running(): TabletSession {
    if (!session) throw new Error('start() comes first')
    return session
  }

  return {
    phase: computed(() => view.value.phase),
    tablet: computed(() => view.value.tablet),
    knownUsers: computed(() => view.value.knownUsers),
    /** Who is locked out or at work; null when nobody is. */
    user: computed(() => view.value.user),
    context: computed<AppContext | null>(() => view.value.context),
    lockKind: computed(() => view.value.lockKind),
    hasPin: computed(() => view.value.hasPin),
    /** The server does not know this tablet any more; a new code enrols it again. */
    revoked: computed(() => view.value.revoked),

    /** Opens the tablet's memory. Called once, by main.ts; tests pass their own platform. */
    async start(platform: Platform): Promise<Result<null, AccessError>> {
      session = createTabletSession(platform, {
        changed: next => { view.value = next },
        sync: status => sync.report(status),
        storage: state => sync.reportStorage(state),
        keepForms: keepAllForms,
      })
      sync.connect(() => session?.syncNow())
      return session.start()
    },
    /** Enrols this tablet with a one-time code from the head and a name for it. */
    enrol: (code: string, name: string): Access => running().enrol(code, name),
    /** First-run set-up of a puskesmas; the tablet in hand becomes its first. */
    setUp: (form: SetUpForm): Access => running().setUp(form),
    /** Signs in: known people without a network too, new ones need it once. */
    signIn: (username: string, password: string): Access => running().signIn(username, password),
    unlockWithPin: (pin: string): Access => running().unlockWithPin(pin),
    /** Four to eight digits for this shift; kept in memory only. */
    setPin: (pin: string): Access => running().setPin(pin),
    /** Locks at once: with a PIN the keys stay in memory, without one they are dropped. */
    lock: (): Access => running().lock(),
    /** Drops every key and cached row of the present user and shows the sign-in. */
    switchUser: (): Access => running().switchUser(),
    /** As switchUser, and ends the server's session too; nothing unsent is lost. */
    signOut: (): Access => running().signOut(),
    /** Tells the idle clock that somebody is there. */
    touch: (): void => session?.touch(),
    /** Re-wraps the keys after a password change that the server has accepted. */
    changePassword: (old: string, next: string): Access => running().changePassword(old, next),
  }
})
