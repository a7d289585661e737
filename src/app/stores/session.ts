import { computed, shallowRef } from 'vue'
import { defineStore } from 'pinia'
import type { Result } from '#domain/core/result.ts'
import type { AppContext } from '../context.ts'
import type { SessionHooks, SessionView } from '../vault/session-view.ts'
import type { Glimpse } from '../vault/glimpse.ts'
import type { TabletSession } from '../vault/tablet-session.ts'
import type { Access, AccessError, SetUpForm } from '../vault/access.ts'
import { forgetDoor, forgetOtherDoor } from '../kept-door/record.ts'
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
  let ready: (found: TabletSession) => void = () => {}
  /** The doors can be pressed before what is behind them is here: then they wait for it. */
  const running = new Promise<TabletSession>(resolve => { ready = resolve })

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

    /**
     * Opens the tablet's memory. Called once, by main.ts; tests open a session of their own. `seen` is shown until the session
     * knows better.
     * @returns what hindered it; rejects where the session's own code cannot be fetched.
     */
    async start(open: (hooks: SessionHooks) => TabletSession | Promise<TabletSession>, seen: Glimpse | null = null): Promise<Result<null, AccessError>> {
      if (seen) view.value = { ...STARTING, ...seen, phase: 'signed-out' }
      sync.connect(() => session?.syncNow())
      let started: Result<null, AccessError> | null = null
      try {
        session = await open({
          changed(next) {
            view.value = next
            if (next.phase !== 'starting') forgetOtherDoor(next)
            if (session && next.phase !== 'starting') ready(session)
          },
          sync: status => sync.report(status),
          storage: state => sync.reportStorage(state),
          keepForms: keepAllForms,
        })
        started = await session.start()
        // What it showed was not read in a memory that cannot be.
        if (!started.ok) forgetDoor()
        return started
      } finally {
        if (!started?.ok) view.value = STARTING
      }
    },
    /** Enrols this tablet with a one-time code from the head and a name for it. */
    enrol: async (code: string, name: string): Access => (await running).enrol(code, name),
    /** First-run set-up of a puskesmas; the tablet in hand becomes its first. */
    setUp: async (form: SetUpForm): Access => (await running).setUp(form),
    /** Signs in: known people without a network too, new ones need it once. */
    signIn: async (username: string, password: string): Access => (await running).signIn(username, password),
    unlockWithPin: async (pin: string): Access => (await running).unlockWithPin(pin),
    /** Four to eight digits for this shift; kept in memory only. */
    setPin: async (pin: string): Access => (await running).setPin(pin),
    /** Locks at once: with a PIN the keys stay in memory, without one they are dropped. */
    lock: async (): Access => (await running).lock(),
    /** Drops every key and cached row of the present user and shows the sign-in. */
    switchUser: async (): Access => (await running).switchUser(),
    /** As switchUser, and ends the server's session too; nothing unsent is lost. */
    signOut: async (): Access => (await running).signOut(),
    /** Tells the idle clock that somebody is there. */
    touch: (): void => session?.touch(),
    /** Re-wraps the keys after a password change that the server has accepted. */
    changePassword: async (old: string, next: string): Access => (await running).changePassword(old, next),
  }
})
