import { tidyNik } from '#domain/rules/members/nik.ts'
import { soundAlike, soundsOf } from '#domain/rules/clinic/name-sound.ts'
import { plainName, type Person } from './find-people.ts'

/** What is typed so far of somebody who may be here already. */
export interface Typed { readonly name: string; readonly bornOn: string; readonly sex: '' | 'L' | 'P'; readonly nik: string; readonly ownId: string }
export interface Alike { readonly person: Person; readonly how: 'same-birth' | 'sound' }

/** Sounds are read once for each person and kept as long as the list lives. */
const sounds = new WeakMap<Person, readonly string[]>()
function soundsOfPerson(person: Person): readonly string[] {
  const known = sounds.get(person) ?? soundsOf(person.name)
  sounds.set(person, known)
  return known
}

/** The patient who bears the typed NIK. */
export function sameNik(typed: Typed, people: readonly Person[]): Person | null {
  const nik = tidyNik(typed.nik)
  return nik.length === 16 ? (people.find(person => person.nik === nik && person.patientId !== null && person.patientId !== typed.ownId) ?? null) : null
}

/** Ages that are told from memory differ by a year or two. */
const YEARS_APART = 2
const FEWEST_LETTERS = 3

/** Patients by name and by year of birth, sorted out once: a key of the form looks at a few hundred instead of at everybody. */
interface Sorted { readonly byName: ReadonlyMap<string, readonly Person[]>; readonly byYear: ReadonlyMap<number, readonly Person[]> }
const lists = new WeakMap<readonly Person[], Sorted>()

function sorted(people: readonly Person[]): Sorted {
  const known = lists.get(people)
  if (known) return known
  const byName = new Map<string, Person[]>()
  const byYear = new Map<number, Person[]>()
  const put = <K>(map: Map<K, Person[]>, key: K, person: Person): void => {
    const list = map.get(key)
    if (list) list.push(person)
    else map.set(key, [person])
  }
  for (const person of people) {
    if (person.patientId === null) continue
    put(byName, person.plain, person)
    put(byYear, Number(person.bornOn.slice(0, 4)), person)
  }
  const made = { byName, byYear }
  lists.set(people, made)
  return made
}

/**
 * Patients who may be the person that is typed: of the same birth date with a name that sounds alike, then those of about the
 * same age, of no other sex, whose name sounds alike. Without a birth date only the very same name tells anything.
 */
export function alikePeople(typed: Typed, people: readonly Person[], limit: number): Alike[] {
  const name = plainName(typed.name)
  if (name.length < FEWEST_LETTERS) return []
  const isOther = (person: Person): boolean => person.patientId === typed.ownId || (typed.sex !== '' && person.sex !== typed.sex)
  if (typed.bornOn === '') return (sorted(people).byName.get(name) ?? []).filter(person => !isOther(person)).slice(0, limit).map(person => ({ person, how: 'sound' }))
  const own = soundsOf(typed.name)
  const year = Number(typed.bornOn.slice(0, 4))
  const exact: Alike[] = []
  const near: Alike[] = []
  for (let of = year - YEARS_APART; of <= year + YEARS_APART; of += 1) {
    for (const person of sorted(people).byYear.get(of) ?? []) {
      if (isOther(person) || !soundAlike(own, soundsOfPerson(person))) continue
      if (person.bornOn === typed.bornOn) exact.push({ person, how: 'same-birth' })
      else near.push({ person, how: 'sound' })
    }
  }
  return [...exact, ...near].slice(0, limit)
}
