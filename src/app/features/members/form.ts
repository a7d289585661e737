import { addYears, ageInYears, isDay, type Day } from '#domain/core/day.ts'
import type { Json } from '#domain/core/json.ts'
import { parsePhone } from '#domain/core/phone.ts'
import type { Rupiah } from '#domain/core/rupiah.ts'
import { MOST_RUPIAH } from '#domain/records/coop-setting.ts'
import type { MemberData } from '#domain/records/member.ts'
import { checkKk, parseNik, tidyNik, type Nik } from '#domain/rules/members/nik.ts'
import { formatPhone } from '#app/shared/format.ts'
import { wholeOf } from '#app/shared/forms/typed.ts'

/** The form as typed: texts, so that nothing a person wrote is lost before it is understood. */
export interface MemberForm {
  name: string
  nik: string
  familyCard: string
  bornOn: string
  estimated: boolean
  sex: string
  occupation: string
  phone: string
  street: string
  rt: string
  rw: string
  kelurahan: string
  joinedOn: string
  birthPlace: string
  /** '' for a place that is not in the list of regions. */
  kelurahanCode: string
  /** How the line of the paper book was signed, '' while it was not, and when. */
  book: string
  bookOn: string
  /** Who put the paraf under it. */
  accepted: string
  /** '' while the member was not asked, or said no. */
  consent: string
  guardian: string
  /** What is paid of simpanan pokok as the form is filled in; the amount as typed, '' where nothing is. */
  payAmount: string
  payMethod: string
}
export type MemberField = keyof MemberForm

/** A thing that is wrong: which field, the word for the sentence, and what the sentence needs. */
export interface Problem { readonly field: MemberField; readonly word: ProblemWord; readonly params?: Readonly<Record<string, string | number>> }
export type ProblemWord =
  | 'errNameMissing' | 'errNikMissing' | 'errNikLength' | 'errNikTooLong' | 'errNikDigits' | 'errNikSerial' | 'errNikDate' | 'errFamilyCard'
  | 'errBornMissing' | 'errBornFuture' | 'errBornOld' | 'errSexMissing' | 'errPhone' | 'errRt' | 'errRw' | 'errJoinedMissing' | 'errJoinedFuture'
  | 'errJoinedBeforeBirth' | 'errTooLong' | 'errBookOn' | 'errBookFuture' | 'errGuardian' | 'errPay' | 'errPayMore'

export function emptyForm(today: Day, kelurahan: string, kelurahanCode = ''): MemberForm {
  return {
    name: '', nik: '', familyCard: '', bornOn: '', estimated: false, sex: '', occupation: '', phone: '',
    street: '', rt: '', rw: '', kelurahan, joinedOn: today, birthPlace: '', kelurahanCode, book: '', bookOn: today, accepted: '', consent: '', guardian: '',
    payAmount: '', payMethod: 'tunai',
  }
}

export function formOf(data: MemberData): MemberForm {
  return {
    name: data.name, nik: data.nik, familyCard: data.familyCard ?? '', bornOn: data.birth.on, estimated: data.birth.estimated, sex: data.sex,
    occupation: data.occupation, phone: data.phone ? formatPhone(data.phone) : '', street: data.address.street, rt: data.address.rt, rw: data.address.rw,
    kelurahan: data.address.kelurahan, joinedOn: data.joinedOn, birthPlace: data.birthPlace ?? '', kelurahanCode: data.kelurahanCode ?? '',
    book: data.book?.signed ?? '', bookOn: data.book?.on ?? data.joinedOn, accepted: data.accepted?.name ?? '',
    consent: data.consent?.how ?? '', guardian: data.consent?.guardian ?? '', payAmount: '', payMethod: 'tunai',
  }
}

/** What the NIK says, or null while it is not a whole and valid one. */
export function readNik(form: Pick<MemberForm, 'nik'>, today: Day): Nik | null {
  const read = parseNik(form.nik, today)
  return read.ok ? read.value : null
}

