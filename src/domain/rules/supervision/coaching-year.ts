import { monthOf, type Day } from '../../core/day.ts'
import type { CoachingPlan } from '../../records/coaching-plan.ts'
import type { CoachingVisit } from '../../records/coaching-visit.ts'

export type PlanState = 'planned' | 'missed' | 'running' | 'done' | 'cancelled'

/** How a plan stands; one whose day went by without a visit is missed. A visit that was voided is none. */
export function planState({ on, visitId, cancelled }: Pick<CoachingPlan, 'on' | 'visitId' | 'cancelled'>, visits: ReadonlyMap<string, Pick<CoachingVisit, 'signature'>>, today: Day): PlanState {
  if (cancelled) return 'cancelled'
  const visit = visitId === null ? undefined : visits.get(visitId)
  if (visit) return visit.signature ? 'done' : 'running'
  return today > on ? 'missed' : 'planned'
}

export interface YearPlan { readonly pustu: string; readonly on: Day; readonly state: PlanState }
export interface YearVisit { readonly pustu: string; readonly on: Day }

/** One pustu in one month: the days on which it was visited, on which it is to be, and on which nobody came. */
export interface YearCell { readonly done: readonly Day[]; readonly planned: readonly Day[]; readonly missed: readonly Day[] }

const days = (all: readonly { readonly on: Day }[]): Day[] => all.map(one => one.on).sort()

/** The twelve months of a pustu. */
export const monthsOfYear = (year: number, pustu: string, plans: readonly YearPlan[], visits: readonly YearVisit[]): YearCell[] => Array.from({ length: 12 }, (_, index) => {
  const month = `${year}-${String(index + 1).padStart(2, '0')}`
  const isHere = (one: { readonly pustu: string; readonly on: Day }): boolean => one.pustu === pustu && monthOf(one.on) === month
  return {
    done: days(visits.filter(isHere)), planned: days(plans.filter(plan => isHere(plan) && (plan.state === 'planned' || plan.state === 'running'))), missed: days(plans.filter(plan => isHere(plan) && plan.state === 'missed')),
  }
})

export interface Share { readonly part: number; readonly whole: number }
/** Pustu that were visited at least once, of all; plans that were carried out, of those whose day has come and that were not cancelled. */
export interface Coverage { readonly pustu: Share; readonly plans: Share }

export function coverageOf(year: number, pustu: readonly string[], plans: readonly YearPlan[], visits: readonly YearVisit[]): Coverage {
  const ofYear = ({ on }: { readonly on: Day }): boolean => on.startsWith(`${year}-`)
  const due = plans.filter(plan => ofYear(plan) && (plan.state === 'done' || plan.state === 'missed'))
  return {
    pustu: { part: pustu.filter(id => visits.some(visit => visit.pustu === id && ofYear(visit))).length, whole: pustu.length },
    plans: { part: due.filter(plan => plan.state === 'done').length, whole: due.length },
  }
}
