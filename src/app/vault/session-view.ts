import type { AppContext } from '../context.ts'
import type { SyncStatus } from '../sync/progress.ts'
import type { KnownUser, SessionPhase, TabletIdentity } from './access.ts'

/** What the screens may see of the session. A new object at each change. */
export interface SessionView {
  readonly phase: SessionPhase
  readonly tablet: TabletIdentity | null
  readonly knownUsers: readonly KnownUser[]
  readonly user: KnownUser | null
  readonly lockKind: 'pin' | 'password'
  readonly hasPin: boolean
  /** The server does not know this tablet any more: a new code enrols it again, and nothing on it is lost. */
  readonly revoked: boolean
  readonly context: AppContext | null
}

/** What the session tells, and asks, of whoever shows it. */
export interface SessionHooks {
  changed(view: SessionView): void
  sync(status: SyncStatus): void
  storage(state: { persisted: boolean; usage: number; quota: number } | null): void
  /** Called before the keys go: whatever is half typed is to be kept now. */
  keepForms?(): Promise<void>
}
