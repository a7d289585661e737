import { daysBetween, type Day } from '#domain/core/day.ts'
import { streamOf } from '#domain/core/streams.ts'
import type { DataOf } from '#domain/records/index.ts'
import type { MovementData } from '#domain/records/stock-movement.ts'
import type { VisitData } from '#domain/records/visit.ts'
import type { LplpoData } from '#domain/records/lplpo.ts'
import { reversalId, reverseMovement } from '#domain/rules/pharmacy/dispense.ts'
import { afterVisit, patientMore, visitMore, type ClinicMemory } from './clinic.ts'
import { consultation } from './consultation.ts'
import { createOf, groupOf, instantOf, type DemoChange, type DemoGroup } from './groups.ts'
import type { Membership } from './membership.ts'
import { pad, type Person } from './people.ts'
import { handoverChanges, note, purchaseGroups, sbbkGroups } from './pharmacy.ts'
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
  /** From here on medicine leaves with a hand-over of its own; before, the ledger alone tells of it. */
  readonly handoversFrom: Day
  readonly prices: Map<string, DataOf<'price'>>
  readonly notes: { issued: number }
  /** The large demo sends no LPLPO and so need not remember its ledger. */
  readonly keepsLedger: boolean
  readonly ledger: MovementData[]
  readonly visitsOf: Map<string, { all: number; withPrescription: number }>
  lastLplpo: LplpoData['lines'] | null
  approvedLplpo: string | null
  /** Null in the large demo, which holds consultations and stock alone. */
  readonly clinic: ClinicMemory | null
}

/** How many lines a prescription should have; null leaves it to the case. */
export type LinesWanted = (desk: DemoDesk) => number | null

const OPENING = 7 * 60 + 30
const MINUTES = 14

/** A day's deliveries: programme stock on the first working day of the month, the cooperative's on the third. */
export function deliveries(random: Random, desk: DemoDesk, source: MovementData['source'], on: Day): DemoGroup[] {
  const movements = desk.stock.delivery(source, on)
  desk.count.movements += movements.length
  return source === 'program' ? sbbkGroups(random, desk, movements, on, instantOf(on, 7 * 60)) : purchaseGroups(random, desk, movements, on, instantOf(on, 7 * 60 + 10))
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
  const registration = known ? [] : [createOf('patient', patientId, streamOf('clinical', desk.site.pustu), patientData(desk, person, on, nakes.id))]
  desk.patientIds.set(person, patientId)
  desk.lastSeen.set(person, on)
  const visitId = random.id(atMs)
  const bare = consultation(random, person, patientId, nakes, on, `${pad(Math.floor(minutes / 60), 2)}:${pad(minutes % 60, 2)}`, { chronicVisit: person.chronic !== null, lines })
  const data = desk.clinic ? visitMore(desk.clinic, person, bare) : bare
  desk.count.visits += 1
  const stream = streamOf('clinical', desk.site.pustu)
  if (stillOpen) return [groupOf(random, nakes.id, atMs, [...registration, createOf('visit', visitId, stream, draftOf(data))])]
  const inError = random.chance(0.005)
  const changes = inError || on < desk.handoversFrom
    ? dispense(random, desk, data).flatMap(line => line.movements.map(movement => ledgerLine(random, desk, movement, visitId, atMs)))
    : handovers(desk, dispense(random, desk, data), visitId, patientId, person, nakes.id, minutes)
  const month = desk.visitsOf.get(on.slice(0, 7)) ?? { all: 0, withPrescription: 0 }
  if (!inError) desk.visitsOf.set(on.slice(0, 7), { all: month.all + 1, withPrescription: month.withPrescription + (data.prescription.length > 0 ? 1 : 0) })
  if (desk.clinic && !inError) {
    desk.clinic.signed.push({ visitId, data, minutes, by: nakes.id })
    changes.push(...afterVisit(desk, desk.clinic, person, visitId, data, nakes, atMs))
  }
  const begunEarlier = random.chance(0.08)
  const groups = begunEarlier
    ? [
        groupOf(random, nakes.id, atMs, [...registration, createOf('visit', visitId, stream, draftOf(data))]),
        groupOf(random, nakes.id, atMs + 9 * 60_000, [signing(visitId, stream, data), ...changes]),
      ]
    : [groupOf(random, nakes.id, atMs, [...registration, createOf('visit', visitId, stream, data), ...changes])]
  return inError ? [...groups, enteredInError(random, desk, visitId, nakes.id, on, atMs + 20 * 60_000, changes)] : groups
}

