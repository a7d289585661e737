import type { Day } from '#domain/core/day.ts'
import { dueState, type DueState } from '#domain/rules/clinic/follow-up-rules.ts'
import type { Interest, RecordReader, StoredRecord } from '../db/record-store.ts'

export type FollowUp = StoredRecord<'follow-up'>
export const FOLLOW_UP_INTERESTS: readonly Interest[] = [{ kind: 'follow-up' }]

/** What is open at the user's places, the soonest due first. */
export async function openFollowUps(reader: RecordReader): Promise<FollowUp[]> {
  const open = await reader.byKey('follow-up', 'open', 'y')
  return open.filter(isOpen).sort(soonestFirst)
}

/** What is open for one patient. */
export async function openFollowUpsOf(reader: RecordReader, patientId: string): Promise<FollowUp[]> {
  const all = await reader.byKey('follow-up', 'patient', patientId)
  return all.filter(isOpen).sort(soonestFirst)
}

/** How many are overdue, due today, and due today or before. */
export interface FollowUpCounts { readonly overdue: number; readonly today: number; readonly due: number }

export async function followUpCounts(reader: RecordReader, today: Day): Promise<FollowUpCounts> {
  const states = (await openFollowUps(reader)).map(one => dueState(one.data, today))
  const count = (state: DueState): number => states.filter(one => one === state).length
  const [overdue, dueToday] = [count('terlambat'), count('hari-ini')]
  return { overdue, today: dueToday, due: overdue + dueToday }
}

const isOpen = (one: FollowUp): boolean => one.state === 'live' && one.data.outcome === null
const soonestFirst = (a: FollowUp, b: FollowUp): number => a.data.due.localeCompare(b.data.due) || a.id.localeCompare(b.id)
