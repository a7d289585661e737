import { COOP_STAFF } from '#domain/core/roles.ts'
import type { Json, JsonObject } from '#domain/core/json.ts'
import type { Role } from '#domain/core/roles.ts'
import { err, ok, type Result } from '#domain/core/result.ts'
import { parseStream } from '#domain/core/streams.ts'
import { definitionOf, isKind, type DataOf, type Kind } from '#domain/records/index.ts'
import { rolesOn } from '#domain/rules/access/grants.ts'
import type { WaitingAddendum } from '#app/shared/addenda/addenda.ts'
import { addendaForHead, openConflicts, openHeld, openIncidents } from '#app/shared/review.ts'
import { placesKnown } from '#app/shared/places-known.ts'
import type { AppContext } from '#app/context.ts'
import { patchDraft, resolveDraft, type SaveFailure, type StoredRecord } from '#app/db/record-store.ts'
import { mayChoose } from './logic/may-choose.ts'
import { heldGroups, valuesOf, type Held, type HeldGroup } from './logic/held-groups.ts'

export type Conflict = StoredRecord<'conflict'>
export type Incident = StoredRecord<'incident'>

/** A conflict with the record it is about; `value` is what stands now, which may have moved on since. */
export interface ConflictItem {
  readonly conflict: Conflict
  readonly record: StoredRecord | undefined
  readonly title: string
  readonly value: Json
  readonly mayResolve: boolean
  /** Whether the other value could still take the place of what stands. */
  readonly mayExchange: boolean
}
export interface HeldItem { readonly group: HeldGroup; readonly mayAccept: boolean; readonly mayDismiss: boolean; readonly correctAt: CorrectAt | null }
/** The form where a held record can be corrected; the record's own feature knows the rest. */
export interface CorrectAt { readonly name: 'member-new' | 'member-edit' | 'patient-new' | 'patient-edit' | 'medicine-receipt'; readonly id: string | null; readonly item: string }
export interface Inbox { readonly conflicts: readonly ConflictItem[]; readonly held: readonly HeldItem[]; readonly incidents: readonly Incident[]; readonly addenda: readonly WaitingAddendum[]; readonly names: ReadonlyMap<string, string> }

/** What a record is called in one line: a person's name, a visit's day, or its number. */
function titleOf(record: StoredRecord | undefined): string {
  const data = (record?.data ?? {}) as Record<string, unknown>
  const word = data['name'] ?? data['number'] ?? data['on']
  return typeof word === 'string' ? word : ''
}

async function conflictItems(app: AppContext): Promise<ConflictItem[]> {
  const places = await placesKnown(app)
  return Promise.all((await openConflicts(app.store)).map(async ({ conflict, record }): Promise<ConflictItem> => {
    const kind = conflict.data.recordKind
    const data = (record?.data ?? {}) as unknown as JsonObject
    const writers = isKind(kind) ? (definitionOf(kind).writers.resolve ?? []) : []
    const roles: readonly Role[] = rolesOn(app.user.grants, conflict.stream, places)
    return {
      conflict, record, title: titleOf(record), value: data[conflict.data.group] ?? conflict.data.kept.value,
      mayResolve: record !== undefined && record.state === 'live' && writers.some(role => roles.includes(role)),
      mayExchange: record !== undefined && await mayChoose(app, record, conflict.data.group, conflict.data.offered.value as Json),
    }
  }))
}

/** Where the record of a held group can be corrected by this user, if anywhere. */
async function correctAt(app: AppContext, group: HeldGroup): Promise<CorrectAt | null> {
  const cause = group.items.find(item => item.data.code === 'INVALID')
  if (!cause || group.items.length !== 1) return null
  const { recordKind, recordId } = cause.data
  const known = isKind(recordKind) ? await app.store.get(recordKind, recordId) : undefined
  const exists = known !== undefined && known.rev > 0
  if (recordKind === 'member' && app.hasAny(COOP_STAFF)) return { name: exists ? 'member-edit' : 'member-new', id: exists ? recordId : null, item: cause.id }
  if (recordKind === 'patient' && app.hasRole('nakes')) return { name: exists ? 'patient-edit' : 'patient-new', id: exists ? recordId : null, item: cause.id }
  if (recordKind === 'stock-movement' && valuesOf(cause)['reason'] === 'diterima' && (app.hasRole('nakes') || app.hasRole('apotek'))) return { name: 'medicine-receipt', id: null, item: cause.id }
  return null
}

/** Everything in this user's streams that waits for a person. */
export async function inbox(app: AppContext): Promise<Inbox> {
  const [conflicts, held, incidents, addenda, places, staff] = await Promise.all([conflictItems(app), openHeld(app.store), openIncidents(app.store), addendaForHead(app), placesKnown(app), app.store.scan('staff')])
  const items = await Promise.all(heldGroups(held).map(async (group): Promise<HeldItem> => {
    const first = group.items[0] as Held
    const supervises = rolesOn(app.user.grants, first.stream, places).includes('kapus')
      || (parseStream(first.stream)?.type === 'kmp' && rolesOn(app.user.grants, first.stream, places).some(role => (COOP_STAFF as readonly string[]).includes(role)))
    return { group, mayAccept: supervises, mayDismiss: supervises || group.actor === app.user.id, correctAt: supervises || group.actor === app.user.id ? await correctAt(app, group) : null }
  }))
  return { conflicts, held: items, incidents: incidents.sort((a, b) => b.data.openedOn.localeCompare(a.data.openedOn)), addenda, names: new Map(staff.map(one => [one.id, one.data.name])) }
}

export type ReviewFailure = SaveFailure | { readonly kind: 'gone' }

/** Settles a conflict with the chosen value; other open conflicts of the same field are settled with it. */
export function resolveConflict(app: AppContext, conflict: Conflict, value: Json): Promise<Result<unknown, ReviewFailure>> {
  return app.store.writeGroup<ReviewFailure>(async view => {
    const kind = conflict.data.recordKind
    const record = isKind(kind) ? await view.get(kind, conflict.data.recordId) : undefined
    if (!record || record.state === 'void' || !record.conflicts.includes(conflict.id)) return err({ kind: 'gone' })
    const siblings = (await view.byKey('conflict', 'record', record.id)).filter(other => other.data.group === conflict.data.group && record.conflicts.includes(other.id))
    return ok([resolveDraft(record, siblings.map(other => other.id), { [conflict.data.group]: value } as Partial<DataOf<Kind>>)])
  })
}

/**
 * Writes a decision on a held group. An acceptance is one decision for the whole group, which the server judges again; a
 * dismissal is written on each of its members.
 */
export function decideHeld(app: AppContext, group: HeldGroup, choice: 'accepted' | 'dismissed', reason: string): Promise<Result<unknown, ReviewFailure>> {
  return app.store.writeGroup<ReviewFailure>(async view => {
    const items = (await Promise.all(group.items.map(item => view.get('quarantine', item.id)))).filter(item => item !== undefined && item.data.decision === null) as Held[]
    const wanted = choice === 'accepted' ? items.slice(0, 1) : items
    if (wanted.length === 0) return err({ kind: 'gone' })
    return ok(wanted.map(item => patchDraft(item, { decision: { choice, reason, by: app.user.id } })))
  })
}

export function closeIncident(app: AppContext, id: string, note: string): Promise<Result<unknown, ReviewFailure>> {
  return app.store.writeGroup<ReviewFailure>(async view => {
    const incident = await view.get('incident', id)
    if (!incident || incident.data.closed !== null) return err({ kind: 'gone' })
    return ok([patchDraft(incident, { closed: { by: app.user.id, note } })])
  })
}
