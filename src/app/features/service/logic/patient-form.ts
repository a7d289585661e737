import type { Json } from '#domain/core/json.ts'
import { isDay, type Day } from '#domain/core/day.ts'
import type { PatientData } from '#domain/records/patient.ts'
import { bornAtAge, NEWBORN_REASON, OLDEST } from '#domain/rules/clinic/patient-rules.ts'
import { checkKk, compareNik, parseNik, tidyNik, type Nik, type NikWarning } from '#domain/rules/members/nik.ts'
import { localPhone } from '#app/shared/format.ts'

type Jkn = NonNullable<PatientData['jkn']>
type Consent = NonNullable<PatientData['consent']>

/** The patient as typed. */
export interface PatientForm {
  name: string
  nik: string
  hasNik: boolean
  noNikReason: string
  parentNik: string
  /** Only an age is known: the two numbers below stand in place of the day. */
  byAge: boolean
  ageYears: string
  ageMonths: string
  bornOn: string
  bornEstimated: boolean
  sex: '' | 'L' | 'P'
  kk: string
  phone: string
  street: string
  rt: string
  rw: string
  kelurahan: string
  jknState: '' | Jkn['state']
  jknNumber: string
  jknOn: string
  jknSource: Jkn['source']
  consent: '' | Consent['answer']
  consentRelation: Consent['relation']
  consentSpeaker: string
  consentHow: Consent['how']
  consentOn: string
}

/** What was looked at or asked is dated today until somebody says otherwise. */
export function emptyPatientForm(kelurahan = '', today = ''): PatientForm {
  return {
    name: '', nik: '', hasNik: true, noNikReason: '', parentNik: '', byAge: false, ageYears: '', ageMonths: '', bornOn: '', bornEstimated: false, sex: '',
    kk: '', phone: '', street: '', rt: '', rw: '', kelurahan,
    jknState: '', jknNumber: '', jknOn: today, jknSource: 'kartu', consent: '', consentRelation: 'pasien', consentSpeaker: '', consentHow: 'tertulis', consentOn: today,
  }
}

const phoneText = (phone: string | null): string => (phone === null ? '' : localPhone(phone))

export function formOfPatient(data: PatientData, today = ''): PatientForm {
  const { jkn, consent } = data
  return {
    ...emptyPatientForm(data.address.kelurahan, today),
    name: data.name, nik: data.identity.nik ?? '', hasNik: data.identity.nik !== null, noNikReason: data.identity.noNikReason,
    parentNik: data.identity.parentNik ?? '', bornOn: data.birth.on, bornEstimated: data.birth.estimated, sex: data.sex,
    kk: data.kk ?? '', phone: phoneText(data.phone), street: data.address.street, rt: data.address.rt, rw: data.address.rw,
    ...(jkn ? { jknState: jkn.state, jknNumber: jkn.number ?? '', jknOn: jkn.on, jknSource: jkn.source } : {}),
    ...(consent ? { consent: consent.answer, consentRelation: consent.relation, consentSpeaker: consent.speaker, consentHow: consent.how, consentOn: consent.on } : {}),
  }
}

/** What a family shares: the card, where it lives, whom to call. */
export const formOfHousehold = (data: PatientData): Pick<PatientForm, 'kk' | 'phone' | 'street' | 'rt' | 'rw' | 'kelurahan'> =>
  ({ kk: data.kk ?? '', phone: phoneText(data.phone), street: data.address.street, rt: data.address.rt, rw: data.address.rw, kelurahan: data.address.kelurahan })

/** `08…`, `62…` or `+62…` as +62…; `null` for an empty field, `undefined` for what is no Indonesian number. */
export function readPhone(text: string): string | null | undefined {
  const bare = text.replace(/[\s().-]/g, '')
  if (bare === '') return null
  const national = /^(?:\+?62|0)(\d{8,13})$/.exec(bare)?.[1]
  return national === undefined ? undefined : `+62${national}`
}

export type Problem = 'missing' | 'not-a-phone' | 'after-today' | 'not-a-day' | 'wrong-age' | 'kk-length' | 'jkn-length' | 'nik-characters' | 'nik-length' | 'nik-date' | 'nik-serial'
/** A field of the form and the word of what is missing or wrong with it. */
export interface FormProblem { readonly field: keyof PatientForm; readonly problem: Problem }

const wholeNumber = (text: string, most: number): number | null => {
  const bare = text.trim()
  return bare === '' ? 0 : /^\d{1,3}$/.test(bare) && Number(bare) <= most ? Number(bare) : null
}

/** The day of birth, typed or from an age; null while there is none. */
export function birthOfForm(form: PatientForm, today: Day): PatientData['birth'] | null {
  if (!form.byAge) return isDay(form.bornOn) ? { on: form.bornOn, estimated: form.bornEstimated } : null
  const years = wholeNumber(form.ageYears, OLDEST)
  const months = wholeNumber(form.ageMonths, 35)
  if (years === null || months === null || (form.ageYears.trim() === '' && form.ageMonths.trim() === '')) return null
  return { on: bornAtAge(years, months, today), estimated: true }
}

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
  if (form.sex === '') problems.push({ field: 'sex', problem: 'missing' })
  const birth = birthOfForm(form, today)
  if (birth === null && form.byAge) problems.push({ field: 'ageYears', problem: form.ageYears.trim() === '' && form.ageMonths.trim() === '' ? 'missing' : 'wrong-age' })
  else if (birth === null) problems.push({ field: 'bornOn', problem: 'missing' })
  else if (birth.on > today) problems.push({ field: 'bornOn', problem: 'after-today' })
  if (form.hasNik) nikProblem('nik', true)
  else {
    if (form.noNikReason.trim() === '') problems.push({ field: 'noNikReason', problem: 'missing' })
    nikProblem('parentNik', form.noNikReason === NEWBORN_REASON)
  }
  if (tidyNik(form.kk) !== '' && !checkKk(form.kk).ok) problems.push({ field: 'kk', problem: 'kk-length' })
  if (readPhone(form.phone) === undefined) problems.push({ field: 'phone', problem: 'not-a-phone' })
  return [...problems, ...jknProblems(form, today), ...consentProblems(form, today)]
}

