import { addDays, addYears, ageInYears, parts, type Day } from '#domain/core/day.ts'
import type { DataOf } from '#domain/records/index.ts'
import names from './names.json'
import type { DemoSite } from './places.ts'
import type { Random } from './random.ts'

type Sex = 'L' | 'P'

/** An invented inhabitant. Nothing of it is a real person's; the NIK's district, 367399, does not exist. */
export interface Person {
  readonly name: string
  readonly sex: Sex
  readonly bornOn: Day
  readonly birthEstimated: boolean
  readonly nik: string | null
  readonly parentNik: string | null
  readonly familyCard: string
  readonly phone: string | null
  readonly occupation: string
  readonly address: DataOf<'member'>['address']
  /** A condition that brings the person back every month. */
  readonly chronic: 'ht' | 'dm' | 'hamil' | null
  readonly allergicTo: string | null
  readonly height: number
  readonly weight: number
}

const REGION = '367399'
const MALE_WORK = ['Buruh harian', 'Petani', 'Pedagang', 'Karyawan swasta', 'Sopir', 'Wiraswasta', 'Tukang bangunan', 'Guru']
const FEMALE_WORK = ['Mengurus rumah tangga', 'Mengurus rumah tangga', 'Pedagang', 'Karyawan swasta', 'Petani', 'Guru', 'Penjahit']

/** Makes households of a kelurahan until at least `adults` grown-ups live in them. */
export function makePeople(random: Random, site: DemoSite, adults: number, today: Day): Person[] {
  const people: Person[] = []
  const usedNiks = new Set<string>()
  let grown = 0
  while (grown < adults) {
    for (const person of household(random, site, today, usedNiks)) {
      people.push(person)
      if (isAdult(person, today)) grown += 1
    }
  }
  return people
}

export const isAdult = (person: Person, today: Day): boolean => ageInYears(person.bornOn, today) >= 18

function household(random: Random, site: DemoSite, today: Day, usedNiks: Set<string>): Person[] {
  const shared = {
    familyCard: familyCard(random, today, usedNiks),
    address: {
      street: `Kp. ${random.pick(site.kampungs)}`, rt: pad(random.int(1, 5), 3), rw: pad(random.int(1, 3), 3), kelurahan: site.kelurahan,
    },
  }
  const headAge = random.int(22, 68)
  const make = (sex: Sex, age: number, days = random.int(0, 364)): Person => person(random, { ...shared, sex, bornOn: addDays(addYears(today, -age), -days), today, usedNiks })
  const members = [make('L', headAge)]
  if (random.chance(0.86)) members.push(make('P', Math.max(19, headAge - random.int(0, 7))))
  const mother = members.find(one => one.sex === 'P' && ageInYears(one.bornOn, today) < 48)
  if (mother) for (let child = random.int(0, 3); child > 0; child -= 1) members.push(make(random.chance(0.5) ? 'L' : 'P', random.int(1, Math.max(1, Math.min(17, headAge - 20)))))
  if (mother && random.chance(0.07)) members.push(newborn(random, make(random.chance(0.5) ? 'L' : 'P', 0, random.int(3, 200)), mother))
  if (random.chance(0.18)) members.push(make(random.chance(0.6) ? 'P' : 'L', random.int(65, 84)))
  return members
}

/** A baby often has no NIK yet and is registered under its mother's (BR-07). */
function newborn(random: Random, baby: Person, mother: Person): Person {
  return random.chance(0.5) ? { ...baby, nik: null, parentNik: mother.nik } : baby
}

interface Origin { readonly familyCard: string; readonly address: Person['address']; readonly sex: Sex; readonly bornOn: Day; readonly today: Day; readonly usedNiks: Set<string> }

function person(random: Random, origin: Origin): Person {
  const { sex, bornOn, today, usedNiks } = origin
  const age = ageInYears(bornOn, today)
  const adult = age >= 18
  return {
    name: fullName(random, sex), sex, bornOn, birthEstimated: age > 55 && random.chance(0.15),
    nik: uniqueNik(random, sex, bornOn, usedNiks), parentNik: null, familyCard: origin.familyCard, address: origin.address,
    phone: adult && random.chance(0.72) ? `+628${random.int(10, 99)}${pad(random.int(0, 9_999_999), 7)}` : null,
    occupation: adult ? random.pick(sex === 'L' ? MALE_WORK : FEMALE_WORK) : 'Pelajar',
    chronic: chronicOf(random, sex, age), allergicTo: random.chance(0.04) ? random.pick(['Amoksisilin', 'Kotrimoksazol', 'Asam mefenamat']) : null,
    height: adult ? (sex === 'L' ? random.int(158, 176) : random.int(146, 164)) : childHeight(age), weight: adult ? random.int(45, 78) : 0,
  }
}

function chronicOf(random: Random, sex: Sex, age: number): Person['chronic'] {
  if (sex === 'P' && age >= 19 && age <= 40 && random.chance(0.06)) return 'hamil'
  if (age >= 40 && random.chance(age >= 60 ? 0.32 : 0.16)) return 'ht'
  return age >= 42 && random.chance(0.09) ? 'dm' : null
}

const childHeight = (age: number): number => (age < 1 ? 62 : Math.round(76 + age * 6))

function fullName(random: Random, sex: Sex): string {
  const first = random.pick(sex === 'P' ? names.female : names.male)
  if (random.chance(0.12)) return first
  const lasts = sex === 'P' ? [...names.last.slice(0, 6), ...names.lastFemale] : names.last
  const second = random.chance(0.25) ? random.pick(sex === 'P' ? names.female : names.male) : random.pick(lasts)
  return second === first ? first : `${first} ${second}`
}

function uniqueNik(random: Random, sex: Sex, bornOn: Day, used: Set<string>): string {
  const [year, month, date] = parts(bornOn)
  for (;;) {
    const nik = `${REGION}${pad(sex === 'P' ? date + 40 : date, 2)}${pad(month, 2)}${pad(year % 100, 2)}${pad(random.int(1, 60), 4)}`
    if (used.has(nik)) continue
    used.add(nik)
    return nik
  }
}

function familyCard(random: Random, today: Day, used: Set<string>): string {
  const [year, month, date] = parts(addDays(today, -random.int(200, 4000)))
  for (;;) {
    const card = `${REGION}${pad(date, 2)}${pad(month, 2)}${pad(year % 100, 2)}${pad(random.int(1, 400), 4)}`
    if (used.has(`kk${card}`)) continue
    used.add(`kk${card}`)
    return card
  }
}

export const pad = (value: number, length: number): string => String(value).padStart(length, '0')
