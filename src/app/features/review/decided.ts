import { dayAt, daysBetween } from '#domain/core/day.ts'
import { parseStream } from '#domain/core/streams.ts'
import type { AppContext } from '#app/context.ts'
import type { Interest, StoredRecord } from '#app/db/record-store.ts'
import { heldKey } from '#app/shared/review.ts'
import type { Held } from './logic/held-groups.ts'
import type { Conflict, Incident } from './review-repository.ts'

/** What a list of decisions is read from. */
export const DECIDED_INTERESTS: readonly Interest[] = [
  { kind: 'conflict' }, { kind: 'quarantine' }, { kind: 'incident' }, { kind: 'addendum' }, { kind: 'drug-proposal' }, { kind: 'price-proposal' }, { kind: 'staff' }, { kind: 'facility' },
]

/** Decisions are shown this long; the records themselves keep them for good. */
export const DECIDED_DAYS = 90

/** Something that was decided: by whom (an account), when (ms since 1970) and why. `own`: about what this user wrote. */
export type Decided = { readonly key: string; readonly place: string; readonly by: string; readonly at: number; readonly reason: string; readonly own: boolean } & (
  | { readonly type: 'conflict'; readonly conflict: Conflict }
  | { readonly type: 'held'; readonly held: Held; readonly with: readonly Held[]; readonly choice: 'corrected' | 'accepted' | 'dismissed' }
  | { readonly type: 'incident'; readonly incident: Incident }
  | { readonly type: 'proposal'; readonly proposal: Proposal; readonly choice: 'disetujui' | 'ditolak' }
  | { readonly type: 'addendum'; readonly addendum: StoredRecord<'addendum'>; readonly choice: 'disetujui' | 'ditolak' }
)
type Proposal = StoredRecord<'drug-proposal'> | StoredRecord<'price-proposal'>
export type DecidedType = Decided['type']

/** What was decided in this user's places within the last 90 days, the latest first. */
export async function decidedList(app: AppContext): Promise<Decided[]> {
  const [conflicts, held, incidents, addenda, drugs, prices] = await Promise.all([
    app.store.scan('conflict'), app.store.scan('quarantine'), app.store.scan('incident'), app.store.scan('addendum'), app.store.scan('drug-proposal'), app.store.scan('price-proposal'),
  ])
  const all = [
    ...conflicts.flatMap(conflict => ofConflict(app, conflict)), ...ofHeld(app, held), ...incidents.flatMap(incident => ofIncident(app, incident)), ...addenda.flatMap(addendum => ofAddendum(app, addendum)),
    ...[...drugs, ...prices].flatMap(proposal => ofProposal(app, proposal)),
  ]
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

function ofProposal(app: AppContext, proposal: Proposal): Decided[] {
  const { decision, by } = proposal.data
  return decision && proposal.state === 'live' ? [{ type: 'proposal', key: proposal.id, proposal, choice: decision.choice, place: placeOf(proposal), by: decision.by, at: writtenAt(app, proposal), reason: decision.reason, own: by === app.user.id }] : []
}
