import { soundAlike, soundsOf } from '../clinic/name-sound.ts'

/** Somebody of the book, or of an earlier row of the same file. */
export interface NamedPerson {
  readonly name: string; readonly bornOn: string; readonly sex: 'L' | 'P'; readonly nik: string; readonly number: string
  /** Family card, and RT/RW; '' where they are not known. */
  readonly familyCard: string; readonly rtRw: string
  readonly row?: number
}
export interface Alike { readonly person: NamedPerson; readonly how: 'same-birth' | 'sound' }

/** Ages that were told from memory differ by a year or two. */
const YEARS_APART = 2
interface Heard { readonly person: NamedPerson; readonly sounds: readonly string[] }

/** People by their year of birth: each new one is compared with a few hundred, not with all. */
export class PeopleIndex {
  readonly #byYear = new Map<number, Heard[]>()
  constructor(people: Iterable<NamedPerson>) {
    for (const person of people) this.add(person)
  }

  add(person: NamedPerson): void {
    const year = Number(person.bornOn.slice(0, 4))
    const heard = { person, sounds: soundsOf(person.name) }
    const list = this.#byYear.get(year)
    if (list) list.push(heard)
    else this.#byYear.set(year, [heard])
  }

  /**
   * Who may be the same person under another NIK: born on the same day with a name that sounds alike; or a neighbour of the
   * same sex and about the same age whose name sounds the same word for word. Without the neighbourhood every second Siti
   * Aminah of a village would be a doubt. The first of each kind is enough for a warning.
   */
  alike({ name, bornOn, sex, nik, familyCard, rtRw }: Omit<NamedPerson, 'number' | 'row'>): Alike[] {
    const own = soundsOf(name)
    const year = Number(bornOn.slice(0, 4))
    let near: NamedPerson | null = null
    for (let of = year - YEARS_APART; of <= year + YEARS_APART; of += 1) {
      for (const { person, sounds } of this.#byYear.get(of) ?? []) {
        if (person.nik === nik) continue
        if (person.bornOn === bornOn && soundAlike(own, sounds)) return [{ person, how: 'same-birth' }]
        const isNear = (familyCard !== '' && person.familyCard === familyCard) || (rtRw !== '' && person.rtRw === rtRw)
        if (near === null && isNear && person.sex === sex && own.length > 1 && sounds.length === own.length && soundAlike(own, sounds)) near = person
      }
    }
    return near ? [{ person: near, how: 'sound' }] : []
  }
}
