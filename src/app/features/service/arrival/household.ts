import type { Day } from '#domain/core/day.ts'
import type { Interest, RecordReader, StoredRecord } from '#app/db/record-store.ts'

/** A patient of a house, and the day he was last seen. */
export interface HouseholdLine { readonly patient: StoredRecord<'patient'>; readonly lastOn: Day | null }

/** Who shares a family card: patients, the eldest first; and members of the same house by the desk's list who are no patients yet. */
export interface Household {
  readonly kk: string
  readonly patients: readonly HouseholdLine[]
  readonly members: readonly StoredRecord<'desk-member'>[]
}

export const HOUSEHOLD_INTERESTS: readonly Interest[] = [{ kind: 'patient' }, { kind: 'visit' }, { kind: 'desk-member' }]

/** The house of a patient, or of a card's number; null where the patient has no card or nobody here has this one. */
export async function householdOf(reader: RecordReader, of: string): Promise<Household | null> {
  const kk = /^\d{16}$/.test(of) ? of : ((await reader.get('patient', of))?.data.kk ?? null)
  if (!kk) return null
  const patients = (await reader.byKey('patient', 'kk', kk)).filter(patient => patient.state === 'live')
  if (patients.length === 0) return null
  patients.sort((a, b) => (a.data.birth.on < b.data.birth.on ? -1 : a.data.birth.on > b.data.birth.on ? 1 : a.id.localeCompare(b.id)))
  return { kk, patients: await Promise.all(patients.map(async patient => ({ patient, lastOn: await lastSeen(reader, patient.id) }))), members: await membersBeside(reader, patients) }
}

async function lastSeen(reader: RecordReader, patientId: string): Promise<Day | null> {
  const visits = await reader.byKey('visit', 'patient', patientId)
  return visits.filter(visit => visit.state === 'live' && visit.data.signature !== null).reduce<Day | null>((last, { data }) => (last === null || data.on > last ? data.on : last), null)
}

/** The desk's list knows a house by a word of its own, not by the card: it is found through those patients who are members. */
async function membersBeside(reader: RecordReader, patients: readonly StoredRecord<'patient'>[]): Promise<StoredRecord<'desk-member'>[]> {
  const ids = patients.flatMap(({ data }) => (data.memberId ? [data.memberId] : []))
  if (ids.length === 0) return []
  const known = await Promise.all(ids.map(id => reader.get('desk-member', id)))
  const houses = new Set(known.flatMap(member => (member?.data.household ? [member.data.household] : [])))
  if (houses.size === 0) return []
  const [everyone, registered] = await Promise.all([reader.scan('desk-member'), reader.scan('patient')])
  const taken = new Set(registered.flatMap(({ state, data }) => (state === 'live' && data.memberId ? [data.memberId] : [])))
  return everyone.filter(({ id, state, data }) => state === 'live' && data.state === 'aktif' && data.household !== null && houses.has(data.household) && !taken.has(id))
}
