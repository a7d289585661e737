import type { Day } from '#domain/core/day.ts'
import { err, ok, type Result } from '#domain/core/result.ts'
import { parseStream } from '#domain/core/streams.ts'
import type { PatientData } from '#domain/records/patient.ts'
import { newArrival } from '#domain/rules/clinic/arrival-rules.ts'
import type { AppContext } from '#app/context.ts'
import { createDraft, patchDraft, type Draft, type Interest, type RecordReader, type SaveFailure, type StoredRecord, type Which } from '#app/db/record-store.ts'
import { listedDeskMembers, listedPatients } from '#app/shared/people-listings.ts'
import { peopleOf, type Person } from './logic/find-people.ts'

/** A visit in a list, with what a person reads of it. */
export interface VisitLine {
  readonly visit: StoredRecord<'visit'>
  readonly patient: StoredRecord<'patient'> | undefined
  readonly place: string
}

export const PEOPLE_INTERESTS: readonly Interest[] = [{ kind: 'patient' }, { kind: 'desk-member' }]

/** Patients and desk members in one list, for searching in memory. */
export async function people(app: AppContext): Promise<Person[]> {
  const [patients, members] = await Promise.all([listedPatients(app), listedDeskMembers(app)])
  return peopleOf(patients, members)
}

/** The name of the place a stream belongs to; its id where the facility is not known here. */
export async function placeName(reader: RecordReader, stream: string): Promise<string> {
  const place = parseStream(stream)?.place ?? stream
  return (await reader.get('facility', place))?.data.name ?? place
}

/** Visits with their patients and places, each patient and place read once. */
export async function withPatients(reader: RecordReader, visits: readonly StoredRecord<'visit'>[]): Promise<VisitLine[]> {
  const ids = [...new Set(visits.map(visit => visit.data.patientId))]
  const streams = [...new Set(visits.map(visit => visit.stream))]
  const [patients, places] = await Promise.all([
    Promise.all(ids.map(async id => [id, await reader.get('patient', id)] as const)),
    Promise.all(streams.map(async stream => [stream, await placeName(reader, stream)] as const)),
  ])
  const patientById = new Map(patients)
  const nameByStream = new Map(places)
  return visits.map(visit => ({ visit, patient: patientById.get(visit.data.patientId), place: nameByStream.get(visit.stream) ?? '' }))
}

const newestFirst = (a: StoredRecord<'visit'>, b: StoredRecord<'visit'>): number =>
  `${b.data.on} ${b.data.time}`.localeCompare(`${a.data.on} ${a.data.time}`) || b.id.localeCompare(a.id)

/** Visits of a day, the latest first; cancelled ones are left out. */
export async function visitsOfDay(reader: RecordReader, day: Day): Promise<VisitLine[]> {
  const visits = (await reader.byDay('visit', day)).filter(visit => visit.state === 'live')
  return withPatients(reader, visits.sort(newestFirst))
}

/** What this user began and did not sign, of whatever day. */
export async function openDrafts(app: AppContext): Promise<VisitLine[]> {
  const drafts = await app.store.byKey('visit', 'draft', app.user.id)
  return withPatients(app.store, drafts.filter(visit => visit.state === 'live' && !visit.data.signature).sort(newestFirst))
}

export interface PatientCard {
  readonly patient: StoredRecord<'patient'>
  readonly member: StoredRecord<'desk-member'> | undefined
  /** Newest first, cancelled ones included. */
  readonly visits: readonly StoredRecord<'visit'>[]
  /** These are all the visits there are; until then nothing of what follows from them is final. */
  readonly whole: boolean
  /** The visit a new one is compared with: the newest that is signed and stands. */
  readonly last: StoredRecord<'visit'> | undefined
  readonly allergies: Allergies
}

/** What is known of a patient's allergies from signed visits. `substances` are all ever named, the newest first. */
export interface Allergies {
  readonly substances: readonly string[]
  /** The day of the newest answer 'tidak ada', when no substance was ever named. */
  readonly noneOn: Day | null
}

export function allergiesOf(visitsNewestFirst: readonly StoredRecord<'visit'>[]): Allergies {
  const answered = visitsNewestFirst.filter(visit => visit.state === 'live' && visit.data.signature !== null && visit.data.allergy !== null)
  const substances = new Map<string, string>()
  for (const { data } of answered) {
    if (data.allergy?.answer !== 'ada') continue
    for (const part of data.allergy.substances.split(/[,;]/).map(text => text.trim()).filter(text => text !== '')) {
      if (!substances.has(part.toLowerCase())) substances.set(part.toLowerCase(), part)
    }
  }
  const none = answered.find(visit => visit.data.allergy?.answer === 'tidak-ada')
  return { substances: [...substances.values()], noneOn: substances.size === 0 && none ? none.data.on : null }
}

