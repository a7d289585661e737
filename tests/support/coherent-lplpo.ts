import type { JsonObject } from '#domain/core/json.ts'
import { closingOf, columnsOf, LPLPO_FIGURES, requestOf, targetOf, type LplpoData, type LplpoFigure, type LplpoLine } from '#domain/rules/pharmacy/lplpo.ts'

/** A report of random figures that follow from each other, just sent, the first of its month and fund. */
export function coherentLplpo(data: JsonObject): JsonObject {
  const report = data as unknown as LplpoData
  const drugs = [...new Set(report.lines.drugId)]
  const lines = drugs.map((drugId, index): LplpoLine => {
    const raw = Object.fromEntries(LPLPO_FIGURES.map(figure => [figure, Math.abs(report.lines[figure][index] ?? 0)])) as Record<LplpoFigure, number>
    const open = { ...raw, adjustment: 0, pack: 1 + (raw.pack % 100), emptyDays: raw.emptyDays % (report.params.workingDays + 1), difference: 0 }
    const line = { ...open, difference: Math.max(0, -closingOf(open)) }
    const closing = closingOf(line)
    const optimum = targetOf(report.params, line.used, line.emptyDays)
    return { ...line, drugId, closing, optimum, request: requestOf({ ...report.params, ...line, closing, optimum }) }
  })
  const first = drugs[0]
  return {
    ...data, lines: columnsOf(lines), notes: first === undefined ? {} : { [first]: Object.values(report.notes)[0] ?? '' }, sentBy: 'nobody', replaces: null, decision: null, given: null,
  } as unknown as JsonObject
}
