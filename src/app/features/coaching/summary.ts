import type { Day } from '#domain/core/day.ts'
import type { CoachingVisit } from '#domain/records/coaching-visit.ts'
import { addPoints, checklistResult, type ChecklistResult, type Points } from '#domain/rules/supervision/checklist.ts'
import { closedOnTime, findingState, type ClosedOnTime, type FindingState } from '#domain/rules/supervision/findings.ts'
import type { AppContext } from '#app/context.ts'
import { readLetterhead, type Letterhead } from '#app/shared/letterhead.ts'
import { placeOf } from './findings.ts'
import { readYear, type CoachingYear, type Place } from './plans.ts'
import { checklistOf } from './visits.ts'

/** What a visit came to; null where its checklist is of a newer version. */
export function resultOf(visit: CoachingVisit): ChecklistResult | null {
  const checklist = checklistOf(visit.checklist)
  return checklist ? checklistResult(checklist, visit.answers) : null
}

export interface PlaceYear extends Place { readonly visits: number; readonly lastOn: Day | null; readonly last: ChecklistResult | null; readonly planned: number; readonly missed: number; readonly open: number; readonly overdue: number; readonly onTime: ClosedOnTime }
export const STATES = ['open', 'evidence-given', 'overdue', 'closed', 'closed-late'] as const satisfies readonly FindingState[]

/** A year of supervision in numbers, without a person's name: what goes to the health office's team (TPCB). */
export interface YearSummary {
  readonly year: CoachingYear
  readonly head: Letterhead | null
  readonly places: readonly PlaceYear[]
  /** Points of all signed visits of the year, by section. */
  readonly sections: readonly { readonly title: string; readonly points: Points }[]
  readonly points: Points
  readonly states: readonly { readonly state: FindingState; readonly count: number }[]
  readonly onTime: ClosedOnTime
}

export async function readSummary(app: Pick<AppContext, 'store' | 'streams' | 'today'>, year: number): Promise<YearSummary> {
  const [of, all] = await Promise.all([readYear(app, year), app.store.scan('finding')])
  // What was found this year, and what was still open from before it as it began.
  const findings = all.filter(one => one.state === 'live' && one.data.on <= `${year}-12-31` && (one.data.closed === null || one.data.closed.on >= `${year}-01-01`))
  const signed = of.visits.filter(({ visit }) => visit.state === 'live' && visit.data.signature && visit.data.on.startsWith(`${year}-`))
  const results = signed.flatMap(({ visit }) => { const result = resultOf(visit.data); return result ? [result] : [] })
  const titles = [...new Set(results.flatMap(result => result.sections.map(section => section.title)))].sort((a, b) => a.localeCompare(b, 'id'))
  const sections = titles.map(title => ({ title, points: addPoints(results.flatMap(result => result.sections.filter(section => section.title === title).map(section => section.points))) }))
  const catalogue = app.streams('catalogue')[0]
  return {
    year: of, sections, points: addPoints(sections.map(section => section.points)), head: catalogue === undefined ? null : await readLetterhead(app.store, catalogue),
    places: of.places.map((place): PlaceYear => {
      const mine = signed.filter(line => line.placeId === place.id)
      const [latest] = mine
      const own = findings.filter(one => placeOf(one) === place.id).map(one => one.data)
      const states = own.map(data => findingState(data, app.today()))
      const cells = of.months.get(place.id) ?? []
      const sum = (count: (cell: typeof cells[number]) => number): number => cells.reduce((total, cell) => total + count(cell), 0)
      return {
        ...place, visits: mine.length, lastOn: latest?.visit.data.on ?? null, last: latest ? resultOf(latest.visit.data) : null, planned: sum(cell => cell.planned.length), missed: sum(cell => cell.missed.length),
        open: states.filter(state => state === 'open' || state === 'evidence-given' || state === 'overdue').length, overdue: states.filter(state => state === 'overdue').length, onTime: closedOnTime(own, app.today()),
      }
    }),
    states: STATES.map(state => ({ state, count: findings.filter(one => findingState(one.data, app.today()) === state).length })),
    onTime: closedOnTime(findings.map(one => one.data), app.today()),
  }
}
