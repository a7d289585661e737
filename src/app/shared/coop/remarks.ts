import type { Day } from '#domain/core/day.ts'
import { remarkState } from '#domain/rules/finance/remark-rules.ts'
import type { Interest, RecordReader, StoredRecord } from '../../db/record-store.ts'

export type Remark = StoredRecord<'remark'>
export const REMARK_INTERESTS: readonly Interest[] = [{ kind: 'remark' }]

/** What the examiners of a KMP asked and nobody has closed, the soonest due first. */
export async function openRemarks(reader: RecordReader, financeStream: string): Promise<Remark[]> {
  const open = await reader.byKey('remark', 'open', 'ya')
  return open.filter(remark => remark.stream === financeStream && remark.state === 'live' && remark.data.closed === null)
    .sort((a, b) => a.data.dueOn.localeCompare(b.data.dueOn) || a.id.localeCompare(b.id))
}

/** `waiting`: the pengurus have to answer; `late` of them past their due day; `answered`: an examiner has to look. */
export interface RemarkCounts { readonly waiting: number; readonly late: number; readonly answered: number }

export async function remarkCounts(reader: RecordReader, financeStream: string, today: Day): Promise<RemarkCounts> {
  const states = (await openRemarks(reader, financeStream)).map(({ data }) => remarkState(data, today))
  const count = (state: string): number => states.filter(one => one === state).length
  return { waiting: count('terbuka') + count('terlambat'), late: count('terlambat'), answered: count('dijawab') }
}
