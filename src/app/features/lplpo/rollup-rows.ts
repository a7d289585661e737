import { availableOf } from '#domain/rules/pharmacy/lplpo.ts'
import type { Rollup } from './rollup.ts'
import { fundText, remarkOf, rollupRemark } from './say.ts'
import { TABLE_FIGURES, type TableFigure } from './table-rows.ts'

/** A row of the roll-up: the sum of a drug, or below it what one report adds to that sum. */
export interface RollupRow {
  readonly key: string
  readonly name: string
  readonly unit: string
  /** The report that a part comes from; null for a sum. */
  readonly reportId: string | null
  readonly figures: Readonly<Record<TableFigure, number>>
  readonly given: number | null
  readonly remark: string
}

type Figures = Parameters<typeof availableOf>[0] & Record<Exclude<TableFigure, 'available'>, number>
const figuresOf = (line: Figures): RollupRow['figures'] =>
  Object.fromEntries(TABLE_FIGURES.map(figure => [figure, figure === 'available' ? availableOf(line) : line[figure]])) as Record<TableFigure, number>

/** The sums of drugs whose name holds the words typed, each followed by its parts where they are wanted. */
export function rollupRows({ lines, labels, parts }: Rollup, typed: string, perPlace: boolean): RollupRow[] {
  const reports = parts.flatMap(({ place, reports: own }) => own.map(report => ({ report, name: own.length > 1 ? `${place.name}, ${fundText(report.data.fund)}` : place.name })))
  const words = typed.trim().toLocaleLowerCase('id').split(/\s+/)
  return lines.flatMap((line): RollupRow[] => {
    const name = labels.get(line.drugId)?.name ?? line.drugId
    if (!words.every(word => name.toLocaleLowerCase('id').includes(word))) return []
    const sum = { key: line.drugId, name, unit: labels.get(line.drugId)?.unit ?? '', reportId: null, figures: figuresOf(line), given: line.given, remark: rollupRemark(line) }
    if (!perPlace) return [sum]
    // Lines and reports stand in one order: the parts of a drug are those reports that name it.
    const naming = reports.filter(({ report }) => report.data.lines.drugId.includes(line.drugId))
    return [sum, ...naming.flatMap(({ report, name: place }, index): RollupRow[] => {
      const part = line.parts[index]?.line
      if (!part) return []
      return [{
        key: `${line.drugId}|${report.id}`, name: place, unit: '', reportId: report.id, figures: figuresOf(part),
        given: report.data.given?.[report.data.lines.drugId.indexOf(line.drugId)] ?? null, remark: remarkOf(part, report.data.notes[line.drugId] ?? ''),
      }]
    })]
  })
}
