import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, addMonths, day } from '#domain/core/day.ts'
import { FUNDS, type Fund, type MovementData } from '#domain/records/stock-movement.ts'
import { drugFacts, type DrugData } from '#domain/rules/pharmacy/drug-facts.ts'
import { foldMonths } from '#domain/rules/pharmacy/ledger.ts'
import { availableOf, buildLplpo, closingOf, columnsOf, linesOf, workingShare, type LplpoData, type LplpoInput, type LplpoLine } from '#domain/rules/pharmacy/lplpo.ts'
import { chains } from '#domain/rules/pharmacy/lplpo-rules.ts'
import { rollUp } from '#domain/rules/pharmacy/lplpo-rollup.ts'
import { sampleMovement } from './sample.ts'

const params: LplpoData['params'] = { rule: 'stok-optimum', workingDays: 26, leadDays: 5, bufferPercent: 10, roundToPack: true }
const DRUG: DrugData = {
  name: 'Amlodipin', strength: '5 mg', form: 'tablet', unit: 'tablet', route: 'oral', class: 'keras', doubtful: false, antibiotic: false, indicator: true, coldChain: false, programme: 'umum',
  kfa: null, maxPrescription: '', usualDose: '', active: true, packs: [{ name: 'dus', size: 100, barcode: '' }],
}
const drug = (id: string, changes: Partial<DrugData> = {}) => ({ id, data: drugFacts({ ...DRUG, ...changes }) })
const ID = 'amlodipin-5-mg-tablet'
const build = (movements: readonly MovementData[], more: Partial<LplpoInput> = {}): LplpoLine[] =>
  buildLplpo({ months: foldMonths(movements), month: '2025-11', fund: 'semua', params, previous: null, drugs: [drug(ID)], ...more }).sort((a, b) => (a.drugId < b.drugId ? -1 : 1))
const move = (on: string, quantity: number, reason: MovementData['reason'], more: Partial<MovementData> = {}): MovementData => sampleMovement({ on: day(on), quantity, reason, ...more })

describe('a month of the ledger', () => {
  test('BR-24: each movement in its column, opening from what moved before', () => {
    const movements = [
      move('2025-10-02', 1500, 'diterima'), move('2025-10-20', -300, 'diserahkan'),
      move('2025-11-01', 1900, 'diterima'), move('2025-11-02', 100, 'pindahan'), move('2025-11-03', -1830, 'diserahkan'), move('2025-11-04', 10, 'dikembalikan', { reverses: 'x' }), move('2025-11-05', -30, 'dimusnahkan'),
      move('2025-12-01', -50, 'diserahkan'),
    ]
    expect(build(movements)).toEqual([{
      drugId: ID, pack: 100, opening: 1200, adjustment: 0, received: 2000, arrived: 100, used: 1820, lost: 30, returned: 0, moved: 0, difference: 0, closing: 1350, emptyDays: 0, optimum: 2352, request: 1100,
    }])
  })
  test('a reversal lessens the column of what it takes back', () => {
    const [line] = build([move('2025-11-01', 100, 'diterima'), move('2025-11-02', -40, 'diserahkan'), move('2025-11-02', 40, 'dibalik', { reverses: 'x', undoes: 'diserahkan' }), move('2025-11-03', -10, 'dibalik', { reverses: 'y', undoes: 'pindahan' })])
    expect(line).toMatchObject({ received: 90, arrived: -10, used: 0, closing: 90 })
  })
  test('goods sent to another pustu, sent back and counted away are no use', () => {
    const [line] = build([move('2025-11-01', 100, 'diterima'), move('2025-11-02', -20, 'dikirim'), move('2025-11-03', -5, 'diretur'), move('2025-11-04', -1, 'selisih')])
    expect(line).toMatchObject({ used: 0, moved: 20, returned: 5, difference: -1, closing: 74 })
  })
  test('BR-35: what the cooperative bought never enters', () => {
    expect(build([move('2025-11-01', 500, 'diterima', { source: 'koperasi' })])).toEqual([])
  })
  test('BR-29: opens with the locked closing; what was recorded late stands in the adjustment', () => {
    const october = build([move('2025-10-02', 100, 'diterima')], { month: '2025-10' })
    const movements = [move('2025-10-02', 100, 'diterima'), move('2025-10-30', -15, 'diserahkan'), move('2025-11-03', -10, 'diserahkan')]
    const [line] = build(movements, { previous: columnsOf(october) })
    expect(line).toMatchObject({ opening: 100, adjustment: -15, used: 10, closing: 75 })
    expect(availableOf(line as LplpoLine)).toBe(85)
  })
  test('a drug that was locked at something and is gone from the ledger is still opened with it', () => {
    const october = build([move('2025-10-02', 100, 'diterima')], { month: '2025-10' })
    expect(build([], { previous: columnsOf(october) })).toMatchObject([{ opening: 100, adjustment: -100, closing: 0 }])
  })
  test('drugs without stock, movement and minimum are left out; one with a minimum stays, unless it is no longer used', () => {
    const moved = [move('2025-09-01', 10, 'diterima'), move('2025-09-02', -10, 'diserahkan')]
    expect(build(moved)).toEqual([])
    expect(build(moved, { drugs: [drug(ID, { minimum: 20 })] })).toMatchObject([{ drugId: ID, closing: 0, emptyDays: 26 }])
    expect(build([], { drugs: [drug('lain', { minimum: 20 })] })).toMatchObject([{ drugId: 'lain', opening: 0, closing: 0, request: 0 }])
    expect(build(moved, { drugs: [drug(ID, { minimum: 20, active: false })] })).toEqual([])
  })
  test('SWK: days without stock raise the optimum', () => {
    const movements = [move('2025-11-11', 2000, 'diterima'), move('2025-11-12', -1300, 'diserahkan')]
    // Ten of 30 days empty are 9 of 26 working days, 50 a day: 1.300 + 450 + 250 + 130.
    expect(build(movements)).toMatchObject([{ emptyDays: 9, optimum: 2130, request: 1500 }])
  })
  test('waktu kekosongan is told in working days, by which the use of a day is divided', () => {
    expect([0, 1, 2, 10, 15, 29, 30].map(days => workingShare(days, '2025-11', 26))).toEqual([0, 1, 2, 9, 13, 25, 26])
    expect([workingShare(28, '2026-02', 24), workingShare(31, '2025-12', 31), workingShare(3, '2025-11', 1)]).toEqual([24, 31, 0])
  })
  test('waktu kekosongan follows from the ledger alone: expired stock counts until it is written off, as it does in the closing stock', () => {
    const old = { batch: { number: 'OLD', expiresOn: day('2025-10-31') } }
    const shelf = [move('2025-10-01', 100, 'diterima', old)]
    expect(build(shelf)).toMatchObject([{ emptyDays: 0, closing: 100 }])
    expect(build([...shelf, move('2025-11-15', -100, 'dimusnahkan', old)])).toMatchObject([{ emptyDays: 13, closing: 0 }])
  })
  test('217 drugs with six-digit figures stay below the 32 KiB of an operation', () => {
    const drugs = Array.from({ length: 217 }, (_, index) => `obat-dengan-nama-yang-panjang-${String(index).padStart(3, '0')}`)
    const movements = drugs.flatMap(drugId => [move('2025-10-01', 123_456, 'diterima', { drugId }), move('2025-11-01', 123_456, 'diterima', { drugId }), move('2025-11-02', -123_456, 'diserahkan', { drugId })])
    const lines = build(movements)
    expect(lines).toHaveLength(217)
    expect(new TextEncoder().encode(JSON.stringify(columnsOf(lines))).length).toBeLessThan(28 * 1024)
    expect(linesOf(columnsOf(lines))).toEqual(lines)
  })
})

