import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { packOf, readBoxCode } from '#domain/rules/pharmacy/barcode.ts'

const GTIN = '08991234567891'
const read = (text: string): unknown => {
  const code = readBoxCode(text)
  return code.ok ? [code.value.gtin, code.value.batch, code.value.expiresOn] : code.error.kind
}

describe('the code on a box', () => {
  test('a GS1 DataMatrix names product, expiry, batch and serial number', () => {
    expect(readBoxCode(`]d201${GTIN}17270331` + '10AB12\u001d2112345')).toEqual({ ok: true, value: { gtin: GTIN, batch: 'AB12', expiresOn: '2027-03-31', serial: '12345' } })
    expect(read(`01${GTIN}10AB12\u001d17270331`)).toEqual([GTIN, 'AB12', '2027-03-31'])
    expect(read(`\u001d01${GTIN}21S1\u001d10AB12\u001d17270331`)).toEqual([GTIN, 'AB12', '2027-03-31'])
  })

  test('day 00 of an expiry is the last of its month, as on the pack (BR-32)', () => {
    expect(read(`01${GTIN}17280200` + '10X')).toEqual([GTIN, 'X', '2028-02-29'])
    expect(read(`01${GTIN}17271300` + '10X')).toEqual([GTIN, 'X', null])
    expect(read(`01${GTIN}17270231` + '10X')).toEqual([GTIN, 'X', null])
  })

  test('what is printed under the symbol may be typed, with its parentheses', () => {
    expect(read(`(01)${GTIN}(17)270300(10)AB-12/3(21)99`)).toEqual([GTIN, 'AB-12/3', '2027-03-31'])
    expect(read('(90)DKL1234567890A1(10)B7(17)261231')).toEqual([null, 'B7', '2026-12-31'])
  })

  test('keyboards that cannot send FNC1 send another sign', () => {
    for (const sign of ['<GS>', '|', '^', '~', '\u241d']) expect(read(`01${GTIN}10AB12${sign}17270331`), sign).toEqual([GTIN, 'AB12', '2027-03-31'])
  })

  test('nothing is guessed where the separator is missing: the batch runs to the end and the person looks', () => {
    expect(read(`01${GTIN}10AB1217270331`)).toEqual([GTIN, 'AB1217270331', null])
  })

  test('a plain EAN or UPC names the product only, a misread digit is noticed', () => {
    expect(read('8991234567891')).toEqual([GTIN, null, null])
    expect(read(' 96385074 ')).toEqual(['00000096385074', null, null])
    expect(read('036000291452')).toEqual(['00036000291452', null, null])
    expect(read('8991234567896')).toBe('misread')
    expect(read('0108991234567896')).toBe('misread')
  })

  test('what is no such code is refused', () => {
    for (const text of ['', 'parasetamol', '12', '(01)12', 'https://contoh.id/x', '21ABC']) expect(['not-a-code', 'misread'], text).toContain(read(text))
  })

  test('any batch and any end of month are read back as they were written, in either form', () => {
    const batch = fc.stringMatching(/^[A-Z0-9/-]{1,20}$/)
    fc.assert(fc.property(batch, fc.integer({ min: 2024, max: 2079 }), fc.integer({ min: 1, max: 12 }), (number, year, month) => {
      const date = `${String(year).slice(2)}${String(month).padStart(2, '0')}`
      const expected = [GTIN, number, new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10)]
      expect(read(`(01)${GTIN}(17)${date}00(10)${number}`)).toEqual(expected)
      expect(read(`01${GTIN}10${number}\u001d17${date}00`)).toEqual(expected)
    }))
  })

  test('the catalogue knows a pack by its code, with or without leading zeros; a code that two drugs claim is no answer', () => {
    const drug = (id: string, ...barcodes: string[]) => ({ id, packs: barcodes.map(barcode => ({ name: 'dus', size: 100, barcode })) })
    const drugs = [drug('a', '8991234567891'), drug('b', ''), drug('c', '96385074'), drug('d', '96385074')]
    expect(packOf(drugs, GTIN)?.drug.id).toBe('a')
    expect(packOf(drugs, '00000096385074')).toBeNull()
    expect(packOf(drugs, '00000000000000')).toBeNull()
  })
})
