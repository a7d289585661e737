import { daysOfMonth, type Day, type Month } from '#domain/core/day.ts'
import { parseStream } from '#domain/core/streams.ts'
import type { VisitData } from '#domain/records/visit.ts'
import type { AddendumData } from '#domain/records/addendum.ts'
import { effectiveDiagnoses } from '#domain/rules/clinic/addendum-rules.ts'
import { caseOf } from '#domain/rules/clinic/cases.ts'
import type { Lb1Visit } from '#domain/rules/clinic/lb1.ts'
import { firstVisits } from '#domain/rules/clinic/visit-numbers.ts'
import type { AppContext } from '#app/context.ts'
import type { Interest, RecordReader, RecordStore, StoredRecord } from '#app/db/record-store.ts'
import { isChronic } from '#app/shared/diagnosis-facts.ts'

export type Visit = StoredRecord<'visit'>
export type Patient = StoredRecord<'patient'>

/** A signed visit with what a register tells of it; `patient` is undefined where he is not on this tablet. */
export interface CountedVisit { readonly visit: Visit; readonly patient: Patient | undefined; readonly diagnoses: Lb1Visit['diagnoses'] }
/** All visits of some days at every place this user reads, in the order they happened. */
export interface VisitSpan {
  readonly signed: readonly CountedVisit[]
  /** Not counted, but said: begun and not signed, and cancelled (BR-46). */
  readonly drafts: readonly Visit[]
  readonly voided: readonly Visit[]
}

export const REGISTER_INTERESTS: readonly Interest[] = [{ kind: 'visit' }, { kind: 'addendum' }, { kind: 'patient' }]

/** Reads months once, until something in them may have changed. To be asked for before the page begins to watch. */
export interface MonthReader { read(month: Month): Promise<VisitSpan> }
const readers = new WeakMap<RecordStore, MonthReader>()

export function monthReader({ store }: Pick<AppContext, 'store'>): MonthReader {
  const known = readers.get(store)
  if (known) return known
  const months = new Map<Month, Promise<VisitSpan>>()
  store.watch(REGISTER_INTERESTS, () => months.clear())
  const reader: MonthReader = {
    read(month) {
      const running = months.get(month)
      if (running) return running
      const reading = readSpan(store, daysOfMonth(month))
      months.set(month, reading)
      reading.catch(() => { if (months.get(month) === reading) months.delete(month) })
      return reading
    },
  }
  readers.set(store, reader)
  return reader
}

export async function readSpan(reader: RecordReader, days: readonly Day[]): Promise<VisitSpan> {
  const [found, addenda] = await Promise.all([Promise.all(days.map(day => reader.byDay('visit', day))), addendaByVisit(reader)])
  const visits = found.flat().sort(byMoment)
  const signed = visits.filter(visit => visit.state === 'live' && visit.data.signature !== null)
  const ids = [...new Set(signed.map(visit => visit.data.patientId))]
  const patients = await patientsOf(reader, ids)
  return {
    signed: await Promise.all(signed.map(async visit => ({
      visit, patient: patients.get(visit.data.patientId), diagnoses: await withCases(reader, visit, effectiveDiagnoses(visit.data, addenda.get(visit.id) ?? [])),
    }))),
    drafts: visits.filter(visit => visit.state === 'live' && visit.data.signature === null),
    voided: visits.filter(visit => visit.state === 'void'),
  }
}

/** From so many on, all patients are read at once: they are then kept, and searching wants them anyway. */
const MANY = 150
async function patientsOf(reader: RecordReader, ids: readonly string[]): Promise<Map<string, Patient | undefined>> {
  if (ids.length >= MANY) return new Map((await reader.scan('patient')).map(patient => [patient.id, patient]))
  return new Map(await Promise.all(ids.map(async id => [id, await reader.get('patient', id)] as const)))
}

async function addendaByVisit(reader: RecordReader): Promise<Map<string, AddendumData[]>> {
  const byVisit = new Map<string, AddendumData[]>()
  for (const { state, data } of await reader.scan('addendum')) {
    if (state === 'live') byVisit.set(data.visitId, [...(byVisit.get(data.visitId) ?? []), data])
  }
  return byVisit
}

/** The case as it was signed; visits of before it was asked for follow the same rule from what came before them. */
async function withCases(reader: RecordReader, visit: Visit, diagnoses: VisitData['diagnoses']): Promise<Lb1Visit['diagnoses']> {
  const asks = diagnoses.some(one => one.case === undefined && isChronic(one.code))
  const earlier = asks ? (await reader.byKey('visit', 'patient', visit.data.patientId)).filter(other => byMoment(other, visit) < 0) : []
  return diagnoses.map(({ code, name, case: known }) => ({ code, name, case: known ?? caseOf(code, isChronic(code), earlier, visit.data.on) }))
}

const momentOf = (visit: Visit): string => `${visit.data.on} ${visit.data.time} ${visit.id}`
const byMoment = (a: Visit, b: Visit): number => { const [x, y] = [momentOf(a), momentOf(b)]; return x < y ? -1 : x > y ? 1 : 0 }

/**
 * BR-53: which of these visits are a person's first of the calendar year, over all places this user reads. A person who is
 * known at two places is one by NIK.
 */
export async function firstsAmong(app: Pick<AppContext, 'store' | 'streams'>, counted: readonly CountedVisit[]): Promise<Set<string>> {
  const { store } = app
  const patients = new Map(counted.map(({ visit, patient }) => [visit.data.patientId, patient]))
  const severalPlaces = app.streams('clinical').length > 1
  const histories = await Promise.all([...patients].map(async ([id, patient]) => {
    const nik = severalPlaces ? patient?.data.identity.nik : null
    const same = nik ? (await store.byKey('patient', 'nik', nik)).filter(other => other.state === 'live').map(other => other.id) : []
    const visits = (await Promise.all([...new Set([id, ...same])].map(one => store.byKey('visit', 'patient', one)))).flat()
    return visits.filter(visit => visit.data.signature !== null).map(visit => ({ id: visit.id, state: visit.state, data: { ...visit.data, patientId: id } }))
  }))
  return firstVisits(histories.flat())
}

/** The pustu whose visits this user may read. */
export async function readablePustu(app: AppContext): Promise<StoredRecord<'facility'>[]> {
  const places = app.streams('clinical').flatMap(stream => parseStream(stream)?.place ?? [])
  const found = await Promise.all(places.map(place => app.store.get('facility', place)))
  return found.filter(pustu => pustu !== undefined).sort((a, b) => a.data.name.localeCompare(b.data.name, 'id'))
}

/** Those of one place; of all where none is named. */
export function atPlace(span: VisitSpan, stream: string | null): VisitSpan {
  if (stream === null) return span
  return {
    signed: span.signed.filter(({ visit }) => visit.stream === stream), drafts: span.drafts.filter(visit => visit.stream === stream), voided: span.voided.filter(visit => visit.stream === stream),
  }
}

/** A counted visit as the LB1 takes it. */
export const lb1Visit = ({ visit, patient, diagnoses }: CountedVisit): Lb1Visit => ({
  id: visit.id, on: visit.data.on, diagnoses, subject: patient ? { bornOn: patient.data.birth.on, sex: patient.data.sex } : null,
})
