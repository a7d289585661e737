import { pageWorkers } from './page-workers.ts'
import { formatNumber } from './shared/format.ts'
import { KEPT_LISTS } from './shared/kept-lists.ts'
import { KEPT_SUMS } from './shared/kept-sums.ts'
import { browserPlatform } from './vault/platform.ts'
import type { SessionHooks } from './vault/session-view.ts'
import { createTabletSession, type TabletSession } from './vault/tablet-session.ts'

/**
 * Everything that the door can be drawn without: the session with store, rules and sync, and the frame of the pages behind the lock.
 * The app fetches it in one piece while the password is typed (docs/adr/0017).
 */
export { default as AppShell } from './shell/AppShell.vue'

/** The session of the tablet's own browser. */
export function openSession(hooks: SessionHooks): TabletSession {
  const platform = browserPlatform()
  // The browser makes its first number format slowly; a password is being typed now, and the first list would wait for it.
  formatNumber(0)
  return createTabletSession({ ...platform, folds: KEPT_SUMS, lists: KEPT_LISTS, openPageDesk: pageWorkers(platform.breathe) }, hooks)
}
