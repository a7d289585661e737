import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { day, type Month } from '#domain/core/day.ts'
import { streamOf } from '#domain/core/streams.ts'
import type { CountLineData } from '#domain/records/count-line.ts'
import type { MovementData } from '#domain/records/stock-movement.ts'
import type { VisitData } from '#domain/records/visit.ts'
import { balanceKey, foldBalances } from '#domain/rules/pharmacy/balance.ts'
import { shortRef } from '#domain/rules/pharmacy/count.ts'
import { forecastAll } from '#domain/rules/pharmacy/forecast.ts'
import { foldMonths } from '#domain/rules/pharmacy/ledger.ts'
import { monthOfDays, pustuDayOf } from '#domain/rules/supervision/pustu-day.ts'
import type { INDICATORS} from '#domain/rules/supervision/indicators/catalogue.ts';
import { INDICATOR_KEYS, ruleOf } from '#domain/rules/supervision/indicators/catalogue.ts'
import { exactly, figureOf, figureOfPart, shown, verdictOf, type Limit } from '#domain/rules/supervision/indicators/figure.ts'
import { answeredOnTime, findingsOnTime } from '#domain/rules/supervision/indicators/promises.ts'
import { availabilityOf, balancesAt, countedItems, expiryLossOf, quantityAt, sufficientOf } from '#domain/rules/supervision/indicators/stock.ts'
import { completenessOf, contactsOf, controlledOf, glucoseControlled, pressureControlled, referralsOf, sameDayOf } from '#domain/rules/supervision/indicators/visits.ts'
import { DEFAULT_CALENDAR } from '#domain/rules/supervision/working-days.ts'
import { sampleVisit } from '../clinic/sample.ts'

const limitOf = (key: keyof typeof INDICATORS): Limit => ruleOf(key).limit as Limit
const DECEMBER = '2025-12' as Month
const TODAY = day('2025-12-17')
let count = 0
const visit = (change: Partial<VisitData> = {}, id = `kunjungan-${count += 1}`) => ({ id, state: 'live' as const, stream: streamOf('clinical', 'pustu-kiara'), data: { ...sampleVisit(), ...change } })
const who = (id: string): string => id

