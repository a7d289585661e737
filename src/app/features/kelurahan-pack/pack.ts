import { daysOfMonth, monthOf, type Day, type Month } from '#domain/core/day.ts'
import { streamOf } from '#domain/core/streams.ts'
import { publishCohort, publishCount, publishRanking, publishShare, publishTable, type Published, type PublishedCohort, type PublishedRanking } from '#domain/rules/suppression.ts'
import { countedVisits } from '#domain/rules/clinic/addendum-rules.ts'
import { complaintCohort } from '#domain/rules/supervision/complaint-rules.ts'
import { summarise } from '#domain/rules/supervision/day-summary.ts'
import { findingState } from '#domain/rules/supervision/findings.ts'
import { isReferred } from '#domain/rules/supervision/pustu-day.ts'
import { isWorkingDay } from '#domain/rules/supervision/working-days.ts'
import type { AppContext } from '#app/context.ts'
import type { Interest, StoredRecord } from '#app/db/record-store.ts'
import { CALENDAR_INTERESTS, readCalendar } from '#app/shared/complaints.ts'
import { toldUntil } from '#app/shared/months.ts'
import { readShelfState, SHELF_INTERESTS } from '#app/shared/pharmacy/shelf.ts'
import { PUSTU_DAY_INTERESTS, readPustuDays, figuresOf, type Span } from '#app/shared/pustu-days.ts'
import { ACTIVITY_FLAG_INTERESTS, activityFlags, placeOfStream } from '#app/shared/service/service-time.ts'

/** So many diagnoses stand on the page. */
const MOST_DIAGNOSES = 10

/** One kelurahan in a month as it may be told outside the health side: counts only, small ones suppressed (BR-67). */
export interface KelurahanPack {
  readonly pustu: string
  readonly place: string
  readonly kelurahan: string
  readonly visits: Published
  readonly persons: Published
  readonly referred: Published
  /** Main diagnoses of signed visits, those that count (BR-50). */
  readonly diagnoses: PublishedRanking
  readonly service: { readonly kept: number; readonly due: number; readonly shut: number }
  readonly medicine: { readonly handed: Published; readonly out: readonly string[]; readonly expiring: number; readonly expired: number }
  /** Null where the server has told nothing of the cooperative's month. */
  readonly members: { readonly opening: number; readonly joined: number; readonly left: number; readonly closing: number } | null
  readonly programmes: { readonly held: number; readonly clear: number; readonly byType: readonly { readonly type: string; readonly held: number; readonly people: Published }[] }
  readonly complaints: PublishedCohort
  readonly followUp: { readonly open: number; readonly overdue: number; readonly closed: number }
}

export const PACK_INTERESTS: readonly Interest[] = [
  { kind: 'visit' }, { kind: 'addendum' }, ...PUSTU_DAY_INTERESTS, ...SHELF_INTERESTS, ...ACTIVITY_FLAG_INTERESTS, ...CALENDAR_INTERESTS, { kind: 'service-day' }, { kind: 'member-report' }, { kind: 'complaint' }, { kind: 'finding' },
]

/** The pages of a month, one a pustu, in the given order. What is about today (stock, open follow-up) is as it stands now. */
export async function readPacks(app: AppContext, pustu: readonly StoredRecord<'facility'>[], month: Month): Promise<KelurahanPack[]> {
  const days = daysOfMonth(month)
  const span: Span = { from: days[0] as Day, to: toldUntil(month, app.today()) }
  const ids = pustu.map(place => place.id)
  const [visitDays, addenda, pustuDays, flags, shelves, serviceDays, complaints, findings] = await Promise.all([
    Promise.all(days.filter(day => day <= span.to).map(day => app.store.byDay('visit', day))), app.store.scan('addendum'), readPustuDays(app, span), activityFlags(app.store, ids, month),
    Promise.all(ids.map(id => readShelfState(app.store, streamOf('stock', id), app.today()))),
    app.store.byKey('service-day', 'month', month), app.store.byKey('complaint', 'month', month), app.store.scan('finding'),
  ])
  const figures = figuresOf(pustuDays, ids, span)
  const visits = countedVisits(visitDays.flat(), addenda)
  const summaries = summarise(ids, visits, [], new Set(), span)
  return Promise.all(pustu.map(async (facility, index): Promise<KelurahanPack> => {
    const { id, data } = facility
    const at = <T extends { readonly stream: string; readonly state: string }>(records: readonly T[]): T[] => records.filter(record => record.state === 'live' && placeOfStream(record) === id)
    const summary = summaries[index]
    const handed = figures.byPustu.get(id)?.handed ?? 0
    const referred = at(visits).filter(({ data: visit }) => visit.signature !== null && isReferred(visit)).length
    const calendar = await readCalendar(app.store, id)
    return {
      pustu: id, place: data.name, kelurahan: data.kelurahan,
      ...visitsOf(summary?.signed.length ?? 0, referred), persons: publishCount(summary?.patients.length ?? 0),
      diagnoses: publishRanking((summary?.diagnoses ?? []).map(({ code, name, visits: those }) => ({ key: code, name, count: those.length })), MOST_DIAGNOSES),
      service: serviceOf(at(serviceDays), days.filter(day => day <= span.to && isWorkingDay(day, calendar)).length),
      medicine: medicineOf(shelves[index], handed),
      members: await membersOf(app, facility, month),
      programmes: programmesOf(flags, id),
      complaints: publishCohort(complaintCohort(at(complaints).map(one => one.data), calendar)),
      followUp: followUpOf(at(findings), month, app.today()),
    }
  }))
}