/** All that keeps the form from being saved, in the order of the fields. BR-05 mismatches are no errors and not here. */
export function problemsOf(form: MemberForm, today: Day): Problem[] {
  return [
    ...nikProblems(form.nik, today),
    ...required(form.name, 'name', 'errNameMissing'), ...tooLong(form.name, 'name', 120),
    ...birthProblems(form.bornOn, today),
    ...required(form.sex, 'sex', 'errSexMissing'),
    ...familyCardProblems(form.familyCard),
    ...tooLong(form.occupation, 'occupation', 80),
    ...(form.phone.trim() !== '' && !parsePhone(form.phone).ok ? [{ field: 'phone', word: 'errPhone' } as const] : []),
    ...tooLong(form.street, 'street', 200),
    ...(threeDigits(form.rt) === null ? [{ field: 'rt', word: 'errRt' } as const] : []),
    ...(threeDigits(form.rw) === null ? [{ field: 'rw', word: 'errRw' } as const] : []),
    ...tooLong(form.kelurahan, 'kelurahan', 80),
    ...joinedProblems(form, today),
    ...tooLong(form.birthPlace, 'birthPlace', 80), ...tooLong(form.accepted, 'accepted', 120), ...tooLong(form.guardian, 'guardian', 120),
    ...bookProblems(form, today),
    ...(form.consent !== '' && isMinor(form, today) && form.guardian.trim() === '' ? [{ field: 'guardian', word: 'errGuardian' } as const] : []),
    ...(paidNow(form) === null ? [{ field: 'payAmount', word: 'errPay' } as const] : []),
  ]
}

/** UU PDP: for a child the guardian agrees. */
export const isMinor = (form: Pick<MemberForm, 'bornOn'>, today: Day): boolean => isDay(form.bornOn) && form.bornOn <= today && ageInYears(form.bornOn, today) < 18

/** What he pays at once; 0 for nothing typed, null for what is no amount. */
export const paidNow = ({ payAmount }: Pick<MemberForm, 'payAmount'>): Rupiah | null => (payAmount.trim() === '' ? 0 : wholeOf(payAmount, 0, MOST_RUPIAH))

function bookProblems(form: MemberForm, today: Day): Problem[] {
  if (form.book === '') return []
  if (!isDay(form.bookOn)) return [{ field: 'bookOn', word: 'errBookOn' }]
  return form.bookOn > today ? [{ field: 'bookOn', word: 'errBookFuture' }] : []
}

function required(text: string, field: MemberField, word: ProblemWord): Problem[] {
  return text.trim() === '' ? [{ field, word }] : []
}

function tooLong(text: string, field: MemberField, n: number): Problem[] {
  return text.trim().length > n ? [{ field, word: 'errTooLong', params: { n } }] : []
}

function nikProblems(typed: string, today: Day): Problem[] {
  if (typed.trim() === '') return [{ field: 'nik', word: 'errNikMissing' }]
  const read = parseNik(typed, today)
  if (read.ok) return []
  return read.error.map(error => {
    switch (error.kind) {
      case 'characters': return { field: 'nik', word: 'errNikDigits' }
      case 'length': return { field: 'nik', word: error.length > 16 ? 'errNikTooLong' : 'errNikLength', params: { n: error.length } }
      case 'serial': return { field: 'nik', word: 'errNikSerial' }
      case 'date': return { field: 'nik', word: 'errNikDate' }
    }
  })
}

function familyCardProblems(typed: string): Problem[] {
  if (typed.trim() === '' || checkKk(typed).ok) return []
  return [{ field: 'familyCard', word: 'errFamilyCard', params: { n: tidyNik(typed).length } }]
}

function birthProblems(typed: string, today: Day): Problem[] {
  if (!isDay(typed)) return [{ field: 'bornOn', word: 'errBornMissing' }]
  if (typed > today) return [{ field: 'bornOn', word: 'errBornFuture' }]
  return typed < addYears(today, -120) ? [{ field: 'bornOn', word: 'errBornOld' }] : []
}

