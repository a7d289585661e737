import type { VisitData } from '#domain/records/visit.ts'
import { effectiveDiagnoses } from '#domain/rules/clinic/addendum-rules.ts'
import type { Interest, RecordReader, StoredRecord } from '#app/db/record-store.ts'
import { readingsOfPatient, type Reading } from '#app/shared/readings.ts'
import { isChronic } from '#app/shared/diagnosis-facts.ts'

type Visit = StoredRecord<'visit'>

/** What stands beside the visits on a patient's page. */
export interface PatientPapers {
  /** Still waiting, the soonest due first. */
  readonly followUps: readonly StoredRecord<'follow-up'>[]
  /** Newest first, cancelled ones included. */
  readonly letters: readonly StoredRecord<'letter'>[]
  readonly readings: readonly Reading[]
  readonly addenda: readonly StoredRecord<'addendum'>[]
}

export async function patientPapers(reader: RecordReader, id: string): Promise<PatientPapers> {
  const [followUps, letters, readings, addenda] = await Promise.all([
    reader.byKey('follow-up', 'patient', id), reader.byKey('letter', 'patient', id), readingsOfPatient(reader, id), reader.byKey('addendum', 'patient', id),
  ])
  return {
    readings, addenda,
    followUps: followUps.filter(one => one.state === 'live' && one.data.outcome === null).sort((a, b) => a.data.due.localeCompare(b.data.due)),
    letters: letters.sort((a, b) => b.data.on.localeCompare(a.data.on) || b.id.localeCompare(a.id)),
  }
}

/** Diagnoses that an addendum corrected, by visit. */
export function correctedDiagnoses(visits: readonly Visit[], addenda: readonly StoredRecord<'addendum'>[]): ReadonlyMap<string, VisitData['diagnoses']> {
  const added = new Set(addenda.filter(one => one.state === 'live' && one.data.diagnoses !== null).map(one => one.data.visitId))
  return new Map(visits.filter(visit => added.has(visit.id)).map(visit => [visit.id, effectiveDiagnoses(visit.data, addenda.filter(one => one.data.visitId === visit.id).map(one => one.data))]))
}

export const papersInterests = (id: string): Interest[] =>
  (['follow-up', 'letter', 'reading', 'addendum'] as const).map(kind => ({ kind, key: { name: 'patient', value: id } }))

/** The medicine of a patient in one place: what the last prescription says, what is taken regularly, and for which long illness. */
export interface RegularMedicine {
  readonly last: Visit | null
  readonly regular: string
  readonly chronic: readonly string[]
}

/** From the visits that are signed and stand, the newest first. */
export function regularMedicine(visits: readonly Visit[], corrected: ReadonlyMap<string, VisitData['diagnoses']>): RegularMedicine {
  const standing = visits.filter(visit => visit.state === 'live' && visit.data.signature !== null)
  const chronic = new Map<string, string>()
  for (const visit of standing) for (const { code, name } of corrected.get(visit.id) ?? visit.data.diagnoses) if (isChronic(code) && !chronic.has(code)) chronic.set(code, name)
  return {
    last: standing.find(visit => visit.data.prescription.length > 0) ?? null,
    regular: standing.find(visit => (visit.data.background?.medicine ?? '').trim() !== '')?.data.background?.medicine.trim() ?? '',
    chronic: [...chronic.values()],
  }
}
