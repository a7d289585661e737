import { inject, type InjectionKey } from 'vue'
import type { Day, Zone } from '#domain/core/day.ts'
import type { Grant, Role } from '#domain/core/roles.ts'
import type { Purpose, StreamName } from '#domain/core/streams.ts'
import type { LabelSeries } from './db/labels.ts'
import type { RecordStore } from './db/record-store.ts'
import type { ServerApi } from './sync/api.ts'

/** Who works on this tablet now. Exists only while unlocked. */
export interface ActiveUser {
  readonly id: string
  readonly username: string
  readonly name: string
  readonly grants: readonly Grant[]
}

/** What a feature may use. Made anew at each unlock and thrown away at lock or switch, so nothing is left behind. */
export interface AppContext {
  readonly user: ActiveUser
  readonly store: RecordStore
  /** Calls that need the network: accounts, tablets, codes. Records never go through it. */
  readonly api: ServerApi
  readonly zone: Zone
  /** Milliseconds since 1970; the only clock of the app. */
  now(): number
  /** Today on the clinic's wall. */
  today(): Day
  /** `HH:MM` on the clinic's wall. */
  wallTime(): string
  /** A new record id (UUID v7). */
  newId(): string
  hasRole(role: Role): boolean
  /** Whether the user stands in one of these roles, e.g. hasAny(COOP_STAFF). */
  hasAny(roles: readonly Role[]): boolean
  /** The streams of a purpose that this user holds. */
  streams(purpose: Purpose): readonly StreamName[]
  /** The place whose desk this is: the chosen pustu of a nakes, the KMP of a koperasi. Null where the user has none. */
  homeStream(purpose: Purpose): StreamName | null
  /** The next label of this tablet's own block, e.g. nextLabel('KIARA') → 'KIARA-02-0007'; never given twice. */
  nextLabel(series: LabelSeries, code: string): Promise<string>
  readonly demo: boolean
}

export const appContextKey: InjectionKey<AppContext> = Symbol('app-context')

/** The context of the unlocked tablet; a page outside the lock has none, which is a bug. */
export function useApp(): AppContext {
  const context = inject(appContextKey)
  if (!context) throw new Error('used outside the unlocked part of the app')
  return context
}
