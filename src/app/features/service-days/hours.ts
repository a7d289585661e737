import type { Day } from '#domain/core/day.ts'
import { sameJson } from '#domain/core/json.ts'
import { err, ok, type Result } from '#domain/core/result.ts'
import type { ServiceHours } from '#domain/records/service-hours.ts'
import type { AppContext } from '#app/context.ts'
import { createDraft, patchDraft, type Interest, type SaveFailure } from '#app/db/record-store.ts'
import { hoursId, readPustu, readServiceHours, type PlaceName } from '#app/shared/service/service-time.ts'

export const HOURS_INTERESTS: readonly Interest[] = [{ kind: 'service-hours' }, { kind: 'facility' }]

/** The pustu with the hours that stand for each; null where none are set. */
export const readAllHours = async (app: Pick<AppContext, 'store' | 'streams'>): Promise<{ readonly place: PlaceName; readonly hours: ServiceHours | null }[]> =>
  Promise.all((await readPustu(app)).map(async place => ({ place, hours: await readServiceHours(app.store, place.id) })))

/** Older hours than these are not kept: the field holds so many (see the record). */
const EARLIER = 12

/** `changed`: somebody set other hours since the page was read; `same`: these hours hold already. */
export type HoursFailure = SaveFailure | { readonly kind: 'no-place' | 'changed' | 'same' }

const inOrder = (sessions: ServiceHours['sessions']): ServiceHours['sessions'] => [...sessions].sort((a, b) => a.weekday - b.weekday || a.from.localeCompare(b.from))

/** Sets the hours of a pustu from a day on. What held until then is kept, so that an earlier day is judged by its own hours. */
export async function saveHours(app: AppContext, pustu: string, seen: ServiceHours | null, { since, sessions }: Pick<ServiceHours, 'since' | 'sessions'>): Promise<Result<null, HoursFailure>> {
  const stream = app.streams('catalogue')[0]
  if (stream === undefined) return err({ kind: 'no-place' })
  const saved = await app.store.writeGroup<HoursFailure>(async view => {
    const record = await view.get('service-hours', hoursId(pustu))
    if (!record) return ok([createDraft('service-hours', hoursId(pustu), stream, { pustu, sessions, since, earlier: [] })])
    const { data } = record
    if (!seen || !sameJson(data.sessions, seen.sessions) || data.since !== seen.since) return err({ kind: 'changed' })
    if (sameJson(inOrder(data.sessions), inOrder(sessions))) return err({ kind: 'same' })
    const earlier = since > data.since ? [{ since: data.since, sessions: data.sessions }, ...data.earlier].slice(0, EARLIER) : data.earlier
    return ok([patchDraft(record, { sessions, since: since as Day, earlier })])
  })
  return saved.ok ? ok(null) : saved
}
