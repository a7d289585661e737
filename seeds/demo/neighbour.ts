import { addDays, addYears, type Day } from '#domain/core/day.ts'
import type { Grant } from '#domain/core/roles.ts'
import { streamOf } from '#domain/core/streams.ts'
import type { DataOf } from '#domain/records/index.ts'
import { DRUG_SEEDS } from '#seeds/drugs.ts'
import { CASE_DRUGS } from './cases.ts'
import { consultation } from './consultation.ts'
import { createOf, groupOf, instantOf, isOpen, type DemoChange, type DemoGroup } from './groups.ts'
import { makePeople, pad, type Person } from './people.ts'
import { demoDrug } from './pharmacy.ts'
import { DEMO_ZONE, type DemoAccount, type DemoSite } from './places.ts'
import { createRandom, type Random } from './random.ts'

/*
 * A second, small puskesmas of the demo, so that the health office has two to look at: two pustu, two months of visits and what was
 * handed out. A book of its own; nobody of the first one sees it.
 */
export const NEIGHBOUR = 'pkm-walantaka'
export const NEIGHBOUR_NAME = 'Puskesmas Walantaka (DEMO)'
const DAYS = 60

const site = (slug: string, kelurahan: string, kelurahanCode: string, code: string, visitsADay: readonly [number, number]): DemoSite =>
  ({ slug, kelurahan, kelurahanCode, code, pustu: `pustu-${slug}`, kmp: `kmp-${slug}`, kampungs: ['Pabuaran', 'Sindang', 'Cigoong'], members: 0, visitsADay })
const SITES: readonly DemoSite[] = [site('nyapah', 'Nyapah', '3673031011', 'NYAPAH', [3, 6]), site('cigoong', 'Cigoong', '3673031012', 'CIGOONG', [2, 5])]

export function neighbourAccounts(today: Day): DemoAccount[] {
  const account = (username: string, name: string, profession: DemoAccount['staff']['profession'], sip: string, grants: Grant[]): DemoAccount =>
    ({ id: `staff-${username.replaceAll('.', '-')}`, username, staff: { name, profession, sip: { number: sip, expiresOn: addYears(today, 2) }, grants, active: true } })
  return [
    account('kapus.walantaka', 'dr. Hendra Wijaya', 'medis', 'DEMO/SIP-D/101', [{ role: 'kapus', place: NEIGHBOUR }]),
    account('bidan.nyapah', 'Bidan Sri Hartati', 'kebidanan', 'DEMO/SIPB/111', [{ role: 'nakes', place: 'pustu-nyapah' }]),
    account('bidan.cigoong', 'Bidan Yuyun Maryati', 'kebidanan', 'DEMO/SIPB/121', [{ role: 'nakes', place: 'pustu-cigoong' }]),
  ]
}

const facility = (name: string, type: 'puskesmas' | 'pustu', { code, kelurahan, kelurahanCode }: Pick<DemoSite, 'code' | 'kelurahan' | 'kelurahanCode'>): DataOf<'facility'> =>
  ({ name, type, parentId: type === 'puskesmas' ? null : NEIGHBOUR, kelurahanCode, kelurahan, zone: DEMO_ZONE, code, active: true })
export const neighbourFacility = (): DataOf<'facility'> => facility(NEIGHBOUR_NAME, 'puskesmas', { code: 'PKMWALANTAKA', kelurahan: 'Walantaka', kelurahanCode: '3673031001' })

