import type { Day } from '#domain/core/day.ts'
import { findingState } from '#domain/rules/supervision/findings.ts'
import type { Interest, RecordReader, StoredRecord } from '../db/record-store.ts'

export interface FindingCounts { readonly open: number; readonly overdue: number }
export const FINDING_COUNT_INTERESTS: readonly Interest[] = [{ kind: 'finding' }]

/** What is still to be followed up at the user's places, the soonest due first. */
export async function openFindings(reader: RecordReader): Promise<StoredRecord<'finding'>[]> {
  const open = (await reader.byKey('finding', 'open', 'ya')).filter(one => one.state === 'live')
  return open.sort((a, b) => a.data.due.localeCompare(b.data.due) || a.id.localeCompare(b.id))
}

/** Follow-up items that are not closed, and how many of them are past their day (BR-64). */
export async function findingCounts(reader: RecordReader, today: Day): Promise<FindingCounts> {
  const open = await openFindings(reader)
  return { open: open.length, overdue: open.filter(one => findingState(one.data, today) === 'overdue').length }
}