const dayProblem = (field: 'jknOn' | 'consentOn', text: string, today: Day): FormProblem[] =>
  (!isDay(text) ? [{ field, problem: 'not-a-day' }] : text > today ? [{ field, problem: 'after-today' }] : [])

function jknProblems(form: PatientForm, today: Day): FormProblem[] {
  if (form.jknState === '') return []
  const number = form.jknNumber.replace(/[\s.-]/g, '')
  const wrong: FormProblem[] = form.jknState !== 'bukan-peserta' && number !== '' && !/^\d{13}$/.test(number) ? [{ field: 'jknNumber', problem: 'jkn-length' }] : []
  return [...wrong, ...dayProblem('jknOn', form.jknOn, today)]
}

function consentProblems(form: PatientForm, today: Day): FormProblem[] {
  if (form.consent === '') return []
  const silent: FormProblem[] = form.consentRelation !== 'pasien' && form.consentSpeaker.trim() === '' ? [{ field: 'consentSpeaker', problem: 'missing' }] : []
  return [...silent, ...dayProblem('consentOn', form.consentOn, today)]
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
  return compareNik(nik, { bornOn: !form.byAge && isDay(form.bornOn) && !form.bornEstimated ? form.bornOn : null, sex: form.sex === '' ? null : form.sex })
}

const digits = (text: string): string => { const bare = text.replace(/\D/g, '').slice(0, 3); return bare === '' ? '' : bare.padStart(3, '0') }

/** What the form does not hold: labels, who writes, and the record as it stood. */
export interface PatientRest { readonly rm: string; readonly memberId: string | null; readonly today: Day; readonly actor: string; readonly before?: PatientData | undefined }

/** The record's fields from a form without problems. What was empty before and is still empty is not written. */
export function patientOfForm(form: PatientForm, rest: PatientRest): PatientData {
  const { before, today } = rest
  const parentNik = tidyNik(form.parentNik)
  const name = form.name.trim().replace(/\s+/g, ' ')
  const kk = tidyNik(form.kk)
  return {
    ...before,
    rm: rest.rm, name,
    identity: form.hasNik
      ? { nik: tidyNik(form.nik), noNikReason: '', parentNik: null }
      : { nik: null, noNikReason: form.noNikReason.trim(), parentNik: parentNik === '' ? null : parentNik },
    birth: birthOfForm(form, today) ?? { on: form.bornOn as Day, estimated: form.bornEstimated },
    sex: form.sex === 'L' ? 'L' : 'P', phone: readPhone(form.phone) ?? null,
    address: { street: form.street.trim(), rt: digits(form.rt), rw: digits(form.rw), kelurahan: form.kelurahan.trim() },
    memberId: rest.memberId,
    ...(kk !== '' ? { kk } : before?.kk ? { kk: null } : {}),
    ...(form.jknState !== '' ? { jkn: jknOfForm(form, form.jknState) } : before?.jkn ? { jkn: null } : {}),
    ...(form.consent !== '' ? { consent: consentOfForm(form, form.consent, name, rest) } : before?.consent ? { consent: null } : {}),
  }
}

function jknOfForm(form: PatientForm, state: Jkn['state']): Jkn {
  const number = form.jknNumber.replace(/[\s.-]/g, '')
  return { number: state === 'bukan-peserta' || number === '' ? null : number, state, on: form.jknOn as Day, source: form.jknSource }
}

/** Who noted the answer stays the one who noted it, whatever else is changed later. */
function consentOfForm(form: PatientForm, answer: Consent['answer'], name: string, { before, actor }: PatientRest): Consent {
  const speaker = form.consentRelation === 'pasien' ? name : form.consentSpeaker.trim()
  const consent: Consent = { answer, on: form.consentOn as Day, speaker, relation: form.consentRelation, how: form.consentHow, by: actor }
  const was = before?.consent
  const isSame = was && was.answer === answer && was.on === consent.on && was.relation === consent.relation && was.how === consent.how && (consent.relation === 'pasien' || was.speaker === speaker)
  return isSame ? was : consent
}

/** Of a kept form (what is typed, and what stood there before): fields that were typed come from what was kept, all others from how the record stands now. */
export function restorePatientForm(kept: Json, now: PatientForm): PatientForm {
  if (kept === null || typeof kept !== 'object' || Array.isArray(kept)) return now
  const { form, untouched } = kept as unknown as { form?: Partial<PatientForm>; untouched?: Partial<PatientForm> }
  const typed = Object.entries(form ?? {}).filter(([field, value]) => Object.hasOwn(now, field) && value !== untouched?.[field as keyof PatientForm])
  return { ...now, ...(Object.fromEntries(typed) as Partial<PatientForm>) }
}
