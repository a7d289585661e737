import { answeredOnTime, findingsOnTime } from '#domain/rules/supervision/indicators/promises.ts'
import type { Part } from '#domain/rules/supervision/indicators/figure.ts'
import { DEFAULT_CALENDAR } from '#domain/rules/supervision/working-days.ts'
import type { AppContext } from '#app/context.ts'
import type { Interest, StoredRecord } from '#app/db/record-store.ts'
import { CALENDAR_INTERESTS, readCalendar } from '#app/shared/complaints.ts'
import { ACTIVITY_FLAG_INTERESTS, activityFlags, type ActivityFlags } from '#app/shared/service/service-time.ts'
import { knownTablets, STALE_MS, type TabletLine } from '#app/shared/tablets.ts'
import { measureOf, measureOfPart, type Measure } from '../measure.ts'
import { isIn, placeOf, type Scope } from '../scope.ts'

export const PROMISE_INTERESTS: readonly Interest[] = [{ kind: 'finding' }, { kind: 'complaint' }, ...CALENDAR_INTERESTS, ...ACTIVITY_FLAG_INTERESTS]

export interface Behind<R> { readonly part: Part; readonly records: readonly R[] }

export async function readFindings(app: AppContext, scope: Scope): Promise<Behind<StoredRecord<'finding'>>> {
  const records = (await app.store.scan('finding')).filter(isIn(scope, 'service'))
  return { records, part: findingsOnTime(records, scope.month, app.today()) }
}

export async function readComplaints(app: AppContext, scope: Scope): Promise<Behind<StoredRecord<'complaint'>>> {
  const records = (await app.store.scan('complaint')).filter(isIn(scope, 'service'))
  const calendars = new Map(await Promise.all(scope.places.map(async place => [place.id, await readCalendar(app.store, place.id)] as const)))
  const placeById = new Map(records.map(record => [record.id, placeOf(scope, record)?.id ?? '']))
  return { records, part: answeredOnTime(records, id => calendars.get(placeById.get(id) ?? '') ?? DEFAULT_CALENDAR, scope.month, app.today()) }
}

export const readActivities = (app: AppContext, scope: Scope): Promise<ActivityFlags> => activityFlags(app.store, scope.places.map(place => place.id), scope.month)

export async function promiseMeasures(app: AppContext, scope: Scope): Promise<Measure[]> {
  const [findings, complaints, activities] = await Promise.all([readFindings(app, scope), readComplaints(app, scope), readActivities(app, scope)])
  return [measureOfPart('rtl', findings.part), measureOfPart('pengaduan', complaints.part), measureOf('jam-pelayanan', activities.clear.length, activities.all.length)]
}

export interface KnownTablet { readonly tablet: TabletLine; readonly at: number | null; readonly isFresh: boolean }

/** The tablets of these places as the server last told of them, however old that answer is. */
export async function readTablets(app: AppContext, scope: Scope): Promise<KnownTablet[]> {
  const ids = new Set(scope.places.map(place => place.id))
  return ((await knownTablets(app))?.devices ?? []).filter(tablet => ids.has(tablet.place)).map(tablet => {
    const at = tablet.lastCompleteAt
    return { tablet, at, isFresh: at !== null && app.now() - at <= STALE_MS }
  })
}

export async function tabletMeasures(app: AppContext, scope: Scope): Promise<Measure[]> {
  if (scope.month !== app.today().slice(0, 7)) return [measureOf('sinkron', 0, 0, { none: 'now-only' })]
  const tablets = await readTablets(app, scope)
  return [measureOf('sinkron', tablets.filter(one => one.isFresh).length, tablets.length, { none: 'no-tablet' })]
}
