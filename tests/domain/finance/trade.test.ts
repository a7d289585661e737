import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { day, type Day } from '#domain/core/day.ts'
import type { GoodsReceiptData } from '#domain/records/goods-receipt.ts'
import type { HandoverData } from '#domain/records/handover.ts'
import type { MovementData } from '#domain/records/stock-movement.ts'
import { itemLines } from '#domain/rules/finance/trade-items.ts'
import type { PayWay } from '#domain/rules/finance/trade.ts'
import { foldBalances } from '#domain/rules/pharmacy/balance.ts'
import { receiptSums } from '#domain/rules/pharmacy/purchase-rules.ts'
import { itemSalesOf, tradeOf, type Paper } from '#tests/support/trade-sums.ts'

const D1 = day('2025-12-01')
const D2 = day('2025-12-02')
const D3 = day('2025-12-03')
const BATCH = { number: 'A1', expiresOn: day('2027-01-31') }

const sale = (id: string, on: Day, quantity: number, more: Partial<{ member: string | null; way: PayWay; reverses: string | null; source: 'program' | 'koperasi'; drugId: string; unitPrice: number }> = {}): Paper<HandoverData> => {
  const { member = null, way = 'tunai', reverses = null, source = 'koperasi', drugId = 'parasetamol', unitPrice = 500 } = more
  const price = source === 'program' ? 0 : unitPrice
  return {
    id,
    data: {
      number: id, on, time: '08:00', source, visitId: null, prescription: null, reverses, reason: reverses ? 'salah' : '', by: 'staf',
      taker: member === null ? { kind: 'umum', id: null, name: '', member: null } : { kind: 'anggota', id: member, name: 'Siti', member: { id: member, number: `N-${member}` } },
      lines: [{ drugId, drug: drugId, unit: 'tablet', quantity, unitPrice: price, amount: quantity * price, batches: [{ batch: BATCH, quantity }], directions: null, signa: '' }],
      total: quantity * price, payment: { method: source === 'program' ? 'gratis' : way, paid: way === 'tempo' ? 0 : quantity * price, change: 0, reference: '' },
    },
  }
}
const receipt = (id: string, on: Day, packs: number, packPrice: number, more: Partial<{ ppn: number; reverses: string }> = {}): Paper<GoodsReceiptData> => {
  const lines = [{ drugId: 'parasetamol', batch: BATCH, packs, packSize: 10, packPrice, discount: 0 }]
  const sums = receiptSums(lines, more.ppn ?? 11)
  const sign = more.reverses ? -1 : 1
  return { id, data: { supplierId: 's', orderId: null, invoice: id, invoiceOn: on, dueOn: null, on, lines, ppnPercent: more.ppn ?? 11, net: sign * sums.net, ppn: sign * sums.ppn, total: sign * sums.total, invoiceTotal: sign * sums.total, reverses: more.reverses ?? null, reason: more.reverses ? 'salah' : '', by: 'staf' } }
}
const moved = (id: string, on: Day, quantity: number, reason: MovementData['reason'], more: Partial<MovementData> = {}): Paper<MovementData> => ({
  id, data: { drugId: 'parasetamol', source: 'koperasi', batch: BATCH, quantity, reason, on, document: '', party: '', visitId: null, reverses: null, override: null, ...more },
})

