import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, day } from '#domain/core/day.ts'
import type { AddendumData } from '#domain/records/addendum.ts'
import { effectiveDiagnoses } from '#domain/rules/clinic/addendum-rules.ts'
import { CASES, commonest, countOf, lb1Of, LB1_GROUPS, SEXES, visitsBehind, visitSums, type Lb1Visit } from '#domain/rules/clinic/lb1.ts'
import { sampleVisit } from './sample.ts'

const ON = day('2025-12-17')
const diagnosis = (code: string, kind: 'baru' | 'lama' = 'baru') => ({ code, name: `Nama ${code}`, case: kind })
const visit = (id: string, bornOn: string | null, sex: string, ...diagnoses: readonly ReturnType<typeof diagnosis>[]): Lb1Visit =>
  ({ id, on: ON, diagnoses, subject: bornOn === null ? null : { bornOn: day(bornOn), sex } })

describe('BR-48: the columns of the LB1', () => {
  test('7 days is 0–7, 8 days 8–28, 28 days 8–28, 29 days the next; the first birthday 1–4; 70 the last', () => {
    const born = ['2025-12-10', '2025-12-09', '2025-11-19', '2025-11-18', '2024-12-17', '1955-12-17', '1955-12-18']
    const lb1 = lb1Of(born.map((on, index) => visit(`v${index}`, on, 'P', diagnosis('J00'))))
    const [row] = lb1.rows
    expect(LB1_GROUPS.filter(group => countOf(row ? [row] : [], { group }) > 0)).toEqual(['0-7hr', '8-28hr', '29hr-<1th', '1-4', '65-69', '>=70'])
    expect(countOf(lb1.rows, { group: '8-28hr' })).toBe(2)
  })
  test('born 29-02-2024 is still below one year on 28-02-2025 and 1–4 from 01-03-2025 (BR-49)', () => {
    const leap = { bornOn: day('2024-02-29'), sex: 'L' }
    const groupOn = (on: string) => lb1Of([{ id: 'v', on: day(on), diagnoses: [diagnosis('A09')], subject: leap }]).rows[0]?.cells[0]?.group
    expect([groupOn('2025-02-28'), groupOn('2025-03-01')]).toEqual(['29hr-<1th', '1-4'])
  })
  test('who is not on this tablet, has another sex than we know, or was born later is counted in its own column', () => {
    const lb1 = lb1Of([visit('a', null, '', diagnosis('J00')), visit('b', '1990-01-01', 'X', diagnosis('J00')), visit('c', '2026-01-01', 'L', diagnosis('J00', 'lama'))])
    expect(countOf(lb1.rows, { group: 'tidak-diketahui' })).toBe(3)
    expect(lb1.all).toBe(3)
    expect(visitsBehind(lb1.rows, { case: 'lama' })).toEqual(['c'])
  })
})

