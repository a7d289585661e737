import { monthOf, type Day } from '#domain/core/day.ts'
import type { StreamName } from '#domain/core/streams.ts'
import { cashPosition } from '#domain/rules/finance/cash-money.ts'
import type { StockAlerts } from '#domain/rules/pharmacy/alerts.ts'
import type { AppContext } from '../../context.ts'
import type { Interest, RecordReader, StoredRecord } from '../../db/record-store.ts'
import { BOOK_INTERESTS, readBooks } from '../../shared/coop/books.ts'
import { countDayFold } from '../../shared/coop/cash-folds.ts'
import { kmpOf } from '../../shared/coop/kmp.ts'
import { remarkCounts, REMARK_INTERESTS, type RemarkCounts } from '../../shared/coop/remarks.ts'
import { isBehind, readSavingsLines, SAVINGS_LINE_INTERESTS } from '../../shared/coop/savings-lines.ts'
import { HEAD_TASK_INTERESTS, headTasks } from '../../shared/head-tasks.ts'
import { readShelfState } from '../../shared/pharmacy/shelf.ts'
import { drugName } from '../../shared/pharmacy/stock.ts'
import { readDeliveries, transitCounts } from '../../shared/pharmacy/transit.ts'
import { figuresOf, isUndelivered, monthSpan, readPustuDays, supervisedPustu } from '../../shared/pustu-days.ts'

/** A visit in a list of the day. */
export interface VisitLine {
  readonly id: string
  readonly time: string
  readonly patient: string | null
  readonly rm: string
  readonly diagnosis: string
  readonly state: 'signed' | 'draft'
}

async function visitLines(reader: RecordReader, visits: readonly StoredRecord<'visit'>[]): Promise<VisitLine[]> {
  const ids = [...new Set(visits.map(visit => visit.data.patientId))]
  const patients = new Map(await Promise.all(ids.map(async id => [id, await reader.get('patient', id)] as const)))
  return visits.map(({ id, data }) => {
    const patient = patients.get(data.patientId)?.data
    return { id, time: data.time.replace(':', '.'), patient: patient?.name ?? null, rm: patient?.rm ?? '', diagnosis: data.diagnoses[0]?.name ?? data.complaint, state: data.signature ? 'signed' : 'draft' }
  })
}

/** Visits of a day at the user's places, the latest first; voided ones are left out. */
export async function visitsOfDay(app: AppContext, day: Day): Promise<VisitLine[]> {
  const visits = (await app.store.byDay('visit', day)).filter(visit => visit.state === 'live')
  return visitLines(app.store, visits.sort((a, b) => b.data.time.localeCompare(a.data.time) || b.id.localeCompare(a.id)))
}

/** What this user has begun and not signed, on whatever day. */
export async function openVisits(app: AppContext): Promise<(VisitLine & { readonly on: Day })[]> {
  const mine = (await app.store.byKey('visit', 'draft', app.user.id)).filter(visit => visit.state === 'live' && !visit.data.signature)
  const sorted = mine.sort((a, b) => `${b.data.on}${b.data.time}`.localeCompare(`${a.data.on}${a.data.time}`))
  const lines = await visitLines(app.store, sorted)
  return lines.map((line, index) => ({ ...line, on: sorted[index]?.data.on ?? app.today() }))
}

/** A drug that has run out, or a batch that soon cannot be used. */
export interface DrugLine {
  readonly key: string
  readonly drugId: string
  readonly drug: string
  readonly batch: string
  readonly expiresOn: Day | null
  readonly left: number
  readonly level: 'gone' | 'expired' | 'red' | 'yellow'
}
export interface StockWatch { readonly alerts: StockAlerts; readonly lines: readonly DrugLine[] }

/** What the pustu's shelf needs today (BR-32, BR-33): what ran out first, then the soonest expiry. */
export async function stockWatch(app: AppContext, stream: StreamName): Promise<StockWatch> {
  const { alerts, drugs } = await readShelfState(app.store, stream, app.today())
  const name = (drugId: string): string => {
    const drug = drugs.get(drugId)
    return drug ? drugName(drug.data) : drugId
  }
  const gone = alerts.out.map((drugId): DrugLine => ({ key: drugId, drugId, drug: name(drugId), batch: '–', expiresOn: null, left: 0, level: 'gone' }))
  const near = ([['expired', alerts.expired], ['red', alerts.within30], ['yellow', alerts.within90]] as const).flatMap(([level, risk]) => risk.batches.map((batch): DrugLine => ({
    key: batch.key, drugId: batch.drugId, drug: name(batch.drugId), batch: batch.number, expiresOn: batch.expiresOn, left: batch.quantity, level,
  })))
  return { alerts, lines: [...gone, ...near] }
}

/** The alerts of every pustu whose stock this user reads. One after the other: all at once they are one long pause for the screen. */
export async function stockWatchOfAll(app: AppContext): Promise<StockAlerts[]> {
  const all: StockAlerts[] = []
  for (const stream of app.streams('stock')) all.push((await readShelfState(app.store, stream, app.today())).alerts)
  return all
}

