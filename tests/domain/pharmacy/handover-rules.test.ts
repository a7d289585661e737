import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { day } from '#domain/core/day.ts'
import type { Known, Lookup } from '#domain/core/record.ts'
import type { HandoverData, HandoverLine } from '#domain/records/handover.ts'
import { checkHandover, keptOf } from '#domain/rules/pharmacy/handover-rules.ts'

const ON = day('2025-12-17')
const BATCH = { number: 'A1', expiresOn: day('2027-01-31') }
const line = (drugId: string, quantity: number, unitPrice: number, change: Partial<HandoverLine> = {}): HandoverLine => ({
  drugId, drug: drugId, unit: 'tablet', quantity, unitPrice, amount: quantity * unitPrice, batches: [{ batch: BATCH, quantity }], directions: null, signa: '', ...change,
})
const free = (change: Partial<HandoverData> = {}): HandoverData => ({
  number: 'KIARA-02-0001', on: ON, time: '09:10', source: 'program', visitId: null, taker: { kind: 'umum', id: null, name: '', member: null }, prescription: null,
  lines: [line('parasetamol', 10, 0)], total: 0, payment: { method: 'gratis', paid: 0, change: 0, reference: '' }, reverses: null, reason: '', by: 'staf-bidan', ...change,
})
const sold = (lines: HandoverLine[], paid: number, change: Partial<HandoverData> = {}): HandoverData => {
  const total = lines.reduce((sum, one) => sum + one.amount, 0)
  return free({ source: 'koperasi', lines, total, payment: { method: 'tunai', paid, change: paid - total, reference: '' }, ...change })
}
/** The taking back of some of a hand-over. */
const back = (original: HandoverData, quantities: readonly number[], change: Partial<HandoverData> = {}): HandoverData => {
  const lines = original.lines.flatMap((one, index) => {
    const quantity = quantities[index] ?? 0
    return quantity === 0 ? [] : [{ ...one, quantity: -quantity, amount: -quantity * one.unitPrice, batches: [{ batch: BATCH, quantity: -quantity }] }]
  })
  const total = lines.reduce((sum, one) => sum + one.amount, 0)
  return { ...original, number: 'KIARA-02-0002', lines, total, payment: { ...original.payment, paid: total, change: 0 }, reverses: 'serah-1', reason: 'tidak jadi', ...change }
}
const known = (kind: string, id: string, data: object): Known => ({ kind, id, stream: 'stock:pustu-kiara', rev: 1, state: 'live', data: data as never })
const breaks = (data: HandoverData, world: readonly Known[] = [], id = 'serah-x', seesAll?: boolean): string[] => checkHandover(data, {
  id, seesAll, actor: 'staf-bidan', roles: ['nakes'], stream: 'stock:pustu-kiara', before: null,
  found: (lookup: Lookup) => world.filter(one => one.kind === lookup.kind && ('id' in lookup ? one.id === lookup.id : 'value' in lookup && (one.data as { reverses?: string }).reverses === lookup.value)),
}).map(one => `${one.rule}${one.field ? ` ${one.field}` : ''}`)

describe('who may hand out which class over the counter', () => {
  const paper = { number: 'R-1', prescriber: 'dr. Luar', on: ON }
  const staff = (profession: string): Known => known('staff', 'staf-bidan', { profession })
  const drug = (drugClass: string): Known => known('drug', 'parasetamol', { class: drugClass })
  const closed = known('clinic-setting', 'klinik-pkm', { gate: [{ profession: 'kebidanan', classes: ['bebas'] }] })
  const given = (...world: readonly Known[]): string[] => checkHandover(free({ prescription: paper }), {
    id: 'serah-x', actor: 'staf-bidan', roles: ['nakes'], stream: 'stock:pustu-kiara', before: null,
    found: (lookup: Lookup) => world.filter(one => one.kind === lookup.kind && ('id' in lookup ? one.id === lookup.id : 'above' in lookup && one.id === `${lookup.above}pkm`)),
  }).map(one => `${one.rule}${one.policy ? ' policy' : ''}`)
  it('keras against a prescription: a midwife and a pharmacist may, somebody else may not, and the head may close it', () => {
    expect(given(staff('kebidanan'), drug('keras'))).toEqual([])
    expect(given(staff('kefarmasian'), drug('keras'))).toEqual([])
    expect(given(staff('lainnya'), drug('keras'))).toEqual(['licence-gate policy'])
    expect(given(staff('kebidanan'), drug('keras'), closed)).toEqual(['licence-gate policy'])
  })
  it('what is sold freely anybody hands out; a drug or person not known here is not judged', () => {
    for (const drugClass of ['bebas', 'bebas-terbatas']) expect(given(staff('lainnya'), drug(drugClass), closed)).toEqual([])
    expect(given(staff('lainnya'))).toEqual([])
    expect(given(drug('keras'))).toEqual([])
  })
})

