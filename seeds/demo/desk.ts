import { daysBetween, type Day } from '#domain/core/day.ts'
import { streamOf } from '#domain/core/streams.ts'
import type { DataOf } from '#domain/records/index.ts'
import type { MovementData } from '#domain/records/stock-movement.ts'
import type { VisitData } from '#domain/records/visit.ts'
import { reverseMovement } from '#domain/rules/pharmacy/dispense.ts'
import { consultation } from './consultation.ts'
import { createOf, groupOf, instantOf, type DemoChange, type DemoGroup } from './groups.ts'
import type { Membership } from './membership.ts'
import { pad, type Person } from './people.ts'
import type { DemoAccount, DemoSite } from './places.ts'
import type { Random } from './random.ts'
import type { DemoStock } from './stock.ts'

/** What one pustu knows while its days are made. */
export interface DemoDesk {
  readonly site: DemoSite
  readonly today: Day
  readonly nakes: readonly DemoAccount[]
  readonly people: readonly Person[]
  readonly memberOf: ReadonlyMap<Person, Membership>
  readonly stock: DemoStock
  readonly patientIds: Map<Person, string>
  readonly lastSeen: Map<Person, Day>
  readonly count: { visits: number; movements: number }
}

/** How many lines a prescription should have; null leaves it to the case. */
export type LinesWanted = (desk: DemoDesk) => number | null

const OPENING = 7 * 60 + 30
const MINUTES = 14

/** A day's deliveries: programme stock on the first working day of the month, the cooperative's on the third. */
export function deliveries(random: Random, desk: DemoDesk, source: MovementData['source'], on: Day): DemoGroup[] {
  return receipts(random, desk, desk.stock.delivery(source, on), instantOf(on, source === 'program' ? 7 * 60 : 7 * 60 + 10))
}

/** Receipts as groups of at most a hundred, by the first of the pustu's nakes. */
export function receipts(random: Random, desk: DemoDesk, movements: readonly MovementData[], atMs: number): DemoGroup[] {
  const author = desk.nakes[0]?.id ?? ''
  desk.count.movements += movements.length
  return Array.from({ length: Math.ceil(movements.length / 100) }, (_, index) => groupOf(random, author, atMs, movements
    .slice(index * 100, index * 100 + 100)
    .map(movement => createOf('stock-movement', random.id(atMs), streamOf('stock', desk.site.pustu), movement))))
}

/** A day's visits; those that would begin after `until` (minutes from midnight) have not happened yet. */
export function visits(random: Random, desk: DemoDesk, on: Day, wanted: number, until: number, lines: LinesWanted): DemoGroup[] {
  const seen = new Set<Person>()
  const groups: DemoGroup[] = []
  const gap = Math.max(3, Math.min(MINUTES, Math.floor(360 / Math.max(1, wanted))))
  for (let index = 0; index < wanted; index += 1) {
    const minutes = OPENING + index * gap + random.int(0, gap - 1)
    const person = whoComes(random, desk, on, seen)
    if (!person || minutes > until) continue
    seen.add(person)
    const stillOpen = index === wanted - 1 || minutes + gap > until
    groups.push(...oneVisit(random, desk, person, on, minutes, stillOpen && until < 24 * 60, lines(desk)))
  }
  return groups
}

/** People with a condition come about monthly; everyone else by chance. */
function whoComes(random: Random, desk: DemoDesk, on: Day, seen: ReadonlySet<Person>): Person | null {
  for (let tries = 0; tries < 40; tries += 1) {
    const person = random.pick(desk.people)
    if (seen.has(person) || person.bornOn > on || !isPregnantYet(desk, person, on)) continue
    if (person.chronic === null ? random.chance(0.6) : isDue(desk, person, on)) return person
  }
  return null
}

/** Whoever is expecting now was not two years ago, as far as the large demo reaches back. */
function isPregnantYet(desk: DemoDesk, person: Person, on: Day): boolean {
  return person.chronic !== 'hamil' || daysBetween(on, desk.today) <= 200
}

function isDue(desk: DemoDesk, person: Person, on: Day): boolean {
  const last = desk.lastSeen.get(person)
  return last === undefined || daysBetween(last, on) >= 26
}

