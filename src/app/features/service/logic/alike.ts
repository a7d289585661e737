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

/**
 * Patients who may be the person that is typed: of the same birth date with a name that sounds alike, then those of about the
 * same age, of no other sex, whose name sounds alike. Without a birth date only the very same name tells anything.
 */
export function alikePeople(typed: Typed, people: readonly Person[], limit: number): Alike[] {
  const name = plainName(typed.name)
  if (name.length < FEWEST_LETTERS) return []
  const own = soundsOf(typed.name)
  const year = typed.bornOn === '' ? null : Number(typed.bornOn.slice(0, 4))
  const exact: Alike[] = []
  const near: Alike[] = []
  for (const person of people) {
    if (person.patientId === null || person.patientId === typed.ownId || (typed.sex !== '' && person.sex !== typed.sex)) continue
    if (year === null) {
      if (plainName(person.name) === name) near.push({ person, how: 'sound' })
    } else if (Math.abs(Number(person.bornOn.slice(0, 4)) - year) <= YEARS_APART && soundAlike(own, soundsOfPerson(person))) {
      (person.bornOn === typed.bornOn ? exact : near).push({ person, how: person.bornOn === typed.bornOn ? 'same-birth' : 'sound' })
    }
  }
  return [...exact, ...near].slice(0, limit)
}