function joinedProblems(form: MemberForm, today: Day): Problem[] {
  if (!isDay(form.joinedOn)) return [{ field: 'joinedOn', word: 'errJoinedMissing' }]
  if (form.joinedOn > today) return [{ field: 'joinedOn', word: 'errJoinedFuture' }]
  return isDay(form.bornOn) && form.joinedOn < form.bornOn ? [{ field: 'joinedOn', word: 'errJoinedBeforeBirth' }] : []
}

/** RT and RW are kept as three digits, '2' → '002'; '' stays ''. `null` for what is none. */
export function threeDigits(typed: string): string | null {
  const bare = typed.trim()
  if (bare === '') return ''
  return /^\d{1,3}$/.test(bare) ? bare.padStart(3, '0') : null
}

/** Who fills the form in, when, and what stood before: what a form says again keeps its day and its author. */
export interface Author { readonly by: string; readonly today: Day; readonly before: MemberData | null }

/** The fields of the record from a form without problems; number and status come from elsewhere. */
export function dataOf(form: MemberForm, author?: Author): Omit<MemberData, 'number' | 'status'> {
  const phone = parsePhone(form.phone)
  return {
    name: form.name.trim().replace(/\s+/g, ' '),
    nik: tidyNik(form.nik),
    familyCard: form.familyCard.trim() === '' ? null : tidyNik(form.familyCard),
    birth: { on: form.bornOn as Day, estimated: form.estimated },
    sex: form.sex === 'P' ? 'P' : 'L',
    occupation: form.occupation.trim(),
    phone: phone.ok ? phone.value : null,
    address: { street: form.street.trim(), rt: threeDigits(form.rt) ?? '', rw: threeDigits(form.rw) ?? '', kelurahan: form.kelurahan.trim() },
    joinedOn: form.joinedOn as Day,
    birthPlace: form.birthPlace.trim(),
    kelurahanCode: form.kelurahanCode === '' ? null : form.kelurahanCode,
    book: form.book === '' ? null : { signed: form.book === 'cap-jempol' ? 'cap-jempol' : 'tanda-tangan', on: form.bookOn as Day },
    ...(author ? paperOf(form, author) : {}),
  }
}

function paperOf(form: MemberForm, { by, today, before }: Author): Pick<MemberData, 'accepted' | 'consent'> {
  const name = form.accepted.trim()
  const guardian = form.guardian.trim()
  const [accepted, consent] = [before?.accepted ?? null, before?.consent ?? null]
  return {
    accepted: name === '' ? null : name === accepted?.name ? accepted : { by, name, on: accepted ? today : (form.joinedOn as Day) },
    consent: form.consent === '' ? null : form.consent === consent?.how && guardian === consent.guardian ? consent
      : { on: today, how: form.consent === 'lisan' ? 'lisan' : 'tertulis', by, guardian },
  }
}

/** Fields that older records lack say nothing new while they are empty. */
export function realChanges<C extends Partial<MemberData>>(before: MemberData, changes: C): C {
  const isNothing = (value: unknown): boolean => value === null || value === '' || value === undefined
  const kept = Object.entries(changes).filter(([group, value]) => !(isNothing(value) && isNothing((before as unknown as Record<string, unknown>)[group])))
  return Object.fromEntries(kept) as C
}

/** A form from a kept draft or a quarantined operation: only known fields of the right type, the rest as in `base`. */
export function restoreForm(kept: Json | undefined, base: MemberForm): MemberForm {
  if (kept === null || typeof kept !== 'object' || Array.isArray(kept)) return base
  const known = Object.entries(kept).filter(([field, value]) => field in base && typeof value === typeof base[field as MemberField])
  return { ...base, ...(Object.fromEntries(known) as Partial<MemberForm>) }
}

export const sameForm = (a: MemberForm, b: MemberForm): boolean => (Object.keys(a) as MemberField[]).every(field => a[field] === b[field])
