import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { rupiahInWords } from '#domain/core/rupiah-words.ts'

/** Reads an amount in words back, by another road than it was written. */
const WORTH: Readonly<Record<string, number>> = {
  nol: 0, satu: 1, dua: 2, tiga: 3, empat: 4, lima: 5, enam: 6, tujuh: 7, delapan: 8, sembilan: 9, sepuluh: 10, sebelas: 11,
}
const SCALE: Readonly<Record<string, number>> = { ribu: 1e3, juta: 1e6, miliar: 1e9, triliun: 1e12, kuadriliun: 1e15 }
function read(text: string): number {
  let total = 0
  let group = 0
  let last = 0
  let sign = 1
  for (const word of text.replace(/ rupiah$/, '').split(' ')) {
    if (word === 'minus') sign = -1
    else if (word === 'seribu') total += 1000
    else if (word === 'seratus') group += 100
    else if (word === 'belas') { group += 10 }
    else if (word === 'puluh') { group += last * 10 - last; last = 0 }
    else if (word === 'ratus') { group += last * 100 - last; last = 0 }
    else if (word in SCALE) { total += group * (SCALE[word] as number); group = 0 }
    else { last = WORTH[word] ?? Number.NaN; group += last }
  }
  return sign * (total + group)
}

describe('rupiahInWords', () => {
  it.each([
    [0, 'nol rupiah'], [1, 'satu rupiah'], [10, 'sepuluh rupiah'], [11, 'sebelas rupiah'], [15, 'lima belas rupiah'], [21, 'dua puluh satu rupiah'],
    [100, 'seratus rupiah'], [101, 'seratus satu rupiah'], [1000, 'seribu rupiah'], [1111, 'seribu seratus sebelas rupiah'], [2000, 'dua ribu rupiah'],
    [10_000, 'sepuluh ribu rupiah'], [11_000, 'sebelas ribu rupiah'], [21_500, 'dua puluh satu ribu lima ratus rupiah'], [50_000, 'lima puluh ribu rupiah'],
    [100_000, 'seratus ribu rupiah'], [101_000, 'seratus satu ribu rupiah'], [240_000, 'dua ratus empat puluh ribu rupiah'], [1_000_000, 'satu juta rupiah'],
    [1_001_000, 'satu juta seribu rupiah'], [12_345_678, 'dua belas juta tiga ratus empat puluh lima ribu enam ratus tujuh puluh delapan rupiah'],
    [1_000_000_000, 'satu miliar rupiah'], [1_000_000_000_000, 'satu triliun rupiah'], [-90_000, 'minus sembilan puluh ribu rupiah'],
  ])('%i is “%s”', (amount, words) => expect(rupiahInWords(amount)).toBe(words))

  it('every amount can be read back from its words', () => {
    fc.assert(fc.property(fc.oneof(fc.integer({ min: -2_000_000, max: 2_000_000 }), fc.maxSafeInteger()), amount => {
      expect(read(rupiahInWords(amount))).toBe(amount)
    }))
  })
})
