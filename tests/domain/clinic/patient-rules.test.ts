import { describe, expect, test } from 'vitest'
import { ageInMonths, day } from '#domain/core/day.ts'
import type { PatientData } from '#domain/records/patient.ts'
import { bornAtAge, checkPatient, isNewborn, NEWBORN_REASON } from '#domain/rules/clinic/patient-rules.ts'
import { samplePatient } from './sample.ts'

const broken = (identity: PatientData['identity'], changes: Partial<PatientData> = {}): string[] =>
  checkPatient(samplePatient({ identity, ...changes }), { id: 'p1', actor: 'a', roles: [], stream: '', before: null, found: () => [] }).map(one => `${one.rule} ${one.field}`)

describe('BR-07: a patient without a NIK', () => {
  test('needs a reason', () => {
    expect(broken({ nik: null, noNikReason: ' ', parentNik: null })).toEqual(['BR-07 identity.noNikReason'])
    expect(broken({ nik: null, noNikReason: 'kartu hilang', parentNik: null })).toEqual([])
  })
  test('and as a newborn a parent’s NIK', () => {
    expect(broken({ nik: null, noNikReason: NEWBORN_REASON, parentNik: null })).toEqual(['BR-07 identity.parentNik'])
    expect(broken({ nik: null, noNikReason: 'Bayi baru lahir ', parentNik: null })).toEqual(['BR-07 identity.parentNik'])
    expect(broken({ nik: null, noNikReason: NEWBORN_REASON, parentNik: '3673995708900002' })).toEqual([])
  })
  test('is a newborn up to 28 days', () => {
    expect(isNewborn(day('2025-12-10'), day('2026-01-07'))).toBe(true)
    expect(isNewborn(day('2025-12-10'), day('2026-01-08'))).toBe(false)
    expect(isNewborn(day('2025-12-10'), day('2025-12-09'))).toBe(false)
  })
})

test('BR-01, BR-04: a NIK that is given has the form of one, the parent’s too', () => {
  expect(broken({ nik: '3673993102950004', noNikReason: '', parentNik: null })).toEqual(['BR-04 identity.nik'])
  expect(broken({ nik: null, noNikReason: NEWBORN_REASON, parentNik: '3673995708900000' })).toEqual(['BR-01 identity.parentNik'])
  expect(broken({ nik: '3673032902000005', noNikReason: '', parentNik: null })).toEqual([])
})

test('BR-08: care is never refused for want of membership', () => {
  expect(broken({ nik: '3673995708900002', noNikReason: '', parentNik: null }, { memberId: null })).toEqual([])
})

test('who is no member of the insurance has no number of it', () => {
  const identity = samplePatient().identity
  const jkn = { number: '0001234567890', on: day('2025-12-17'), source: 'kartu' } as const
  expect(broken(identity, { jkn: { ...jkn, state: 'bukan-peserta' } })).toEqual(['jkn-number jkn.number'])
  expect(broken(identity, { jkn: { ...jkn, state: 'tidak-aktif' } })).toEqual([])
})

describe('an age instead of a birth date', () => {
  test.each([[34, 0], [0, 8], [1, 1], [0, 0], [71, 11]])('%i years and %i months are the age on the screen', (years, months) => {
    for (const today of ['2025-12-17', '2024-02-29', '2025-03-31']) expect(ageInMonths(bornAtAge(years, months, day(today)), day(today))).toBe(years * 12 + months)
  })
  test('lies on a day that the calendar has', () => expect([bornAtAge(0, 1, day('2025-03-31')), bornAtAge(1, 0, day('2024-02-29')), bornAtAge(0, 1, day('2025-03-15'))]).toEqual(['2025-02-28', '2023-02-28', '2025-02-15']))
})
