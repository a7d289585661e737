import { err, ok, type Result } from '#domain/core/result.ts'
import type { AddendumData } from '#domain/records/addendum.ts'
import { effectiveDiagnoses, isLate } from '#domain/rules/clinic/addendum-rules.ts'
import { caseOf, type CaseKind } from '#domain/rules/clinic/cases.ts'
import { sipHolds } from '#domain/rules/clinic/visit-rules.ts'
import type { VisitData } from '#domain/records/visit.ts'
import type { AppContext } from '#app/context.ts'
import { createDraft, type RecordReader, type SaveFailure, type StoredRecord } from '#app/db/record-store.ts'
import { addendaOfVisit } from '#app/shared/addenda/addenda.ts'
import { momentNow } from '#app/shared/pharmacy/stock.ts'
import { isChronic } from '#app/shared/diagnosis-facts.ts'
import type { AddendumForm } from './addendum-form.ts'

export type AddendumFailure =
  | SaveFailure
  /** Not signed, or cancelled meanwhile. */
  | { readonly kind: 'gone' }
  | { readonly kind: 'sip-missing' }
  | { readonly kind: 'sip-expired'; readonly on: string }

type Signer = { readonly name: string; readonly sip: string }

/** Who may write one today: a member of staff with a licence that is valid through its last day (BR-41). */
export async function addendumSigner(app: AppContext, reader: RecordReader): Promise<Result<Signer, AddendumFailure>> {
  const staff = (await reader.get('staff', app.user.id))?.data
  if (!staff?.sip) return err({ kind: 'sip-missing' })
  return sipHolds(staff, app.today()) ? ok({ name: staff.name, sip: staff.sip.number }) : err({ kind: 'sip-expired', on: staff.sip.expiresOn })
}

/** What an addendum is written to: a signed visit, with what counts of it now. Null where none can be written. */
export interface AddendumTo {
  readonly visit: StoredRecord<'visit'>
  readonly signature: NonNullable<VisitData['signature']>
  readonly effective: VisitData['diagnoses']
  /** The patient's visits before this one, for what is a new case. */
  readonly earlier: readonly StoredRecord<'visit'>[]
}

const momentOf = ({ id, data }: StoredRecord<'visit'>): string => `${data.on} ${data.time} ${id}`
/** What a diagnosis would be counted as at that visit, as the form of a visit presets it. */
export const presetCase = ({ visit, earlier }: Pick<AddendumTo, 'visit' | 'earlier'>, code: string): CaseKind => caseOf(code, isChronic(code), earlier, visit.data.on)

export async function addendumTo(reader: RecordReader, visitId: string): Promise<AddendumTo | null> {
  const visit = await reader.get('visit', visitId)
  const signature = visit?.data.signature
  if (!visit || visit.state === 'void' || !signature) return null
  const [addenda, visits] = await Promise.all([addendaOfVisit(reader, visitId), reader.byKey('visit', 'patient', visit.data.patientId)])
  return { visit, signature, effective: effectiveDiagnoses(visit.data, addenda.map(one => one.data)), earlier: visits.filter(other => momentOf(other) < momentOf(visit)) }
}

/**
 * Adds to a signed visit, which stays as it is. Whether it comes too late to count by itself is decided at this moment, not
 * when the page was opened (BR-45).
 */
export async function saveAddendum(app: AppContext, visitId: string, form: AddendumForm): Promise<Result<{ readonly late: boolean }, AddendumFailure>> {
  let late = false
  const saved = await app.store.writeGroup<AddendumFailure>(async view => {
    const to = await addendumTo(view, visitId)
    if (!to) return err({ kind: 'gone' })
    const signer = await addendumSigner(app, view)
    if (!signer.ok) return signer
    const at = momentNow(app)
    late = isLate(to.signature, at)
    const data: AddendumData = {
      visitId, patientId: to.visit.data.patientId, on: app.today(), at, by: app.user.id, name: signer.value.name, sip: signer.value.sip,
      reason: form.reason.trim(), text: form.text.trim(), diagnoses: form.corrects ? form.diagnoses.map(one => ({ ...one, case: one.case ?? presetCase(to, one.code) })) : null, late, decision: null,
    }
    return ok([createDraft('addendum', app.newId(), to.visit.stream, data)])
  })
  return saved.ok ? ok({ late }) : saved
}