export interface RoomWork { readonly deliveries: number; readonly counts: number; readonly toApprove: number }
export const ROOM_INTERESTS: readonly Interest[] = [{ kind: 'delivery' }, { kind: 'stock-count' }]

/** What waits in the medicine room: goods to confirm, counts at work, counts to approve. In one pustu, or in all of this user. */
export async function roomWork(app: AppContext, stream: StreamName | null): Promise<RoomWork> {
  const [deliveries, counts] = await Promise.all([app.store.byKey('delivery', 'open', 'y'), app.store.byKey('stock-count', 'open', 'y')])
  const isHere = (record: StoredRecord): boolean => record.state === 'live' && (stream === null || record.stream === stream)
  const here = counts.filter(count => isHere(count as unknown as StoredRecord))
  return {
    deliveries: deliveries.filter(delivery => isHere(delivery as unknown as StoredRecord)).length,
    counts: here.filter(count => count.data.submitted === null).length, toApprove: here.filter(count => count.data.submitted !== null).length,
  }
}

/** What waits for the head of the puskesmas in the medicine rooms of his pustu. */
export interface HeadWork { readonly different: number; readonly proposals: number; readonly reports: number; readonly toApprove: number }
export const HEAD_INTERESTS: readonly Interest[] = [{ kind: 'delivery' }, ...HEAD_TASK_INTERESTS]

export async function headWork(app: AppContext): Promise<HeadWork> {
  const [deliveries, tasks] = await Promise.all([readDeliveries(app.store), headTasks(app)])
  return { different: transitCounts(deliveries, app.today()).different, proposals: tasks.proposals.length + tasks.prices.length, reports: tasks.lplpo.length, toApprove: tasks.counts.length }
}

export interface MemberDay {
  readonly active: number
  readonly joinedToday: number
  readonly joinedMonth: number
  readonly leftMonth: number
  /** Who joined this month, the latest first. */
  readonly newest: readonly StoredRecord<'member'>[]
}

/** The cooperative's members as of today; the day of leaving counts in the month of leaving (BR-15). */
export async function memberDay(app: AppContext): Promise<MemberDay> {
  const today = app.today()
  const month = monthOf(today)
  const members = (await app.store.scan('member')).filter(member => member.state === 'live')
  const joined = members.filter(member => monthOf(member.data.joinedOn) === month)
  return {
    active: members.filter(member => member.data.status.state === 'aktif').length,
    joinedToday: joined.filter(member => member.data.joinedOn === today).length,
    joinedMonth: joined.length,
    leftMonth: members.filter(member => member.data.status.state !== 'aktif' && monthOf(member.data.status.on) === month).length,
    newest: joined.sort((a, b) => b.data.joinedOn.localeCompare(a.data.joinedOn) || b.id.localeCompare(a.id)),
  }
}

/** What the cooperative's books ask of its staff today. */
export interface CoopDay {
  readonly drawer: number
  readonly countedOn: Day | null
  readonly inArrears: number
  readonly applicants: number
  readonly remarks: RemarkCounts
}
export const COOP_DAY_INTERESTS: readonly Interest[] = [...BOOK_INTERESTS, ...SAVINGS_LINE_INTERESTS, ...REMARK_INTERESTS]

/** Null for whoever belongs to no KMP. */
export async function coopDay(app: AppContext): Promise<CoopDay | null> {
  const [kmp, today] = [await kmpOf(app), app.today()]
  if (!kmp) return null
  const [books, counts, lines, remarks] = await Promise.all([
    readBooks(app, kmp, today), app.store.fold(countDayFold, kmp.streams.finance), readSavingsLines(app.store, kmp.streams, today), remarkCounts(app.store, kmp.streams.finance, today),
  ])
  return {
    drawer: cashPosition({ ...books, until: today }).cash, countedOn: ([...counts.keys()].sort().at(-1) ?? null) as Day | null, remarks,
    inArrears: lines.filter(isBehind).length, applicants: lines.filter(line => line.state === 'calon').length,
  }
}

/** What a pustu did today, as Ringkasan counts it. */
export interface PustuLine { readonly pustu: string; readonly name: string; readonly visits: number; readonly unsigned: number; readonly alarms: number }
export interface HeadDay {
  readonly lines: readonly PustuLine[]
  /** The server has added up nothing yet: then nothing is known, which is not zero. */
  readonly isUnknown: boolean
}

/** Each pustu's day at a glance, in the order of their names. */
export async function headDay(app: AppContext): Promise<HeadDay> {
  const today = app.today()
  const month = monthSpan(today)
  const [pustu, days] = await Promise.all([supervisedPustu(app), readPustuDays(app, month)])
  const { byPustu } = figuresOf(days, pustu.map(place => place.id), { from: today, to: today })
  const lines = pustu.flatMap(({ id, data }) => {
    const day = byPustu.get(id)
    return day ? [{ pustu: id, name: data.name, visits: day.signed, unsigned: day.drafts, alarms: day.alarms }] : []
  })
  return { lines, isUnknown: await isUndelivered(app, days, today) }
}
