import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { day } from '#domain/core/day.ts'
import { delivery, type Confirmation, type DeliveryData } from '#domain/records/delivery.ts'
import { shipment, type ShipmentData } from '#domain/records/shipment.ts'
import { foldBalances } from '#domain/rules/pharmacy/balance.ts'
import { checkDelivery, deliveryState, isDifferent, receiptsOf, transitLines } from '#domain/rules/pharmacy/delivery-rules.ts'
import { foldMonths, netOf } from '#domain/rules/pharmacy/ledger.ts'
import { checkMovement } from '#domain/rules/pharmacy/movement-rules.ts'
import { checkShipment, SHIPMENT_RULES, shipmentMovements } from '#domain/rules/pharmacy/shipment-rules.ts'
import { dataOf } from '#tests/support/generators.ts'

const ON = day('2025-12-17')
const A = { number: 'A', expiresOn: day('2027-03-31') }
const B = { number: 'B', expiresOn: day('2027-06-30') }
const sent = (more: Partial<DeliveryData> = {}): DeliveryData => ({
  number: 'SBBK-7', from: { kind: 'puskesmas', id: 'pkm', name: 'Puskesmas Uji' }, on: ON, lplpoId: null, shipmentId: null, note: '', confirmation: null, cancelled: null,
  lines: [{ drugId: 'oralit', batch: A, quantity: 100 }, { drugId: 'amoksisilin', fund: 'jkn', batch: B, quantity: 40 }], ...more,
})
const answer = (received: number[], more: Partial<Confirmation> = {}): Confirmation => ({ by: 'bidan', on: ON, received, note: '', ...more })
const CANCELLED = { by: 'kapus', on: ON, reason: 'salah pustu' }
const rules = (data: DeliveryData, before: DeliveryData | null, actor = 'bidan'): string[] =>
  checkDelivery(data, { id: 'd', actor, roles: [actor === 'kapus' ? 'kapus' : 'nakes'], stream: '', before, found: () => [] }).map(({ rule, field }) => `${rule}:${field ?? ''}`)