describe('a hand-over adds up', () => {
  it('programme stock is given away, cooperative stock is sold', () => {
    expect(breaks(free())).toEqual([])
    expect(breaks(free({ by: 'staf-lain' })), 'signed by who hands out').toEqual(['signer by'])
    expect(breaks(sold([line('parasetamol', 10, 350), line('antasida', 4, 500)], 10_000))).toEqual([])
  })
  it('BR-35: programme stock cannot enter a sale', () => {
    expect(breaks(sold([line('parasetamol', 10, 350)], 3500, { source: 'program' }))).toEqual(['BR-35 lines', 'BR-35 payment'])
  })
  it('BR-35: cooperative stock is not given away, and has no fund of the government', () => {
    expect(breaks(free({ source: 'koperasi' }))).toEqual(['BR-35 lines', 'BR-35 payment'])
    expect(breaks(sold([line('parasetamol', 10, 350, { batches: [{ batch: BATCH, fund: 'dak', quantity: 10 }] })], 3500))).toEqual(['BR-35 lines'])
  })
  it('change is given for cash, never for a transfer, and nobody pays less than the total', () => {
    const goods = [line('parasetamol', 10, 350)]
    expect(breaks(sold(goods, 5000, { payment: { method: 'transfer', paid: 5000, change: 1500, reference: '' } }))).toEqual(['handover-payment payment'])
    expect(breaks(sold(goods, 5000, { payment: { method: 'tunai', paid: 3000, change: 0, reference: '' } }))).toEqual(['handover-payment payment'])
  })
  it('amounts, totals and batches are told apart when they are wrong', () => {
    expect(breaks(sold([line('parasetamol', 10, 350, { amount: 3400 })], 3400))).toEqual(['handover-amount lines.0'])
    expect(breaks({ ...sold([line('parasetamol', 10, 350)], 3500), total: 3400 })).toEqual(['handover-total total', 'handover-payment payment'])
    expect(breaks(free({ lines: [line('parasetamol', 10, 0, { batches: [{ batch: BATCH, quantity: 9 }] })] }))).toEqual(['handover-batches lines.0'])
    expect(breaks(free({ lines: [line('parasetamol', 1, 0, { batches: [{ batch: BATCH, quantity: 2 }, { batch: { ...BATCH, number: 'B' }, quantity: -1 }] })] }))).toEqual(['handover-sign lines.0'])
    expect(breaks(free({ lines: [line('parasetamol', -10, 0)] }))).toEqual(['handover-sign lines.0'])
    expect(breaks(free({ lines: [line('parasetamol', 1, 0), line('parasetamol', 2, 0)] }))).toEqual(['handover-drug-twice lines.1'])
  })
  it('a member is named by number, the public by nothing', () => {
    expect(breaks(free({ taker: { kind: 'anggota', id: 'a1', name: 'Siti', member: null } }))).toEqual(['handover-taker taker'])
    expect(breaks(free({ taker: { kind: 'umum', id: 'a1', name: '', member: null } }))).toEqual(['handover-taker taker'])
    expect(breaks(free({ taker: { kind: 'anggota', id: 'a1', name: 'Siti', member: { id: 'a1', number: 'KMP-1' } } }))).toEqual([])
  })
  it('any goods at any price, paid with any note, keep the sums; a rupiah less does not', () => {
    const goods = fc.uniqueArray(fc.tuple(fc.constantFrom('a', 'b', 'c', 'd'), fc.integer({ min: 1, max: 5000 }), fc.integer({ min: 1, max: 200_000 })), { minLength: 1, selector: ([id]) => id })
    fc.assert(fc.property(goods, fc.nat(500_000), (lines, extra) => {
      const made = lines.map(([id, quantity, price]) => line(id, quantity, price))
      const total = made.reduce((sum, one) => sum + one.amount, 0)
      const sale = sold(made, total + extra)
      expect(breaks(sale)).toEqual([])
      expect(breaks({ ...sale, payment: { ...sale.payment, paid: sale.payment.paid - 1 } })).toEqual(['handover-payment payment'])
      expect(breaks({ ...sale, total: total - 1 })).toContain('handover-total total')
    }))
  })
})