describe('BR-50: row totals are the sum of sex × age, the total is of signed diagnoses', () => {
  test('three visits with two, one and three diagnoses are six, two of one code in one visit count twice', () => {
    const lb1 = lb1Of([
      visit('a', '1980-01-01', 'L', diagnosis('I10', 'lama'), diagnosis('E11.9', 'lama')), visit('b', '2000-01-01', 'P', diagnosis('I10')),
      visit('c', null, '', diagnosis('J00'), diagnosis('J00'), diagnosis('I10')),
    ])
    expect(lb1.all).toBe(6)
    expect(lb1.rows.map(row => [row.code, row.total])).toEqual([['E11.9', 1], ['I10', 3], ['J00', 2]])
    const hypertension = lb1.rows.filter(row => row.code === 'I10')
    expect([countOf(hypertension, { sex: 'L' }), countOf(hypertension, { sex: 'P' }), countOf(hypertension, { group: 'tidak-diketahui' })]).toEqual([1, 1, 1])
    expect([countOf(hypertension, { case: 'baru' }), countOf(hypertension, { case: 'lama' })]).toEqual([2, 1])
    expect(visitsBehind(hypertension, { group: '45-54', sex: 'L', case: 'lama' })).toEqual(['a'])
    expect(commonest(lb1, 2).map(row => row.code)).toEqual(['I10', 'J00'])
  })
  test('external causes (V–Y) stand apart and are part of the sum of all diagnoses (BR-51)', () => {
    const lb1 = lb1Of([visit('a', '1980-01-01', 'L', diagnosis('S01.9'), diagnosis('W54'), diagnosis('Z00.0'))])
    expect([lb1.rows.map(row => row.code), lb1.external.map(row => row.code)]).toEqual([['S01.9', 'Z00.0'], ['W54']])
    expect([lb1.total, lb1.externalTotal, lb1.all]).toEqual([2, 1, 3])
  })

  const code = fc.constantFrom('J00', 'I10', 'E11.9', 'A09', 'W54', 'Y84.9')
  const diagnoses = fc.array(fc.record({ code, name: fc.constant('n'), case: fc.constantFrom(...CASES) }), { minLength: 1, maxLength: 5 })
  const visits = fc.array(fc.record({
    id: fc.uuid(), on: fc.constant(ON), diagnoses,
    subject: fc.option(fc.record({ bornOn: fc.integer({ min: -40, max: 40_000 }).map(days => addDays(ON, -days)), sex: fc.constantFrom('L', 'P', '?') })),
  }), { maxLength: 40 })
  const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0)

  test('the totals equal the number of diagnoses, however they are cut', () => {
    fc.assert(fc.property(visits, some => {
      const lb1 = lb1Of(some)
      const rows = [...lb1.rows, ...lb1.external]
      const number = sum(some.map(one => one.diagnoses.length))
      expect([lb1.all, lb1.total + lb1.externalTotal, sum(rows.map(row => row.total))]).toEqual([number, number, number])
      expect(sum(LB1_GROUPS.map(group => countOf(rows, { group })))).toBe(number)
      expect(sum(CASES.map(kind => countOf(rows, { case: kind })))).toBe(number)
      expect(sum(SEXES.map(sex => countOf(rows, { sex }))) + countOf(rows, { group: 'tidak-diketahui' })).toBe(number)
      expect(visitsBehind(rows, {})).toHaveLength(number)
    }))
  })

  test('an addendum conserves: the total changes by what it says and by nothing else', () => {
    fc.assert(fc.property(visits.filter(some => some.length > 0), diagnoses, fc.boolean(), fc.constantFrom(null, 'disetujui' as const, 'ditolak' as const), (some, corrected, late, choice) => {
      const [first, ...others] = some
      if (!first) return
      const addendum: AddendumData = {
        visitId: first.id, patientId: 'p1', on: ON, at: `${ON}T10:00:00`, by: 'bidan', name: 'Bidan', sip: '', reason: 'r', text: 't', diagnoses: corrected, late,
        decision: choice === null ? null : { choice, reason: 'r', by: 'kapus', on: ON },
      }
      const effective = effectiveDiagnoses({ diagnoses: [...first.diagnoses] }, [addendum]) as Lb1Visit['diagnoses']
      const [before, after] = [lb1Of(some), lb1Of([{ ...first, diagnoses: effective }, ...others])]
      const counts = !late || choice === 'disetujui'
      expect(after.all).toBe(before.all + (counts ? corrected.length - first.diagnoses.length : 0))
    }))
  })
})

test('the visits of a month divide by BR-53, payer and referral, and add up', () => {
  const some = [
    { id: 'a', data: sampleVisit({ payer: 'jkn' }) }, { id: 'b', data: sampleVisit({ payer: 'umum', outcome: { how: 'rujuk', specialistic: true, tacc: [], to: 'RSUD', note: '' } }) },
    { id: 'c', data: sampleVisit({ patientId: 'p2', outcome: { how: 'rujuk-darurat', specialistic: true, tacc: [], to: 'RSUD', note: '' } }) },
  ]
  expect(visitSums(some, new Set(['a', 'c']))).toEqual({ visits: 3, first: 2, repeat: 1, jkn: 1, umum: 1, payerUnknown: 1, referred: 2, people: 2 })
})
