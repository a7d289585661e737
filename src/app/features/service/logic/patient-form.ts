import type { Json } from '#domain/core/json.ts'
import { isDay, type Day } from '#domain/core/day.ts'
import type { PatientData } from '#domain/records/patient.ts'
import { NEWBORN_REASON } from '#domain/rules/clinic/patient-rules.ts'
import { compareNik, parseNik, tidyNik, type Nik, type NikWarning } from '#domain/rules/members/nik.ts'

/** The patient as typed. */
export interface PatientForm {
  name: string
  nik: string
  hasNik: boolean
  noNikReason: string
  parentNik: string
  bornOn: string
  bornEstimated: boolean
  sex: '' | 'L' | 'P'
  phone: string
  street: string
  rt: string
  rw: string
  kelurahan: string
}

export function emptyPatientForm(kelurahan = ''): PatientForm {
  return {
    name: '', nik: '', hasNik: true, noNikReason: '', parentNik: '', bornOn: '', bornEstimated: false, sex: '',
    phone: '', street: '', rt: '', rw: '', kelurahan,
  }
}

export function formOfPatient(data: PatientData): PatientForm {
  return {
    name: data.name, nik: data.identity.nik ?? '', hasNik: data.identity.nik !== null, noNikReason: data.identity.noNikReason,
    parentNik: data.identity.parentNik ?? '', bornOn: data.birth.on, bornEstimated: data.birth.estimated, sex: data.sex,
    phone: data.phone === null ? '' : data.phone.replace(/^\+62/, '0'),
    street: data.address.street, rt: data.address.rt, rw: data.address.rw, kelurahan: data.address.kelurahan,
  }
}

/** `08…`, `62…` or `+62…` as +62…; `null` for an empty field, `undefined` for what is no Indonesian number. */
export function readPhone(text: string): string | null | undefined {
  const bare = text.replace(/[\s().-]/g, '')
  if (bare === '') return null
  const national = /^(?:\+?62|0)(\d{8,13})$/.exec(bare)?.[1]
  return national === undefined ? undefined : `+62${national}`
}

export type Problem = 'missing' | 'not-a-phone' | 'after-today' | 'nik-characters' | 'nik-length' | 'nik-date' | 'nik-serial'
/** A field of the form and the word of what is missing or wrong with it. */
export interface FormProblem { readonly field: keyof PatientForm; readonly problem: Problem }

/** What the form lacks, field by field; the same rules as the record's own check (BR-01, BR-04, BR-07). */
export function patientFormProblems(form: PatientForm, today: Day): FormProblem[] {
  const problems: FormProblem[] = []
  const nikProblem = (field: 'nik' | 'parentNik', required: boolean): void => {
    if (tidyNik(form[field]) === '') { if (required) problems.push({ field, problem: 'missing' }); return }
    const parsed = parseNik(form[field], today)
    const [first] = parsed.ok ? [] : parsed.error
    if (first) problems.push({ field, problem: `nik-${first.kind}` })
  }
  if (form.name.trim() === '') problems.push({ field: 'name', problem: 'missing' })
  if (form.hasNik) nikProblem('nik', true)
  else {
    if (form.noNikReason.trim() === '') problems.push({ field: 'noNikReason', problem: 'missing' })
    nikProblem('parentNik', form.noNikReason === NEWBORN_REASON)
  }
  if (!isDay(form.bornOn)) problems.push({ field: 'bornOn', problem: 'missing' })
  else if (form.bornOn > today) problems.push({ field: 'bornOn', problem: 'after-today' })
  if (form.sex === '') problems.push({ field: 'sex', problem: 'missing' })
  if (readPhone(form.phone) === undefined) problems.push({ field: 'phone', problem: 'not-a-phone' })
  return problems
}

/** The NIK of the form once all its digits are there and right, else null. */
export function nikOfForm(form: PatientForm, today: Day): Nik | null {
  if (!form.hasNik) return null
  const parsed = parseNik(form.nik, today)
  return parsed.ok ? parsed.value : null
}

/** Where the NIK says something else than what was entered (BR-05): shown beside the field, never in the way. */
export function nikWarnings(form: PatientForm, today: Day): NikWarning[] {
  const nik = nikOfForm(form, today)
  if (!nik) return []
  return compareNik(nik, { bornOn: isDay(form.bornOn) && !form.bornEstimated ? form.bornOn : null, sex: form.sex === '' ? null : form.sex })
}

const digits = (text: string): string => { const bare = text.replace(/\D/g, '').slice(0, 3); return bare === '' ? '' : bare.padStart(3, '0') }

/** The record's fields from a form without problems. */
export function patientOfForm(form: PatientForm, rm: string, memberId: string | null): PatientData {
  const parentNik = tidyNik(form.parentNik)
  return {
    rm, name: form.name.trim().replace(/\s+/g, ' '),
    identity: form.hasNik
      ? { nik: tidyNik(form.nik), noNikReason: '', parentNik: null }
      : { nik: null, noNikReason: form.noNikReason.trim(), parentNik: parentNik === '' ? null : parentNik },
    birth: { on: form.bornOn as PatientData['birth']['on'], estimated: form.bornEstimated },
    sex: form.sex === 'L' ? 'L' : 'P', phone: readPhone(form.phone) ?? null,
    address: { street: form.street.trim(), rt: digits(form.rt), rw: digits(form.rw), kelurahan: form.kelurahan.trim() },
    memberId,
  }
}

/** What is kept of a half-written form: the form, and what it was before typing. */
export interface KeptPatient { form: PatientForm; untouched: PatientForm }

/** Fields that were typed come from what was kept, all others from how the record stands now. */
export function restorePatientForm(kept: Json, now: PatientForm): PatientForm {
  if (kept === null || typeof kept !== 'object' || Array.isArray(kept)) return now
  const { form, untouched } = kept as unknown as { form?: Partial<PatientForm>; untouched?: Partial<PatientForm> }
  const typed = Object.entries(form ?? {}).filter(([field, value]) => Object.hasOwn(now, field) && value !== untouched?.[field as keyof PatientForm])
  return { ...now, ...(Object.fromEntries(typed) as Partial<PatientForm>) }
}