/** With `which` the visits written last, for a page that must be there at once. */
export async function patientCard(reader: RecordReader, id: string, which?: Which): Promise<PatientCard | null> {
  const [patient, visits] = await Promise.all([reader.get('patient', id), reader.byKey('visit', 'patient', id, which)])
  if (!patient) return null
  const member = patient.data.memberId ? await reader.get('desk-member', patient.data.memberId) : undefined
  visits.sort(newestFirst)
  const last = visits.find(visit => visit.state === 'live' && visit.data.signature !== null)
  return { patient, member, visits, whole: !which || visits.length < which.newest, last, allergies: allergiesOf(visits) }
}

/** The membership that a price follows from: that of a member who is one today. */
export async function memberOfPatient(reader: RecordReader, memberId: string | null): Promise<{ readonly id: string; readonly number: string } | null> {
  const member = memberId === null ? undefined : await reader.get('desk-member', memberId)
  return member?.state === 'live' && member.data.state === 'aktif' ? { id: member.id, number: member.data.number } : null
}

/** The pustu whose desk this is, for the words of a new patient. */
export async function homePustu(app: AppContext): Promise<StoredRecord<'facility'> | undefined> {
  const stream = app.homeStream('clinical')
  const place = stream ? parseStream(stream)?.place : undefined
  return place ? app.store.get('facility', place) : undefined
}

export type SavePatientError =
  | SaveFailure
  | { readonly kind: 'no-place' }
  | { readonly kind: 'same-nik'; readonly id: string; readonly name: string; readonly rm: string }

const sameNik = async (reader: RecordReader, nik: string | null, stream: string, own: string | null): Promise<SavePatientError | null> => {
  if (nik === null) return null
  const other = (await reader.byKey('patient', 'nik', nik)).find(found => found.state === 'live' && found.stream === stream && found.id !== own)
  return other ? { kind: 'same-nik', id: other.id, name: other.data.name, rm: other.data.rm } : null
}

/** A correction's quarantined operation, to be marked as corrected in the same group as the record that replaces it. */
export interface Correction { readonly item: StoredRecord<'quarantine'>; readonly reason: string }

const decided = (app: AppContext, correction: Correction | null): Draft[] =>
  correction === null ? [] : [patchDraft(correction.item, { decision: { choice: 'corrected', reason: correction.reason, by: app.user.id } })]

/** What a registration replaces, and whether it puts the person into today's queue; `queue` holds the words that put a young infant first. */
export interface Registration {
  readonly correction?: Correction | null
  /** A registration that was held back keeps its id and number, so that visits which name it already stay with it. */
  readonly corrected?: { readonly id: string; readonly rm: string } | null
  readonly queue?: { readonly infant: string } | null
}

/**
 * Registers a patient at this pustu; the RM number comes from this tablet's own block, so it is unique without a network.
 * A NIK that a patient of this pustu has already is named, not saved twice. Standing in the queue is one group with it.
 */
export async function registerPatient(app: AppContext, dataWithRm: (rm: string) => PatientData, how: Registration = {}): Promise<Result<string, SavePatientError>> {
  const { correction = null, corrected = null, queue = null } = how
  const stream = app.homeStream('clinical')
  const pustu = await homePustu(app)
  if (!stream || !pustu) return err({ kind: 'no-place' })
  const id = corrected?.id ?? app.newId()
  // Asked before a number is drawn, so that a refusal does not leave a gap in the block.
  const taken = await sameNik(app.store, dataWithRm('-').identity.nik, stream, id)
  if (taken) return err(taken)
  const data = dataWithRm(corrected?.rm || (await app.nextLabel('rm', pustu.data.code)))
  const queued = queue ? [createDraft('arrival', app.newId(), stream, newArrival(id, data, { on: app.today(), time: app.wallTime(), by: app.user.id, infant: queue.infant }))] : []
  const saved = await app.store.writeGroup<SavePatientError>(async view => {
    const clash = await sameNik(view, data.identity.nik, stream, id)
    return clash ? err(clash) : ok([createDraft('patient', id, stream, data), ...queued, ...decided(app, correction)])
  })
  return saved.ok ? ok(id) : saved
}

/**
 * Changes a patient's data; only field groups that differ are written. `before` is what the author saw, so that a change by
 * somebody else meanwhile becomes a conflict instead of being undone.
 */
export async function changePatient(app: AppContext, before: StoredRecord<'patient'>, data: PatientData, correction: Correction | null = null): Promise<Result<string, SavePatientError>> {
  const saved = await app.store.writeGroup<SavePatientError>(async view => {
    const clash = await sameNik(view, data.identity.nik, before.stream, before.id)
    return clash ? err(clash) : ok([patchDraft(before, data), ...decided(app, correction)])
  })
  return saved.ok ? ok(before.id) : saved
}
