import { day, daysBetween, ZONES, type Day } from '#domain/core/day.ts'
import type { JsonObject } from '#domain/core/json.ts'
import type { StreamName } from '#domain/core/streams.ts'
import type { DataOf, Kind } from '#domain/records/index.ts'
import { DEMO_ZONE } from './places.ts'
import type { Random } from './random.ts'

/** One change of a record, as plain data: what an operation would carry, without its envelope. */
export type DemoChange =
  | { readonly act: 'create'; readonly kind: Kind; readonly id: string; readonly stream: StreamName; readonly data: JsonObject }
  | { readonly act: 'patch'; readonly kind: Kind; readonly id: string; readonly stream: StreamName; readonly set: Readonly<Record<string, { readonly from: unknown; readonly to: unknown }>> }
  | { readonly act: 'void'; readonly kind: Kind; readonly id: string; readonly stream: StreamName; readonly reason: string }

/** Changes saved together, as a tablet would: all or nothing. Groups come in order of time. */
export interface DemoGroup {
  readonly tx: string
  /** Staff record id of who did it. */
  readonly actor: string
  /** ISO instant, UTC. */
  readonly at: string
  readonly changes: readonly DemoChange[]
}

/** The instant of a wall time of the demo's zone, ms since 1970; `minutes` counts from midnight. */
export function instantOf(on: Day, minutes: number): number {
  return Date.parse(`${on}T00:00:00Z`) + (minutes - ZONES[DEMO_ZONE]) * 60_000
}

export function createOf<K extends Kind>(kind: K, id: string, stream: StreamName, data: DataOf<K>): DemoChange {
  return { act: 'create', kind, id, stream, data: data as unknown as JsonObject }
}

export function groupOf(random: Random, actor: string, atMs: number, changes: readonly DemoChange[]): DemoGroup {
  return { tx: random.id(atMs), actor, at: new Date(atMs).toISOString(), changes }
}

const A_SUNDAY = day('2024-01-07')

/** Monday to Saturday, the days a pustu opens; not on 1 January, 17 August and 25 December. */
export function isOpen(on: Day): boolean {
  return daysBetween(A_SUNDAY, on) % 7 !== 0 && !['01-01', '08-17', '12-25'].includes(on.slice(5))
}
