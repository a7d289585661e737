import type { Day } from '#domain/core/day.ts'
import { err, ok, type Result } from '#domain/core/result.ts'
import { streamOf } from '#domain/core/streams.ts'
import type { CoachingPlan } from '#domain/records/coaching-plan.ts'
import { coverageOf, monthsOfYear, planState, type Coverage, type PlanState, type YearCell } from '#domain/rules/supervision/coaching-year.ts'
import type { AppContext } from '#app/context.ts'
import { createDraft, patchDraft, type Interest, type RecordReader, type SaveFailure, type StoredRecord } from '#app/db/record-store.ts'
import { placeOf, type Person } from './findings.ts'

export const PLAN_INTERESTS: readonly Interest[] = [{ kind: 'coaching-plan' }, { kind: 'coaching-visit' }, { kind: 'facility' }]
export type Plan = StoredRecord<'coaching-plan'>
export type Visit = StoredRecord<'coaching-visit'>
export interface Place { readonly id: string; readonly name: string }
export interface PlanLine { readonly plan: Plan; readonly placeId: string; readonly place: string; readonly state: PlanState }
export interface VisitLine { readonly visit: Visit; readonly placeId: string; readonly place: string }

/** A year of supervision: what was planned, what was done, what is missing. */
export interface CoachingYear {
  readonly year: number
  readonly places: readonly Place[]
  readonly months: ReadonlyMap<string, readonly YearCell[]>
  readonly coverage: Coverage
  /** Plans that still ask for something, the soonest first: missed ones stand before the others. */
  readonly open: readonly PlanLine[]
  /** Of the year, the latest first; drafts of any year among them. */
  readonly visits: readonly VisitLine[]
}

/** The pustu that this user supervises, by name. */
export async function readPlaces(app: Pick<AppContext, 'store' | 'streams'>): Promise<Place[]> {
  const places = await Promise.all(app.streams('service').map(async stream => {
    const id = placeOf({ stream })
    const facility = (await app.store.get('facility', id))?.data
    return facility?.active === false ? null : { id, name: facility?.name ?? id }
  }))
  return places.filter(place => place !== null).sort((a, b) => a.name.localeCompare(b.name, 'id'))
}

export async function readYear(app: Pick<AppContext, 'store' | 'streams' | 'today'>, year: number): Promise<CoachingYear> {
  const [places, plans, all] = await Promise.all([readPlaces(app), app.store.scan('coaching-plan'), app.store.scan('coaching-visit')])
  const live = all.filter(visit => visit.state === 'live')
  const byId = new Map(live.map(visit => [visit.id, visit.data]))
  const nameOf = (id: string): string => places.find(place => place.id === id)?.name ?? id
  const lines = plans.filter(plan => plan.state === 'live').map((plan): PlanLine => ({ plan, placeId: placeOf(plan), place: nameOf(placeOf(plan)), state: planState(plan.data, byId, app.today()) }))
  const [yearPlans, yearVisits] = [lines.map(({ placeId, plan, state }) => ({ pustu: placeId, on: plan.data.on, state })), live.filter(visit => visit.data.signature).map(visit => ({ pustu: placeOf(visit), on: visit.data.on }))]
  return {
    year, places, coverage: coverageOf(year, places.map(place => place.id), yearPlans, yearVisits),
    months: new Map(places.map(place => [place.id, monthsOfYear(year, place.id, yearPlans, yearVisits)])),
    open: lines.filter(({ state }) => state === 'planned' || state === 'missed').sort((a, b) => a.plan.data.on.localeCompare(b.plan.data.on) || a.place.localeCompare(b.place, 'id')),
    visits: all.filter(visit => visit.data.on.startsWith(`${year}-`) || (visit.state === 'live' && !visit.data.signature)).map(visit => ({ visit, placeId: placeOf(visit), place: nameOf(placeOf(visit)) }))
      .sort((a, b) => b.visit.data.on.localeCompare(a.visit.data.on) || b.visit.id.localeCompare(a.visit.id)),
  }
}

/** Who may lead a visit: the people of the puskesmas above the user's pustu. */
export async function readLeaders(reader: RecordReader): Promise<Person[]> {
  const people = (await reader.scan('staff')).filter(one => one.state === 'live' && one.data.active && one.data.grants.some(({ role }) => role === 'kapus' || role === 'dokter'))
  return people.map(one => ({ id: one.id, name: one.data.name })).sort((a, b) => a.name.localeCompare(b.name, 'id'))
}

export async function createPlan(app: AppContext, planned: Pick<CoachingPlan, 'pustu' | 'on' | 'lead' | 'focus'>): Promise<Result<string, SaveFailure>> {
  const id = app.newId()
  const saved = await app.store.writeGroup<never>(async () => ok([createDraft('coaching-plan', id, streamOf('service', planned.pustu), { ...planned, by: app.user.id, moves: [], visitId: null, cancelled: null })]))
  return saved.ok ? ok(id) : saved
}

/** `gone`: cancelled, or become a visit, in the meantime. */
export type PlanFailure = SaveFailure | { readonly kind: 'gone' }
async function change(app: AppContext, id: string, changes: (now: CoachingPlan) => Partial<CoachingPlan>): Promise<Result<null, PlanFailure>> {
  const saved = await app.store.writeGroup<PlanFailure>(async view => {
    const now = await view.get('coaching-plan', id)
    return now?.state === 'live' && !now.data.cancelled && now.data.visitId === null ? ok([patchDraft(now, changes(now.data))]) : err({ kind: 'gone' })
  })
  return saved.ok ? ok(null) : saved
}
export const movePlan = (app: AppContext, id: string, to: Day, reason: string): Promise<Result<null, PlanFailure>> =>
  change(app, id, now => ({ on: to, moves: [...now.moves, { from: now.on, to, reason, on: app.today(), by: app.user.id }] }))
export const cancelPlan = (app: AppContext, id: string, reason: string): Promise<Result<null, PlanFailure>> =>
  change(app, id, () => ({ cancelled: { reason, on: app.today(), by: app.user.id } }))
