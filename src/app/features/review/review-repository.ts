import type { z } from 'zod'
import { COOP_STAFF } from '#domain/core/roles.ts'
import type { Json, JsonObject } from '#domain/core/json.ts'
import type { Role } from '#domain/core/roles.ts'
import { err, ok, type Result } from '#domain/core/result.ts'
import { parseStream } from '#domain/core/streams.ts'
import { definitionOf, isKind, type DataOf, type Kind } from '#domain/records/index.ts'
import { rolesOn } from '#domain/rules/access/grants.ts'
import { groupSchema, keepBoth } from '#domain/rules/supervision/keep-both.ts'
import type { WaitingAddendum } from '#app/shared/addenda/addenda.ts'
import { addendaForHead, openConflicts, openHeld, openIncidents } from '#app/shared/review.ts'
import { placesKnown } from '#app/shared/places-known.ts'
import type { AppContext } from '#app/context.ts'
import { patchDraft, resolveDraft, type SaveFailure, type StoredRecord } from '#app/db/record-store.ts'
import { correctOf, type Correct } from './correct.ts'
import { editFields, type EditField } from './logic/edit-fields.ts'
import { heldGroups, type Held, type HeldGroup } from './logic/held-groups.ts'
import { mayChoose } from './logic/may-choose.ts'
import { readPeopleAndPlaces, type PeopleAndPlaces } from './people-and-places.ts'
import { waitLines, type WaitLine } from './waits.ts'

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
  /** Both values made one; null where that makes no sense or the rules refuse it. */
  readonly both: Json | null
  /** The boxes for a third value; null where it can only be chosen. */
  readonly edit: { readonly schema: z.ZodType; readonly fields: readonly EditField[] } | null
}
export interface HeldItem { readonly group: HeldGroup; readonly mayAccept: boolean; readonly mayDismiss: boolean; readonly correct: Correct }
/** All that waits in this user's places, the oldest first. */
export interface Inbox extends PeopleAndPlaces {
  readonly conflicts: readonly ConflictItem[]
  readonly held: readonly HeldItem[]
  readonly incidents: readonly Incident[]
  readonly addenda: readonly WaitingAddendum[]
  readonly waits: readonly WaitLine[]
}

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
    const { group } = conflict.data
    const [value, offered] = [data[group] ?? conflict.data.kept.value, conflict.data.offered.value as Json]
    const schema = isKind(kind) ? groupSchema(definitionOf(kind).schema, group) : undefined
    const fields = schema && editFields(schema)
    const mayExchange = record !== undefined && await mayChoose(app, record, group, offered)
    const both = schema && mayExchange ? keepBoth(schema, value, offered) : null
    return {
      conflict, record, title: titleOf(record), value, mayExchange,
      mayResolve: record !== undefined && record.state === 'live' && writers.some(role => roles.includes(role)),
      both: both !== null && record && await mayChoose(app, record, group, both) ? both : null, edit: schema && fields ? { schema, fields } : null,
    }
  }))
}

/** Everything in this user's streams that waits for a person, and what waits for the head on pages of its own. */
export async function inbox(app: AppContext): Promise<Inbox> {
  const [conflicts, held, incidents, addenda, waits, facilities] = await Promise.all([
    conflictItems(app), openHeld(app.store), openIncidents(app.store), addendaForHead(app), waitLines(app), placesKnown(app),
  ])
  const items = await Promise.all(heldGroups(held).map(async (group): Promise<HeldItem> => {
    const first = group.items[0] as Held
    const roles = rolesOn(app.user.grants, first.stream, facilities)
    const supervises = roles.includes('kapus') || (parseStream(first.stream)?.type === 'kmp' && roles.some(role => (COOP_STAFF as readonly string[]).includes(role)))
    const isConcerned = supervises || group.actor === app.user.id
    return { group, mayAccept: supervises, mayDismiss: isConcerned, correct: isConcerned ? await correctOf(app, group) : null }
  }))
  const people = await readPeopleAndPlaces(app)
  return {
    conflicts: conflicts.sort((a, b) => a.conflict.data.offered.at.localeCompare(b.conflict.data.offered.at)),
    held: items.sort((a, b) => a.group.at.localeCompare(b.group.at)),
    incidents: incidents.sort((a, b) => a.data.openedOn.localeCompare(b.data.openedOn) || a.id.localeCompare(b.id)),
    addenda, waits, ...people,
  }
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
