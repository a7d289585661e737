import { isOverstocked, type LplpoLine } from '#domain/rules/pharmacy/lplpo.ts'
import { changedFigures } from './report-file.ts'
import type { DrugLabels } from './repository.ts'
import { remarkOf } from './say.ts'

/** The figures of the form that stand in columns of their own. */
export const TABLE_FIGURES = ['opening', 'received', 'available', 'used', 'closing', 'optimum', 'request'] as const
export type TableFigure = (typeof TABLE_FIGURES)[number]

/** One drug on the screen: the figures, and for a sent report what the ledger says now. */
export interface TableRow {
  readonly drugId: string
  readonly no: number
  readonly name: string
  readonly unit: string
  readonly line: LplpoLine
  readonly given: number | null
  readonly note: string
  readonly remark: string
  readonly now: LplpoLine | null
  /** The ledger differs from what was sent. */
  readonly isChanged: boolean
}

export function tableRows(lines: readonly LplpoLine[], labels: DrugLabels, more: {
  readonly notes: Readonly<Record<string, string>>; readonly given?: readonly number[] | null; readonly now?: ReadonlyMap<string, LplpoLine>
}): TableRow[] {
  return lines.map((line, index) => {
    const now = more.now ? (more.now.get(line.drugId) ?? null) : null
    return {
      drugId: line.drugId, no: index + 1, name: labels.get(line.drugId)?.name ?? line.drugId, unit: labels.get(line.drugId)?.unit ?? '', line, given: more.given?.[index] ?? null,
      note: more.notes[line.drugId] ?? '', remark: remarkOf(line, more.notes[line.drugId] ?? ''), now, isChanged: more.now !== undefined && changedFigures(line, now ?? undefined).length > 0,
    }
  })
}

export type RowView = 'all' | 'asked' | 'attention' | 'changed'
/** What a person should look at: below zero, more than the optimum, out of stock, adjusted, lost or counted away. */
const needsLook = ({ line }: TableRow): boolean =>
  line.closing < 0 || isOverstocked(line) || line.emptyDays > 0 || line.adjustment !== 0 || line.lost !== 0 || line.difference !== 0

export function rowsOf(rows: readonly TableRow[], view: RowView, typed: string): TableRow[] {
  const words = typed.trim().toLocaleLowerCase('id').split(/\s+/).filter(word => word !== '')
  // Whoever searches a drug wants to see it, whatever the view.
  if (words.length > 0) return rows.filter(row => words.every(word => row.name.toLocaleLowerCase('id').includes(word)))
  return rows.filter(row => view === 'all' || (view === 'asked' ? row.line.request > 0 : view === 'changed' ? row.isChanged : needsLook(row)))
}
