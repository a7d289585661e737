import { addMonths, monthOf } from '#domain/core/day.ts'
import { parseStream } from '#domain/core/streams.ts'
import { isSeen } from '#domain/rules/supervision/activity-overlap.ts'
import type { Kind } from '#domain/records/index.ts'
import type { AppContext } from '../context.ts'
import type { Interest, StoredRecord } from '../db/record-store.ts'
import { ACTIVITY_FLAG_INTERESTS, activityTime, placeOfStream, readServiceTime, type ActivityTime } from './service/service-time.ts'

/** An activity that ran into hours of service is looked for this many months back; what nobody has seen by then is history. */
const MONTHS_BACK = 6

/** What waits for the head's decision on pages of its own: reports to answer, counts to approve, proposals for the catalogue and of prices, activities to be seen. */
export interface HeadTasks {
  readonly lplpo: readonly StoredRecord<'lplpo'>[]
  readonly counts: readonly StoredRecord<'stock-count'>[]
  readonly proposals: readonly StoredRecord<'drug-proposal'>[]
  readonly prices: readonly StoredRecord<'price-proposal'>[]
  readonly activities: readonly ActivityTime[]
}
const NONE: HeadTasks = { lplpo: [], counts: [], proposals: [], prices: [], activities: [] }
export const HEAD_TASK_INTERESTS: readonly Interest[] = [{ kind: 'lplpo' }, { kind: 'stock-count' }, { kind: 'drug-proposal' }, { kind: 'price-proposal' }, ...ACTIVITY_FLAG_INTERESTS]

const live = <K extends Kind>(records: readonly StoredRecord<K>[]): StoredRecord<K>[] => records.filter(record => record.state === 'live')

/** Nothing for anybody but the head. */
export async function headTasks(app: AppContext): Promise<HeadTasks> {
  if (!app.hasRole('kapus')) return NONE
  const [lplpo, counts, proposals, prices, activities] = await Promise.all([
    app.store.byKey('lplpo', 'open', 'y'), app.store.byKey('stock-count', 'open', 'y'), app.store.byKey('drug-proposal', 'open', 'y'), app.store.byKey('price-proposal', 'open', 'y'), unseenActivities(app),
  ])
  return { lplpo: live(lplpo), counts: live(counts).filter(count => count.data.submitted !== null), proposals: live(proposals), prices: live(prices), activities }
}

async function unseenActivities(app: AppContext): Promise<ActivityTime[]> {
  const month = monthOf(app.today())
  const months = Array.from({ length: MONTHS_BACK }, (_, back) => addMonths(month, -back))
  const records = live((await Promise.all(months.map(one => app.store.byKey('activity', 'month', one)))).flat())
    .filter(({ data }) => data.actual !== null && data.cancelled === null && !isSeen(data))
  const pustu = [...new Set(records.map(placeOfStream))].filter(place => app.streams('service').some(stream => parseStream(stream)?.place === place))
  const times = new Map(await Promise.all(pustu.map(async place => [place, await readServiceTime(app.store, place)] as const)))
  return records.flatMap(record => {
    const time = times.get(placeOfStream(record))
    return time ? [activityTime(record, time)] : []
  }).filter(activity => activity.overlap > 0)
}
