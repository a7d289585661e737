import type { Day, Zone } from '#domain/core/day.ts'
import { momentOfId } from '#domain/core/id-moment.ts'
import { parseStream, streamOf } from '#domain/core/streams.ts'
import type { PustuDayData } from '#domain/records/pustu-day.ts'
import { entryDelay, isReferred, isSameDay } from '#domain/rules/supervision/pustu-day.ts'
import type { AppContext } from '#app/context.ts'
import type { StoredRecord } from '#app/db/record-store.ts'
import { reversedFold } from '#app/shared/pharmacy/stock-folds.ts'
import { daysOf, lateOf, readPustuDays, supervisedPustu, type Span } from '#app/shared/pustu-days.ts'

type Visit = StoredRecord<'visit'>
type Movement = StoredRecord<'stock-movement'>
type Pustu = StoredRecord<'facility'>

/** Whose records of which days; null for all pustu. */
export interface DrillQuestion extends Span { readonly pustu: string | null }

export const VISIT_FILTERS = ['semua', 'pasien', 'anggota', 'belum-tanda-tangan', 'terlambat', 'dirujuk', 'bahaya'] as const
export type VisitFilter = (typeof VISIT_FILTERS)[number]
export const isVisitFilter = (word: unknown): word is VisitFilter => VISIT_FILTERS.some(filter => filter === word)

export interface VisitRow {
  readonly visit: Visit
  readonly patient: string
  readonly place: string
  readonly author: string
  /** When it was entered, in milliseconds since 1970; null where its id does not say. */
  readonly enteredAt: number | null
}

const isSigned = ({ data }: Visit): boolean => data.signature !== null

/** The visits that each figure of a pustu's day counts (rules/supervision/pustu-day.ts), of live ones. */
const COUNTED: Record<VisitFilter, (visit: Visit, zone: Zone) => boolean> = {
  'semua': isSigned, 'pasien': isSigned, 'anggota': isSigned,
  'belum-tanda-tangan': visit => !isSigned(visit),
  'terlambat': (visit, zone) => { const delay = entryDelay(visit, zone); return delay !== null && !isSameDay(delay) },
  'dirujuk': visit => isSigned(visit) && isReferred(visit.data),
  'bahaya': visit => isSigned(visit) && visit.data.alarmPlan !== null,
}
/** Figures that most days have none of: of the others every day is opened. */
const RARE: Partial<Record<VisitFilter, (day: PustuDayData) => number>> = {
  'belum-tanda-tangan': day => day.drafts, 'terlambat': lateOf, 'dirujuk': day => day.referred, 'bahaya': day => day.alarms,
}

/** The days on which there is something to open; a year of visits is never opened for a few unsigned ones. */
async function daysToOpen(app: AppContext, span: Span, chosen: readonly Pustu[], filter: VisitFilter): Promise<Day[]> {
  const rare = RARE[filter]
  const days = rare ? await readPustuDays(app, span) : null
  if (!rare || !days || days.size === 0) return daysOf(span)
  return [...new Set(chosen.flatMap(place => days.get(place.id) ?? []).filter(day => rare(day) > 0).map(day => day.on))]
}

/** The visits behind a figure, the newest first: the very ones that the figure counts. */
export async function visitRows(app: AppContext, question: DrillQuestion, filter: VisitFilter): Promise<VisitRow[]> {
  const chosen = await supervisedPustu(app, question.pustu)
  const days = await daysToOpen(app, question, chosen, filter)
  const visits = (await Promise.all(days.map(day => app.store.byDay('visit', day)))).flat()
  const places = new Map(chosen.map(place => [streamOf('clinical', place.id) as string, place.data]))
  const wanted = visits.filter(visit => {
    const place = places.get(visit.stream)
    return place !== undefined && visit.state === 'live' && COUNTED[filter](visit, place.zone)
  })
  const newest = wanted.sort((a, b) => `${b.data.on} ${b.data.time}`.localeCompare(`${a.data.on} ${a.data.time}`))
  const patients = new Map((await app.store.many('patient', newest.map(visit => visit.data.patientId))).map(patient => [patient.id, patient.data]))
  const personOf = ({ data }: Visit): string | null => (filter === 'pasien' ? data.patientId : patients.get(data.patientId)?.memberId ?? null)
  const rows = filter === 'pasien' || filter === 'anggota' ? firstOfEach(newest, personOf) : newest
  const authors = await namesOf(app, rows)
  return rows.map(visit => ({
    visit, place: places.get(visit.stream)?.name ?? '', patient: patients.get(visit.data.patientId)?.name ?? '',
    author: visit.data.signature?.name ?? authors.get(visit.data.author) ?? visit.data.author, enteredAt: momentOfId(visit.id),
  }))
}

/** Each person's newest visit; visits of nobody in question are left out. */
function firstOfEach(visits: readonly Visit[], personOf: (visit: Visit) => string | null): Visit[] {
  const byPerson = new Map<string, Visit>()
  for (const visit of visits) {
    const person = personOf(visit)
    if (person !== null && !byPerson.has(person)) byPerson.set(person, visit)
  }
  return [...byPerson.values()]
}

async function namesOf(app: AppContext, visits: readonly Visit[]): Promise<Map<string, string>> {
  const ids = visits.filter(visit => !isSigned(visit)).map(visit => visit.data.author)
  return new Map((await app.store.many('staff', ids)).map(staff => [staff.id, staff.data.name]))
}

export interface HandedRow { readonly movement: Movement; readonly drug: StoredRecord<'drug'> | undefined; readonly place: string }

/** Medicines handed out in a period and not taken back on whatever day, the newest first. */
export async function handedRows(app: AppContext, question: DrillQuestion): Promise<HandedRow[]> {
  const chosen = await supervisedPustu(app, question.pustu)
  const [days, reversed, drugs] = await Promise.all([
    Promise.all(daysOf(question).map(day => app.store.byDay('stock-movement', day))),
    Promise.all(chosen.map(place => app.store.fold(reversedFold, streamOf('stock', place.id)))),
    app.store.scan('drug'),
  ])
  const takenBack = new Set(reversed.flatMap(ids => [...ids]))
  const names = new Map(chosen.map(place => [place.id, place.data.name]))
  const drugById = new Map(drugs.map(drug => [drug.id, drug]))
  return days.flat()
    .filter(({ id, stream, state, data }) => state === 'live' && data.reason === 'diserahkan' && !takenBack.has(id) && names.has(parseStream(stream)?.place ?? ''))
    .sort((a, b) => b.data.on.localeCompare(a.data.on) || b.id.localeCompare(a.id))
    .map(movement => ({ movement, drug: drugById.get(movement.data.drugId), place: names.get(parseStream(movement.stream)?.place ?? '') ?? '' }))
}