describe('a delivery', () => {
  it('begins unanswered, from the puskesmas, with each batch once; what a pustu sends is the server\'s to write', () => {
    expect(rules(sent(), null)).toEqual([])
    expect(rules(sent({ confirmation: answer([100, 40]), cancelled: CANCELLED, shipmentId: 's' }), null)).toEqual(['delivery-from:from', 'delivery-new:confirmation', 'delivery-new:cancelled'])
    expect(rules(sent({ from: { kind: 'pustu', id: 'x', name: 'X' } }), null)).toEqual(['delivery-from:from'])
    expect(rules(sent({ lines: [{ drugId: 'oralit', batch: A, quantity: 1 }, { drugId: 'oralit', batch: { ...A }, quantity: 2 }] }), null)).toEqual(['same-batch-twice:lines.1'])
    expect(rules(sent({ lines: [{ drugId: 'oralit', batch: A, quantity: 1 }, { drugId: 'oralit', fund: 'jkn', batch: A, quantity: 2 }] }), null)).toEqual([])
  })

  it('never changes after it was written', () => {
    const changed: DeliveryData = { ...sent(), number: 'X', on: day('2025-12-18'), from: { kind: 'puskesmas', id: 'lain', name: 'Lain' }, lines: [{ drugId: 'oralit', batch: A, quantity: 99 }], lplpoId: 'l', shipmentId: 's', note: 'n' }
    expect(rules(changed, sent())).toEqual(['number', 'from', 'on', 'lines', 'lplpoId', 'shipmentId', 'note'].map(field => `delivery-fixed:${field}`))
  })

  it('is confirmed line by line by who confirms, with a note where something differs', () => {
    expect(rules(sent({ confirmation: answer([100, 40]) }), sent())).toEqual([])
    expect(rules(sent({ confirmation: answer([100, 40]) }), sent(), 'perawat')).toEqual(['delivery-actor:confirmation'])
    expect(rules(sent({ confirmation: answer([100]) }), sent())).toEqual(['delivery-lines:confirmation'])
    expect(rules(sent({ confirmation: answer([100, 40], { batches: [null] }) }), sent())).toEqual(['delivery-lines:confirmation'])
    expect(rules(sent({ confirmation: answer([98, 40]) }), sent())).toEqual(['delivery-note:confirmation'])
    expect(rules(sent({ confirmation: answer([98, 40], { note: 'dua pecah' }) }), sent())).toEqual([])
    expect(rules(sent({ confirmation: answer([100, 40], { batches: [null, A] }) }), sent())).toEqual(['delivery-note:confirmation'])
    expect(rules(sent({ confirmation: answer([100, 40], { batches: [A, B] }) }), sent()), 'the batch as it stands on the paper is no difference').toEqual([])
  })

  it('is confirmed once, and called back only before that', () => {
    const confirmed = sent({ confirmation: answer([100, 40]) })
    expect(rules(sent({ confirmation: answer([100, 39], { note: 'hitung ulang' }) }), confirmed)).toEqual(['delivery-confirmed:confirmation'])
    expect(rules(sent(), confirmed)).toEqual(['delivery-confirmed:confirmation'])
    expect(rules(sent({ confirmation: confirmed.confirmation, cancelled: CANCELLED }), confirmed, 'kapus')).toEqual(['delivery-confirmed:cancelled'])
    expect(rules(sent({ cancelled: CANCELLED }), sent(), 'kapus')).toEqual([])
    expect(rules(sent({ cancelled: CANCELLED }), sent(), 'bidan')).toEqual(['delivery-actor:cancelled', 'delivery-sender:cancelled'])
    expect(rules(sent({ cancelled: { ...CANCELLED, by: 'bidan' } }), sent(), 'bidan'), 'the paper of the puskesmas is called back by its head').toEqual(['delivery-sender:cancelled'])
    expect(rules(sent({ cancelled: { ...CANCELLED, reason: 'lain' } }), sent({ cancelled: CANCELLED }), 'kapus')).toEqual(['delivery-cancelled:cancelled'])
    const fromPustu = sent({ from: { kind: 'pustu', id: 'p', name: 'P' }, shipmentId: 's' })
    expect(rules({ ...fromPustu, cancelled: CANCELLED }, fromPustu, 'kapus')).toEqual(['delivery-from:cancelled'])
  })

  it('goods that arrived are a fact, whatever paper called them back meanwhile', () => {
    const called = sent({ cancelled: CANCELLED })
    expect(rules({ ...called, confirmation: answer([100, 40]) }, called)).toEqual([])
    expect(deliveryState({ ...called, confirmation: answer([100, 40]) })).toBe('diterima')
  })

  it('says where it stands', () => {
    expect([sent(), sent({ cancelled: CANCELLED }), sent({ confirmation: answer([100, 40]) }), sent({ confirmation: answer([100, 41]) }), sent({ confirmation: answer([100, 40], { batches: [null, A] }) })].map(deliveryState))
      .toEqual(['di-jalan', 'dibatalkan', 'diterima', 'selisih', 'selisih'])
  })

  it('enters the ledger under the batch that stands on the box, once a line, and not at all where nothing came', () => {
    const found = receiptsOf(sent({ from: { kind: 'pustu', id: 'p', name: 'Pustu P' } }), answer([0, 39], { batches: [null, A], note: 'batch lain' }), 'kirim-s', '2025-12-17T08:00:00')
    expect(found).toEqual([{ id: 'kirim-s-m1', movement: expect.objectContaining({ drugId: 'amoksisilin', fund: 'jkn', batch: A, quantity: 39, reason: 'pindahan', documentId: 'kirim-s', document: 'SBBK-7', party: 'Pustu P' }) }])
    expect(receiptsOf(sent(), answer([1, 1]), 'd', '2025-12-17T08:00:00').map(({ id, movement }) => [id, movement.reason])).toEqual([['d-m0', 'diterima'], ['d-m1', 'diterima']])
  })
})

