import type { Day, Month } from '#domain/core/day.ts'
import { sameJson } from '#domain/core/json.ts'
import { err, ok, type Result } from '#domain/core/result.ts'
import { streamOf } from '#domain/core/streams.ts'
import type { ActivityData } from '#domain/records/activity.ts'
import { plannedOverlap, waitedMeanwhile } from '#domain/rules/supervision/activity-overlap.ts'
import type { AppContext } from '#app/context.ts'
import { createDraft, patchDraft, type Interest, type RecordReader, type SaveFailure } from '#app/db/record-store.ts'
import { readNames } from '#app/shared/read-names.ts'
import { activitiesOf, activityTime, ACTIVITY_FLAG_INTERESTS, placeOfStream, readPustu, readServiceTime, type ActivityRecord, type ActivityTime, type PlaceName, type ServiceTime } from '#app/shared/service/service-time.ts'

/** `due`: its time is over and nobody has told what came of it. */
export type ActivityState = 'planned' | 'due' | 'done' | 'cancelled'
export interface ActivityLine extends ActivityTime { readonly place: string; readonly state: ActivityState }

type Clock = Pick<AppContext, 'today' | 'wallTime'>
export function stateOf({ cancelled, actual, on, planned }: ActivityData, clock: Clock): ActivityState {
  if (cancelled) return 'cancelled'
  if (actual) return 'done'
  return on < clock.today() || (on === clock.today() && planned.to <= clock.wallTime()) ? 'due' : 'planned'
}

/** The activities of a month, with those of any month that nobody has told of; and the pustu they are of. */
export interface ActivityList { readonly places: readonly PlaceName[]; readonly withoutHours: readonly string[]; readonly lines: readonly ActivityLine[] }
export const ACTIVITY_INTERESTS: readonly Interest[] = ACTIVITY_FLAG_INTERESTS

export async function readActivities(app: Pick<AppContext, 'store' | 'streams'> & Clock, month: Month): Promise<ActivityList> {
  const places = await readPustu(app)
  const ids = places.map(({ id }) => id)
  const [ofMonth, open, times] = await Promise.all([
    activitiesOf(app.store, ids, month), app.store.byKey('activity', 'open', 'ya'), Promise.all(ids.map(async id => [id, await readServiceTime(app.store, id)] as const)),
  ])
  const timeOf = new Map(times)
  const older = open.flatMap(record => {
    const time = timeOf.get(placeOfStream(record))
    return time && record.state === 'live' && !record.data.on.startsWith(month) && stateOf(record.data, app) === 'due' ? [activityTime(record, time)] : []
  })
  const nameOf = new Map(places.map(({ id, name }) => [id, name]))
  return {
    places, withoutHours: times.filter(([, { hours }]) => hours === null).map(([id]) => nameOf.get(id) ?? id),
    lines: [...older.sort((a, b) => a.on.localeCompare(b.on)), ...ofMonth].map(one => ({ ...one, place: nameOf.get(one.pustu) ?? one.pustu, state: stateOf(one.record.data, app) })),
  }
}

export const SHOWN = ['semua', 'rencana', 'lapor', 'terlaksana', 'menabrak'] as const
export type Shown = (typeof SHOWN)[number]
export const isShown = ({ state, overlap }: ActivityLine, shown: Shown): boolean => {
  switch (shown) {
    case 'semua': return true
    case 'rencana': return state === 'planned'
    case 'lapor': return state === 'due'
    case 'terlaksana': return state === 'done'
    case 'menabrak': return overlap > 0 && state !== 'cancelled'
  }
}

/** How many waited meanwhile, as this tablet knows the queue; null where it holds none of that pustu. */
export async function waitingAt(app: Pick<AppContext, 'streams'>, reader: RecordReader, pustu: string, on: Day, times: { readonly from: string; readonly to: string }): Promise<number | null> {
  const stream = streamOf('clinical', pustu)
  if (!app.streams('clinical').includes(stream)) return null
  const queue = (await reader.byDay('arrival', on)).filter(one => one.state === 'live' && one.stream === stream)
  return waitedMeanwhile(queue.map(one => one.data), times)
}

export interface ActivityFile {
  readonly line: ActivityLine
  readonly time: ServiceTime
  readonly names: ReadonlyMap<string, string>
  /** The queue as it is known now; another tablet may have sent more of it since it was told. */
  readonly waitingNow: number | null
}
export const ACTIVITY_FILE_INTERESTS: readonly Interest[] = [...ACTIVITY_FLAG_INTERESTS, { kind: 'arrival' }, { kind: 'staff' }]

