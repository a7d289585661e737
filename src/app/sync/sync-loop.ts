import { backoffMs } from './backoff.ts'
import type { SyncOutcome } from './engine.ts'
import type { SyncPhase, SyncProblem } from './progress.ts'
import type { SetTimer } from './transport.ts'

const EVERY_MS = 5 * 60_000
/** A group of saves in quick succession goes out together. */
const AFTER_SAVE_MS = 1_500

export interface SyncLoopDeps {
  run(): Promise<SyncOutcome>
  readonly setTimer: SetTimer
  random(): number
  /** Where the loop stands; called at each turn. */
  report(phase: Exclude<SyncPhase, 'preparing'>, problem: SyncProblem | null): void
}

/** Sync by itself: at once when asked, soon after a save, every five minutes, and with back-off after a failure. */
export interface SyncLoop {
  /** Runs now; during a run it makes the run start once more. */
  trigger(): void
  /** Runs soon, unless a failure asked for patience. */
  afterSave(): void
  /** Ends it; a run on its way may finish, but starts nothing any more. Resolves when it has. */
  stop(): Promise<void>
}

export function createSyncLoop(deps: SyncLoopDeps): SyncLoop {
  let stopped = false
  let again = false
  let saved = false
  let failures = 0
  let running: Promise<void> | null = null
  let cancel: () => void = () => {}
  let soon = false

  function schedule(ms: number): void {
    cancel()
    if (!stopped) cancel = deps.setTimer(() => trigger(), ms)
  }

  async function turn(): Promise<void> {
    do {
      again = false
      saved = false
      deps.report('syncing', null)
      settle(await deps.run())
    } while (again && !stopped)
    // What was saved during the run goes out together a little later: an import that saves without a pause would otherwise be sent
    // person by person, and wait for each sending. A save during a run that failed waits with it.
    if (saved && failures === 0 && !stopped) {
      soon = true
      schedule(AFTER_SAVE_MS)
    }
  }

  function settle({ stop }: SyncOutcome): void {
    if (stop === null) {
      failures = 0
      deps.report('idle', null)
      schedule(EVERY_MS)
    } else if (stop.kind === 'blocked') {
      // Only a person helps; a timer would ask the same question for ever.
      failures = 0
      cancel()
      deps.report('blocked', stop.problem)
    } else {
      failures += 1
      deps.report(stop.offline ? 'offline' : 'waiting', stop.problem)
      schedule(Math.max(backoffMs(failures, () => deps.random()), stop.afterS * 1000))
    }
  }

  function trigger(): void {
    if (stopped) return
    if (running) {
      again = true
      return
    }
    cancel()
    soon = false
    running = turn().finally(() => { running = null })
    running.catch(() => {
      deps.report('waiting', 'server')
      failures += 1
      schedule(backoffMs(failures, () => deps.random()))
    })
  }

  return {
    trigger,
    afterSave() {
      if (running) saved = true
      else if (failures === 0 && !soon) {
        soon = true
        schedule(AFTER_SAVE_MS)
      }
    },
    async stop() {
      stopped = true
      cancel()
      await running?.catch(() => {})
    },
  }
}