describe('a shipment', () => {
  const line = (more: Partial<ShipmentData['lines'][number]> = {}): ShipmentData['lines'][number] => ({ drugId: 'oralit', source: 'program', batch: A, quantity: 5, ...more })
  const data = (kind: ShipmentData['to']['kind'], lines: ShipmentData['lines'], id: string | null = 'x'): ShipmentData => ({ number: 'N', to: { kind, id, name: 'X' }, on: ON, lines, reason: 'kosong di sana', by: 'bidan' })
  const broken = (shipped: ShipmentData): string[] => checkShipment(shipped, { actor: 'bidan' }).map(({ rule, field }) => `${rule}:${field ?? ''}`)

  it('BR-35: programme stock to a pustu or the puskesmas only, cooperative stock to a supplier only', () => {
    expect(broken(data('pustu', [line()]))).toEqual([])
    expect(broken(data('puskesmas', [line({ fund: 'jkn' })]))).toEqual([])
    expect(broken(data('pemasok', [line({ source: 'koperasi' })]))).toEqual([])
    expect(broken(data('pustu', [line(), line({ source: 'koperasi' })]))).toEqual(['BR-35:lines.1'])
    expect(broken(data('puskesmas', [line({ source: 'koperasi' })]))).toEqual(['BR-35:lines.0'])
    expect(broken(data('pemasok', [line()]))).toEqual(['BR-35:lines.0'])
    expect(broken(data('pemasok', [line({ source: 'koperasi', fund: 'jkn' })]))).toEqual(['BR-35:lines.0'])
  })

  it('is signed by who sends it', () => { expect(broken({ ...data('pustu', [line()]), by: 'perawat' })).toEqual(['signer:by']) })

  it('names the pustu it goes to, and each batch once', () => {
    expect(broken(data('pustu', [line()], null))).toEqual(['shipment-to:to'])
    expect(broken(data('pustu', [line(), line({ quantity: 9 })]))).toEqual(['same-batch-twice:lines.1'])
  })

  it('leaves the ledger as sent or as returned, under ids of its own', () => {
    const moved = shipmentMovements(data('pustu', [line(), line({ batch: B, fund: 'dak' })]), 's', '2025-12-17T08:00:00')
    expect(moved).toEqual([
      { id: 's-m0', movement: expect.objectContaining({ quantity: -5, reason: 'dikirim', documentId: 's', document: 'N', party: 'X' }) },
      { id: 's-m1', movement: expect.objectContaining({ quantity: -5, reason: 'dikirim', fund: 'dak', batch: B }) },
    ])
    expect(shipmentMovements(data('pemasok', [line({ source: 'koperasi' })]), 's', '2025-12-17T08:00:00')[0]?.movement.reason).toBe('diretur')
    expect(Object.values(SHIPMENT_RULES).map(rule => [rule.reason, rule.expired, rule.held])).toEqual([['dikirim', false, false], ['diretur', true, true], ['diretur', true, true]])
  })
})

describe('goods in transit', () => {
  const shipments = (dataOf(shipment) as unknown as fc.Arbitrary<ShipmentData>).map(found => ({ ...found, to: { kind: 'pustu' as const, id: 'pustu-b', name: 'B' }, lines: found.lines.map(line => ({ ...line, source: 'program' as const })) }))
    .filter(found => checkShipment(found, { actor: 'nobody' }).length === 0)
  const context = { id: 'm', actor: 'a', roles: [], stream: '', before: null, found: () => [] }

  test('what left one pustu is what arrived at the other and what is missing, line by line and in both ledgers', () => {
    fc.assert(fc.property(shipments, fc.array(fc.nat(200), { minLength: 60, maxLength: 60 }), fc.array(fc.boolean(), { minLength: 60, maxLength: 60 }), (shipped, figures, others) => {
      const arriving: DeliveryData = { number: shipped.number, from: { kind: 'pustu', id: 'pustu-a', name: 'A' }, on: shipped.on, lines: shipped.lines.map(({ source: _source, ...line }) => line), lplpoId: null, shipmentId: 's', note: '', confirmation: null, cancelled: null }
      expect(delivery.schema.safeParse(arriving).success).toBe(true)
      const confirmation: Confirmation = { by: 'b', on: ON, received: arriving.lines.map((_, index) => figures[index] ?? 0), batches: arriving.lines.map((line, index) => (others[index] ? { ...line.batch, number: `${line.batch.number}x`.slice(-40) } : null)), note: 'n' }
      expect(rules({ ...arriving, confirmation }, arriving, 'b')).toEqual([])

      const out = shipmentMovements(shipped, 's', '2025-12-17T08:00:00').map(({ movement }) => movement)
      const came = receiptsOf(arriving, confirmation, 'kirim-s', '2025-12-17T09:00:00').map(({ movement }) => movement)
      expect([...out, ...came].flatMap(movement => checkMovement(movement, context))).toEqual([])
      const lines = transitLines(arriving.lines, confirmation)
      for (const line of lines) expect(line.sent).toBe(line.arrived + line.missing)
      const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0)
      expect(sum(out.map(movement => -movement.quantity))).toBe(sum(came.map(movement => movement.quantity)) + sum(lines.map(line => line.missing)))
      expect(lines.some(line => line.missing !== 0 || line.other !== null)).toBe(isDifferent(arriving.lines, confirmation))
      // Moved is not used: in the books of neither pustu do goods on the way count as received from outside or as handed out.
      const flows = [...foldMonths(out).values(), ...foldMonths(came).values()].map(month => month.flows)
      expect(flows.every(flow => flow.used === 0 && flow.received === 0 && netOf(flow) === flow.movedIn - flow.movedOut)).toBe(true)
      expect(sum([...foldBalances(came).values()].map(balance => balance.quantity))).toBe(sum(lines.map(line => line.arrived)))
    }), { numRuns: 150 })
  })
})
