import type { Day } from '../../core/day.ts'
import type { FindingData } from '../../records/finding.ts'

export type FindingState = 'open' | 'overdue' | 'evidence-given' | 'closed' | 'closed-late'
type Dated = Pick<FindingData, 'due' | 'evidence' | 'moves' | 'closed'>

/** Whether its day was once let pass: a day that is moved only afterwards does not mend that. */
export const wasMissed = ({ moves }: Pick<FindingData, 'moves'>): boolean => moves.some(move => move.on > move.from)

/**
 * How a line of a follow-up plan stands (BR-64). Its due day is the last one on which it is in time; past it and not closed it is
 * overdue, with evidence too, because only closing ends it.
 */
export function findingState(data: Dated, today: Day): FindingState {
  if (data.closed) return data.closed.on <= data.due && !wasMissed(data) ? 'closed' : 'closed-late'
  if (today > data.due) return 'overdue'
  return data.evidence.length > 0 ? 'evidence-given' : 'open'
}

export const isOpenFinding = (state: FindingState): boolean => state !== 'closed' && state !== 'closed-late'

export interface ClosedOnTime { readonly onTime: number; readonly due: number }

/** Closed by its due day ÷ what has come to its end or its day (domain §6): what is still running is not counted yet. */
export function closedOnTime(findings: readonly Dated[], today: Day): ClosedOnTime {
  const states = findings.map(data => ({ state: findingState(data, today), missed: wasMissed(data) }))
  return { onTime: states.filter(one => one.state === 'closed').length, due: states.filter(({ state, missed }) => missed || !isOpenFinding(state) || state === 'overdue').length }
}