const visitsOf = (all: number, referred: number): Pick<KelurahanPack, 'visits' | 'referred'> => {
  const { whole, part } = publishShare(all, referred)
  return { visits: whole, referred: part }
}

function serviceOf(records: readonly StoredRecord<'service-day'>[], due: number): KelurahanPack['service'] {
  const days = (of: 'opened' | 'shut'): number => new Set(records.filter(({ data }) => data[of] !== null).map(({ data }) => data.on)).size
  return { kept: days('opened'), due, shut: days('shut') }
}

function medicineOf(shelf: Awaited<ReturnType<typeof readShelfState>> | undefined, handed: number): KelurahanPack['medicine'] {
  const names = (shelf?.alerts.out ?? []).flatMap(id => {
    const drug = shelf?.drugs.get(id)?.data
    return drug ? [`${drug.name} ${drug.strength}`.trim()] : []
  })
  return { handed: publishCount(handed), out: names.sort((a, b) => a.localeCompare(b, 'id')), expiring: (shelf?.alerts.within30.batches.length ?? 0) + (shelf?.alerts.within90.batches.length ?? 0), expired: shelf?.alerts.expired.batches.length ?? 0 }
}

/** What the server tells of the cooperative of the same kelurahan. */
async function membersOf(app: AppContext, { data }: StoredRecord<'facility'>, month: Month): Promise<KelurahanPack['members']> {
  const kmps = (await app.store.byKey('facility', 'type', 'kmp')).filter(one => one.state === 'live' && one.data.kelurahanCode !== null && one.data.kelurahanCode === data.kelurahanCode)
  const streams = new Set<string>(kmps.map(kmp => streamOf('report', kmp.id)))
  const report = (await app.store.byKey('member-report', 'month', month)).find(one => one.state === 'live' && streams.has(one.stream))
  return report ? { opening: report.data.opening, joined: report.data.joined, left: report.data.left, closing: report.data.closing } : null
}

/** People are counted as they came to each activity; whoever came twice counts twice, as the page says. */
function programmesOf(flags: Awaited<ReturnType<typeof activityFlags>>, pustu: string): KelurahanPack['programmes'] {
  const own = flags.all.filter(one => one.pustu === pustu)
  const types = [...new Set(own.map(one => one.record.data.type))].sort()
  const people = types.map(type => own.filter(one => one.record.data.type === type).reduce((sum, one) => sum + (one.record.data.actual?.people ?? 0), 0))
  const { cells } = publishTable([people])
  return {
    held: own.length, clear: own.filter(one => one.overlap === 0).length,
    byType: types.map((type, index) => ({ type, held: own.filter(one => one.record.data.type === type).length, people: cells[0]?.[index] ?? 0 })),
  }
}

function followUpOf(records: readonly StoredRecord<'finding'>[], month: Month, today: Day): KelurahanPack['followUp'] {
  const open = records.filter(({ data }) => data.closed === null)
  return {
    open: open.length, overdue: open.filter(({ data }) => findingState(data, today) === 'overdue').length,
    closed: records.filter(({ data }) => data.closed !== null && monthOf(data.closed.on) === month).length,
  }
}