describe('the class of a drug', () => {
  const keras = [known('drug', 'parasetamol', { class: 'keras' })]
  it('keras leaves against a prescription or with a visit only', () => {
    expect(breaks(free(), keras)).toEqual(['class-gate lines.0'])
    expect(breaks(free({ visitId: 'kunjungan-1' }), keras), 'a tablet that may not read visits').toEqual([])
    expect(breaks(free({ prescription: { number: 'R-7', prescriber: 'dr. Contoh', on: ON } }), keras)).toEqual([])
  })
  it('a visit opens the gate only for what it prescribes, once it is signed and while it stands', () => {
    const visit = (state: 'live' | 'void', signature: object | null, drugId: string): Known => ({ ...known('visit', 'kunjungan-1', { signature, prescription: [{ drugId }] }), state })
    const signed = { by: 'staf-bidan' }
    const given = (one: Known | null, seesAll = true): string[] => breaks(free({ visitId: 'kunjungan-1' }), one ? [...keras, one] : keras, 'serah-x', seesAll)
    expect(given(visit('live', signed, 'parasetamol'))).toEqual([])
    expect(given(visit('live', null, 'parasetamol'))).toEqual(['class-gate lines.0'])
    expect(given(visit('void', signed, 'parasetamol'))).toEqual(['class-gate lines.0'])
    expect(given(visit('live', signed, 'lain'))).toEqual(['class-gate lines.0'])
    expect([given(null), given(null, false)], 'the server knows that there is none').toEqual([['class-gate lines.0'], []])
  })
  it('a prescription of tomorrow is none', () => {
    expect(breaks(free({ prescription: { number: 'R-7', prescriber: 'dr. Contoh', on: day('2025-12-18') } }))).toEqual(['handover-prescription prescription'])
  })
})

describe('taking back', () => {
  const original = sold([line('parasetamol', 10, 350), line('antasida', 4, 500)], 10_000)
  const world = [known('handover', 'serah-1', original)]
  it('some of it, or all, with the money', () => {
    expect(breaks(back(original, [3, 0]), world)).toEqual([])
    expect(breaks(back(original, [10, 4]), world)).toEqual([])
  })
  it('never more than was given, also over several returns and two tablets', () => {
    expect(breaks(back(original, [11, 0]), world)).toEqual(['handover-reversal lines'])
    const earlier = known('handover', 'serah-1-kembali-1', back(original, [8, 0]))
    expect(breaks(back(original, [2, 0]), [...world, earlier])).toEqual([])
    expect(breaks(back(original, [3, 0]), [...world, earlier])).toEqual(['handover-reversal lines'])
    expect(breaks(back(original, [10, 4]), [...world, earlier])).toEqual(['handover-reversal lines'])
  })
  it('judged again after it has been kept, it does not count against itself', () => {
    const whole = back(original, [10, 4])
    expect(breaks(whole, [...world, known('handover', 'serah-1-batal', whole)], 'serah-1-batal')).toEqual([])
  })
  it('not at another price, of another batch, of another document, or of what was taken back itself', () => {
    const dearer = back(original, [3, 0])
    expect(breaks({ ...dearer, lines: dearer.lines.map(one => ({ ...one, unitPrice: 400, amount: -1200 })), total: -1200, payment: { ...dearer.payment, paid: -1200 } }, world)).toEqual(['handover-reversal reverses'])
    expect(breaks({ ...dearer, lines: dearer.lines.map(one => ({ ...one, batches: [{ batch: { ...BATCH, number: 'B2' }, quantity: -3 }] })) }, world)).toEqual(['handover-reversal lines'])
    expect(breaks(back(original, [3, 0]), [])).toEqual(['handover-reversal reverses'])
    expect(breaks(back(original, [3, 0]), [known('handover', 'serah-1', back(original, [3, 0]))])).toEqual(['handover-reversal reverses'])
  })
  it('with a reason, and counted out exactly', () => {
    expect(breaks(back(original, [3, 0], { reason: ' ' }), world)).toEqual(['handover-reason reason'])
    expect(breaks(back(original, [3, 0], { payment: { method: 'tunai', paid: -1000, change: 50, reference: '' } }), world)).toEqual(['handover-payment payment'])
  })
  it('whatever is brought back in whatever order, what is kept and what came back are what was given', () => {
    fc.assert(fc.property(fc.array(fc.tuple(fc.nat(10), fc.nat(4)), { maxLength: 6 }), returns => {
      const kept: Known[] = []
      for (const [index, quantities] of returns.entries()) {
        const one = back(original, quantities)
        if (one.lines.length > 0 && breaks(one, [...world, ...kept], `r-${index}`).length === 0) kept.push(known('handover', `r-${index}`, one))
      }
      const left = [...keptOf(original, kept.map(one => one.data as unknown as HandoverData)).values()]
      const taken = kept.flatMap(one => (one.data as unknown as HandoverData).lines).reduce((sum, one) => sum - one.quantity, 0)
      expect(left.every(quantity => quantity >= 0)).toBe(true)
      expect(left.reduce((sum, quantity) => sum + quantity, 0) + taken).toBe(14)
    }))
  })
})

