import { parsePhone } from '#domain/core/phone.ts'
import type { StoredRecord } from '#app/db/record-store.ts'
import { codesIn } from './person-code.ts'

/** Someone who can be cared for today: a patient with a record, or a member of the desk's list who has none yet. */
export interface Person {
  readonly key: string
  readonly patientId: string | null
  readonly memberId: string | null
  readonly name: string
  readonly rm: string
  readonly nik: string
  readonly memberNumber: string
  readonly memberState: string
  readonly bornOn: string
  readonly bornEstimated: boolean
  readonly sex: '' | 'L' | 'P'
  readonly rt: string
  readonly rw: string
  readonly kelurahan: string
  /** Somebody else here bears the same name: birth date and NIK tell them apart. */
  readonly hasNamesake: boolean
  /** What words are looked for in, made once: name, NIK, RM, member number. */
  readonly text: string
  /** The same numbers without what stands between their digits, and the phone from its first digit after the zero. */
  readonly digits: string
}

const plainText = (text: string): string => text.toLowerCase().normalize('NFD').replace(/[\u0300-\u036f]/g, '')
/** A name as it is compared: without capitals, accents and doubled spaces. */
export const plainName = (name: string): string => plainText(name).trim().replace(/\s+/g, ' ')
const digitsOf = (text: string): string => text.replace(/\D/g, '')
/** Made once: a collator of its own for every comparison costs a slow tablet most of a second for 12,000 people. */
const byName = new Intl.Collator('id')

/** Everyone in one list, patients first in their own right; a member who is a patient already appears once. */
export function peopleOf(patients: readonly StoredRecord<'patient'>[], members: readonly StoredRecord<'desk-member'>[]): Person[] {
  const memberById = new Map(members.filter(member => member.state === 'live').map(member => [member.id, member.data]))
  const known = new Set<string>()
  const people: Omit<Person, 'hasNamesake'>[] = []
  for (const { id, state, data } of patients) {
    if (state === 'void') continue
    const member = data.memberId ? memberById.get(data.memberId) : undefined
    if (data.memberId) known.add(data.memberId)
    const nik = data.identity.nik ?? ''
    const number = member?.number ?? ''
    people.push({
      key: id, patientId: id, memberId: data.memberId, name: data.name, rm: data.rm, nik, memberNumber: number, memberState: member?.state ?? '',
      bornOn: data.birth.on, bornEstimated: data.birth.estimated, sex: data.sex, rt: data.address.rt, rw: data.address.rw, kelurahan: data.address.kelurahan,
      text: plainText(`${data.name} ${nik} ${data.rm} ${number}`), digits: `${nik} ${digitsOf(data.rm)} ${digitsOf(number)} p${data.phone?.slice(3) ?? ''}`,
    })
  }
  for (const [id, data] of memberById) {
    if (known.has(id)) continue
    people.push({
      key: `member-${id}`, patientId: null, memberId: id, name: data.name, rm: '', nik: '', memberNumber: data.number, memberState: data.state,
      bornOn: '', bornEstimated: false, sex: '', rt: '', rw: '', kelurahan: '', text: plainText(`${data.name} ${data.number}`), digits: digitsOf(data.number),
    })
  }
  return withNamesakes(people).sort((a, b) => byName.compare(a.name, b.name))
}

function withNamesakes(people: readonly Omit<Person, 'hasNamesake'>[]): Person[] {
  const counts = new Map<string, number>()
  const names = people.map(person => plainName(person.name))
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  return people.map((person, index) => ({ ...person, hasNamesake: (counts.get(names[index] ?? '') ?? 0) > 1 }))
}

export interface Found { readonly found: readonly Person[]; readonly total: number }
const NOBODY: Found = { found: [], total: 0 }

/**
 * Those whose name, NIK, RM or member number holds every word, or whose number or phone holds the digits that were typed,
 * however they are parted. Names that begin with the first word come first. What a card's code says is looked for by the
 * first number in it that somebody has.
 */
export function findPeople(people: readonly Person[], query: string, limit: number): Found {
  const typed = plainText(query).trim()
  if (typed === '') return NOBODY
  const found = search(people, typed, limit)
  if (found.total > 0) return found
  for (const code of codesIn(query)) {
    const coded = search(people, plainText(code), limit)
    if (coded.total > 0) return coded
  }
  return NOBODY
}

function search(people: readonly Person[], typed: string, limit: number): Found {
  const words = typed.split(/\s+/)
  const first = words[0] ?? ''
  const number = numberIn(typed)
  const leading: Person[] = []
  const rest: Person[] = []
  for (const person of people) {
    if (words.every(word => person.text.includes(word)) || (number !== null && number.some(digits => person.digits.includes(digits)))) {
      (person.text.startsWith(first) ? leading : rest).push(person)
    }
  }
  return { found: [...leading, ...rest].slice(0, limit), total: leading.length + rest.length }
}

const FEWEST_DIGITS = 4

/** The digits of a query that is nothing but a number, as a number and as a phone is kept; null for words. */
function numberIn(typed: string): readonly string[] | null {
  if (!/^\+?[\d\s().-]+$/.test(typed)) return null
  const digits = digitsOf(typed)
  if (digits.length < FEWEST_DIGITS) return null
  const phone = parsePhone(typed)
  // While the number is still being typed it is no phone yet: only the way it begins tells.
  const national = phone.ok ? phone.value.slice(3) : /^0[1-9]/.test(digits) ? digits.slice(1) : /^628/.test(digits) ? digits.slice(2) : null
  return national !== null && national.length >= FEWEST_DIGITS - 1 ? [digits, `p${national}`] : [digits]
}
