import { describe, expect, test } from 'vitest'
import { addDays, day } from '#domain/core/day.ts'
import { staffSchema, type StaffData } from '#domain/records/staff.ts'
import { sipHolds } from '#domain/rules/clinic/visit-rules.ts'
import { licencesOf, lookAt, needsLicence } from '#domain/rules/supervision/licence-watch.ts'

const TODAY = day('2025-12-17')
const bidan = (daysLeft: number | null, more: Partial<StaffData> = {}): StaffData => ({
  name: 'Bidan Neneng', profession: 'kebidanan', grants: [], active: true,
  sip: daysLeft === null ? null : { number: 'SIPB/1', expiresOn: addDays(TODAY, daysLeft) }, ...more,
})

describe('a licence by the day', () => {
  test.each([
    [91, 'valid'], [90, 'within90'], [31, 'within90'], [30, 'within30'], [1, 'within30'], [0, 'within30'], [-1, 'expired'],
  ] as const)('BR-41: a SIP that ends in %i days is %s', (daysLeft, state) => {
    expect(lookAt(bidan(daysLeft), 'sip', TODAY)).toMatchObject({ state, daysLeft, number: 'SIPB/1' })
  })
  test('BR-41: on its last day a SIP still lets sign, the day after it is expired and does not', () => {
    for (const [daysLeft, holds] of [[0, true], [-1, false]] as const) {
      expect(sipHolds(bidan(daysLeft), TODAY)).toBe(holds)
      expect(lookAt(bidan(daysLeft), 'sip', TODAY).state === 'expired').toBe(!holds)
    }
  })
  test('the four health professions need a licence, others none', () => {
    expect((['medis', 'keperawatan', 'kebidanan', 'kefarmasian', 'lainnya'] as const).map(profession => licencesOf(bidan(null, { profession }), TODAY).state))
      .toEqual(['missing', 'missing', 'missing', 'missing', 'not-needed'])
    expect(needsLicence('a profession of a newer version')).toBe(false)
  })
})

describe('STR beside SIP', () => {
  test('a STR for life never asks for anything', () => {
    expect(lookAt(bidan(400, { str: { number: 'STR/1', expiresOn: null } }), 'str', TODAY)).toMatchObject({ state: 'valid', expiresOn: null, daysLeft: null })
  })
  test('the worse of both counts', () => {
    expect(licencesOf(bidan(400, { str: { number: 'STR/1', expiresOn: addDays(TODAY, 30) } }), TODAY).state).toBe('within30')
    expect(licencesOf(bidan(-1, { str: { number: 'STR/1', expiresOn: null } }), TODAY).state).toBe('expired')
  })
  test('a record from before STR was kept does not say that it is missing; one without does', () => {
    expect(licencesOf(bidan(400), TODAY).state).toBe('valid')
    expect(licencesOf(bidan(400, { str: null }), TODAY).state).toBe('missing')
  })
  test('BR-41: only the SIP blocks signing; an expired or missing STR is shown and blocks nothing', () => {
    for (const str of [null, { number: 'STR/1', expiresOn: addDays(TODAY, -400) }]) expect(sipHolds(bidan(10, { str }), TODAY)).toBe(true)
    expect(sipHolds(bidan(-1, { str: { number: 'STR/1', expiresOn: null } }), TODAY)).toBe(false)
  })
})

describe('the staff record', () => {
  test('of version 1 is one of version 2 without saying anything new', () => {
    expect(staffSchema.parse(bidan(10))).toEqual(bidan(10))
  })
  test('keeps employment, NIP, posts with their days and STR; a NIP has 18 digits', () => {
    const full = bidan(10, {
      employment: 'pppk', nip: '199003172022212001', str: { number: 'STR/1', expiresOn: null },
      posts: [{ place: 'pustu-kiara', from: day('2023-02-01'), to: null }, { place: 'pustu-teritih', from: day('2021-01-04'), to: day('2023-01-31') }],
    })
    expect(staffSchema.parse(full)).toEqual(full)
    expect(staffSchema.safeParse({ ...full, nip: '12345' }).success).toBe(false)
    expect(staffSchema.safeParse({ ...full, employment: 'honorer' }).success).toBe(false)
  })
})
