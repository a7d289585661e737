import { describe, expect, test } from 'vitest'
import { day } from '#domain/core/day.ts'
import type { JsonObject } from '#domain/core/json.ts'
import type { Lookup } from '#domain/core/record.ts'
import type { DeliveryData } from '#domain/records/delivery.ts'
import { stockMovement, type MovementData } from '#domain/records/stock-movement.ts'
import { receiptsOf } from '#domain/rules/pharmacy/delivery-rules.ts'
import { checkMovement } from '#domain/rules/pharmacy/movement-rules.ts'
import { receiptMovements } from '#domain/rules/pharmacy/purchase-rules.ts'
import { shipmentMovements } from '#domain/rules/pharmacy/shipment-rules.ts'
import { sampleMovement } from './sample.ts'

const A = { number: 'A', expiresOn: day('2027-03-31') }
const B = { number: 'B', expiresOn: day('2027-06-30') }
const AT = '2025-12-17T09:00:00'

/** Asks as the tablet and the server do: only what the kind declares is looked up, and only this document is known. */
function ask(id: string, data: MovementData, document: { kind: string; id: string; data: object } | null): string[] {
  const declared = stockMovement.lookups?.(data, id) ?? []
  const isDeclared = (wanted: Lookup): boolean => declared.some(one => JSON.stringify(one) === JSON.stringify(wanted))
  return checkMovement(data, {
    id, actor: 'bidan', roles: ['nakes'], stream: 's', before: null,
    found: lookup => document && isDeclared(lookup) && 'id' in lookup && lookup.kind === document.kind && lookup.id === document.id
      ? [{ ...document, stream: 's', rev: 1, state: 'live', data: document.data as unknown as JsonObject }] : [],
  }).map(one => `${one.rule} ${one.field}`)
}
const BROKEN = ['document-line documentId']

