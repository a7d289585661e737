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
  /** The name as it is compared and sorted by. */
  readonly plain: string
  /** What words are looked for in, made once: name, NIK, RM, member number. */
  readonly text: string
  /** The same numbers without what stands between their digits, and the phone from its first digit after the zero. */
  readonly digits: string
}

const plainText = (text: string): string => {
  const low = text.toLowerCase()
  return /[^\u0020-\u007e]/.test(low) ? low.normalize('NFD').replace(/[\u0300-\u036f]/g, '') : low
}
/** A name as it is compared: without capitals, accents and doubled spaces. */
export const plainName = (name: string): string => plainText(name).trim().replace(/\s+/g, ' ')
const digitsOf = (text: string): string => text.replace(/\D/g, '')

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
    const plain = plainName(data.name)
    people.push({
      key: id, patientId: id, memberId: data.memberId, name: data.name, rm: data.rm, nik, memberNumber: number, memberState: member?.state ?? '',
      bornOn: data.birth.on, bornEstimated: data.birth.estimated, sex: data.sex, rt: data.address.rt, rw: data.address.rw, kelurahan: data.address.kelurahan,
      plain, text: `${plain} ${plainText(`${nik} ${data.rm} ${number}`)}`, digits: `${nik} ${digitsOf(data.rm)} ${digitsOf(number)} p${data.phone?.slice(3) ?? ''}`,
    })
  }
  for (const [id, data] of memberById) {
    if (known.has(id)) continue
    const plain = plainName(data.name)
    people.push({
      key: `member-${id}`, patientId: null, memberId: id, name: data.name, rm: '', nik: '', memberNumber: data.number, memberState: data.state,
      bornOn: '', bornEstimated: false, sex: '', rt: '', rw: '', kelurahan: '', plain, text: `${plain} ${plainText(data.number)}`, digits: digitsOf(data.number),
    })
  }
  // By the letters of the plain name: a collator takes most of a second of a slow tablet for 12,000 people.
  const sorted = withNamesakes(people).sort((a, b) => (a.plain < b.plain ? -1 : a.plain > b.plain ? 1 : 0))
  // Made along with the list, or the first key would wait for it.
  linesOf(sorted)
  return sorted
}

function withNamesakes(people: readonly Omit<Person, 'hasNamesake'>[]): Person[] {
  const counts = new Map<string, number>()
  for (const { plain } of people) counts.set(plain, (counts.get(plain) ?? 0) + 1)
  return people.map(person => ({ ...person, hasNamesake: (counts.get(person.plain) ?? 0) > 1 }))
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
  const longest = words.reduce((a, b) => (b.length > a.length ? b : a))
  const { texts, digits } = linesOf(people)
  // 0: not found, 1: found, 2: found, and the name begins with the first word. People are looked at only where there is no way round it.
  const hits = new Uint8Array(people.length)
  for (const number of numberIn(typed) ?? []) eachLine(digits, number, index => { hits[index] = 1 })
  eachLine(texts, longest, (index, isFirst) => {
    if (words.length === 1) hits[index] = isFirst ? 2 : 1
    else if (words.every(word => people[index]?.text.includes(word))) hits[index] = people[index]?.text.startsWith(first) ? 2 : 1
  })
  const leading: number[] = []
  const rest: number[] = []
  let total = 0
  for (let index = 0; index < hits.length; index += 1) {
    if (hits[index] === 0) continue
    total += 1
    const list = hits[index] === 2 ? leading : rest
    if (list.length < limit) list.push(index)
  }
  return { found: [...leading, ...rest].slice(0, limit).flatMap(index => people[index] ?? []), total }
}

/** All texts as one, a line for each person, and where the lines begin: one search in a long text costs a fraction of 20,000 in short ones. */
interface Lines { readonly text: string; readonly starts: readonly number[] }
const lists = new WeakMap<readonly Person[], { readonly texts: Lines; readonly digits: Lines }>()

function linesOf(people: readonly Person[]): { readonly texts: Lines; readonly digits: Lines } {
  const known = lists.get(people) ?? { texts: joined(people.map(person => person.text)), digits: joined(people.map(person => person.digits)) }
  lists.set(people, known)
  return known
}

function joined(parts: readonly string[]): Lines {
  let at = 0
  const starts = parts.map(part => {
    const start = at
    at += part.length + 1
    return start
  })
  return { text: parts.join('\n'), starts }
}

/** Calls back once with the number of each line that holds `wanted`, from the top, and whether the line begins with it. */
function eachLine({ text, starts }: Lines, wanted: string, onLine: (index: number, isFirst: boolean) => void): void {
  let line = 0
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, starts[line] ?? text.length)) {
    line = lineAt(starts, at, line)
    onLine(line, starts[line] === at)
    line += 1
    if (line >= starts.length) return
  }
}

/** The line that a place lies in, at or below `from`. */
function lineAt(starts: readonly number[], at: number, from: number): number {
  // Where nearly everybody is found, the next line is the one.
  if ((starts[from + 1] ?? Infinity) > at) return from
  let low = from
  let high = starts.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((starts[middle] ?? 0) <= at) low = middle
    else high = middle - 1
  }
  return low
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
