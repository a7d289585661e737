import type { PatientData } from '#domain/records/patient.ts'
import type { Json } from '#domain/core/json.ts'
import { sameJson } from '#domain/core/json.ts'
import type { AppContext } from '#app/context.ts'
import type { StoredRecord } from '#app/db/record-store.ts'
import { heldPatient, withoutHeld } from '../logic/held-patient.ts'
import { emptyPatientForm, formOfHousehold, formOfPatient, restorePatientForm, type PatientForm } from '../logic/patient-form.ts'
import { homePustu, type Correction } from '../repository.ts'
import { takeTyped } from './typed-person.ts'

/** What the form of a patient starts from. Ids: of the patient, of a held operation, of a member, of a patient of the same house. */
export interface PatientQuery { readonly id: string; readonly held: string; readonly member: string; readonly household: string }

/** The form made ready, with what it was before typing and what it belongs to. */
export interface OpenPatient {
  readonly draftName: string
  readonly form: PatientForm
  readonly untouched: PatientForm
  readonly restored: boolean
  readonly patient: StoredRecord<'patient'> | undefined
  readonly member: StoredRecord<'desk-member'> | undefined
  readonly memberId: string | null
  /** The patient whose family card, address and phone were copied. */
  readonly family: StoredRecord<'patient'> | undefined
  readonly correction: Correction | null
  readonly corrected: { readonly id: string; readonly rm: string } | null
}

export async function openPatientForm(app: AppContext, query: PatientQuery, correctionReason: string): Promise<OpenPatient> {
  const held = await heldPatient(app.store, query.held)
  const found = query.id ? await app.store.get('patient', query.id) : undefined
  const patient = found && held ? withoutHeld(found, held.op) : found
  const data: Partial<PatientData> | undefined = held ? { ...patient?.data, ...held.data } : patient?.data
  const memberId = data?.memberId ?? (query.member || null)
  const member = memberId ? await app.store.get('desk-member', memberId) : undefined
  const family = query.household && !data ? await app.store.get('patient', query.household) : undefined
  const untouched = data?.identity && data.birth && data.address ? formOfPatient(data as PatientData, app.today()) : await newForm(app, member, family)

  const draftName = `patient:${query.id || query.held || query.member || (query.household && `keluarga-${query.household}`) || 'new'}`
  const kept = await app.store.loadFormDraft(draftName)
  const form = kept === undefined ? { ...untouched } : restorePatientForm(kept, { ...untouched })
  return {
    draftName, form, untouched, restored: !sameJson(form as unknown as Json, untouched as unknown as Json), patient, member, memberId, family,
    correction: held ? { item: held.item, reason: correctionReason } : null,
    corrected: held?.op.act === 'create' ? { id: held.op.id, rm: held.data.rm ?? '' } : null,
  }
}

async function newForm(app: AppContext, member: StoredRecord<'desk-member'> | undefined, family: StoredRecord<'patient'> | undefined): Promise<PatientForm> {
  const typed = takeTyped()
  const empty = emptyPatientForm((await homePustu(app))?.data.kelurahan ?? '', app.today())
  const ofHouse = family ? formOfHousehold(family.data) : {}
  return { ...empty, ...(member ? { name: member.data.name } : family ? {} : typed), ...ofHouse }
}