/** In order of time, up to the last whole day. */
export function* neighbourGroups(today: Day): Generator<DemoGroup> {
  const random = createRandom('walantaka')
  const [head, ...nakes] = neighbourAccounts(today) as [DemoAccount, ...DemoAccount[]]
  const from = addDays(today, -DAYS)
  const catalogue = streamOf('catalogue', NEIGHBOUR)
  const used = DRUG_SEEDS.filter(seed => CASE_DRUGS.includes(seed.id))
  yield groupOf(random, head.id, instantOf(from, 5 * 60), [
    ...SITES.map(one => createOf('facility', one.pustu, catalogue, facility(`Pustu ${one.kelurahan} (DEMO)`, 'pustu', one))), ...used.map(seed => createOf('drug', seed.id, catalogue, demoDrug(seed))),
  ])
  const desks = SITES.map((one, index) => ({ site: one, by: nakes[index] as DemoAccount, people: makePeople(random, one, 60, today), known: new Map<Person, string>() }))
  for (const { site: one, by } of desks) {
    yield groupOf(random, by.id, instantOf(from, 6 * 60), used.map(seed => movement(random, one, from, { drugId: seed.id, quantity: 5000, reason: 'diterima', document: 'SBBK/DEMO/1', party: NEIGHBOUR_NAME }, today)))
    yield groupOf(random, head.id, instantOf(from, 6 * 60 + 30), [plan(random, one, addDays(from, 20), head), plan(random, one, addDays(today, 10), head)])
  }
  for (let on = from; on < today; on = addDays(on, 1)) {
    if (!isOpen(on)) continue
    for (const desk of desks) for (let left = random.int(...desk.site.visitsADay), minutes = 8 * 60; left > 0; left -= 1, minutes += 25) yield visitGroup(random, desk, on, minutes, today)
  }
}

function movement(random: Random, { pustu }: DemoSite, on: Day, more: Pick<DataOf<'stock-movement'>, 'drugId' | 'quantity' | 'reason' | 'document' | 'party'>, today: Day): DemoChange {
  return createOf('stock-movement', random.id(instantOf(on, 7 * 60)), streamOf('stock', pustu), {
    source: 'program', batch: { number: 'DEMO-W1', expiresOn: addYears(today, 1) }, on, visitId: null, reverses: null, override: null, ...more,
  })
}

function plan(random: Random, { pustu }: DemoSite, on: Day, head: DemoAccount): DemoChange {
  return createOf('coaching-plan', random.id(instantOf(on, 6 * 60)), streamOf('service', pustu), { pustu, on, lead: { id: head.id, name: head.staff.name }, focus: 'Kelengkapan register dan stok', by: head.id, moves: [], visitId: null, cancelled: null })
}

interface Desk { readonly site: DemoSite; readonly by: DemoAccount; readonly people: readonly Person[]; readonly known: Map<Person, string> }

/** Cigoong writes a good part of its visits down days later, so that the office has something to see. */
function visitGroup(random: Random, { site: one, by, people, known }: Desk, on: Day, minutes: number, today: Day): DemoGroup {
  const atMs = instantOf(on, minutes)
  const person = random.pick(people)
  const patientId = known.get(person) ?? random.id(atMs)
  const stream = streamOf('clinical', one.pustu)
  const registration = known.has(person) ? [] : [createOf('patient', patientId, stream, patientData(one, person, known.size))]
  known.set(person, patientId)
  const lateMs = one.slug === 'cigoong' && random.chance(0.3) ? 2 * 86_400_000 : 0
  const visit = consultation(random, person, patientId, by, on, `${pad(Math.floor(minutes / 60), 2)}:${pad(minutes % 60, 2)}`, { chronicVisit: person.chronic !== null, lines: null })
  return groupOf(random, by.id, atMs, [
    ...registration, createOf('visit', random.id(atMs + lateMs), stream, visit),
    ...visit.prescription.map(line => movement(random, one, on, { drugId: line.drugId, quantity: -line.quantity, reason: 'diserahkan', document: '', party: '' }, today)),
  ])
}

const patientData = (one: DemoSite, person: Person, count: number): DataOf<'patient'> => ({
  rm: `${one.code}-00-${pad(count + 1, 4)}`, name: person.name, identity: { nik: person.nik, noNikReason: person.nik === null ? 'bayi baru lahir' : '', parentNik: person.parentNik },
  birth: { on: person.bornOn, estimated: person.birthEstimated }, sex: person.sex, phone: person.phone, address: person.address, memberId: null,
})
