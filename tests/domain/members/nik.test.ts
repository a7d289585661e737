import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, addYears, day, parts } from '#domain/core/day.ts'
import { checkKk, compareNik, maskNik, parseNik, type Nik } from '#domain/rules/members/nik.ts'

const TODAY = day('2025-12-17')
const read = (text: string): Nik => {
  const parsed = parseNik(text, TODAY)
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error))
  return parsed.value
}
const kinds = (text: string): string[] => {
  const parsed = parseNik(text, TODAY)
  return parsed.ok ? [] : parsed.error.map(error => `${error.rule} ${error.kind}`)
}

describe('NIK', () => {
  test('BR-01: 15 digits are refused, and 17', () => {
    expect(parseNik('367303170890000', TODAY)).toEqual({ ok: false, error: [{ kind: 'length', rule: 'BR-01', length: 15 }] })
    expect(kinds('36730317089000011')).toEqual(['BR-01 length'])
    expect(kinds('')).toEqual(['BR-01 length'])
  })

  test('BR-01: spaces are stripped, letters and other digits than ASCII refused', () => {
    expect(read('3673 0317 0890 0001').nik).toBe('3673031708900001')
    expect(kinds('367303170890000O')).toEqual(['BR-01 characters'])
    expect(kinds('٣٦٧٣٠٣١٧٠٨٩٠٠٠٠١')).toEqual(['BR-01 characters'])
  })

  test('BR-01: a serial of 0000 is refused', () => {
    expect(kinds('3673031708900000')).toEqual(['BR-01 serial'])
  })

  test('BR-01: several errors are listed at once', () => {
    expect(kinds('3673033102950000')).toEqual(['BR-04 date', 'BR-01 serial'])
    expect(kinds('36730317O8900')).toEqual(['BR-01 characters', 'BR-01 length'])
  })

  test('BR-02: 3673031708900001 is 367303, L, 1990-08-17, 0001; 3673035708900002 is P of the same day', () => {
    expect(read('3673031708900001')).toEqual({ nik: '3673031708900001', region: '367303', sex: 'L', bornOn: '1990-08-17', serial: '0001' })
    expect(read('3673035708900002')).toMatchObject({ sex: 'P', bornOn: '1990-08-17', serial: '0002' })
  })

  test.each([['3673034102090003', 'P', '2009-02-01'], ['3673037112250007', 'P', '1925-12-31'], ['3673031712250008', 'L', '2025-12-17']])('BR-03: %s is %s, born %s', (text, sex, bornOn) => {
    expect(read(text)).toMatchObject({ sex, bornOn })
  })

  test('BR-03: tomorrow belongs to the century before', () => {
    expect(read('3673031812250008').bornOn).toBe('1925-12-18')
  })

  test.each(['3673033102950004', '3673030012950001', '3673036902010006', '3673037208900001', '3673031713900001', '3673034000900001'])('BR-04: %s has an impossible date', text => {
    expect(kinds(text)).toEqual(['BR-04 date'])
  })

  test('BR-04: 3673032902000005 is accepted, 2000 was a leap year', () => {
    expect(read('3673032902000005').bornOn).toBe('2000-02-29')
  })

  test('the district 367399, which does not exist, is no error: it marks invented people', () => {
    expect(read('3673991708900001').region).toBe('367399')
  })

  test('BR-05: birth, sex and region that differ are warnings, each with both values', () => {
    const nik = read('3673031708900001')
    expect(compareNik(nik, { bornOn: day('1990-08-18'), sex: 'P', regionCode: '3673041001' })).toEqual([
      { kind: 'birth', inNik: '1990-08-17', entered: '1990-08-18' }, { kind: 'sex', inNik: 'L', entered: 'P' }, { kind: 'region', inNik: '367303', entered: '367304' },
    ])
    expect(compareNik(nik, { bornOn: day('1990-08-17'), sex: 'L', regionCode: '3673031006' })).toEqual([])
    expect(compareNik(nik, { bornOn: null, sex: null })).toEqual([])
  })

  test('BR-02, BR-03: any birth within a hundred years is read back with its sex', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 36_000 }), fc.boolean(), fc.integer({ min: 1, max: 9999 }), (daysAgo, woman, serial) => {
      const bornOn = addDays(TODAY, -daysAgo)
      fc.pre(bornOn > addYears(TODAY, -100))
      const [year, month, date] = parts(bornOn)
      const text = `367303${String(woman ? date + 40 : date).padStart(2, '0')}${String(month).padStart(2, '0')}${String(year % 100).padStart(2, '0')}${String(serial).padStart(4, '0')}`
      expect(read(text)).toMatchObject({ bornOn, sex: woman ? 'P' : 'L' })
    }))
  })

  test('any text gives a result or errors, never an exception', () => {
    fc.assert(fc.property(fc.string(), text => {
      const parsed = parseNik(text, TODAY)
      expect(parsed.ok || parsed.error.length > 0).toBe(true)
    }))
  })

  test('a family card is 16 digits; a mask shows the last four of a NIK only', () => {
    expect(checkKk('3673 0301 0120 0001')).toEqual({ ok: true, value: '3673030101200001' })
    expect(checkKk('36730301012000')).toEqual({ ok: false, error: [{ kind: 'length', length: 14 }] })
    expect(checkKk('367303010120000A')).toEqual({ ok: false, error: [{ kind: 'characters' }] })
    expect(maskNik('3673031708900001')).toBe('••••••••••••0001')
  })
})
