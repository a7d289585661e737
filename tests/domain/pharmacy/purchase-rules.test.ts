import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { day } from '#domain/core/day.ts'
import { goodsReceipt, goodsReceiptSchema, type GoodsReceiptData } from '#domain/records/goods-receipt.ts'
import { purchaseOrderSchema, type PurchaseOrderData } from '#domain/records/purchase-order.ts'
import { movementSchema } from '#domain/records/stock-movement.ts'
import { checkMovement } from '#domain/rules/pharmacy/movement-rules.ts'
import {
  arrivals, cancellationId, cancellationOf, checkGoodsReceipt, checkPurchaseOrder, doubledInvoices, hnaByDrug, lineNet, orderState, receiptMovements, receiptSums, sameInvoice, standing, unitsOf,
} from '#domain/rules/pharmacy/purchase-rules.ts'

const line = (changes: Partial<GoodsReceiptData['lines'][number]> = {}): GoodsReceiptData['lines'][number] =>
  ({ drugId: 'd1', batch: { number: 'A1', expiresOn: day('2027-03-31') }, packs: 10, packSize: 100, packPrice: 12_350, discount: 0, ...changes })
const receiptOf = (lines: GoodsReceiptData['lines'], changes: Partial<GoodsReceiptData> = {}): GoodsReceiptData => ({
  supplierId: 's1', orderId: 'o1', invoice: 'F-001', invoiceOn: day('2025-12-15'), dueOn: day('2026-01-14'), on: day('2025-12-17'), lines, ppnPercent: 11,
  ...receiptSums(lines, 11), invoiceTotal: receiptSums(lines, 11).total, reverses: null, reason: '', by: 'a', ...changes,
})
const RECEIPT = receiptOf([line(), line({ drugId: 'd2', packs: 3, packSize: 24, packPrice: 4_999, discount: 7 })])
const broken = (data: GoodsReceiptData, id = 'r1', original: GoodsReceiptData | null = RECEIPT): string[] => checkGoodsReceipt(data, {
  id, actor: data.by === 'b' ? 'b' : 'a', roles: [], stream: '', before: null, found: lookup => (original && lookup.kind === 'goods-receipt' ? [{ id: 'r1', kind: 'goods-receipt', stream: '', rev: 1, state: 'live', data: original as never }] : []),
}).map(found => `${found.rule} ${found.field}`)

describe('the sums of a purchase', () => {
  test('net is packs × price − discount; PPN is taken once on the sum, half up', () => {
    // 10 × 12.350 + (3 × 4.999 − 7) = 138.490; 11 % = 15.233,9
    expect(receiptSums(RECEIPT.lines, 11)).toEqual({ net: 138_490, ppn: 15_234, total: 153_724 })
    expect(receiptSums([line({ packs: 1, packPrice: 50 })], 11)).toEqual({ net: 50, ppn: 6, total: 56 })
    expect(receiptSums([line({ packs: 1, packPrice: 50 })], 0)).toEqual({ net: 50, ppn: 0, total: 50 })
    expect(broken(RECEIPT)).toEqual([])
    expect(broken({ ...RECEIPT, by: 'lain' })).toEqual(['signer by'])
  })
  test('a sum that does not follow from the lines is refused', () => {
    expect(broken({ ...RECEIPT, net: RECEIPT.net + 1 })).toEqual(['receipt-sums net'])
    expect(broken({ ...RECEIPT, ppn: RECEIPT.ppn - 1, total: RECEIPT.total - 1 })).toEqual(['receipt-sums ppn', 'receipt-sums total'])
  })
  test('what the paper asks for may differ; it is kept beside', () => {
    expect(broken({ ...RECEIPT, invoiceTotal: RECEIPT.total + 6 })).toEqual([])
  })
  test('a discount is at most its line, and nothing falls due before it is invoiced', () => {
    const whole = receiptOf([line({ discount: 123_500 })])
    expect(broken(whole)).toEqual([])
    expect(broken(receiptOf([line({ discount: 123_501 })]))).toContain('receipt-discount lines')
    expect(broken({ ...RECEIPT, dueOn: day('2025-12-14') })).toEqual(['receipt-due dueOn'])
    expect(broken({ ...RECEIPT, dueOn: null })).toEqual([])
  })
  test('any purchase adds up exactly: in whole rupiah, PPN within half a rupiah, in any order of lines', () => {
    const lines = fc.array(fc.record({ packs: fc.integer({ min: 1, max: 100_000 }), packPrice: fc.nat(1_000_000_000), share: fc.nat(100) }), { minLength: 1, maxLength: 60 })
    fc.assert(fc.property(lines, fc.nat(30), (given, ppnPercent) => {
      const typed = given.map(({ packs, packPrice, share }) => ({ packs, packPrice, discount: Math.floor((packs * packPrice * share) / 100) }))
      const { net, ppn, total } = receiptSums(typed, ppnPercent)
      const exact = typed.reduce((sum, one) => sum + BigInt(one.packs) * BigInt(one.packPrice) - BigInt(one.discount), 0n)
      expect(BigInt(net)).toBe(exact)
      expect(200n * BigInt(ppn) - 100n <= 2n * exact * BigInt(ppnPercent) && 2n * exact * BigInt(ppnPercent) < 200n * BigInt(ppn) + 100n).toBe(true)
      expect([total, Number.isSafeInteger(total)]).toEqual([net + ppn, true])
      expect(receiptSums([...typed].reverse(), ppnPercent)).toEqual({ net, ppn, total })
      expect(typed.reduce((sum, one) => sum + lineNet(one), 0)).toBe(net)
    }))
  })
})

