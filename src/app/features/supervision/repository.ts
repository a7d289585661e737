import { z } from 'zod'
import { daysOfMonth, type Day, type Month } from '#domain/core/day.ts'
import { err, ok, type Result } from '#domain/core/result.ts'
import { streamOf } from '#domain/core/streams.ts'
import { summarise, type PustuSummary, type SummaryPeriod } from '#domain/rules/supervision/day-summary.ts'
import type { AppContext } from '#app/context.ts'
import type { RecordReader, StoredRecord } from '#app/db/record-store.ts'
import type { ApiFailure } from '#app/sync/api.ts'

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

/** Visits of every day of a month up to a day, read day by day: a year of visits is never opened for it. */
export async function visitsBetween(reader: RecordReader, from: Day, to: Day): Promise<Visit[]> {
  const days: Day[] = []
  for (let month = from.slice(0, 7) as Month; month <= to.slice(0, 7); month = nextMonth(month)) {
    days.push(...daysOfMonth(month).filter(day => day >= from && day <= to))
  }
  return (await Promise.all(days.map(day => reader.byDay('visit', day)))).flat()
}

export function nextMonth(month: Month, by = 1): Month {
  const index = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 + by
  return `${String(Math.floor(index / 12)).padStart(4, '0')}-${String((index % 12) + 1).padStart(2, '0')}` as Month
}

export const monthPeriod = (month: Month, today: Day): SummaryPeriod => {
  const days = daysOfMonth(month)
  return { from: days[0] as Day, to: days.at(-1) as Day, today }
}

/** Day and month of all pustu. Every figure is the list of ids behind it, by the rules the server knows too. */
export async function overview(app: AppContext, day: Day): Promise<Overview> {
  const month = monthPeriod(day.slice(0, 7) as Month, app.today())
  const [pustu, visits, movements] = await Promise.all([
    supervisedPustu(app), visitsBetween(app.store, month.from, month.to), app.store.scan('stock-movement'),
  ])
  const ids = pustu.map(facility => facility.id)
  return {
    pustu,
    day: summarise(ids, visits, movements, { from: day, to: day, today: app.today() }),
    month: summarise(ids, visits, movements, month),
  }
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
  const summaries = summarise(chosen.map(place => place.id), visits, [], { from: question.from, to: question.to, today: app.today() })
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
  const [places, movements, drugs] = await Promise.all([supervisedPustu(app), app.store.scan('stock-movement'), app.store.scan('drug')])
  const chosen = places.filter(place => question.pustu === null || place.id === question.pustu)
  const wanted = new Set(summarise(chosen.map(place => place.id), [], movements, { from: question.from, to: question.to, today: app.today() }).flatMap(one => one.dispensed))
  const names = new Map(places.map(place => [streamOf('stock', place.id) as string, place.data.name]))
  const drugById = new Map(drugs.map(drug => [drug.id, drug]))
  return movements.filter(movement => wanted.has(movement.id))
    .sort((a, b) => b.data.on.localeCompare(a.data.on) || b.id.localeCompare(a.id))
    .map(movement => ({ movement, drug: drugById.get(movement.data.drugId), place: names.get(movement.stream) ?? '' }))
}

export const STOCK_TOPICS = ['kosong', 'kedaluwarsa', 'minus'] as const
export type StockTopic = (typeof STOCK_TOPICS)[number]
export const isStockTopic = (word: unknown): word is StockTopic => STOCK_TOPICS.some(topic => topic === word)
export interface StockRow {
  readonly key: string
  readonly drug: StoredRecord<'drug'> | undefined
  readonly drugId: string
  readonly place: string
  readonly batch: { readonly number: string; readonly expiresOn: Day; readonly quantity: number; readonly source: 'program' | 'koperasi' } | null
  readonly level: 'expired' | 'red' | 'yellow' | null
}

/** Drugs that are out, batches that expire, batches below zero: as they stand today. */
export async function stockRows(app: AppContext, topic: StockTopic, pustu: string | null): Promise<StockRow[]> {
  const [places, movements, drugs] = await Promise.all([supervisedPustu(app), app.store.scan('stock-movement'), app.store.scan('drug')])
  const drugById = new Map(drugs.map(drug => [drug.id, drug]))
  const today = app.today()
  return summarise(places.filter(place => pustu === null || place.id === pustu).map(place => place.id), [], movements, { from: today, to: today, today }).flatMap((one): StockRow[] => {
    const place = places.find(candidate => candidate.id === one.pustu)?.data.name ?? one.pustu
    const row = (drugId: string, batch: StockRow['batch'], level: StockRow['level']): StockRow =>
      ({ key: `${one.pustu}|${drugId}|${batch?.number ?? ''}|${batch?.expiresOn ?? ''}|${batch?.source ?? ''}`, drug: drugById.get(drugId), drugId, place, batch, level })
    if (topic === 'kosong') return one.outOfStock.map(drugId => row(drugId, null, null))
    if (topic === 'minus') return one.negative.map(balance => row(balance.drugId, balance, null))
    return one.expiring.map(({ balance, level }) => row(balance.drugId, balance, level))
  })
}

const deviceLine = z.object({
  dev: z.string(), name: z.string(), place: z.string(), revokedAt: z.number().nullable(), lastSyncAt: z.number().nullable(), lastCompleteAt: z.number().nullable(),
})
export type TabletLine = z.infer<typeof deviceLine>
const devicesAnswer = z.object({ devices: z.array(deviceLine) })
const keptTablets = z.object({ at: z.number(), devices: z.array(deviceLine) })
export type KnownTablets = z.infer<typeof keptTablets>
const KEPT = 'supervision:tablets'

/** The last answer about the tablets, kept on this one with its age, for when there is no network. */
export async function knownTablets(app: AppContext): Promise<KnownTablets | null> {
  const kept = keptTablets.safeParse(await app.store.loadFormDraft(KEPT))
  return kept.success ? kept.data : null
}

/** Asks the server when each tablet last synced, and keeps the answer. */
export async function askTablets(app: AppContext): Promise<Result<KnownTablets, ApiFailure>> {
  const answer = await app.api.post('/admin/devices/list', {}, devicesAnswer)
  if (!answer.ok) return err(answer.error)
  const known = { at: app.now(), devices: answer.value.devices.filter(device => device.revokedAt === null) }
  await app.store.saveFormDraft(KEPT, known)
  return ok(known)
}

/** When the data of a place were last whole: the time of the tablet there that synced last; null when none ever did. */
export function freshAt(tablets: KnownTablets | null, place: string): number | null {
  const times = (tablets?.devices ?? []).filter(device => device.place === place).flatMap(device => device.lastCompleteAt ?? device.lastSyncAt ?? [])
  return times.length > 0 ? Math.max(...times) : null
}