const anyMovement: fc.Arbitrary<MovementData> = fc.record({
  drugId: fc.constantFrom('a', 'b', 'c'), fund: fc.constantFrom(...FUNDS), on: fc.integer({ min: 0, max: 120 }).map(days => addDays(day('2025-08-15'), days)),
  size: fc.integer({ min: 1, max: 500 }), reason: fc.constantFrom('diterima', 'diserahkan', 'pindahan', 'dikirim', 'diretur', 'dimusnahkan', 'selisih', 'dikembalikan', 'dibalik'),
  plus: fc.boolean(), source: fc.constantFrom('program', 'program', 'program', 'koperasi'), undoes: fc.constantFrom('diterima', 'diserahkan', 'dikirim', 'pindahan'),
}).map(({ drugId, fund, on, size, reason, plus, source, undoes }) => sampleMovement({
  drugId, fund, on, source: source as MovementData['source'], reason: reason as MovementData['reason'],
  quantity: ({ diterima: 1, pindahan: 1, dikembalikan: 1, diserahkan: -1, dikirim: -1, diretur: -1, dimusnahkan: -1 } as Record<string, number>)[reason] === undefined ? (plus ? size : -size) : size * (({ diterima: 1, pindahan: 1, dikembalikan: 1 } as Record<string, number>)[reason] ?? -1),
  ...(reason === 'dibalik' ? { undoes: undoes as MovementData['reason'] } : {}),
}))
const ledger = fc.array(anyMovement, { maxLength: 60 })
const DRUGS = ['a', 'b', 'c'].map(id => drug(id))
const sumUntil = (movements: readonly MovementData[], month: string, drugId: string, fund: Fund | null): number =>
  movements.filter(one => one.source === 'program' && one.drugId === drugId && one.on.slice(0, 7) <= month && (fund === null || (one.fund ?? 'program') === fund)).reduce((sum, one) => sum + one.quantity, 0)

