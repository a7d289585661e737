import type { Json, JsonObject } from '#domain/core/json.ts'
import type { StoredRecord } from '#app/db/record-store.ts'
import { heldKey } from '#app/shared/review.ts'
import { opSchema, type Op } from '#sync/messages.ts'

export type Held = StoredRecord<'quarantine'>

/** Operations that were saved together and are held together: one visit with the medicine it handed out, for instance. */
export interface HeldGroup {
  readonly tx: string
  /** The one that was held for a reason of its own comes first; the others only wait for it. */
  readonly items: readonly Held[]
  readonly code: string
  readonly actor: string
  readonly at: string
}

/** Codes that a supervisor's acceptance passes over. A broken rule can only be corrected, never waved through. */
const ACCEPTABLE: ReadonlySet<string> = new Set(['SCOPE', 'ROLE', 'ACTOR_UNKNOWN', 'ACTOR_REVOKED', 'DEVICE_REVOKED', 'CLOCK_REVIEW'])

/** The operation of a held item, or null for a text that is none. */
export function opOf(item: Held): Op | null {
  try {
    const parsed = opSchema.safeParse(JSON.parse(item.data.body))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}

const isCause = (item: Held): boolean => item.data.code !== 'DEPENDS_ON'

export function heldGroups(items: readonly Held[]): HeldGroup[] {
  const byTx = new Map<string, Held[]>()
  for (const item of items) {
    if (item.data.decision !== null || item.state === 'void') continue
    const key = heldKey(item)
    byTx.set(key, [...(byTx.get(key) ?? []), item])
  }
  return [...byTx].map(([tx, members]) => {
    const sorted = members.sort((a, b) => Number(isCause(b)) - Number(isCause(a)) || a.data.seq - b.data.seq)
    const first = sorted[0] as Held
    return { tx, items: sorted, code: first.data.code, actor: first.data.actor, at: opOf(first)?.at.wall ?? '' }
  }).sort((a, b) => b.at.localeCompare(a.at))
}

/** Whether everything that holds the group may be accepted as it stands. */
export function isAcceptable(group: HeldGroup): boolean {
  const causes = group.items.filter(isCause)
  return causes.length > 0 && causes.every(item => ACCEPTABLE.has(item.data.code))
}

/** The values of an operation as they were to become: what a reader needs to see. */
export function valuesOf(item: Held): JsonObject {
  const op = opOf(item)
  return Object.fromEntries(Object.entries(op?.set ?? {}).map(([group, change]) => [group, change.to]))
}

/** The rules an item breaks, by number, as text for the sentence. */
export function brokenRulesOf(item: Held): { readonly rule: string; readonly field: string }[] {
  return item.data.breaks.flatMap((broken: unknown) => {
    const { rule, field } = (broken ?? {}) as { rule?: Json; field?: Json }
    return typeof rule === 'string' ? [{ rule, field: typeof field === 'string' ? field : '' }] : []
  })
}

/** What a decision about a group does outside of it, so that it can be said before. A visit is told before its medicine. */
export function consequenceOf(group: HeldGroup): 'visit' | 'handover' | 'reversal' | 'money' | 'other' {
  const kinds = new Set(group.items.map(item => item.data.recordKind))
  if (kinds.has('visit')) return 'visit'
  const handover = group.items.find(item => item.data.recordKind === 'handover')
  if (handover) return (valuesOf(handover)['reverses'] ?? null) === null ? 'handover' : 'reversal'
  return kinds.has('saving-entry') || kinds.has('cash-entry') ? 'money' : 'other'
}
