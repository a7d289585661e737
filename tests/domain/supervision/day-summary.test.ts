import { describe, expect, test } from 'vitest'
import { day } from '#domain/core/day.ts'
import type { MovementData } from '#domain/records/stock-movement.ts'
import type { VisitData } from '#domain/records/visit.ts'
import { summarise, type PustuSummary, type SummaryMovement, type SummaryVisit } from '#domain/rules/supervision/day-summary.ts'
import { sampleVisit } from '../clinic/sample.ts'
import { sampleMovement } from '../pharmacy/sample.ts'

const TODAY = day('2025-12-17')
const visit = (id: string, changes: Partial<VisitData> = {}, state: 'live' | 'void' = 'live', pustu = 'pustu-kiara'): SummaryVisit => ({ id, stream: `pustu:${pustu}/clinical`, state, data: sampleVisit(changes) })
const movement = (id: string, changes: Partial<MovementData> = {}, pustu = 'pustu-kiara'): SummaryMovement => ({ id, stream: `pustu:${pustu}/stock`, state: 'live', data: sampleMovement(changes) })
const kiara = (visits: SummaryVisit[], movements: SummaryMovement[] = [], from = TODAY): PustuSummary => {
  const [summary] = summarise(['pustu-kiara'], visits, movements, { from, to: TODAY, today: TODAY })
  if (!summary) throw new Error('no summary')
  return summary
}
const dispensed = (id: string, changes: Partial<MovementData> = {}): SummaryMovement => movement(id, { quantity: -10, reason: 'diserahkan', on: TODAY, ...changes })

describe('the day over the pustu', () => {
  test('counts signed visits, distinct patients and drafts apart', () => {
    const summary = kiara([visit('a'), visit('b'), visit('c', { patientId: 'p2' }), visit('d', { signature: null, patientId: 'p3' })])
    expect([summary.signed, summary.patients, summary.drafts]).toEqual([['a', 'b', 'c'], ['p1', 'p2'], ['d']])
  })

  test('BR-46: voided visits are in no figure', () => {
    const summary = kiara([visit('a', { alarmPlan: 'Rujuk' }, 'void'), visit('b', { signature: null }, 'void')])
    expect([summary.signed, summary.patients, summary.drafts, summary.alarms, summary.diagnoses]).toEqual([[], [], [], [], []])
  })

  test('each pustu has its own figures, one without work has zeros, a strange stream none', () => {
    const strange = { ...visit('x'), stream: 'nowhere' }
    const summaries = summarise(['pustu-kiara', 'pustu-teritih', 'pustu-kalodran'], [visit('a'), visit('b', {}, 'live', 'pustu-teritih'), strange], [], { from: TODAY, to: TODAY, today: TODAY })
    expect(summaries.map(one => [one.pustu, one.signed])).toEqual([['pustu-kiara', ['a']], ['pustu-teritih', ['b']], ['pustu-kalodran', []]])
  })

  test('both ends of the period are in it', () => {
    const visits = ['2025-11-30', '2025-12-01', '2025-12-17', '2025-12-18'].map(on => visit(on, { on: day(on) }))
    expect(kiara(visits, [], day('2025-12-01')).signed).toEqual(['2025-12-01', '2025-12-17'])
  })

  test('BR-42: visits with an alarm are listed', () => {
    expect(kiara([visit('a', { alarmPlan: 'Rujuk' }), visit('b')]).alarms).toEqual(['a'])
  })

  test('diagnoses count the first of each visit, most frequent first, equal ones by code', () => {
    const coded = (id: string, ...codes: string[]): SummaryVisit => visit(id, { diagnoses: codes.map(code => ({ code, name: `nama ${code}` })) })
    const summary = kiara([coded('a', 'K30'), coded('b', 'I10', 'K30'), coded('c', 'I10'), coded('d', 'A09'), coded('e', 'I10')])
    expect(summary.diagnoses.map(one => [one.code, one.name, one.visits])).toEqual([['I10', 'nama I10', ['b', 'c', 'e']], ['A09', 'nama A09', ['d']], ['K30', 'nama K30', ['a']]])
  })

  test('hand-overs of the period, without those that were reversed', () => {
    const movements = [movement('in'), dispensed('a'), dispensed('b'), dispensed('old', { on: day('2025-12-16') }), movement('back', { quantity: 10, reason: 'dibalik', reverses: 'b', on: TODAY })]
    expect(kiara([], movements).dispensed).toEqual(['a'])
  })

  test('out of stock is a drug that was kept here and has nothing usable today, from whatever fund', () => {
    const expired = { number: 'OLD', expiresOn: day('2025-12-16') }
    const movements = [
      movement('a', { drugId: 'habis', quantity: 10 }), dispensed('b', { drugId: 'habis' }), movement('c', { drugId: 'kedaluwarsa', batch: expired }),
      movement('d', { drugId: 'ada', quantity: 1, source: 'koperasi' }), movement('e', { drugId: 'ada', quantity: 10 }), dispensed('f', { drugId: 'ada' }),
    ]
    expect(kiara([], movements).outOfStock).toEqual(['habis', 'kedaluwarsa'])
  })

  test('BR-33: expired, red and yellow batches, soonest first; an empty batch is not listed', () => {
    const until = (number: string, expiresOn: string): MovementData['batch'] => ({ number, expiresOn: day(expiresOn) })
    const movements = [
      movement('a', { batch: until('Y', '2026-03-17') }), movement('b', { batch: until('R', '2026-01-16') }), movement('c', { batch: until('X', '2025-12-16') }), movement('d', { batch: until('G', '2026-03-18') }),
      movement('e', { batch: until('E', '2025-12-20'), quantity: 10 }), dispensed('f', { batch: until('E', '2025-12-20') }),
    ]
    expect(kiara([], movements).expiring.map(one => [one.balance.number, one.level])).toEqual([['X', 'expired'], ['R', 'red'], ['Y', 'yellow']])
  })

  test('BR-30: a batch below zero is shown, not hidden in a total', () => {
    const summary = kiara([], [movement('a', { quantity: 5 }), dispensed('b')])
    expect(summary.negative.map(balance => balance.quantity)).toEqual([-5])
  })
})
