import { err, ok, type Result } from '#domain/core/result.ts'
import type { AddendumData } from '#domain/records/addendum.ts'
import type { VisitData } from '#domain/records/visit.ts'
import { effectiveDiagnoses } from '#domain/rules/clinic/addendum-rules.ts'
import type { AppContext } from '../../context.ts'
import { patchDraft, type RecordReader, type SaveFailure, type StoredRecord } from '../../db/record-store.ts'

export type Addendum = StoredRecord<'addendum'>

/** What was added to a visit, the oldest first. */
export async function addendaOfVisit(reader: RecordReader, visitId: string): Promise<Addendum[]> {
  return (await reader.byKey('addendum', 'visit', visitId)).filter(one => one.state === 'live').sort((a, b) => a.data.at.localeCompare(b.data.at) || a.id.localeCompare(b.id))
}

/** The diagnoses that stood when an addendum was written, which is what its correction is read against. */
export function diagnosesBefore(visit: Pick<VisitData, 'diagnoses'>, addenda: readonly Addendum[], addendum: Addendum): VisitData['diagnoses'] {
  return effectiveDiagnoses(visit, addenda.filter(one => one.id !== addendum.id && one.data.at <= addendum.data.at).map(one => one.data))
}

/** An addendum that waits for the head, with whose visit it is about. */
export interface WaitingAddendum { readonly addendum: Addendum; readonly visit: StoredRecord<'visit'> | undefined; readonly patient: StoredRecord<'patient'> | undefined }

/** What was added too late to count by itself (BR-45), the oldest first. */
export async function waitingAddenda(reader: RecordReader): Promise<WaitingAddendum[]> {
  const waiting = (await reader.byKey('addendum', 'waiting', 'y')).filter(one => one.state === 'live' && one.data.decision === null).sort((a, b) => a.data.at.localeCompare(b.data.at))
  return Promise.all(waiting.map(async addendum => {
    const [visit, patient] = await Promise.all([reader.get('visit', addendum.data.visitId), reader.get('patient', addendum.data.patientId)])
    return { addendum, visit, patient }
  }))
}

export type DecisionFailure = SaveFailure | { readonly kind: 'gone' }

/** The head agrees to a late addendum or refuses it, once; the answer reaches its author with the record (BR-45). */
export function decideAddendum(app: AppContext, id: string, choice: NonNullable<AddendumData['decision']>['choice'], reason: string): Promise<Result<unknown, DecisionFailure>> {
  return app.store.writeGroup<DecisionFailure>(async view => {
    const addendum = await view.get('addendum', id)
    if (!addendum || addendum.state === 'void' || !addendum.data.late || addendum.data.decision) return err({ kind: 'gone' })
    return ok([patchDraft(addendum, { decision: { choice, reason: reason.trim(), by: app.user.id, on: app.today() } })])
  })
}
