import { day } from '#domain/core/day.ts'
import { parseStream, streamOf } from '#domain/core/streams.ts'
import type { DataOf } from '#domain/records/index.ts'
import type { MovementData } from '#domain/records/stock-movement.ts'
import { batchRefOf, foldBalances, type Balance } from '#domain/rules/pharmacy/balance.ts'
import { decideDispense, reversalId, reverseMovement } from '#domain/rules/pharmacy/dispense.ts'
import { shipmentMovementId } from '#domain/rules/pharmacy/shipment-rules.ts'
import { rolesOn } from '#domain/rules/access/grants.ts'
import { createDraft, patchDraft, type Draft, type RecordReader, type StoredRecord } from '#app/db/record-store.ts'
import { PLACES, type Person } from './people.ts'
import type { Chance } from './random.ts'

/**
 * What a medicine room does, with the rules that decide it: receive, hand out, send to the other pustu, confirm what came, put
 * right. Few drugs and few batches, so that tablets meet on the same shelf; quantities small, so that it runs out.
 */
const DRUGS = ['obat-a', 'obat-b'] as const
const BATCHES = [{ number: 'B1', expiresOn: day('2027-03-31') }, { number: 'B2', expiresOn: day('2026-12-31') }] as const
const FUNDS = [undefined, 'jkn'] as const
const DAYS = ['2026-09-20', '2026-09-30', '2026-10-01', '2026-10-17', '2026-11-02'].map(day)
const PUSTUS = PLACES.filter(place => place.type === 'pustu').map(place => place.id)

interface Desk { readonly chance: Chance; readonly person: Person; readonly stream: string; readonly view: RecordReader; newId(): string }

/** A piece of work at a shelf that this person holds; null where there is nothing to do. */
export async function pharmacyDrafts(chance: Chance, person: Person, streams: readonly string[], view: RecordReader, newId: () => string): Promise<readonly Draft[] | null> {
  const shelves = streams.filter(stream => parseStream(stream)?.purpose === 'stock')
  if (shelves.length === 0) return null
  const stream = chance.pick([...shelves].sort())
  const desk: Desk = { chance, person, stream, view, newId }
  const works = rolesOn(person.grants, stream, PLACES)
  if (works.includes('kapus')) return sbbk(desk)
  if (!works.includes('nakes')) return null
  const luck = chance.next()
  if (luck < 0.3) return receive(desk)
  if (luck < 0.55) return handOut(desk)
  if (luck < 0.7) return send(desk)
  if (luck < 0.9) return (await confirm(desk)) ?? receive(desk)
  return (await takeBack(desk)) ?? receive(desk)
}

const movement = (data: Pick<MovementData, 'drugId' | 'source' | 'batch' | 'quantity' | 'reason' | 'on'> & Partial<MovementData>): MovementData =>
  ({ document: 'simulasi', party: '', visitId: null, reverses: null, override: null, ...data })

function receive({ chance, stream, newId }: Desk): Draft[] {
  const source = chance.pick(['program', 'program', 'koperasi'] as const)
  const fund = source === 'program' ? chance.pick(FUNDS) : undefined
  return [createDraft('stock-movement', newId(), stream, movement({
    drugId: chance.pick(DRUGS), source, batch: chance.pick(BATCHES), quantity: 5 + chance.below(20), reason: 'diterima', on: chance.pick(DAYS), ...(fund ? { fund } : {}),
  }))]
}

const movementsOf = async ({ view, stream }: Desk): Promise<StoredRecord<'stock-movement'>[]> =>
  (await view.scan('stock-movement')).filter(found => found.stream === stream && found.state === 'live').sort((a, b) => (a.id < b.id ? -1 : 1))

/** The shelf of the simulation's own drugs: random records of the workload lie beside it. */
async function shelfOf(desk: Desk): Promise<Balance[]> {
  const own = (await movementsOf(desk)).filter(found => isOfPharmacy(found.data))
  return [...foldBalances(own.map(found => found.data)).values()].sort((a, b) => (a.key < b.key ? -1 : 1))
}