export async function readActivity(app: Pick<AppContext, 'store' | 'streams'> & Clock, id: string): Promise<ActivityFile | null> {
  const record = await app.store.get('activity', id)
  if (!record) return null
  const { data } = record
  const pustu = placeOfStream(record)
  const [time, facility, names, waitingNow] = await Promise.all([
    readServiceTime(app.store, pustu), app.store.get('facility', pustu), readNames(app.store, [data.by, ...(data.cancelled ? [data.cancelled.by] : [])]),
    data.actual ? waitingAt(app, app.store, pustu, data.actual.on, data.actual) : null,
  ])
  return { line: { ...activityTime(record, time), place: facility?.data.name ?? pustu, state: stateOf(data, app) }, time, names, waitingNow }
}

export type Plan = Pick<ActivityData, 'type' | 'title' | 'where' | 'planned'> & { readonly reason: string }

/** Plans an activity for each of the days, as one group: a series is saved whole or not at all. The reason goes to those that need one. */
export async function planActivities(app: AppContext, pustu: string, { reason, ...plan }: Plan, days: readonly Day[]): Promise<Result<string, SaveFailure>> {
  const made = days.map(on => ({ on, id: app.newId() }))
  const saved = await app.store.writeGroup<never>(async view => {
    const { hours, calendar } = await readServiceTime(view, pustu)
    return ok(made.map(({ on, id }) => createDraft('activity', id, streamOf('service', pustu), {
      ...plan, pustu, on, overlapReason: plannedOverlap({ on, planned: plan.planned }, hours, calendar) > 0 ? reason : '', by: app.user.id, actual: null, seen: null, cancelled: null,
    })))
  })
  return saved.ok ? ok(made[0]?.id ?? '') : saved
}

/** `gone`: voided or cancelled in the meantime; `told`: somebody has told of it since the page was read. */
export type ActivityFailure = SaveFailure | { readonly kind: 'gone' | 'told' }

async function change(app: AppContext, id: string, decide: (now: ActivityRecord, view: RecordReader) => Promise<Result<Partial<ActivityData>, ActivityFailure>>): Promise<Result<null, ActivityFailure>> {
  const saved = await app.store.writeGroup<ActivityFailure>(async view => {
    const now = await view.get('activity', id)
    if (now?.state !== 'live' || now.data.cancelled) return err({ kind: 'gone' })
    const decided = await decide(now, view)
    return decided.ok ? ok([patchDraft(now, decided.value)]) : decided
  })
  return saved.ok ? ok(null) : saved
}

/** Puts an activity that nobody has told of on another day or hour. */
export const replan = (app: AppContext, id: string, { reason, ...plan }: Plan, on: Day): Promise<Result<null, ActivityFailure>> => change(app, id, async (now, view) => {
  if (now.data.actual) return err({ kind: 'told' })
  const { hours, calendar } = await readServiceTime(view, now.data.pustu)
  return ok({ ...plan, on, overlapReason: plannedOverlap({ on, planned: plan.planned }, hours, calendar) > 0 ? reason : '' })
})

export type Told = Pick<NonNullable<ActivityData['actual']>, 'on' | 'from' | 'to' | 'people' | 'reason' | 'note'>

/** Tells what came of it, with who waited meanwhile. What the head saw before was something else, so he is asked again. */
export const tell = (app: AppContext, seen: ActivityRecord, told: Told): Promise<Result<null, ActivityFailure>> => change(app, seen.id, async (now, view) => {
  if (!sameJson(now.data.actual, seen.data.actual)) return err({ kind: 'told' })
  const waiting = await waitingAt(app, view, now.data.pustu, told.on, told)
  return ok({ actual: { ...told, waiting, by: app.user.id, name: app.user.name }, ...(now.data.seen ? { seen: null } : {}) })
})

export const cancelActivity = (app: AppContext, id: string, reason: string): Promise<Result<null, ActivityFailure>> =>
  change(app, id, async now => (now.data.actual ? err({ kind: 'told' }) : ok({ cancelled: { reason, by: app.user.id, on: app.today() } })))

/** The head has seen it, as it stands now. */
export const seeActivity = (app: AppContext, id: string, note: string): Promise<Result<null, ActivityFailure>> =>
  change(app, id, async () => ok({ seen: { by: app.user.id, name: app.user.name, on: app.today(), note } }))