describe('the movements of a purchase', () => {
  test('one a line, into the cooperative’s stock, each with an id that follows from the purchase', () => {
    const movements = receiptMovements('r1', RECEIPT, 'PT Sumber Sehat', '2025-12-17T10:00:00')
    expect(movements.map(({ id, data }) => [id, data.drugId, data.quantity, data.source, data.reason, data.documentId, data.document, data.party])).toEqual([
      ['r1-m0', 'd1', 1000, 'koperasi', 'diterima', 'r1', 'F-001', 'PT Sumber Sehat'], ['r1-m1', 'd2', 72, 'koperasi', 'diterima', 'r1', 'F-001', 'PT Sumber Sehat'],
    ])
    for (const { data } of movements) {
      expect(movementSchema.safeParse(data).success).toBe(true)
      expect(checkMovement(data, { id: 'x', actor: 'a', roles: [], stream: '', before: null, found: () => [] })).toEqual([])
    }
    expect(RECEIPT.lines.map(unitsOf)).toEqual([1000, 72])
  })
})

describe('a purchase taken back', () => {
  const back = cancellationOf('r1', RECEIPT, 'b', day('2025-12-18'), 'salah faktur')
  test('is its opposite under an id that follows from it, so that all entries add up to what was bought', () => {
    expect(goodsReceiptSchema.safeParse(back).success).toBe(true)
    expect(broken(back, cancellationId('r1'))).toEqual([])
    expect([back.net + RECEIPT.net, back.ppn + RECEIPT.ppn, back.total + RECEIPT.total]).toEqual([0, 0, 0])
    expect(goodsReceipt.lookups?.(back)).toEqual([{ kind: 'goods-receipt', id: 'r1' }])
    expect(goodsReceipt.lookups?.(RECEIPT)).toEqual([{ kind: 'drug', id: 'd1' }, { kind: 'drug', id: 'd2' }, { kind: 'pharmacy-setting', above: 'apotek-' }])
    expect(Object.is(cancellationOf('r', { ...RECEIPT, ppn: 0 }, 'b', day('2025-12-18'), 'x').ppn, 0)).toBe(true)
  })
  test('takes back what it names and nothing else, once, with a reason', () => {
    expect(broken(back, 'another-id')).toEqual(['receipt-cancel reverses'])
    expect(broken({ ...back, supplierId: 's2' }, 'r1-batal')).toEqual(['receipt-cancel reverses'])
    expect(broken({ ...back, lines: [...back.lines].reverse() }, 'r1-batal')).toEqual(['receipt-cancel reverses'])
    expect(broken(back, 'r1-batal', { ...RECEIPT, reverses: 'r0', reason: 'x' })).toEqual(['receipt-cancel reverses'])
    expect(broken({ ...back, reason: ' ' }, 'r1-batal')).toEqual(['receipt-cancel reason'])
    expect(broken({ ...RECEIPT, reason: 'x' })).toEqual(['receipt-cancel reason'])
    expect(broken({ ...back, total: RECEIPT.total }, 'r1-batal')).toEqual(['receipt-sums total', 'receipt-cancel reverses'])
  })
  test('no longer counts among what stands', () => {
    const entries = [{ id: 'r1', data: RECEIPT }, { id: 'r1-batal', data: back }, { id: 'r2', data: RECEIPT }]
    expect(standing(entries).map(entry => entry.id)).toEqual(['r2'])
    expect(sameInvoice(entries.slice(0, 2), 's1', 'F-001')).toBeUndefined()
  })
})

