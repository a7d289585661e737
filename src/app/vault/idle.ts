import type { SetTimer } from '../sync/transport.ts'

export const PIN_AFTER_MS = 5 * 60_000
export const PASSWORD_AFTER_MS = 30 * 60_000

/** Watches that somebody is there. A sleeping tablet runs no timers, so the clock is asked again when it wakes. */
export interface IdleWatch {
  touch(): void
  /** Looks at the clock now. */
  check(): void
  stop(): void
}

/** Calls `lockByPin` after 5 idle minutes and `lockByPassword` after 30. */
export function watchIdle(deps: { now(): number; setTimer: SetTimer; lockByPin(): void; lockByPassword(): void }): IdleWatch {
  let since = deps.now()
  let cancel: () => void = () => {}
  let stopped = false

  function check(): void {
    cancel()
    if (stopped) return
    const idle = deps.now() - since
    // A clock that was set back must not keep the tablet open for ever.
    if (idle < 0) since = deps.now()
    if (idle >= PASSWORD_AFTER_MS) return deps.lockByPassword()
    if (idle >= PIN_AFTER_MS) deps.lockByPin()
    const next = idle >= PIN_AFTER_MS ? PASSWORD_AFTER_MS - idle : PIN_AFTER_MS - Math.max(0, idle)
    // Locking without a PIN has ended this watch meanwhile.
    if (!stopped) cancel = deps.setTimer(check, next)
  }

  check()
  return {
    touch() {
      const idle = deps.now() - since
      if (idle >= PIN_AFTER_MS || idle < 0) check()
      else since = deps.now()
    },
    check,
    stop() {
      stopped = true
      cancel()
    },
  }
}
