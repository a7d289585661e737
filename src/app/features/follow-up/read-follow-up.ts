import type { Day } from '#domain/core/day.ts'
import { parseStream } from '#domain/core/streams.ts'
import type { MessageFacts } from '#domain/rules/clinic/message.ts'
import type { Interest, RecordReader } from '#app/db/record-store.ts'
import { DIAGNOSIS_NAMES } from '#app/shared/diagnosis-facts.ts'
import type { FollowUp } from '#app/shared/follow-ups.ts'
import type { Patient, Visit } from './repository.ts'

/** One follow-up with everything its page says and its message must not say. */
export interface FollowUpFile {
  readonly followUp: FollowUp
  readonly patient: Patient | undefined
  readonly asked: Visit | undefined
  readonly lastOn: Day | null
  readonly place: string
  readonly names: ReadonlyMap<string, string>
  readonly secrets: Omit<MessageFacts, 'parts'>
}

export const fileInterests = (id: string): readonly Interest[] => [{ kind: 'follow-up', id }, { kind: 'patient' }, { kind: 'visit' }, { kind: 'drug' }]

export async function readFile(reader: RecordReader, id: string): Promise<FollowUpFile | null> {
  const followUp = await reader.get('follow-up', id)
  if (!followUp || followUp.state === 'void') return null
  const { data, stream } = followUp
  const place = parseStream(stream)?.place ?? ''
  const people = [data.by, ...data.attempts.map(one => one.by), ...(data.moves ?? []).map(one => one.by), ...(data.outcome ? [data.outcome.by] : [])]
  const [patient, all, facility, drugs, names] = await Promise.all([
    reader.get('patient', data.patientId), reader.byKey('visit', 'patient', data.patientId), reader.get('facility', place), reader.scan('drug'),
    Promise.all([...new Set(people)].map(async person => [person, (await reader.get('staff', person))?.data.name ?? ''] as const)),
  ])
  const visits = all.filter(visit => visit.state === 'live')
  const signedOn = visits.filter(visit => visit.data.signature !== null).map(visit => visit.data.on).sort()
  return {
    followUp, patient, asked: visits.find(visit => visit.id === data.visitId), lastOn: signedOn.at(-1) ?? null, place: facility?.data.name ?? place, names: new Map(names),
    secrets: {
      reason: data.reason, values: [...new Set(visits.flatMap(visit => Object.values(visit.data.vitals).filter(value => typeof value === 'number')))],
      diagnoses: [...DIAGNOSIS_NAMES, ...visits.flatMap(visit => visit.data.diagnoses.map(one => one.name))],
      drugs: [...drugs.map(drug => drug.data.name), ...visits.flatMap(visit => visit.data.prescription.map(line => line.drug))],
    },
  }
}
