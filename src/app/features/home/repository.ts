import { monthOf, type Day } from '#domain/core/day.ts'
import { parseStream, type StreamName } from '#domain/core/streams.ts'
import { summarise, type PustuSummary } from '#domain/rules/supervision/day-summary.ts'
import type { AppContext } from '../../context.ts'
import type { RecordReader, StoredRecord } from '../../db/record-store.ts'
import { drugName } from '../../shared/pharmacy/stock.ts'

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
export interface StockWatch { readonly outOfStock: number; readonly expiring: number; readonly lines: readonly DrugLine[] }

/** What the pustu's stock needs today (BR-32, BR-33): what ran out first, then the soonest expiry. */
export async function stockWatch(app: AppContext, stream: StreamName): Promise<StockWatch> {
  const movements = (await app.store.scan('stock-movement')).filter(movement => movement.stream === stream)
  const today = app.today()
  const pustu = parseStream(stream)?.place ?? ''
  const summary = summarise([pustu], [], movements, { from: today, to: today, today })[0]
  if (!summary) return { outOfStock: 0, expiring: 0, lines: [] }
  const name = await drugNames(app.store)
  const known = summary.outOfStock.filter(drugId => name(drugId) !== null)
  const gone = known.map((drugId): DrugLine => ({ key: drugId, drugId, drug: name(drugId) ?? drugId, batch: '–', expiresOn: null, left: 0, level: 'gone' }))
  const expiring = summary.expiring.map(({ balance, level }): DrugLine => ({
    key: balance.key, drugId: balance.drugId, drug: name(balance.drugId) ?? balance.drugId, batch: balance.number, expiresOn: balance.expiresOn, left: balance.quantity, level,
  }))
  return { outOfStock: gone.length, expiring: expiring.length, lines: [...gone, ...expiring] }
}

async function drugNames(reader: RecordReader): Promise<(drugId: string) => string | null> {
  const drugs = new Map((await reader.scan('drug')).filter(drug => drug.state === 'live' && drug.data.active).map(drug => [drug.id, drugName(drug.data)]))
  return drugId => drugs.get(drugId) ?? null
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

export interface PustuLine extends Pick<PustuSummary, 'pustu'> {
  readonly name: string
  readonly visits: number
  readonly unsigned: number
  readonly alarms: number
}

/** Each pustu's day at a glance, in the order of their names. */
export async function pustuDay(app: AppContext): Promise<PustuLine[]> {
  const today = app.today()
  const [facilities, visits] = await Promise.all([app.store.byKey('facility', 'type', 'pustu'), app.store.byDay('visit', today)])
  const pustus = facilities.filter(facility => facility.state === 'live' && facility.data.active)
  const summaries = summarise(pustus.map(pustu => pustu.id), visits, [], { from: today, to: today, today })
  return summaries
    .map((summary, index) => ({
      pustu: summary.pustu, name: pustus[index]?.data.name ?? summary.pustu,
      visits: summary.signed.length, unsigned: summary.drafts.length, alarms: summary.alarms.length,
    }))
    .sort((a, b) => a.name.localeCompare(b.name, 'id'))
}

/** What waits for a person's decision in this user's places: conflicts, saves put aside (together with what was saved with them), incidents. */
export async function openReviews(app: AppContext): Promise<number> {
  const [conflicts, held, incidents] = await Promise.all([
    app.store.byKey('conflict', 'open', 'y'), app.store.byKey('quarantine', 'open', 'y'), app.store.byKey('incident', 'open', 'y'),
  ])
  const saves = new Set(held.filter(item => item.state === 'live' && item.data.decision === null).map(item => (item.data.tx === '' ? item.id : `${item.data.dev}|${item.data.tx}`)))
  return saves.size + conflicts.filter(conflict => conflict.state === 'live' && conflict.data.settled === null).length
    + incidents.filter(incident => incident.state === 'live' && incident.data.closed === null).length
}
