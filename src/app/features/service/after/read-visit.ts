import type { DataOf } from '#domain/records/index.ts'
import { effectiveDiagnoses } from '#domain/rules/clinic/addendum-rules.ts'
import type { AppContext } from '#app/context.ts'
import type { Interest, StoredRecord } from '#app/db/record-store.ts'
import { addendaOfVisit, type Addendum } from '#app/shared/addenda/addenda.ts'
import type { Handover } from '#app/shared/pharmacy/handovers.ts'
import { readingsOfVisit, type Reading } from '#app/shared/readings.ts'
import { placeName } from '../repository.ts'
import { handedOut, handoversOf, type HandedOut } from '../visit-writing.ts'
import { namesOf, visitHistory, type HistoryLine } from './history.ts'

/** A visit with everything that belongs to it. */
export interface SeenVisit {
  readonly visit: StoredRecord<'visit'>
  readonly patient: StoredRecord<'patient'> | undefined
  readonly place: string
  readonly lines: readonly HandedOut[]
  readonly handovers: readonly Handover[]
  readonly drugById: ReadonlyMap<string, DataOf<'drug'>>
  readonly addenda: readonly Addendum[]
  /** The diagnoses that count now (BR-45); those of the signature stay in the visit. */
  readonly effective: StoredRecord<'visit'>['data']['diagnoses']
  readonly history: readonly HistoryLine[]
  readonly readings: readonly Reading[]
  readonly names: ReadonlyMap<string, string>
}

export async function readVisit(app: AppContext, id: string): Promise<SeenVisit | null> {
  const visit = await app.store.get('visit', id)
  if (!visit) return null
  const [patient, place, lines, handovers, addenda, history, readings] = await Promise.all([
    app.store.get('patient', visit.data.patientId), placeName(app.store, visit.stream), handedOut(app.store, id), handoversOf(app.store, id), addendaOfVisit(app.store, id),
    visitHistory(app.store, visit, app.zone), readingsOfVisit(app.store, { id, patientId: visit.data.patientId, on: visit.data.on }),
  ])
  const drugs = await Promise.all([...new Set(lines.map(line => line.movement.data.drugId))].map(drug => app.store.get('drug', drug)))
  const people = [visit.data.author, ...history.map(line => line.by), ...addenda.flatMap(one => one.data.decision?.by ?? [])]
  return {
    visit, patient, place, lines, handovers, addenda, history, readings, effective: effectiveDiagnoses(visit.data, addenda.map(one => one.data)),
    drugById: new Map(drugs.flatMap(drug => (drug ? [[drug.id, drug.data] as const] : []))), names: await namesOf(app.store, people),
  }
}

/** What the page of a visit follows. */
export const visitInterests = (id: string, patientId: string | undefined): Interest[] => [
  { kind: 'visit', id }, { kind: 'stock-movement', key: { name: 'visit', value: id } }, { kind: 'handover', key: { name: 'visit', value: id } },
  { kind: 'addendum', key: { name: 'visit', value: id } }, { kind: 'letter', key: { name: 'visit', value: id } }, { kind: 'follow-up', key: { name: 'visit', value: id } },
  { kind: 'conflict', key: { name: 'record', value: id } }, ...(patientId === undefined ? [] : [{ kind: 'patient' as const, id: patientId }, { kind: 'reading' as const, key: { name: 'patient', value: patientId } }]),
]
