import { clustersOf, sumOfLines, type OfficeLine, type OfficeSummary } from '#domain/rules/supervision/office-summary.ts'
import { useWords } from '#app/locales/use-words.ts'
import { formatMonth } from '#app/shared/format.ts'
import type { CellValue, Sheet } from '#app/shared/spreadsheet/sheet.ts'
import { officeColumns } from './columns.ts'
import { dinkesWords } from './words.ts'

const t = useWords(dinkesWords)

/** A line a puskesmas and one a group, every figure a real number; what has no case is an empty cell. */
export function officeSheet(summary: OfficeSummary, notes: readonly string[]): Sheet {
  const columns = officeColumns()
  const row = (cluster: string, name: string, line: OfficeLine): CellValue[] => [
    cluster, name, line.pustu, ...columns.flatMap((column): CellValue[] => [column.cell(line, summary.at).value, ...(column.key === 'coaching' ? [line.coaching.planned] : [])]),
  ]
  return {
    name: t('title'), landscape: true, title: [t('paperTitle'), formatMonth(summary.month)],
    columns: [
      { header: t('cluster'), width: 18 }, { header: t('puskesmas'), width: 30 }, { header: t('pustuCount'), width: 8, type: 'whole' },
      ...columns.flatMap(column => [{ header: column.long, width: 16, type: 'decimal' as const }, ...(column.key === 'coaching' ? [{ header: t('coachingPlanned'), width: 16, type: 'whole' as const }] : [])]),
    ],
    rows: clustersOf(summary.lines).flatMap(cluster => [...cluster.lines.map(line => row(cluster.name, line.name, line)), row(cluster.name, t('sum', { cluster: cluster.name }), cluster.sum)]),
    after: [row('', t('all'), sumOfLines(summary.lines, '', '')), [], ...notes.map((note): CellValue[] => [note])],
  }
}
