import { describe, expect, test } from 'vitest'
import { day } from '#domain/core/day.ts'
import type { PatientData } from '#domain/records/patient.ts'
import { checkPatient, isNewborn, NEWBORN_REASON } from '#domain/rules/clinic/patient-rules.ts'
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