describe('the cooperative’s trade from its papers', () => {
  it('BR-22: what names a member is member trade, whatever the payment', () => {
    const { days, members } = tradeOf([sale('a', D1, 2, { member: 'm1' }), sale('b', D1, 3, { member: 'm1', way: 'transfer' }), sale('c', D1, 4, { member: 'm1', way: 'tempo' }), sale('d', D1, 5)])
    expect(days[0]?.sales).toEqual({ member: { tunai: 1000, transfer: 1500, tempo: 2000 }, others: { tunai: 2500, transfer: 0, tempo: 0 } })
    expect(members).toEqual([{ memberId: 'm1', month: '2025-12', sales: 4500, tempo: 2000 }])
  })

  it('BR-22: a patient who is a member is a member, at the same price and in the same share', () => {
    const seen = sale('a', D1, 2, { member: 'm1' })
    const { days, members } = tradeOf([{ ...seen, data: { ...seen.data, taker: { ...seen.data.taker, kind: 'pasien', id: 'p9' } } }])
    expect([days[0]?.sales.member.tunai, members[0]?.memberId]).toEqual([1000, 'm1'])
  })

  it('BR-35: programme stock is no trade', () => {
    expect(tradeOf([sale('a', D1, 2, { source: 'program' })], [], [moved('m', D1, -3, 'dimusnahkan', { source: 'program' })])).toEqual({ days: [], members: [] })
  })

  it('what came back counts negative on its own day, so that a day that was reported stands', () => {
    const { days } = tradeOf([sale('a', D1, 10, { member: 'm1' }), sale('a-batal', D2, -4, { member: 'm1', reverses: 'a' })], [receipt('r', D1, 10, 1000, { ppn: 0 })])
    expect(days.map(({ on, sales, cost }) => [on, sales.member.tunai, cost])).toEqual([[D1, 5000, 1000], [D2, -2000, -400]])
  })

  it('cost is what the batch cost with its part of the PPN, exact until it is rounded: 3 packs of 12.345 with 11% come to 41.109', () => {
    const { days } = tradeOf([sale('a', D1, 7)], [receipt('r', D1, 3, 12_345)])
    expect(days[0]).toMatchObject({ bought: 41_109, cost: 9592, unknown: 0 })
  })

  it('a batch that nobody is known to have bought costs 0 and is told', () => {
    expect(tradeOf([sale('a', D1, 7)]).days[0]).toMatchObject({ cost: 0, unknown: 7 })
    // A purchase that was cancelled is none.
    expect(tradeOf([sale('a', D1, 7)], [receipt('r', D1, 3, 1000), receipt('r-batal', D2, 3, 1000, { reverses: 'r' })]).days[0]).toMatchObject({ cost: 0, unknown: 7 })
  })

  it('destroyed and missing goods are lost, found ones come back, and what is undone is not lost', () => {
    const { days } = tradeOf([], [receipt('r', D1, 10, 1000, { ppn: 0 })], [
      moved('a', D2, -5, 'dimusnahkan'), moved('b', D2, -3, 'selisih'), moved('c', D2, 1, 'selisih'), moved('d', D2, 5, 'dibalik', { reverses: 'a', undoes: 'dimusnahkan' }), moved('e', D2, -10, 'diretur'), moved('f', D2, -9, 'diserahkan'),
    ])
    expect(days[1]).toMatchObject({ lost: 200, bought: -1000 })
  })

  const papers = fc.array(fc.record({ quantity: fc.integer({ min: 1, max: 40 }), member: fc.option(fc.constantFrom('m1', 'm2')), way: fc.constantFrom<PayWay>('tunai', 'transfer', 'tempo'), on: fc.constantFrom(D1, D2), lost: fc.integer({ min: 0, max: 5 }) }), { maxLength: 12 })
  it('days, members and items tell the same sums, in whatever order the papers come', () => {
    fc.assert(fc.property(papers, fc.integer({ min: 1, max: 99_999 }), (lines, price) => {
      const sales = lines.map((line, index) => sale(`s${index}`, line.on, line.quantity, { member: line.member, way: line.member === null ? 'tunai' : line.way }))
      const found = tradeOf(sales, [receipt('r', D1, 60, price)])
      expect(tradeOf([...sales].reverse(), [receipt('r', D1, 60, price)])).toEqual(found)
      const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0)
      const all = sum(sales.map(paper => paper.data.total))
      expect(sum(found.days.flatMap(one => [...Object.values(one.sales.member), ...Object.values(one.sales.others)]))).toBe(all)
      expect(sum(itemLines(itemSalesOf(sales)).map(item => item.amount))).toBe(all)
      expect(sum(found.members.map(one => one.sales))).toBe(sum(found.days.flatMap(one => Object.values(one.sales.member))))
      expect(sum(found.members.map(one => one.tempo))).toBe(sum(found.days.map(one => one.sales.member.tempo)))
    }))
  })

  it('what was bought is what was sold, lost and still lies there, but for a rupiah of rounding a day and batch', () => {
    fc.assert(fc.property(papers, fc.integer({ min: 1, max: 99_999 }), fc.integer({ min: 0, max: 30 }), (lines, price, ppn) => {
      const goods = receipt('r', D1, 80, price, { ppn })
      const sales = lines.map((line, index) => sale(`s${index}`, line.on, line.quantity))
      const lost = lines.flatMap((line, index) => (line.lost === 0 ? [] : [moved(`l${index}`, line.on, -line.lost, 'selisih')]))
      const movements = [moved('in', D1, 800, 'diterima'), ...lost, ...lines.map((line, index) => moved(`o${index}`, line.on, -line.quantity, 'diserahkan'))]
      // What still lies there costs what its loss would.
      const rest = [...foldBalances(movements.map(one => one.data)).values()].reduce((sum, balance) => sum + balance.quantity, 0)
      const { days } = tradeOf(sales, [goods], [...movements, moved('rest', D3, -rest, 'selisih')])
      const told = days.reduce((sum, one) => sum + one.cost + one.lost, 0)
      expect(Math.abs(told - goods.data.total)).toBeLessThanOrEqual(3)
      expect(days.map(one => one.unknown)).toEqual(days.map(() => 0))
    }))
  })
})