describe('BR-22 a sale on account', () => {
  const siti = { kind: 'anggota' as const, id: 'anggota-1', name: 'Siti', member: { id: 'anggota-1', number: 'KIARA-01-0001' } }
  const tempo = (change: Partial<HandoverData> = {}): HandoverData =>
    sold([line('paracetamol', 10, 500)], 5000, { taker: siti, payment: { method: 'tempo', paid: 0, change: 0, reference: '' }, ...change })
  const broken = { rule: 'handover-reversal reverses' }

  it('is a member\'s alone, over the counter and as a patient, and no money changes hands', () => {
    expect(breaks(tempo())).toEqual([])
    expect(breaks(tempo({ visitId: 'kunjungan-1', taker: { ...siti, kind: 'pasien', id: 'pasien-1' } }))).toEqual([])
    expect(breaks(tempo({ visitId: 'kunjungan-1', taker: { kind: 'pasien', id: 'pasien-1', name: 'Budi', member: null } }))).toEqual(['tempo-member payment'])
    expect(breaks(tempo({ taker: { kind: 'umum', id: null, name: 'Budi', member: null } }))).toEqual(['tempo-member payment'])
    expect(breaks(tempo({ payment: { method: 'tempo', paid: 5000, change: 0, reference: '' } }))).toEqual(['tempo-amount payment'])
    expect(breaks(tempo({ payment: { method: 'tempo', paid: 0, change: 500, reference: '' } }))).toEqual(['tempo-amount payment'])
  })
  it('cannot be a gift of the programme', () => {
    expect(breaks(free({ taker: siti, payment: { method: 'tempo', paid: 0, change: 0, reference: '' } }))).toEqual(['BR-35 payment'])
  })
  it('that comes back goes off the same account: no cash for what nobody paid, and no debt for what was paid', () => {
    const returned = back(tempo(), [4], { payment: { method: 'tempo', paid: 0, change: 0, reference: '' } })
    const world = [known('handover', 'serah-1', tempo())]
    expect(breaks(returned, world)).toEqual([])
    expect(breaks({ ...returned, payment: { method: 'tunai', paid: -2000, change: 0, reference: '' } }, world)).toEqual([broken.rule])
    expect(breaks({ ...returned, payment: { method: 'tempo', paid: -2000, change: 0, reference: '' } }, world)).toEqual(['tempo-amount payment'])
    expect(breaks({ ...returned, taker: { ...siti, member: { id: 'anggota-2', number: 'KIARA-01-0002' } } }, world)).toContain(broken.rule)
    const cash = sold([line('paracetamol', 10, 500)], 5000, { taker: siti })
    expect(breaks(returned, [known('handover', 'serah-1', cash)])).toEqual([broken.rule])
  })
})