function oneVisit(random: Random, desk: DemoDesk, person: Person, on: Day, minutes: number, stillOpen: boolean, lines: number | null): DemoGroup[] {
  const nakes = random.pick(desk.nakes)
  const atMs = instantOf(on, minutes)
  const known = desk.patientIds.get(person)
  const patientId = known ?? random.id(atMs)
  const registration = known ? [] : [createOf('patient', patientId, streamOf('clinical', desk.site.pustu), patientData(desk, person, on))]
  desk.patientIds.set(person, patientId)
  desk.lastSeen.set(person, on)
  const visitId = random.id(atMs)
  const data = consultation(random, person, patientId, nakes, on, `${pad(Math.floor(minutes / 60), 2)}:${pad(minutes % 60, 2)}`, { chronicVisit: person.chronic !== null, lines })
  desk.count.visits += 1
  const stream = streamOf('clinical', desk.site.pustu)
  if (stillOpen) return [groupOf(random, nakes.id, atMs, [...registration, createOf('visit', visitId, stream, draftOf(data))])]
  const taken = dispense(random, desk, data, visitId, atMs)
  const begunEarlier = random.chance(0.08)
  const groups = begunEarlier
    ? [
        groupOf(random, nakes.id, atMs, [...registration, createOf('visit', visitId, stream, draftOf(data))]),
        groupOf(random, nakes.id, atMs + 9 * 60_000, [signing(visitId, stream, data), ...taken.map(one => one.change)]),
      ]
    : [groupOf(random, nakes.id, atMs, [...registration, createOf('visit', visitId, stream, data), ...taken.map(one => one.change)])]
  return random.chance(0.005) ? [...groups, enteredInError(random, desk, visitId, nakes.id, on, atMs + 20 * 60_000, taken)] : groups
}

interface Taken { readonly id: string; readonly data: MovementData; readonly change: DemoChange }

/** Programme stock first, for it is free; the cooperative's where that has run out. What neither has stays a prescription. */
function dispense(random: Random, desk: DemoDesk, visit: VisitData, visitId: string, atMs: number): Taken[] {
  const fromFund = (source: MovementData['source'], drugId: string, quantity: number): MovementData[] =>
    desk.stock.take({ drugId, source, quantity, today: visit.on, visitId })
  return visit.prescription.flatMap(item => {
    const funds = random.chance(0.3) ? (['koperasi', 'program'] as const) : (['program', 'koperasi'] as const)
    const first = fromFund(funds[0], item.drugId, item.quantity)
    const movements = first.length > 0 ? first : fromFund(funds[1], item.drugId, item.quantity)
    desk.count.movements += movements.length
    return movements.map(data => {
      const id = random.id(atMs)
      return { id, data, change: createOf('stock-movement', id, streamOf('stock', desk.site.pustu), data) }
    })
  })
}

function patientData(desk: DemoDesk, person: Person, on: Day): DataOf<'patient'> {
  const membership = desk.memberOf.get(person)
  const isMember = membership !== undefined && membership.joinedOn < on && (membership.leftOn === null || membership.leftOn > on)
  return {
    rm: `${desk.site.code}-00-${pad(desk.patientIds.size + 1, 4)}`, name: person.name,
    identity: { nik: person.nik, noNikReason: person.nik === null ? 'bayi baru lahir' : '', parentNik: person.parentNik },
    birth: { on: person.bornOn, estimated: person.birthEstimated }, sex: person.sex, phone: person.phone, address: person.address,
    memberId: isMember ? membership.id : null,
  }
}

/** The visit as it stands while the patient is still in the room. */
const draftOf = (data: VisitData): VisitData => ({ ...data, examination: '', diagnoses: [], prescription: [], plan: '', signature: null })

function signing(visitId: string, stream: DemoChange['stream'], data: VisitData): DemoChange {
  const draft = draftOf(data)
  const groups = ['examination', 'diagnoses', 'prescription', 'plan', 'signature'] as const
  return { act: 'patch', kind: 'visit', id: visitId, stream, set: Object.fromEntries(groups.map(group => [group, { from: draft[group], to: data[group] }])) }
}

/** Wrong patient: the visit is voided and what it took goes back to the cupboard by reversing entries. */
function enteredInError(random: Random, desk: DemoDesk, visitId: string, actor: string, on: Day, atMs: number, taken: readonly Taken[]): DemoGroup {
  const back = taken.map(one => reverseMovement(one, on, 'Kunjungan dibatalkan'))
  back.forEach(movement => desk.stock.put(movement))
  desk.count.movements += back.length
  return groupOf(random, actor, atMs, [
    { act: 'void', kind: 'visit', id: visitId, stream: streamOf('clinical', desk.site.pustu), reason: 'Salah pasien' },
    ...back.map(movement => createOf('stock-movement', random.id(atMs), streamOf('stock', desk.site.pustu), movement)),
  ])
}
