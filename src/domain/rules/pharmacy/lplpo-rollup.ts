import { linesOf, type LplpoData, type LplpoLine } from './lplpo.ts'

/** A report in a roll-up, with the pustu that sent it. */
export interface PlacedReport { readonly place: string; readonly data: LplpoData }

/** One drug over several pustu. What they sent each other is neither received nor used: it is stock of the puskesmas. */
export interface RollupLine {
  readonly drugId: string
  readonly opening: number
  readonly adjustment: number
  /** From outside these pustu. */
  readonly received: number
  readonly used: number
  readonly lost: number
  readonly returned: number
  /** Sent to another pustu less arrived from one: on the road at the end of the month; below zero where more arrived than left. */
  readonly inTransit: number
  readonly difference: number
  readonly closing: number
  readonly optimum: number
  readonly request: number
  /** What the puskesmas gives; null until all these reports are approved. */
  readonly given: number | null
  /** The figures of each pustu that names the drug. */
  readonly parts: readonly { readonly place: string; readonly line: LplpoLine }[]
}

const SUMMED = ['opening', 'adjustment', 'used', 'lost', 'returned', 'difference', 'closing', 'optimum', 'request'] as const

/** Adds the reports of one month, drug by drug; in no particular order. A pustu without a report is not in it: nothing is filled in for it. */
export function rollUp(reports: readonly PlacedReport[]): RollupLine[] {
  const parts = new Map<string, { place: string; line: LplpoLine; given: number | null }[]>()
  for (const { place, data } of reports) {
    for (const [index, line] of linesOf(data.lines).entries()) {
      const own = parts.get(line.drugId) ?? []
      own.push({ place, line, given: data.given?.[index] ?? null })
      parts.set(line.drugId, own)
    }
  }
  return [...parts].map(([drugId, own]) => {
    const sum = (of: (line: LplpoLine) => number): number => own.reduce((total, { line }) => total + of(line), 0)
    const sums = Object.fromEntries(SUMMED.map(figure => [figure, sum(line => line[figure])])) as Record<(typeof SUMMED)[number], number>
    const given = own.some(part => part.given === null) ? null : own.reduce((total, part) => total + (part.given ?? 0), 0)
    return { drugId, ...sums, received: sum(line => line.received - line.arrived), inTransit: sum(line => line.moved - line.arrived), given, parts: own.map(({ place, line }) => ({ place, line })) }
  })
}
