import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatDecimal, parseDecimal, parseWhole } from '#domain/core/number.ts'

describe('a number as people type it', () => {
  test.each([
    ['36,7', 36.7], ['36.7', 36.7], [' 36,7 ', 36.7], ['1.234,5', 1234.5], ['1.234.567', 1_234_567], ['1,002', 1.002], ['0.002', 0.002], ['1 234,5', 1234.5],
    ['12', 12], ['-3,5', -3.5], ['−3,5', -3.5], ['0', 0], ['-0', 0], ['007', 7], ['12.3456', 12.3456],
  ])('"%s" is %d', (text, value) => {
    expect(parseDecimal(text)).toEqual({ ok: true, value })
  })

  test('"1.002" may be a thousand and two or one point zero zero two, so it is asked back', () => {
    expect(parseDecimal('1.002')).toEqual({ ok: false, error: { kind: 'ambiguous', readings: [1002, 1.002] } })
    expect(parseDecimal('-36.700')).toEqual({ ok: false, error: { kind: 'ambiguous', readings: [-36700, -36.7] } })
  })

  test.each(['abc', '1,2,3', '1,234.5', '1.23.456', '36,', ',5', '1e3', '--1', '3-4'])('"%s" is no number', text => {
    expect(parseDecimal(text)).toEqual({ ok: false, error: { kind: 'not-a-number' } })
  })

  test('nothing typed, too many decimals and too large are told apart', () => {
    expect(parseDecimal('  ')).toEqual({ ok: false, error: { kind: 'empty' } })
    expect(parseDecimal('36,75', 1)).toEqual({ ok: false, error: { kind: 'too-many-decimals', allowed: 1 } })
    expect(parseDecimal('9999999999999999')).toEqual({ ok: false, error: { kind: 'too-large' } })
  })

  test('for a whole number "1.002" is clear: a dot can only part thousands', () => {
    expect(parseWhole('1.002')).toEqual({ ok: true, value: 1002 })
    expect(parseWhole('1.234.567')).toEqual({ ok: true, value: 1_234_567 })
    expect(parseWhole('12,5')).toEqual({ ok: false, error: { kind: 'not-whole' } })
    expect(parseWhole('1.5')).toEqual({ ok: false, error: { kind: 'not-whole' } })
    expect(parseWhole('satu')).toEqual({ ok: false, error: { kind: 'not-a-number' } })
    expect(parseWhole('')).toEqual({ ok: false, error: { kind: 'empty' } })
  })

  test('what is formatted is read back, for any number and any number of decimals', () => {
    fc.assert(fc.property(fc.integer({ min: -10_000_000, max: 10_000_000 }), fc.integer({ min: 0, max: 4 }), (units, decimals) => {
      const value = units === 0 ? 0 : units / 10 ** decimals
      expect(parseDecimal(formatDecimal(value))).toEqual({ ok: true, value })
      expect(parseDecimal(formatDecimal(value, decimals), decimals)).toEqual({ ok: true, value })
    }))
    fc.assert(fc.property(fc.double({ noNaN: true, noDefaultInfinity: true, min: 1, max: 1e15 }), value => {
      expect(parseDecimal(formatDecimal(value))).toEqual({ ok: true, value })
    }))
  })

  test('no typed text throws or gives a number that is not finite', () => {
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom(...'0123456789.,- eE+') }), text => {
      const parsed = parseDecimal(text)
      expect(!parsed.ok || Number.isFinite(parsed.value)).toBe(true)
    }))
  })
})