async function handOut(desk: Desk): Promise<Draft[] | null> {
  const { chance, stream, newId } = desk
  const decided = decideDispense(await shelfOf(desk), {
    drugId: chance.pick(DRUGS), source: chance.pick(['program', 'koperasi'] as const), quantity: 1 + chance.below(8), today: chance.pick(DAYS), visitId: null,
  })
  return decided.ok ? decided.value.map(data => createDraft('stock-movement', newId(), stream, data)) : null
}

/** Programme stock to the other pustu; what the server makes of it there is confirmed by its people. */
async function send(desk: Desk): Promise<Draft[] | null> {
  const { chance, stream, newId, person } = desk
  const there = (await shelfOf(desk)).filter(balance => balance.source === 'program' && balance.quantity > 0)
  const to = PUSTUS.find(pustu => streamOf('stock', pustu) !== stream)
  if (there.length === 0 || to === undefined) return null
  const batch = chance.pick(there)
  const [id, on, quantity] = [newId(), chance.pick(DAYS), 1 + chance.below(batch.quantity)]
  const ref = batchRefOf(batch)
  return [
    createDraft('shipment', id, stream, { number: 'K-1', to: { kind: 'pustu', id: to, name: to }, on, lines: [{ ...ref, quantity }], reason: 'stok kosong di sana', by: person.id }),
    createDraft('stock-movement', shipmentMovementId(id, 0), stream, movement({ ...ref, quantity: -quantity, reason: 'dikirim', on, documentId: id })),
  ]
}

function sbbk({ chance, stream, newId, person }: Desk): Draft[] | null {
  const from = person.grants.find(grant => grant.role === 'kapus')?.place
  if (from === undefined) return null
  return [createDraft('delivery', newId(), stream, {
    number: 'SBBK-1', from: { kind: 'puskesmas', id: from, name: from }, on: chance.pick(DAYS), lplpoId: null, shipmentId: null, note: '', confirmation: null, cancelled: null,
    lines: [{ drugId: chance.pick(DRUGS), batch: chance.pick(BATCHES), quantity: 10 + chance.below(20) }],
  })]
}

/** Two tablets may confirm the same delivery offline: its receipts carry ids that follow from it, so it is received once. */
async function confirm(desk: Desk): Promise<Draft[] | null> {
  const { chance, stream, view, person } = desk
  const open = (await view.byKey('delivery', 'open', 'y'))
    .filter(found => found.stream === stream && found.state === 'live' && found.data.lines.every(isOfPharmacy))
    .sort((a, b) => (a.id < b.id ? -1 : 1))
  if (open.length === 0) return null
  const found = chance.pick(open)
  const on = chance.pick(DAYS)
  const received = found.data.lines.map(line => (chance.is(0.2) ? chance.below(line.quantity + 1) : line.quantity))
  const receipts = found.data.lines.flatMap((line, index) => {
    const quantity = received[index] ?? 0
    return quantity === 0 ? [] : [createDraft('stock-movement', `${found.id}-m${index}`, stream, movement({
      drugId: line.drugId, source: 'program', batch: line.batch, quantity, on, reason: found.data.from.kind === 'pustu' ? 'pindahan' : 'diterima', documentId: found.id, ...(line.fund ? { fund: line.fund } : {}),
    }))]
  })
  const note = received.every((quantity, index) => quantity === found.data.lines[index]?.quantity) ? '' : 'kurang'
  return [patchDraft(found, { confirmation: { by: person.id, on, received, note } satisfies NonNullable<DataOf<'delivery'>['confirmation']> }), ...receipts]
}

/** The same movement may be taken back on two tablets; its reversal has one id. */
async function takeBack(desk: Desk): Promise<Draft[] | null> {
  const all = await movementsOf(desk)
  const reversed = new Set(all.map(found => found.data.reverses))
  const left = all.filter(found => !reversed.has(found.id) && ['diterima', 'diserahkan'].includes(found.data.reason) && isOfPharmacy(found.data)).slice(0, 4)
  if (left.length === 0) return null
  const chosen = desk.chance.pick(left)
  return [createDraft('stock-movement', reversalId(chosen.id), desk.stream, reverseMovement(chosen, desk.chance.pick(DAYS), 'salah catat'))]
}

/** Whether a line is of this work and not of the random records beside it. */
export const isOfPharmacy = ({ drugId }: { readonly drugId: string }): boolean => (DRUGS as readonly string[]).includes(drugId)
