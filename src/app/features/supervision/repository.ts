import { daysOfMonth, type Day, type Month } from '#domain/core/day.ts'
import { streamOf } from '#domain/core/streams.ts'
import { summarise, type PustuSummary, type SummaryPeriod } from '#domain/rules/supervision/day-summary.ts'
import type { AppContext } from '#app/context.ts'
import type { RecordReader, StoredRecord } from '#app/db/record-store.ts'
import type { AtRisk } from '#domain/rules/pharmacy/alerts.ts'
import type { Balance, FundSource } from '#domain/rules/pharmacy/balance.ts'
import { expiryLevel } from '#domain/rules/pharmacy/expiry.ts'
import { readShelfState, type ShelfState } from '#app/shared/pharmacy/shelf.ts'
import { reversedFold } from '#app/shared/pharmacy/stock-folds.ts'

type Visit = StoredRecord<'visit'>
type Movement = StoredRecord<'stock-movement'>

/** The pustu this head looks after: those whose clinical stream is granted and that are at work. */
export async function supervisedPustu(app: AppContext): Promise<StoredRecord<'facility'>[]> {
  const granted = new Set<string>(app.streams('clinical'))
  const facilities = await app.store.byKey('facility', 'type', 'pustu')
  return facilities.filter(facility => facility.state === 'live' && facility.data.active && granted.has(streamOf('clinical', facility.id)))
    .sort((a, b) => a.data.name.localeCompare(b.data.name, 'id'))
}

export interface Overview {
  readonly pustu: readonly StoredRecord<'facility'>[]
  readonly day: readonly PustuSummary[]
  readonly month: readonly PustuSummary[]
}

function daysBetween(from: Day, to: Day): Day[] {
  const days: Day[] = []
  for (let month = from.slice(0, 7) as Month; month <= to.slice(0, 7); month = nextMonth(month)) {
    days.push(...daysOfMonth(month).filter(day => day >= from && day <= to))
  }
  return days
}

/** Visits of every day of a period, read day by day: a year of visits is never opened for it. */
export async function visitsBetween(reader: RecordReader, from: Day, to: Day): Promise<Visit[]> {
  return (await Promise.all(daysBetween(from, to).map(day => reader.byDay('visit', day)))).flat()
}

/** The ledger's lines of a period, and the ids of what was ever taken back at these places. */
async function movementsBetween(app: AppContext, from: Day, to: Day): Promise<{ readonly movements: Movement[]; readonly reversed: ReadonlySet<string> }> {
  const [days, reversed] = await Promise.all([
    Promise.all(daysBetween(from, to).map(day => app.store.byDay('stock-movement', day))),
    Promise.all(app.streams('stock').map(stream => app.store.fold(reversedFold, stream))),
  ])
  return { movements: days.flat(), reversed: new Set(reversed.flatMap(ids => [...ids])) }
}

export function nextMonth(month: Month, by = 1): Month {
  const index = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 + by
  return `${String(Math.floor(index / 12)).padStart(4, '0')}-${String((index % 12) + 1).padStart(2, '0')}` as Month
}

export const monthPeriod = (month: Month): SummaryPeriod => {
  const days = daysOfMonth(month)
  // A day that has not come yet holds nothing.
  return { from: days[0] as Day, to: days.at(-1) as Day }
}

/** Day and month of all pustu. Every figure is the list of ids behind it, by the rules of the domain. */
export async function overview(app: AppContext, day: Day): Promise<Overview> {
  const month = monthPeriod(day.slice(0, 7) as Month)
  const [pustu, visits, { movements, reversed }] = await Promise.all([supervisedPustu(app), visitsBetween(app.store, month.from, month.to), movementsBetween(app, month.from, month.to)])
  const ids = pustu.map(facility => facility.id)
  return { pustu, day: summarise(ids, visits, movements, reversed, { from: day, to: day }), month: summarise(ids, visits, movements, reversed, month) }
}

/** The shelves of all pustu as they stand now, in the order of `supervisedPustu`. */
export async function shelves(app: AppContext, pustu: readonly StoredRecord<'facility'>[]): Promise<ShelfState[]> {
  return Promise.all(pustu.map(facility => readShelfState(app.store, streamOf('stock', facility.id), app.today())))
}

export interface VisitRow { readonly visit: Visit; readonly patient: string; readonly place: string; readonly author: string }
export const VISIT_FILTERS = ['semua', 'pasien', 'belum-tanda-tangan', 'bahaya'] as const
export type VisitFilter = (typeof VISIT_FILTERS)[number]
export const isVisitFilter = (word: unknown): word is VisitFilter => VISIT_FILTERS.some(filter => filter === word)

export interface DrillQuestion { readonly from: Day; readonly to: Day; readonly pustu: string | null }

/** The visits behind a figure, the newest first: the very ids that the figure counts. */
export async function visitRows(app: AppContext, question: DrillQuestion, filter: VisitFilter): Promise<VisitRow[]> {
  const [places, visits] = await Promise.all([supervisedPustu(app), visitsBetween(app.store, question.from, question.to)])
  const chosen = places.filter(place => question.pustu === null || place.id === question.pustu)
  const summaries = summarise(chosen.map(place => place.id), visits, [], new Set(), { from: question.from, to: question.to })
  const wanted = new Set(summaries.flatMap(one => (filter === 'belum-tanda-tangan' ? one.drafts : filter === 'bahaya' ? one.alarms : one.signed)))
  const names = new Map(places.map(place => [streamOf('clinical', place.id) as string, place.data.name]))
  const newest = visits.filter(visit => wanted.has(visit.id)).sort((a, b) => `${b.data.on} ${b.data.time}`.localeCompare(`${a.data.on} ${a.data.time}`))
  const seen = new Set<string>()
  const rows = filter === 'pasien' ? newest.filter(visit => !seen.has(visit.data.patientId) && seen.add(visit.data.patientId)) : newest
  return Promise.all(rows.map(async visit => ({
    visit, place: names.get(visit.stream) ?? '',
    patient: (await app.store.get('patient', visit.data.patientId))?.data.name ?? '',
    author: visit.data.signature?.name ?? (await app.store.get('staff', visit.data.author))?.data.name ?? visit.data.author,
  })))
}

