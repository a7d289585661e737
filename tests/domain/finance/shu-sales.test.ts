import { expect, it } from 'vitest'
import { day } from '#domain/core/day.ts'
import type { HandoverData } from '#domain/records/handover.ts'
import { sharersOf } from '#domain/rules/finance/shu-figures.ts'
import { shareOut } from '#domain/rules/finance/shu.ts'
import type { PayWay } from '#domain/rules/finance/trade.ts'
import { tradeOf, type Paper } from '#tests/support/trade-sums.ts'

const BATCH = { number: 'A1', expiresOn: day('2027-01-31') }
function sale(id: string, member: string | null, amount: number, way: PayWay = 'tunai', { reverses = null }: { reverses?: string | null } = {}): Paper<HandoverData> {
  return {
    id,
    data: {
      number: id, on: day('2025-05-05'), time: '08:00', source: 'koperasi', visitId: null, prescription: null, reverses, reason: reverses ? 'salah' : '', by: 'staf',
      taker: member === null ? { kind: 'umum', id: null, name: '', member: null } : { kind: 'anggota', id: member, name: 'Uji', member: { id: member, number: `K-${member}` } },
      lines: [{ drugId: 'd', drug: 'd', unit: 'tablet', quantity: amount / 500, unitPrice: 500, amount, batches: [{ batch: BATCH, quantity: amount / 500 }], directions: null, signa: '' }],
      total: amount, payment: { method: way, paid: way === 'tempo' ? 0 : amount, change: 0, reference: '' },
    },
  }
}

it('BR-22 from hand-overs to shares: member sales whatever the payment, what was taken back and others\u2019 not', () => {
  const handovers = [
    sale('h1', 'a', 1_500_000, 'tunai'), sale('h2', 'a', 1_000_000, 'transfer'), sale('h3', 'a', 500_000, 'tempo'), sale('h4', 'b', 1_500_000),
    sale('h6', null, 700_000), sale('h7', 'c', 80_000), sale('h8', 'c', -80_000, 'tunai', { reverses: 'h7' }),
  ]
  const { members: trade } = tradeOf(handovers)
  const saved = new Map([['a', 290_000], ['b', 170_000], ['c', 110_000]])
  const members = ['a', 'b', 'c'].map(id => ({ personId: id, record: { id, state: 'live', data: { number: `K-${id}`, joinedOn: day('2024-01-01'), status: { state: 'aktif' as const, on: day('2024-01-01'), reason: '' } } } }))
  const sharers = sharersOf({ year: 2025, members, personOf: id => id, trade, saved: id => ({ pokok: saved.get(id) ?? 0, wajib: 0, sukarela: 0 }), savings: 'semua', frozen: [] })
  expect(sharers.map(member => member.va)).toEqual([3_000_000, 1_500_000, 0])
  expect(shareOut(3_360_000, 1_440_000, sharers).lines.map(line => line.usaha + line.modal)).toEqual([2_972_631, 1_549_474, 277_895])
})
