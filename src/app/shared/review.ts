import { isKind } from '#domain/records/index.ts'
import type { AppContext } from '../context.ts'
import type { Interest, RecordReader, StoredRecord } from '../db/record-store.ts'
import { waitingAddenda, type WaitingAddendum } from './addenda/addenda.ts'
import { HEAD_TASK_INTERESTS, headTasks } from './head-tasks.ts'

/** What the inbox reads to say what waits for a person. */
export const REVIEW_INTERESTS: readonly Interest[] = [{ kind: 'conflict' }, { kind: 'quarantine' }, { kind: 'incident' }, { kind: 'addendum' }, ...HEAD_TASK_INTERESTS]

export interface OpenConflict { readonly conflict: StoredRecord<'conflict'>; readonly record: StoredRecord | undefined }

/** Conflicts that nobody has settled, each with its record; one's own unsent decision is already in the record. */
export async function openConflicts(reader: RecordReader): Promise<OpenConflict[]> {
  const open = (await reader.byKey('conflict', 'open', 'y')).filter(conflict => conflict.state === 'live' && conflict.data.settled === null)
  const found = await Promise.all(open.map(async (conflict): Promise<OpenConflict> => {
    const kind = conflict.data.recordKind
    return { conflict, record: isKind(kind) ? ((await reader.get(kind, conflict.data.recordId)) as StoredRecord | undefined) : undefined }
  }))
  return found.filter(({ conflict, record }) => !(record && record.rev > 0 && !record.conflicts.includes(conflict.id)))
}

export async function openHeld(reader: RecordReader): Promise<StoredRecord<'quarantine'>[]> {
  return (await reader.byKey('quarantine', 'open', 'y')).filter(item => item.state === 'live' && item.data.decision === null)
}

/** What was saved together is held together, and decided as one. */
export const heldKey = (item: StoredRecord<'quarantine'>): string => (item.data.tx === '' ? item.id : `${item.data.dev}|${item.data.tx}`)

export async function openIncidents(reader: RecordReader): Promise<StoredRecord<'incident'>[]> {
  return (await reader.byKey('incident', 'open', 'y')).filter(incident => incident.state === 'live' && incident.data.closed === null)
}

/** Addenda that only the head can agree to; others see where theirs stand on the visit. */
export const addendaForHead = async (app: AppContext): Promise<WaitingAddendum[]> => (app.hasRole('kapus') ? waitingAddenda(app.store) : [])

/**
 * How many things wait for a person's decision in this user's places: unsettled conflicts, saves held back, open incidents; for the
 * head late addenda as well, and what the inbox leads him to. The same number as the inbox itself says.
 */
export async function reviewCount(app: AppContext): Promise<number> {
  const [conflicts, held, incidents, addenda, tasks] = await Promise.all([
    openConflicts(app.store), openHeld(app.store), openIncidents(app.store), addendaForHead(app), headTasks(app),
  ])
  return conflicts.length + new Set(held.map(heldKey)).size + incidents.length + addenda.length
    + tasks.lplpo.length + tasks.counts.length + tasks.proposals.length + tasks.prices.length + tasks.activities.length
}