describe('an order and what comes of it', () => {
  const ORDER: PurchaseOrderData = {
    number: 'SP-1', supplierId: 's1', on: day('2025-12-10'), note: '', by: 'a', sent: { by: 'a', on: day('2025-12-10') }, closed: null,
    lines: [{ drugId: 'd1', packs: 20, packSize: 100, packPrice: 12_350 }, { drugId: 'd2', packs: 3, packSize: 24, packPrice: 0 }],
  }
  const order = (data: PurchaseOrderData, before: PurchaseOrderData | null = null, actor = 'a'): string[] => checkPurchaseOrder(data, { actor, before }).map(found => `${found.rule} ${found.field}`)
  test('arrives in parts, in whatever packs, and is complete when nothing is awaited', () => {
    const entries = [{ id: 'r1', data: RECEIPT }]
    expect(arrivals(ORDER, entries)).toEqual([{ drugId: 'd1', ordered: 2000, arrived: 1000, awaited: 1000 }, { drugId: 'd2', ordered: 72, arrived: 72, awaited: 0 }])
    expect(orderState(ORDER, arrivals(ORDER, []))).toBe('sent')
    expect(orderState(ORDER, arrivals(ORDER, entries))).toBe('part')
    const rest = { id: 'r2', data: receiptOf([line({ packs: 21, packSize: 50 })]) }
    expect(arrivals(ORDER, [...entries, rest])[0]).toEqual({ drugId: 'd1', ordered: 2000, arrived: 2050, awaited: 0 })
    expect(orderState(ORDER, arrivals(ORDER, [...entries, rest]))).toBe('complete')
    expect(orderState({ ...ORDER, sent: null }, arrivals(ORDER, []))).toBe('draft')
    expect(orderState({ ...ORDER, closed: { by: 'a', on: day('2025-12-20'), reason: 'kosong di pabrik' } }, arrivals(ORDER, entries))).toBe('closed')
  })
  test('what was taken back is awaited again', () => {
    const entries = [{ id: 'r1', data: RECEIPT }, { id: 'r1-batal', data: cancellationOf('r1', RECEIPT, 'b', day('2025-12-18'), 'x') }]
    expect(arrivals(ORDER, entries).map(one => one.awaited)).toEqual([2000, 72])
  })
  test('names each drug once', () => {
    expect(purchaseOrderSchema.safeParse(ORDER).success).toBe(true)
    expect(order(ORDER)).toEqual([])
    expect(order({ ...ORDER, lines: [...ORDER.lines, ...ORDER.lines.slice(0, 1)] })).toEqual(['order-drug-twice lines'])
  })
  test('is signed by who writes, sends and closes it', () => {
    const draft = { ...ORDER, sent: null }
    const closed = { by: 'a', on: day('2025-12-20'), reason: 'kosong' }
    expect(order(draft, null, 'b')).toEqual(['signer by'])
    expect(order({ ...draft, note: 'x' }, draft, 'b'), 'another may still change a draft').toEqual([])
    expect([order(ORDER, draft, 'a'), order(ORDER, draft, 'b')]).toEqual([[], ['signer sent.by']])
    expect([order({ ...ORDER, closed }, ORDER, 'a'), order({ ...ORDER, closed }, ORDER, 'b')]).toEqual([[], ['signer closed.by']])
  })
  test('sent or closed, nothing of it changes but that it is closed, once', () => {
    const changed: PurchaseOrderData = { ...ORDER, number: 'SP-2', supplierId: 's2', on: day('2025-12-11'), lines: ORDER.lines.slice(0, 1), note: 'x', sent: null }
    const groups = ['number', 'supplierId', 'on', 'lines', 'note', 'sent']
    expect(order(changed, ORDER)).toEqual(groups.map(group => `order-fixed ${group}`))
    const closed = { ...ORDER, sent: null, closed: { by: 'a', on: day('2025-12-20'), reason: 'kosong' } }
    expect(order({ ...closed, lines: ORDER.lines.slice(0, 1) }, closed)).toEqual(['order-fixed lines'])
    expect(order({ ...closed, closed: null }, closed)).toEqual(['order-fixed closed'])
    expect(order({ ...ORDER, closed: closed.closed }, ORDER)).toEqual([])
  })
})

describe('reading an invoice', () => {
  test('the same paper is known again, however its number is spaced', () => {
    const entries = [{ id: 'r1', data: RECEIPT }]
    expect(sameInvoice(entries, 's1', ' f - 001')?.id).toBe('r1')
    expect(sameInvoice(entries, 's2', 'F-001')).toBeUndefined()
    expect(sameInvoice(entries, 's1', 'F-002')).toBeUndefined()
  })
  test('a paper that two offline tablets entered stands twice, until one of them is cancelled', () => {
    const entries = [{ id: 'r1', data: RECEIPT }, { id: 'r2', data: { ...RECEIPT, invoice: 'f-001' } }, { id: 'r3', data: { ...RECEIPT, supplierId: 's2' } }]
    expect([...doubledInvoices(entries)]).toEqual(['r1', 'r2'])
    expect([...doubledInvoices([...entries, { id: 'r2-batal', data: cancellationOf('r2', RECEIPT, 'b', day('2025-12-18'), 'dobel') }])]).toEqual([])
  })
  test('the HNA of a drug is its dearest pack price a unit, before discount; what came free says nothing', () => {
    const found = hnaByDrug([line({ packPrice: 12_350, discount: 5000 }), line({ packPrice: 1300, packSize: 10 }), line({ packPrice: 0 }), line({ drugId: 'd3', packPrice: 0 })])
    expect([...found]).toEqual([['d1', { amount: 1300, per: 10 }]])
  })
})