describe('the quality of the record', () => {
  test('95% of visits signed and complete pass; a draft counts below the line', () => {
    const nineteen = Array.from({ length: 19 }, () => visit())
    expect(verdictOf(figureOfPart(completenessOf([...nineteen, visit({ signature: null })])), limitOf('lengkap'))).toBe('passes')
    expect(verdictOf(figureOfPart(completenessOf([...nineteen, visit({ signature: null }), visit({ vitals: {} })])), limitOf('lengkap'))).toBe('fails')
  })
  test('entered within 24 hours on the clinic’s wall; an id that says no moment is in neither', () => {
    // 2025-12-01 08:00 WIB is 01:00 UTC.
    const idAt = (iso: string): string => { const hex = Date.parse(iso).toString(16).padStart(12, '0'); return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000` }
    const at = { on: day('2025-12-01'), time: '08:00' }
    const part = sameDayOf([visit(at, idAt('2025-12-02T01:00:00Z')), visit(at, idAt('2025-12-02T01:00:01Z')), visit(at, 'k-lama')], 'Asia/Jakarta')
    expect([part.numerator.length, part.denominator.length, part.unknown]).toEqual([1, 2, ['k-lama']])
  })
  test('says the same as the days that the server adds up', () => {
    const visits = [visit(), visit({ vitals: {} }), visit({ signature: null }), visit({ on: day('2025-12-02') }), { ...visit(), state: 'void' as const }]
    const days = [...new Set(visits.map(one => one.data.on))].map(on => pustuDayOf({ pustu: 'pustu-kiara', on, visits, movements: [], reversed: new Set(), zone: 'Asia/Jakarta' }))
    const month = monthOfDays(days)
    const part = completenessOf(visits)
    expect([part.numerator.length, part.denominator.length]).toEqual([month.complete, month.signed + month.drafts])
    expect(contactsOf(visits, who)).toHaveLength(month.people.size)
  })
})

describe('BR-57', () => {
  test('persons count once a month, whatever the number of their visits and records', () => {
    const visits = [visit({ patientId: 'a' }), visit({ patientId: 'a' }), visit({ patientId: 'b' }), visit({ patientId: 'c', signature: null })]
    expect(contactsOf(visits, who)).toHaveLength(2)
    expect(contactsOf(visits, () => 'orang yang sama')).toHaveLength(1)
  })
  test('640 of 4.000 are 160‰ and pass; 599 of 4.000 do not', () => {
    expect(verdictOf(figureOf(640, 4000), limitOf('angka-kontak'))).toBe('passes')
    expect(verdictOf(figureOf(599, 4000), limitOf('angka-kontak'))).toBe('fails')
  })
  test('RRNS 1 of 60 referrals is 1,67% and passes', () => {
    const referred = (specialistic: boolean, how: 'rujuk' | 'rujuk-darurat' = 'rujuk') => visit({ outcome: { how, specialistic, tacc: ['time'], to: 'RSUD', note: '' } })
    const figure = figureOfPart(referralsOf([referred(false), ...Array.from({ length: 59 }, () => referred(true)), referred(false, 'rujuk-darurat'), visit()]))
    expect(figure).toEqual({ top: 1, bottom: 60 })
    expect(figure && shown(exactly(figure), 'percent', 2)).toBe(1.67)
    expect(verdictOf(figure, limitOf('rrns'))).toBe('passes')
  })
  test('RPPT HT 30/520 = 5,77% passes, DM 12/300 = 4,00% fails', () => {
    expect(shown(exactly({ top: 30, bottom: 520 }), 'percent', 2)).toBe(5.77)
    expect(verdictOf(figureOf(30, 520), limitOf('rppt-ht'))).toBe('passes')
    expect(shown(exactly({ top: 12, bottom: 300 }), 'percent', 2)).toBe(4)
    expect(verdictOf(figureOf(12, 300), limitOf('rppt-dm'))).toBe('fails')
  })
  test('BR-59: 138/88 is under control, 140/85 is not, and who was not measured this month is not', () => {
    expect(pressureControlled({ vitals: { sistolik: 138, diastolik: 88 } })).toBe(true)
    expect(pressureControlled({ vitals: { sistolik: 140, diastolik: 85 } })).toBe(false)
    expect(pressureControlled({ vitals: { sistolik: 138 } })).toBeNull()
    expect([glucoseControlled({ vitals: { gdp: 129 } }), glucoseControlled({ vitals: { gdp: 130 } }), glucoseControlled({ vitals: {}, beyond: { gdp: 'HI' } })]).toEqual([true, false, false])
  })
  test('the last measurement of the month tells, not the last visit; persons without the disease are not in it', () => {
    const sick = { diagnoses: [{ code: 'I10', name: 'Hipertensi' }] }
    const part = controlledOf([
      visit({ ...sick, patientId: 'a', on: day('2025-12-01'), vitals: { sistolik: 150, diastolik: 90 } }), visit({ patientId: 'a', on: day('2025-12-08'), vitals: { sistolik: 130, diastolik: 80 } }, 'a-terakhir'),
      visit({ ...sick, patientId: 'a', on: day('2025-12-15'), vitals: {} }),
      visit({ ...sick, patientId: 'b', vitals: {} }), visit({ patientId: 'c', vitals: { sistolik: 120, diastolik: 80 } }),
    ], 'rppt-ht', who)
    expect(part.numerator).toEqual(['a-terakhir'])
    expect(part.denominator).toHaveLength(2)
  })
})

const moved = (change: Partial<MovementData>): MovementData => ({
  drugId: 'amlodipin', source: 'program', batch: { number: 'A', expiresOn: day('2027-01-31') }, quantity: 10, reason: 'diterima', on: day('2025-11-03'), document: '', party: '', visitId: null, reverses: null, override: null, ...change,
})
const daysOf = (movements: readonly MovementData[]): Map<string, Record<string, number>> => {
  const days = new Map<string, Record<string, number>>()
  for (const one of movements) days.set(balanceKey(one), { ...days.get(balanceKey(one)), [one.on]: (days.get(balanceKey(one))?.[one.on] ?? 0) + one.quantity })
  return days
}

describe('the medicine room', () => {
  test('a drug is there when something of it can be handed out: expired and held stock is not (BR-32)', () => {
    const balances = foldBalances([moved({}), moved({ drugId: 'oralit', batch: { number: 'B', expiresOn: day('2025-12-16') } }), moved({ drugId: 'zinc' })])
    const part = availabilityOf(['amlodipin', 'oralit', 'zinc', 'tidak-pernah'], balances.values(), new Set([balanceKey(moved({ drugId: 'zinc' }))]), TODAY)
    expect(part.numerator).toEqual(['amlodipin'])
    expect(part.denominator).toHaveLength(4)
    expect(verdictOf(figureOf(32, 40), limitOf('ketersediaan'))).toBe('passes')
    expect(verdictOf(figureOf(31, 40), limitOf('ketersediaan'))).toBe('fails')
  })
  test('the shelf as it stood in the evening of a day is the sum of what moved until then', () => {
    fc.assert(fc.property(fc.array(fc.record({ on: fc.integer({ min: 1, max: 28 }), quantity: fc.integer({ min: -20, max: 40 }).filter(quantity => quantity !== 0) })), fc.integer({ min: 1, max: 28 }), (lines, until) => {
      const movements = lines.map(({ on, quantity }) => moved({ on: day(`2025-11-${String(on).padStart(2, '0')}`), quantity }))
      const [at] = balancesAt(foldBalances(movements).values(), daysOf(movements), day(`2025-11-${String(until).padStart(2, '0')}`))
      return (at?.quantity ?? 0) === lines.reduce((sum, line) => (line.on <= until ? sum + line.quantity : sum), 0)
    }))
  })
  test('months of stock: of the drugs that are used, those that reach one to three months', () => {
    const movements = [moved({ quantity: 100, on: day('2025-09-01') }), moved({ quantity: -30, reason: 'diserahkan', on: day('2025-11-05') }), moved({ drugId: 'oralit', on: day('2025-09-01') })]
    const part = sufficientOf(forecastAll(foldBalances(movements).values(), foldMonths(movements), new Set(), TODAY).values())
    expect(part).toEqual({ numerator: [], denominator: ['amlodipin|program'] })
  })
  test('expiry loss: what ended in the month, against opening stock and receipts; 1% passes', () => {
    const movements = [
      moved({ quantity: 900, on: day('2025-11-01') }), moved({ quantity: 90, on: day('2025-12-02') }),
      moved({ quantity: 10, on: day('2025-11-01'), batch: { number: 'B', expiresOn: day('2025-12-10') } }), moved({ quantity: -10, reason: 'dimusnahkan', on: day('2025-12-15'), batch: { number: 'B', expiresOn: day('2025-12-10') } }),
      moved({ drugId: 'tanpa-harga', quantity: 5, on: day('2025-11-01') }), moved({ quantity: 7, on: day('2025-12-01'), batch: { number: 'C', expiresOn: TODAY } }),
    ]
    const loss = expiryLossOf(foldBalances(movements).values(), daysOf(movements), foldMonths(movements).values(), DECEMBER, TODAY, drugId => (drugId === 'amlodipin' ? { amount: 100, per: 1 } : null))
    expect(loss.expired.map(line => [line.batch?.number, line.quantity, line.value])).toEqual([['B', 10, 1000]])
    expect([loss.top, loss.bottom, loss.unvalued]).toEqual([1000, 100_700, 1])
    expect(verdictOf(figureOf(loss.top, loss.bottom), limitOf('kedaluwarsa'))).toBe('passes')
    expect(verdictOf(figureOf(1001, 100_000), limitOf('kedaluwarsa'))).toBe('fails')
    expect(quantityAt(undefined, TODAY)).toBe(0)
  })
  test('a counted drug is exact where every batch of it is: +5 and −5 do not cancel out', () => {
    const line = (id: string, number: string, counted: number, drugId = 'amlodipin'): { id: string; data: CountLineData } =>
      ({ id, data: { countId: 'so-1', drugId, source: 'program', batch: { number, expiresOn: day('2027-01-31') }, counted, at: '2025-12-10T09:00:00', reason: '', by: 'staf-a' } })
    const lines = [line('l1', 'A', 15), line('l2', 'B', 5), line('l3', 'A', 7, 'oralit')]
    const approval = { by: 'staf-b', at: '2025-12-10T12:00:00', note: '', lines: lines.map(one => shortRef(one.id)), system: [10, 10, 7] }
    expect(countedItems('so-1', approval, lines).map(item => [item.drugId, item.counted, item.system, item.exact])).toEqual([['amlodipin', 20, 20, false], ['oralit', 7, 7, true]])
    expect(countedItems('so-1', null, lines)).toEqual([])
  })
})

describe('what was promised by a day', () => {
  const finding = (id: string, due: string, closedOn: string | null, moves: { from: string; on: string }[] = []) => ({
    id, state: 'live' as const, data: { due: day(due), closed: closedOn === null ? null : { on: day(closedOn), by: 'k', name: 'K', note: '' }, moves: moves.map(move => ({ from: day(move.from), to: day(due), on: day(move.on), reason: 'x', by: 'k' })) },
  })
  test('BR-64: closed by its day, of those due; what runs is not counted, what was moved too late was missed', () => {
    const part = findingsOnTime([
      finding('tepat', '2025-12-10', '2025-12-10'), finding('terlambat', '2025-12-10', '2025-12-11'), finding('lewat', '2025-12-16', null), finding('berjalan', '2025-12-17', null), finding('lalu', '2025-11-30', '2025-11-30'),
      finding('digeser-terlambat', '2025-12-20', '2025-12-15', [{ from: '2025-12-05', on: '2025-12-06' }]), finding('digeser', '2025-12-16', '2025-12-15', [{ from: '2025-12-05', on: '2025-12-05' }]),
    ], DECEMBER, TODAY)
    expect(part).toEqual({ numerator: ['tepat', 'digeser'], denominator: ['tepat', 'terlambat', 'lewat', 'digeser-terlambat', 'digeser'] })
  })
  test('BR-63: a complaint that is due Friday 19-12-2025 is counted once that day is over', () => {
    const complaint = { id: 'adu', state: 'live' as const, data: { class: 'ringan' as const, on: TODAY, reply: null } }
    expect(answeredOnTime([complaint], () => DEFAULT_CALENDAR, DECEMBER, day('2025-12-19')).denominator).toEqual([])
    expect(answeredOnTime([complaint], () => DEFAULT_CALENDAR, DECEMBER, day('2025-12-20'))).toEqual({ numerator: [], denominator: ['adu'] })
  })
})

test('every limit but the insurer’s published one waits to be confirmed, and the composite has none', () => {
  expect(INDICATOR_KEYS.filter(key => ruleOf(key).mark === 'S')).toEqual(['angka-kontak'])
  expect(INDICATOR_KEYS.filter(key => ruleOf(key).limit === null)).toEqual(['por-gabungan', 'kecukupan'])
})
