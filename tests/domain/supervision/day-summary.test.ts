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
  const reversed = new Set(movements.flatMap(({ data }) => (data.reason === 'dibalik' && data.reverses !== null ? [data.reverses] : [])))
  const [summary] = summarise(['pustu-kiara'], visits, movements, reversed, { from, to: TODAY })
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
    const summaries = summarise(['pustu-kiara', 'pustu-teritih', 'pustu-kalodran'], [visit('a'), visit('b', {}, 'live', 'pustu-teritih'), strange], [], new Set(), { from: TODAY, to: TODAY })
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
    // Brought back in part, it was handed out all the same.
    expect(kiara([], [dispensed('a'), movement('part', { quantity: 4, reason: 'dikembalikan', reverses: 'a', on: TODAY })]).dispensed).toEqual(['a'])
  })
})
