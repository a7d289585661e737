import type { SyncOutcome } from '../sync/engine.ts'
import { QUIET, type SyncPhase, type SyncProblem, type SyncProgress, type SyncStatus } from '../sync/progress.ts'
import { createSyncLoop, type SyncLoop } from '../sync/sync-loop.ts'
import type { Stop } from '../sync/stops.ts'
import type { OpenTablet, Tablet, TabletMeta } from '../sync/tablet.ts'
import type { Platform } from './platform.ts'

export interface SyncDeskDeps {
  readonly platform: Platform
  readonly tablet: Tablet
  report(status: SyncStatus): void
  storage(state: { persisted: boolean; usage: number; quota: number } | null): void
  /** Before each run: signs in at the server whoever was let in offline. @returns why it has not let him in. */
  beforeRun(): Promise<Stop | null>
  /** The server has taken this person's whole sync: it knows him and this tablet. */
  accepted(): void
  /** The tablet has another id now: a fork was mended, here or in another tab. */
  renewed(tablet: TabletMeta): void
}

/** Ties sync to whoever is at work: which desk syncs, when, and the numbers on the screen. */
export interface SyncDesk {
  use(desk: OpenTablet, user: string): Promise<void>
  /** Nobody is unlocked: only what was written goes out, sealed. */
  useLocked(): Promise<void>
  leave(): Promise<void>
  trigger(): void
  close(): Promise<void>
}

const NOTHING = { pushed: 0, pulled: 0, mismatches: 0, renewals: 0 } as const
const SIGN_IN = { kind: 'blocked', problem: 'sign-in' } as const
const holdsAll = ({ core }: OpenTablet): boolean => {
  const complete = new Set(core.cache.states().filter(state => state.complete).map(({ stream }) => stream))
  return [...core.keys.keys()].every(stream => complete.has(stream))
}
const orSignIn = (stop: Stop | null): SyncOutcome['stop'] => (stop === null || stop.kind === 'restart' ? SIGN_IN : stop)

export function createSyncDesk({ platform, tablet, report, storage, beforeRun, accepted, renewed }: SyncDeskDeps): SyncDesk {
  let desk: OpenTablet | null = null
  let loop: SyncLoop | null = null
  let phase: Exclude<SyncPhase, 'preparing'> = 'idle'
  let problem: SyncProblem | null = null
  let progress: SyncProgress | null = null
  let counting: Promise<void> | null = null
  let countAgain = false
  let preparing = false
  /** What was unsent when counted last; at a new desk the first run takes it along anyway. */
  let unsentBefore = Number.POSITIVE_INFINITY

  /** Counts once for a burst of changes, and once more for what came meanwhile. */
  function recount(): void {
    if (counting) {
      countAgain = true
      return
    }
    counting = tell().catch(() => {}).finally(() => {
      counting = null
      if (countAgain) {
        countAgain = false
        recount()
      }
    })
  }

  async function tell(): Promise<void> {
    const at = desk
    if (!at || at.core.closed) return
    const counts = await at.counts()
    const db = tablet.db.relaxed
    const lastCompleteAt = (await db.value<number>('lastCompleteAt')) ?? null
    const meta = await db.value<TabletMeta>('tablet')
    if (meta && at === desk) renewed(meta)
    const states = new Map((await db.streams.toArray()).map(state => [state.stream, state]))
    if (at !== desk) return
    // Once a first download runs, it is one until its run is over: what the first screen asks would only hinder the sums that it needs.
    preparing = phase === 'syncing' && (preparing || [...at.core.keys.keys()].some(stream => !states.get(stream)?.complete))
    if (counts.unsent > unsentBefore) loop?.afterSave()
    unsentBefore = counts.unsent
    report({ ...QUIET, ...counts, lastCompleteAt, phase: preparing ? 'preparing' : phase, progress, problem })
  }

  async function measure(): Promise<void> {
    if (!platform.room) return storage(null)
    const persisted = await platform.room.persist().catch(() => false)
    const { usage, quota } = await platform.room.estimate().catch(() => ({ usage: 0, quota: 0 }))
    storage({ persisted, usage, quota })
  }

  async function run(at: OpenTablet, user: string | null): Promise<SyncOutcome> {
    const refused = await beforeRun()
    const db = tablet.db.strict
    const carrier = await db.value<string>('sessionUser')
    // Without a session the server would only refuse, and locked there may be nothing to carry.
    if (carrier === undefined) return { report: NOTHING, stop: user === null ? null : orSignIn(refused) }
    if (user === null && !(await hasToOffer())) return { report: NOTHING, stop: null }
    // Another person's session may carry this tablet's saves, and nothing else: his streams are not this person's.
    const mine = carrier === user
    const outcome = await at.sync(next => { progress = next; recount() }, mine)
    if (outcome.stop?.kind === 'blocked' && outcome.stop.problem === 'sign-in') await forgetSession(carrier)
    if (mine && outcome.stop === null) accepted()
    else if (refused?.kind === 'blocked') return { ...outcome, stop: refused }
    if (user !== null && !mine && outcome.stop === null) return { ...outcome, stop: SIGN_IN }
    return outcome
  }

  const hasToOffer = async (): Promise<boolean> => (await tablet.db.relaxed.journal.where('phase').anyOf('unsent', 'again').count()) > 0

  /** The server has ended the session, unless somebody has begun another one meanwhile. */
  async function forgetSession(carrier: string): Promise<void> {
    const db = tablet.db.strict
    await db.transaction('rw', db.meta, async () => {
      if ((await db.value<string>('sessionUser')) === carrier) await db.meta.delete('sessionUser')
    })
  }

  async function leave(): Promise<void> {
    const ending = loop?.stop()
    loop = null
    const at = desk
    desk = null
    phase = 'idle'
    preparing = false
    problem = null
    progress = null
    if (at) at.core.onChanged = () => {}
    // The run that is on its way ends at its next answer; the screen does not wait for the network.
    void ending?.then(() => { if (at && !at.core.user) at.close() })
  }

  function take(next: OpenTablet, user: string | null): void {
    desk = next
    unsentBefore = Number.POSITIVE_INFINITY
    next.core.onChanged = recount
    loop = createSyncLoop({
      run: () => run(next, user), setTimer: platform.setTimer, random: () => platform.random(),
      report(to, why) {
        if (desk !== next) return
        phase = to
        problem = why
        recount()
      },
    })
    recount()
    const begin = (): void => {
      if (desk !== next) return
      loop?.trigger()
      void measure()
    }
    // A first download is waited for on the screen itself.
    if (user === null || platform.firstScreenMs === undefined || !holdsAll(next)) begin()
    else platform.setTimer(begin, platform.firstScreenMs)
  }

  return {
    async use(next, user) {
      await leave()
      take(next, user)
    },
    async useLocked() {
      await leave()
      take(await tablet.openLocked(), null)
    },
    leave,
    trigger: () => loop?.trigger(),
    async close() {
      const at = desk
      await leave()
      at?.close()
      await counting
    },
  }
}
