import { dayAt, daysBetween } from '#domain/core/day.ts'
import { parseStream } from '#domain/core/streams.ts'
import type { AppContext } from '#app/context.ts'
import type { StoredRecord } from '#app/db/record-store.ts'
import { heldKey } from '#app/shared/review.ts'
import type { Held } from './logic/held-groups.ts'
import type { Conflict, Incident } from './review-repository.ts'

/** Decisions are shown this long; the records themselves keep them for good. */
export const DECIDED_DAYS = 90

/** Something that was decided: by whom (an account), when (ms since 1970) and why. `own`: about what this user wrote. */
export type Decided = { readonly key: string; readonly place: string; readonly by: string; readonly at: number; readonly reason: string; readonly own: boolean } & (
  | { readonly type: 'conflict'; readonly conflict: Conflict }
  | { readonly type: 'held'; readonly held: Held; readonly with: readonly Held[]; readonly choice: 'corrected' | 'accepted' | 'dismissed' }
  | { readonly type: 'incident'; readonly incident: Incident }
  | { readonly type: 'addendum'; readonly addendum: StoredRecord<'addendum'>; readonly choice: 'disetujui' | 'ditolak' }
)
export type DecidedType = Decided['type']

/** What was decided in this user's places within the last 90 days, the latest first. */
export async function decidedList(app: AppContext): Promise<Decided[]> {
  const [conflicts, held, incidents, addenda] = await Promise.all([app.store.scan('conflict'), app.store.scan('quarantine'), app.store.scan('incident'), app.store.scan('addendum')])
  const all = [...conflicts.flatMap(conflict => ofConflict(app, conflict)), ...ofHeld(app, held), ...incidents.flatMap(incident => ofIncident(app, incident)), ...addenda.flatMap(addendum => ofAddendum(app, addendum))]
  return all.filter(one => daysBetween(dayAt(one.at, app.zone), app.today()) <= DECIDED_DAYS).sort((a, b) => b.at - a.at || a.key.localeCompare(b.key))
}

/** What others decided of one's own within so many days: the answer that reaches its author's tablet. */
export async function decidedForMe(app: AppContext, days: number): Promise<Decided[]> {
  return (await decidedList(app)).filter(one => one.own && one.by !== app.user.id && daysBetween(dayAt(one.at, app.zone), app.today()) <= days)
}

const placeOf = ({ stream }: { readonly stream: string }): string => parseStream(stream)?.place ?? ''
/** When the row came to say so; a decision that is not sent yet was made on this tablet just now. */
const writtenAt = (app: AppContext, record: Pick<StoredRecord, 'by' | 'pending'>): number => {
  const written = record.pending === 'none' && record.by ? Date.parse(record.by.at) : Number.NaN
  return Number.isNaN(written) ? app.now() : written
}

function ofConflict(app: AppContext, conflict: Conflict): Decided[] {
  const { settled, kept, offered } = conflict.data
  if (!settled || conflict.state !== 'live') return []
  const at = Date.parse(settled.at)
  return [{ type: 'conflict', key: conflict.id, conflict, place: placeOf(conflict), by: settled.actor, at: Number.isNaN(at) ? writtenAt(app, conflict) : at, reason: '', own: [kept.actor, offered.actor].includes(app.user.id) }]
}

/** What was held together was decided together: one line, the cause first. */
function ofHeld(app: AppContext, all: readonly Held[]): Decided[] {
  const groups = new Map<string, Held[]>()
  for (const item of all) if (item.state === 'live' && item.data.decision !== null) groups.set(heldKey(item), [...(groups.get(heldKey(item)) ?? []), item])
  return [...groups].flatMap(([key, items]): Decided[] => {
    const [first, ...others] = items.sort((a, b) => Number(a.data.code === 'DEPENDS_ON') - Number(b.data.code === 'DEPENDS_ON') || a.data.seq - b.data.seq)
    const decision = first?.data.decision
    return first && decision ? [{ type: 'held', key, held: first, with: others, choice: decision.choice, place: placeOf(first), by: decision.by, at: writtenAt(app, first), reason: decision.reason, own: first.data.actor === app.user.id }] : []
  })
}

function ofIncident(app: AppContext, incident: Incident): Decided[] {
  const { closed } = incident.data
  return closed && incident.state === 'live' ? [{ type: 'incident', key: incident.id, incident, place: placeOf(incident), by: closed.by, at: writtenAt(app, incident), reason: closed.note, own: false }] : []
}

function ofAddendum(app: AppContext, addendum: StoredRecord<'addendum'>): Decided[] {
  const { decision } = addendum.data
  return decision && addendum.state === 'live' ? [{ type: 'addendum', key: addendum.id, addendum, choice: decision.choice, place: placeOf(addendum), by: decision.by, at: writtenAt(app, addendum), reason: decision.reason, own: addendum.data.by === app.user.id }] : []
}
