import { addDays, type Day } from '../../core/day.ts'
import type { VisitData } from '../../records/visit.ts'
import { parseSigna } from '../pharmacy/signa.ts'
import { doseAmount } from './safety/amounts.ts'

type Line = VisitData['prescription'][number]

/** For how many days a line is enough: as it was said, else by its directions; null where they do not say. */
function daysOf(line: Pick<Line, 'days' | 'signa' | 'unit' | 'quantity'>): number | null {
  const read = parseSigna(line.signa, line.unit)
  const said = line.days ?? read?.days ?? null
  if (said !== null) return said
  const dose = read?.dose ? doseAmount(read.dose) : null
  return dose?.per === 'unit' && read?.perDay ? Math.floor(line.quantity / (dose.value * read.perDay)) : null
}

/** The last day for which the medicine of a visit is enough, by the line that lasts longest: a cough syrup beside it ends nothing. */
export function lastsUntil(visit: Pick<VisitData, 'on' | 'prescription'>): Day | null {
  const days = visit.prescription.map(daysOf).filter(found => found !== null && found > 0) as number[]
  return days.length === 0 ? null : addDays(visit.on, Math.max(...days) - 1)
}