describe('a movement that names a document is one of its lines', () => {
  const confirmation = { by: 'bidan', on: day('2025-12-17'), received: [98, 0], batches: [B, null], note: 'dua pecah' }
  const delivery: DeliveryData = {
    number: 'SBBK-7', from: { kind: 'puskesmas', id: 'pkm', name: 'Puskesmas' }, on: day('2025-12-15'), lplpoId: null, shipmentId: null, note: '', cancelled: null, confirmation,
    lines: [{ drugId: 'oralit', batch: A, quantity: 100, fund: 'jkn' }, { drugId: 'zinc', batch: A, quantity: 40 }],
  }
  const known = { kind: 'delivery', id: 'd', data: delivery }
  const [receipt] = receiptsOf(delivery, confirmation, 'd', AT).map(one => one.movement)
  const came = (changes: Partial<MovementData> = {}): MovementData => ({ ...receipt as MovementData, ...changes })

  test('a delivery: the quantity, the batch and the fund that were confirmed, once a line', () => {
    expect(ask('d-m0', came(), known)).toEqual([])
    expect(ask('d-m0', came({ quantity: 100 }), known)).toEqual(BROKEN)
    expect(ask('d-m0', came({ batch: A }), known)).toEqual(BROKEN)
    expect(ask('d-m0', came({ fund: 'program' }), known)).toEqual(BROKEN)
    expect(ask('d-m0', came({ drugId: 'zinc' }), known)).toEqual(BROKEN)
    expect(ask('d-m1', came({ drugId: 'zinc', batch: A, quantity: 40 }), known)).toEqual(BROKEN)
    expect(ask('d-m0x', came(), known)).toEqual(BROKEN)
    expect(ask('lain', came(), known)).toEqual(BROKEN)
  })

  test('a delivery: received from the puskesmas, moved in from another pustu, and not before it is confirmed', () => {
    expect(ask('d-m0', came({ reason: 'pindahan' }), known)).toEqual(BROKEN)
    const moved = { ...known, data: { ...delivery, from: { ...delivery.from, kind: 'pustu' as const } } }
    expect([ask('d-m0', came({ reason: 'pindahan' }), moved), ask('d-m0', came(), moved)]).toEqual([[], BROKEN])
    expect(ask('d-m0', came(), { ...known, data: { ...delivery, confirmation: null } })).toEqual(BROKEN)
  })

  test('a document that is not known here is not judged, and what takes a movement back is held to that movement', () => {
    expect(ask('d-m0', came({ quantity: 1 }), null)).toEqual([])
    expect(ask('d-m0', came({ quantity: 1 }), { ...known, id: 'lain' })).toEqual([])
    expect(ask('balik', came({ quantity: -98, reason: 'dibalik', reverses: 'd-m0' }), known)).toEqual([])
    expect(ask('x', sampleMovement(), known)).toEqual([])
  })

  test('a purchase: packs times their size', () => {
    const line = { drugId: 'oralit', batch: A, packs: 3, packSize: 100, packPrice: 1000, discount: 0 }
    const data = { supplierId: 's', orderId: null, invoice: 'F-1', invoiceOn: day('2025-12-16'), dueOn: null, on: day('2025-12-17'), lines: [line], ppnPercent: 11, net: 3000, ppn: 330, total: 3330, invoiceTotal: 3330, reverses: null, reason: '', by: 'bidan' }
    const [bought] = receiptMovements('b', data, 'PBF', AT)
    expect(ask('b-m0', bought?.data as MovementData, { kind: 'goods-receipt', id: 'b', data })).toEqual([])
    expect(ask('b-m0', { ...bought?.data as MovementData, quantity: 3 }, { kind: 'goods-receipt', id: 'b', data })).toEqual(BROKEN)
  })

  test('a shipment: out as it was written, moved or given back by where it goes', () => {
    const data = { number: 'K-1', to: { kind: 'pustu' as const, id: 'pustu-b', name: 'B' }, on: day('2025-12-17'), lines: [{ drugId: 'oralit', source: 'program' as const, batch: A, quantity: 5 }], reason: 'kosong', by: 'bidan' }
    const out = shipmentMovements(data, 's', AT)[0]?.movement as MovementData
    const document = { kind: 'shipment', id: 's', data }
    expect([ask('s-m0', out, document), ask('s-m0', { ...out, quantity: -4 }, document), ask('s-m0', { ...out, reason: 'diretur' }, document)]).toEqual([[], BROKEN, BROKEN])
  })

  test('a hand-over: each batch of each line, in its order', () => {
    const part = (batch: typeof A, quantity: number): object => ({ batch, quantity })
    const data = { source: 'program', reverses: null, lines: [{ drugId: 'oralit', batches: [part(A, 6), part(B, 4)] }, { drugId: 'zinc', batches: [part(A, 10)] }] }
    const document = { kind: 'handover', id: 'h', data }
    const handed = (drugId: string, batch: typeof A, quantity: number): MovementData => sampleMovement({ drugId, batch, quantity, reason: 'diserahkan', documentId: 'h' })
    expect([ask('h-m0', handed('oralit', A, -6), document), ask('h-m1', handed('oralit', B, -4), document), ask('h-m2', handed('zinc', A, -10), document)]).toEqual([[], [], []])
    expect([ask('h-m1', handed('oralit', A, -6), document), ask('h-m0', handed('oralit', A, -5), document), ask('h-m3', handed('zinc', A, -10), document)]).toEqual([BROKEN, BROKEN, BROKEN])
  })

  test('BR-36: minutes of destruction write off each of their lines once', () => {
    const data = { lines: [{ drugId: 'oralit', source: 'program', batch: A, quantity: 30, cause: 'rusak' }, { drugId: 'oralit', source: 'program', batch: A, quantity: 5, cause: 'hilang' }] }
    const document = { kind: 'write-off', id: 'w', data }
    const gone = (quantity: number): MovementData => sampleMovement({ drugId: 'oralit', batch: A, quantity, reason: 'dimusnahkan', documentId: 'w' })
    expect([ask('w-m0', gone(-30), document), ask('w-m1', gone(-5), document)]).toEqual([[], []])
    expect([ask('lain', gone(-30), document), ask('w-m1', gone(-30), document), ask('w-m0', gone(-29), document)]).toEqual([BROKEN, BROKEN, BROKEN])
  })

  test('a take-back: what comes back is what it says of the batch, once for each movement', () => {
    const data = { source: 'program', reverses: 'h', lines: [{ drugId: 'oralit', batches: [{ batch: A, quantity: -2 }] }] }
    const document = { kind: 'handover', id: 'h-kembali-1', data }
    const back = (quantity: number, changes: Partial<MovementData> = {}): MovementData =>
      sampleMovement({ drugId: 'oralit', batch: A, quantity, reason: 'dikembalikan', reverses: 'h-m0', documentId: 'h-kembali-1', ...changes })
    expect(ask('h-m0-kembali-1', back(2), document)).toEqual([])
    expect(ask('h-m0-kembali-1', back(10), document)).toEqual(BROKEN)
    expect(ask('h-m0-kembali-2', back(2), document)).toEqual(BROKEN)
    expect(ask('h-m0-kembali-1', back(2, { batch: B }), document)).toEqual(BROKEN)
    expect(ask('lain-m0-kembali-1', back(2, { reverses: 'lain-m0' }), document)).toEqual(BROKEN)
    expect(ask('h-m0-kembali-1', back(2), { ...document, data: { ...data, reverses: null } }), 'a hand-over brings nothing back').toEqual(BROKEN)
  })

  test('a take-back of the whole: each movement is reversed as it says; alone, a reversal stays with its hand-over', () => {
    const data = { source: 'program', reverses: 'h', lines: [{ drugId: 'oralit', batches: [{ batch: A, quantity: -6 }] }] }
    const document = { kind: 'handover', id: 'h-batal', data }
    const undone = (quantity: number, documentId = 'h-batal'): MovementData => sampleMovement({ drugId: 'oralit', batch: A, quantity, reason: 'dibalik', undoes: 'diserahkan', reverses: 'h-m0', documentId })
    expect(ask('h-m0-balik', undone(6), document)).toEqual([])
    expect([ask('h-m0-balik', undone(10), document), ask('h-m0-lagi', undone(6), document)]).toEqual([BROKEN, BROKEN])
    expect(ask('h-m0-balik', undone(6, 'h'), { kind: 'handover', id: 'h', data: { ...data, reverses: null, lines: [] } })).toEqual([])
  })
})
