import { parseStream, streamOf } from '#domain/core/streams.ts'
import type { MemberMergeData } from '#domain/records/member-merge.ts'
import { memberTurnover, monthReports, type MonthReport as Report, type Turnover } from '#domain/rules/members/month-reports.ts'
import type { RowDraft } from '#sync/judge.ts'
import { groupBy } from '../../group-by.ts'
import { rowsOfKind } from '../../store/rows.ts'
import type { DerivedContext } from './derived-rows.ts'

const isOf = (kind: 'member' | 'member-merge', row: { kind: string } | undefined): boolean => row?.kind === kind
/** What a merge makes of its second line: one that counts nowhere (see samePerson). */
const takesAway = (row: { state: string; data: unknown } | undefined): boolean => row?.state === 'live' && (row.data as MemberMergeData).undone === null

/** Brings the monthly member reports of every KMP with a changed member or merge up to date, from the changes alone. */
export async function deriveMemberReports({ tx, tenant, book, changes }: DerivedContext): Promise<void> {
  const touched = changes.filter(change => isOf('member', change.revisions.at(-1)) || isOf('member-merge', change.revisions.at(-1)))
  for (const [source, own] of groupBy(touched, change => (change.revisions.at(-1) as RowDraft).stream)) {
    const place = parseStream(source)?.place
    if (!place) continue
    const before = new Map(own.map(change => [(change.revisions.at(-1) as RowDraft).id, change.before]))
    const earlier = (row: RowDraft | undefined): { kind: string; state: string; data: unknown } | undefined => (row && before.has(row.id) ? before.get(row.id) : row)
    const ids = [...new Set(own.map(change => change.revisions.at(-1) as RowDraft).map(row => (isOf('member', row) ? row.id : (row.data as unknown as MemberMergeData).dropId)))]
    await book.loadIds(ids)
    await book.loadKeys(ids.map(value => ({ stream: source, kind: 'member-merge', name: 'drop', value })))
    const stream = streamOf('report', place)
    const stored = await rowsOfKind(tx, tenant, stream, 'member-report')
    await book.loadIds(stored.map(row => row.id))
    const turnover = new Map(stored.filter(row => row.state === 'live').map(row => [(row.data as unknown as Report).month, { ...(row.data as unknown as Report) } as Turnover]))
    for (const id of ids) {
      const row = book.at(source, id)
      const merges = book.find(source, 'member-merge', 'drop', id)
      const [was, is] = [earlier(row), row]
      if (isOf('member', was) && !merges.some(merge => takesAway(earlier(merge)))) add(turnover, memberTurnover(was), -1)
      if (isOf('member', is) && !merges.some(takesAway)) add(turnover, memberTurnover(is), 1)
    }
    const by = (own.at(-1)?.revisions.at(-1) as RowDraft).by
    const reports = new Map(monthReports(turnover).map(report => [`report-${place}-${report.month}`, report]))
    await book.loadIds(reports.keys())
    for (const [id, report] of reports) writeReport(book, { stream, id, data: report, state: 'live', by })
    // A month that lost its last turnover at either end of the row of months is taken back.
    for (const row of stored) if (!reports.has(row.id) && row.state === 'live') writeReport(book, { stream, id: row.id, data: row.data as unknown as Report, state: 'void', by })
  }
}

function writeReport(book: DerivedContext['book'], { stream, id, data, state, by }: { stream: string; id: string; data: Report; state: 'live' | 'void'; by: RowDraft['by'] }): void {
  const before = book.at(stream, id)
  const old = before?.data as unknown as Report | undefined
  if (before?.state === state && old && old.opening === data.opening && old.joined === data.joined && old.left === data.left && old.closing === data.closing) return
  book.write({
    stream, id, kind: 'member-report', rev: (before?.rev ?? 0) + 1, state, conflicts: [], by: { actor: 'server', dev: 'server', at: by.at },
    data: { month: data.month, opening: data.opening, joined: data.joined, left: data.left, closing: data.closing },
  })
}

function add(turnover: Map<string, Turnover>, events: readonly { month: string; joined: number; left: number }[], sign: 1 | -1): void {
  for (const { month, joined, left } of events) {
    const at = turnover.get(month) ?? { joined: 0, left: 0 }
    at.joined += sign * joined
    at.left += sign * left
    turnover.set(month, at)
  }
}