interface Taken { readonly source: MovementData['source']; readonly signa: string; readonly movements: readonly MovementData[] }

/** Programme stock first, for it is free; the cooperative's where that has run out. What neither has stays a prescription. */
function dispense(random: Random, desk: DemoDesk, visit: VisitData): Taken[] {
  return visit.prescription.flatMap(item => {
    const funds = random.chance(0.3) ? (['koperasi', 'program'] as const) : (['program', 'koperasi'] as const)
    for (const source of funds) {
      const movements = desk.stock.take({ drugId: item.drugId, source, quantity: item.quantity, today: visit.on, visitId: null })
      if (movements.length === 0) continue
      desk.count.movements += movements.length
      return [{ source, signa: item.signa, movements }]
    }
    return []
  })
}

function ledgerLine(random: Random, desk: DemoDesk, movement: MovementData, visitId: string, atMs: number): DemoChange {
  const data = { ...movement, visitId }
  note(desk, [data])
  return createOf('stock-movement', random.id(atMs), streamOf('stock', desk.site.pustu), data)
}

/** One hand-over a fund, named after its visit. */
function handovers(desk: DemoDesk, taken: readonly Taken[], visitId: string, patientId: string, person: Person, by: string, minutes: number): DemoChange[] {
  const membership = desk.memberOf.get(person)
  return (['program', 'koperasi'] as const).flatMap(source => {
    const own = taken.filter(line => line.source === source).map(line => ({ ...line, movements: line.movements.map(movement => ({ ...movement, visitId })) }))
    const on = own[0]?.movements[0]?.on
    if (on === undefined) return []
    const isMember = membership !== undefined && membership.joinedOn < on && (membership.leftOn === null || membership.leftOn > on)
    const taker = { kind: 'pasien', id: patientId, name: person.name, member: isMember ? { id: membership.id, number: membership.number } : null } as const
    return handoverChanges(desk, { id: `${visitId}-${source}`, visitId, source, taker, on, minutes, by }, own)
  })
}

function patientData(desk: DemoDesk, person: Person, on: Day, by: string): DataOf<'patient'> {
  const membership = desk.memberOf.get(person)
  const isMember = membership !== undefined && membership.joinedOn < on && (membership.leftOn === null || membership.leftOn > on)
  return {
    rm: `${desk.site.code}-00-${pad(desk.patientIds.size + 1, 4)}`, name: person.name,
    identity: { nik: person.nik, noNikReason: person.nik === null ? 'bayi baru lahir' : '', parentNik: person.parentNik },
    birth: { on: person.bornOn, estimated: person.birthEstimated }, sex: person.sex, phone: person.phone, address: person.address,
    memberId: isMember ? membership.id : null, ...(desk.clinic ? patientMore(desk.clinic, person, on, by) : {}),
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
function enteredInError(random: Random, desk: DemoDesk, visitId: string, actor: string, on: Day, atMs: number, changes: readonly DemoChange[]): DemoGroup {
  const back = changes.flatMap(change => (change.act === 'create' ? [{ id: change.id, data: reverseMovement({ id: change.id, data: change.data as unknown as MovementData }, on, 'Kunjungan dibatalkan') }] : []))
  back.forEach(({ data }) => desk.stock.put(data))
  note(desk, back.map(({ data }) => data))
  desk.count.movements += back.length
  return groupOf(random, actor, atMs, [
    { act: 'void', kind: 'visit', id: visitId, stream: streamOf('clinical', desk.site.pustu), reason: 'Salah pasien' },
    ...back.map(({ id, data }) => createOf('stock-movement', reversalId(id), streamOf('stock', desk.site.pustu), data)),
  ])
}
