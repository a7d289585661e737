import { day } from '#domain/core/day.ts'
import { parseStream } from '#domain/core/streams.ts'
import type { DataOf } from '#domain/records/index.ts'
import type { ArrivalData } from '#domain/records/arrival.ts'
import type { VisitData } from '#domain/records/visit.ts'
import { isLate } from '#domain/rules/clinic/addendum-rules.ts'
import { rolesOn } from '#domain/rules/access/grants.ts'
import { createDraft, patchDraft, type Draft, type RecordReader, type StoredRecord } from '#app/db/record-store.ts'
import { PLACES, type Person } from './people.ts'
import type { Chance } from './random.ts'

/**
 * What a consulting room does: people come, are taken in, their visit is signed, which ends their place in the queue in the
 * same group; what was forgotten is added, the head agrees or not, and whoever reads says so. Few patients, so that tablets meet.
 */
const DAYS = ['2026-10-30', '2026-11-02', '2026-11-05'].map(day)
const PATIENTS = ['pasien-a', 'pasien-b', 'pasien-c'] as const

interface Room { readonly chance: Chance; readonly person: Person; readonly stream: string; readonly view: RecordReader; newId(): string }

/** A piece of work at a consulting room that this person holds; null where there is nothing to do. */
export async function clinicDrafts(chance: Chance, person: Person, streams: readonly string[], view: RecordReader, newId: () => string): Promise<readonly Draft[] | null> {
  const rooms = streams.filter(stream => parseStream(stream)?.purpose === 'clinical')
  if (rooms.length === 0) return null
  const room: Room = { chance, person, stream: chance.pick([...rooms].sort()), view, newId }
  const works = rolesOn(person.grants, room.stream, PLACES)
  if (works.includes('kapus')) return (await decide(room)) ?? read(room, 'kapus', 'pembinaan')
  if (!works.includes('nakes')) return null
  const luck = chance.next()
  if (luck < 0.2) return arrive(room)
  if (luck < 0.3) return (await takeIn(room)) ?? arrive(room)
  if (luck < 0.58) return (await sign(room)) ?? arrive(room)
  if (luck < 0.82) return (await addTo(room)) ?? arrive(room)
  // What nobody may: the rules are there to refuse it, on the tablet and on the server.
  if (luck < 0.96) return (await (chance.is(0.5) ? rewrite(room) : decide(room))) ?? arrive(room)
  return read(room, 'nakes', 'pelayanan')
}

const sorted = <K extends 'arrival' | 'visit' | 'addendum'>(records: readonly StoredRecord<K>[], stream: string): StoredRecord<K>[] =>
  records.filter(found => found.stream === stream && found.state === 'live' && found.conflicts.length === 0).sort((a, b) => (a.id < b.id ? -1 : 1))

function arrive({ chance, person, stream, newId }: Room): Draft[] {
  return [createDraft('arrival', newId(), stream, {
    patientId: chance.pick(PATIENTS), on: chance.pick(DAYS), time: '08:00', by: person.id, reason: 'simulasi', payer: 'umum', priority: { level: 'biasa', reason: '' }, triage: null, service: null, ended: null,
  })]
}

const isOfClinic = (data: ArrivalData): boolean => data.reason === 'simulasi'
const waiting = async ({ view, stream }: Room): Promise<StoredRecord<'arrival'>[]> => sorted(await view.scan('arrival'), stream).filter(found => isOfClinic(found.data) && found.data.ended === null)

async function takeIn(room: Room): Promise<Draft[] | null> {
  const open = (await waiting(room)).filter(found => found.data.service === null)
  return open.length === 0 ? null : [patchDraft(room.chance.pick(open), { service: { by: room.person.id, name: room.person.name, time: '08:10' } })]
}

/** The visit and the end of its place in the queue are one group; two tablets may serve the same person and both be right. */
async function sign(room: Room): Promise<Draft[] | null> {
  const open = await waiting(room)
  if (open.length === 0) return null
  const found = room.chance.pick(open)
  const visitId = room.newId()
  const { patientId, on } = found.data
  const visit: VisitData = {
    patientId, on, time: '08:10', author: room.person.id, complaint: 'simulasi', history: '', allergy: { answer: 'tidak-ada', substances: '' }, vitals: {}, pregnant: false, alarmPlan: null, examination: '',
    diagnoses: [{ code: 'J00', name: 'Pilek', case: 'baru' }], prescription: [], plan: '', arrivalId: found.id, payer: 'umum',
    signature: { by: room.person.id, name: room.person.name, sip: '503/1', on, time: '08:20' },
  }
  return [createDraft('visit', visitId, room.stream, visit), patchDraft(found, { ended: { how: 'selesai', time: '08:20', visitId, reason: '', by: room.person.id } })]
}

async function addTo(room: Room): Promise<Draft[] | null> {
  const visits = sorted(await room.view.scan('visit'), room.stream).filter(found => found.data.complaint === 'simulasi')
  const found = visits.length === 0 ? null : room.chance.pick(visits)
  const signature = found?.data.signature
  if (!found || !signature) return null
  // Mostly late: what is in time needs nobody, and there is nothing to decide.
  const on = room.chance.is(0.7) ? day('2026-11-05') : found.data.on
  const at = `${on}T12:00:00`
  return [createDraft('addendum', room.newId(), room.stream, {
    visitId: found.id, patientId: found.data.patientId, on, at, by: room.person.id, name: room.person.name, sip: '503/1', reason: 'terlupa', text: 'simulasi',
    diagnoses: room.chance.is(0.3) ? [{ code: 'J06.9', name: 'ISPA', case: 'baru' }] : null, late: isLate(signature, at), decision: null,
  })]
}

/** Changes a visit that is signed. */
async function rewrite({ chance, stream, view, newId }: Room): Promise<Draft[] | null> {
  const visits = sorted(await view.scan('visit'), stream).filter(found => found.data.complaint === 'simulasi')
  return visits.length === 0 ? null : [patchDraft(chance.pick(visits), { plan: `lain ${newId()}` })]
}

async function decide({ chance, person, stream, view }: Room): Promise<Draft[] | null> {
  const open = sorted(await view.scan('addendum'), stream).filter(found => found.data.text === 'simulasi' && found.data.late && found.data.decision === null)
  if (open.length === 0) return null
  const choice = chance.pick(['disetujui', 'ditolak'] as const)
  return [patchDraft(chance.pick(open), { decision: { choice, reason: choice === 'ditolak' ? 'belum jelas' : '', by: person.id, on: day('2026-11-06') } })]
}

function read({ chance, person, stream, newId }: Room, role: 'nakes' | 'kapus', purpose: DataOf<'reading'>['purpose']): Draft[] {
  const on = chance.pick(DAYS)
  return [createDraft('reading', newId(), stream, { patientId: chance.pick(PATIENTS), visitId: null, on, at: `${on}T09:00:00`, by: person.id, name: person.name, role, purpose, note: '' })]
}
