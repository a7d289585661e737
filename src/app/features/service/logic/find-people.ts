import { parsePhone } from '#domain/core/phone.ts'
import { byText } from '#app/shared/by-text.ts'
import type { ListedDeskMember, ListedPatient, Shown } from '#app/shared/people-listings.ts'
import { addAll, common, countOf, holding, holdingAll, linesIn, noLines, takeAway, TextColumn } from '#app/shared/fragments.ts'
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
  /** The name as it is compared and sorted by. */
  readonly plain: string
  /** From the first digit after the zero, '' where none is known. */
  readonly phone: string
}

const plainText = (text: string): string => {
  const low = text.toLowerCase()
  return /[^\u0020-\u007e]/.test(low) ? low.normalize('NFD').replace(/[\u0300-\u036f]/g, '') : low
}
/** A name as it is compared: without capitals, accents and doubled spaces. */
export const plainName = (name: string): string => plainText(name).trim().replace(/\s+/g, ' ')
const digitsOf = (text: string): string => text.replace(/\D/g, '')

/** Everyone in one list, patients first in their own right; a member who is a patient already appears once. */
export function peopleOf(patients: readonly Shown<ListedPatient>[], members: readonly Shown<ListedDeskMember>[]): Person[] {
  const memberById = new Map(members.filter(member => member.state === 'live').map(member => [member.id, member.data]))
  const known = new Set<string>()
  const people: (Omit<Person, 'hasNamesake'> & { hasNamesake: boolean })[] = []
  for (const { id, state, data } of patients) {
    if (state === 'void') continue
    const member = data.memberId ? memberById.get(data.memberId) : undefined
    if (data.memberId) known.add(data.memberId)
    people.push({
      key: id, patientId: id, memberId: data.memberId, name: data.name, rm: data.rm, nik: data.identity.nik ?? '', memberNumber: member?.number ?? '', memberState: member?.state ?? '',
      bornOn: data.birth.on, bornEstimated: data.birth.estimated, sex: data.sex, rt: data.address.rt, rw: data.address.rw, kelurahan: data.address.kelurahan,
      hasNamesake: false, plain: plainName(data.name), phone: data.phone?.slice(3) ?? '',
    })
  }
  for (const [id, data] of memberById) {
    if (known.has(id)) continue
    people.push({
      key: `member-${id}`, patientId: null, memberId: id, name: data.name, rm: '', nik: '', memberNumber: data.number, memberState: data.state,
      bornOn: '', bornEstimated: false, sex: '', rt: '', rw: '', kelurahan: '', hasNamesake: false, plain: plainName(data.name), phone: '',
    })
  }
  const counts = new Map<string, number>()
  for (const { plain } of people) counts.set(plain, (counts.get(plain) ?? 0) + 1)
  for (const person of people) person.hasNamesake = (counts.get(person.plain) ?? 0) > 1
  // By the letters of the plain name: a collator takes most of a second of a slow tablet for 12,000 people.
  people.sort((a, b) => byText(a.plain, b.plain))
  // Made along with the list, or the first key would wait for it.
  columnsOf(people)
  return people
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
  const { name, texts, numbers } = columnsOf(people)
  const hits = holdingAll(texts, words, people.length)
  const beginning = noLines(people.length)
  name.addBeginning(words[0] ?? '', beginning)
  const leading = common(hits, beginning)
  for (const number of numberIn(typed) ?? []) addAll(hits, holding(numbers, number, people.length))
  const total = countOf(hits)
  takeAway(hits, leading)
  const lines = [...linesIn(leading, limit), ...linesIn(hits, limit)].slice(0, limit)
  return { found: lines.map(line => people[line] as Person), total }
}

interface Columns {
  readonly name: TextColumn
  /** What words are looked for in: name, NIK, RM, member number. */
  readonly texts: readonly TextColumn[]
  /** What digits alone are looked for in: the numbers without what stands between their digits, and the phone. */
  readonly numbers: readonly TextColumn[]
}
const lists = new WeakMap<readonly Person[], Columns>()

function columnsOf(people: readonly Person[]): Columns {
  const known = lists.get(people)
  if (known) return known
  const column = (textOf: (person: Person) => string): TextColumn => new TextColumn(people.map(textOf))
  const name = column(person => person.plain)
  const nik = column(person => plainText(person.nik))
  const columns = {
    name, texts: [name, nik, column(person => plainText(person.rm)), column(person => plainText(person.memberNumber))],
    numbers: [nik, column(person => digitsOf(person.rm)), column(person => digitsOf(person.memberNumber)), column(person => (person.phone === '' ? '' : `p${person.phone}`))],
  }
  lists.set(people, columns)
  return columns
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