export interface HandedRow { readonly movement: Movement; readonly drug: StoredRecord<'drug'> | undefined; readonly place: string }

/** Medicines handed out in a period and not taken back, the newest first. */
export async function handedRows(app: AppContext, question: DrillQuestion): Promise<HandedRow[]> {
  const [places, { movements, reversed }, drugs] = await Promise.all([supervisedPustu(app), movementsBetween(app, question.from, question.to), app.store.scan('drug')])
  const chosen = places.filter(place => question.pustu === null || place.id === question.pustu)
  const wanted = new Set(summarise(chosen.map(place => place.id), [], movements, reversed, { from: question.from, to: question.to }).flatMap(one => one.dispensed))
  const names = new Map(places.map(place => [streamOf('stock', place.id) as string, place.data.name]))
  const drugById = new Map(drugs.map(drug => [drug.id, drug]))
  return movements.filter(movement => wanted.has(movement.id))
    .sort((a, b) => b.data.on.localeCompare(a.data.on) || b.id.localeCompare(a.id))
    .map(movement => ({ movement, drug: drugById.get(movement.data.drugId), place: names.get(movement.stream) ?? '' }))
}

export const STOCK_TOPICS = ['kosong', 'minimum', 'kedaluwarsa', 'lambat', 'minus'] as const
export type StockTopic = (typeof STOCK_TOPICS)[number]
export const isStockTopic = (word: unknown): word is StockTopic => STOCK_TOPICS.some(topic => topic === word)
export interface StockRow {
  readonly key: string
  readonly pustu: string
  readonly place: string
  readonly drug: StoredRecord<'drug'> | undefined
  readonly drugId: string
  readonly source: FundSource | null
  /** The batch in question; null where it is the whole drug. */
  readonly batch: Balance | null
  readonly quantity: number | null
  readonly minimum: number | null
  readonly lastUsedOn: Day | null
  readonly level: 'expired' | 'red' | 'yellow' | null
}
/** How near its end a batch is; all of them where nothing is asked. */
export const EXPIRY_BOUNDS = ['lewat', '30', '90'] as const
export type ExpiryBound = (typeof EXPIRY_BOUNDS)[number]
export const isExpiryBound = (word: unknown): word is ExpiryBound => EXPIRY_BOUNDS.some(bound => bound === word)
export interface StockTopicRows { readonly rows: readonly StockRow[]; readonly value: number; readonly unvalued: number }

/** What the shelves ask for: drugs out or low, batches near their end, what lies still, what is below zero. As they stand today. */
export async function stockRows(app: AppContext, topic: StockTopic, pustu: string | null, bound: ExpiryBound | null = null): Promise<StockTopicRows> {
  const places = (await supervisedPustu(app)).filter(place => pustu === null || place.id === pustu)
  const states = await shelves(app, places)
  const parts = places.map((place, index) => topicRows(topic, place, states[index] as ShelfState, bound, app.today()))
  const risks = topic === 'kedaluwarsa' ? states.flatMap(state => risksOf(state, bound)) : []
  return { rows: parts.flat(), value: risks.reduce((sum, risk) => sum + risk.value, 0), unvalued: risks.reduce((sum, risk) => sum + risk.unvalued, 0) }
}

const risksOf = ({ alerts }: ShelfState, bound: ExpiryBound | null): AtRisk[] =>
  ([['lewat', alerts.expired], ['30', alerts.within30], ['90', alerts.within90]] as const).flatMap(([name, risk]) => (bound === null || bound === name ? [risk] : []))

function topicRows(topic: StockTopic, place: StoredRecord<'facility'>, state: ShelfState, bound: ExpiryBound | null, today: Day): StockRow[] {
  const row = (drugId: string, more: Partial<StockRow>): StockRow => ({
    key: `${place.id}|${more.batch?.key ?? `${drugId}|${more.source ?? ''}`}`, pustu: place.id, place: place.data.name, drug: state.drugs.get(drugId), drugId,
    source: more.batch?.source ?? null, batch: null, quantity: more.batch?.quantity ?? null, minimum: null, lastUsedOn: null, level: null, ...more,
  })
  switch (topic) {
    case 'kosong': return state.alerts.out.map(drugId => row(drugId, {}))
    case 'minimum': return state.alerts.belowMinimum.map(({ drugId, source, usable, minimum }) => row(drugId, { source, quantity: usable, minimum }))
    case 'lambat': return state.alerts.slow.map(({ drugId, source, usable, lastUsedOn }) => row(drugId, { source, quantity: usable, lastUsedOn }))
    case 'minus': return state.alerts.negative.map(batch => row(batch.drugId, { batch }))
    case 'kedaluwarsa': return risksOf(state, bound).flatMap(risk => risk.batches).map(batch => row(batch.drugId, { batch, level: levelOf(batch, today) }))
  }
}

function levelOf(batch: Balance, today: Day): StockRow['level'] {
  const level = expiryLevel(batch.expiresOn, today)
  return level === 'good' ? null : level
}