describe('for any ledger', () => {
  test('the columns give the closing, and the closing is the sum of the ledger at the end of the month', () => {
    fc.assert(fc.property(ledger, fc.constantFrom<Fund | 'semua'>('semua', ...FUNDS), fc.integer({ min: 0, max: 4 }), (movements, fund, by) => {
      const month = addMonths('2025-08', by)
      for (const line of build(movements, { month, fund, drugs: DRUGS })) {
        expect(line.closing).toBe(closingOf(line))
        expect(line.closing).toBe(sumUntil(movements, month, line.drugId, fund === 'semua' ? null : fund))
        expect(line.adjustment).toBe(0)
      }
    }))
  })
  test('BR-29: months chain, and without late entries nothing is adjusted', () => {
    fc.assert(fc.property(ledger, fc.constantFrom<Fund | 'semua'>('semua', 'program', 'dak'), (movements, fund) => {
      let previous: LplpoData['lines'] | null = null
      for (const by of [0, 1, 2, 3, 4]) {
        const lines: LplpoLine[] = build(movements, { month: addMonths('2025-08', by), fund, drugs: DRUGS, previous })
        const columns = columnsOf(lines)
        if (previous) expect(chains(previous, columns)).toBe(true)
        expect(lines.filter(line => line.adjustment !== 0)).toEqual([])
        previous = columns
      }
    }))
  })
  test('BR-29: what arrives late for a locked month is exactly the adjustment of the next', () => {
    fc.assert(fc.property(ledger, fc.array(anyMovement.filter(one => one.on < '2025-10-01'), { minLength: 1, maxLength: 8 }), (movements, late) => {
      const september = columnsOf(build(movements, { month: '2025-09', drugs: DRUGS }))
      const all = [...movements, ...late]
      const october = build(all, { month: '2025-10', drugs: DRUGS, previous: september })
      expect(chains(september, columnsOf(october))).toBe(true)
      for (const drugId of ['a', 'b', 'c']) {
        const line = october.find(one => one.drugId === drugId)
        expect(line?.adjustment ?? 0).toBe(sumUntil(late, '2025-09', drugId, null))
        expect(line?.closing ?? 0).toBe(sumUntil(all, '2025-10', drugId, null))
      }
    }))
  })
  test('the funds add up to all funds together', () => {
    fc.assert(fc.property(ledger, movements => {
      const all = build(movements, { drugs: DRUGS })
      const each = FUNDS.flatMap(fund => build(movements, { drugs: DRUGS, fund }))
      for (const figure of ['opening', 'received', 'arrived', 'used', 'lost', 'returned', 'moved', 'difference', 'closing'] as const) {
        for (const drugId of ['a', 'b', 'c']) {
          const sum = each.filter(line => line.drugId === drugId).reduce((total, line) => total + line[figure], 0)
          expect(sum).toBe(all.find(line => line.drugId === drugId)?.[figure] ?? 0)
        }
      }
    }))
  })
  test('the roll-up of any pustu keeps the sum, and nothing that is only moved counts as received or used', () => {
    fc.assert(fc.property(fc.array(ledger, { minLength: 1, maxLength: 4 }), ledgers => {
      const reports = ledgers.map((movements, index) => ({ place: `pustu-${index}`, data: { lines: columnsOf(build(movements, { drugs: DRUGS })), given: null } as unknown as LplpoData }))
      for (const line of rollUp(reports)) {
        expect(line.closing).toBe(availableOf(line) - line.used - line.lost - line.returned - line.inTransit + line.difference)
        expect(line.closing).toBe(ledgers.reduce((sum, movements) => sum + sumUntil(movements, '2025-11', line.drugId, null), 0))
        const own = (reason: string): number => ledgers.flat().filter(one => one.source === 'program' && one.drugId === line.drugId && one.on.startsWith('2025-11') && (one.reason === 'dibalik' ? one.undoes : one.reason) === reason).reduce((sum, one) => sum + one.quantity, 0)
        expect(line.received).toBe(own('diterima'))
        expect(line.inTransit).toBe(0 - own('dikirim') - own('pindahan'))
      }
    }))
  })
})

describe('the puskesmas adds its pustu up', () => {
  const report = (movements: readonly MovementData[], given: number[] | null = null): LplpoData => ({ lines: columnsOf(build(movements)), given } as unknown as LplpoData)
  test('a transfer is netted out; what has not arrived is on the road', () => {
    const kiara = report([move('2025-10-01', 500, 'diterima'), move('2025-11-05', -100, 'dikirim'), move('2025-11-06', -50, 'diserahkan')], [300])
    const teritih = report([move('2025-11-07', 60, 'pindahan'), move('2025-11-08', -10, 'diserahkan')])
    const [line] = rollUp([{ place: 'kiara', data: kiara }, { place: 'teritih', data: teritih }])
    expect(line).toMatchObject({ opening: 500, received: 0, used: 60, inTransit: 40, closing: 400, given: null })
    expect(line?.parts.map(part => [part.place, part.line.closing])).toEqual([['kiara', 350], ['teritih', 50]])
    const [both] = rollUp([{ place: 'kiara', data: kiara }, { place: 'teritih', data: { ...teritih, given: [100] } }])
    expect(both?.given).toBe(400)
  })
})
