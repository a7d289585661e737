import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { directionsOfSigna, directionsText, parseSigna } from '#domain/rules/pharmacy/signa.ts'

const words = (typed: string, unit = 'tablet'): string | null => {
  const directions = directionsOfSigna(typed, unit)
  return directions && directionsText(directions)
}

describe('short forms of a prescription', () => {
  it.each([
    ['3x1', '3 kali sehari 1 tablet'],
    ['3 x 1 tab', '3 kali sehari 1 tablet'],
    ['3 × 1 tablet sesudah makan, 5 hari', '3 kali sehari 1 tablet, sesudah makan, 5 hari'],
    ['2 dd 1', '2 kali sehari 1 tablet'],
    ['S 3 dd tab 1 p.c.', '3 kali sehari 1 tablet, sesudah makan'],
    ['s 2 dd 1 tab ac selama 10 hari', '2 kali sehari 1 tablet, sebelum makan, 10 hari'],
    ['3x1/2 tab', '3 kali sehari ½ tablet'],
    ['2x0,5', '2 kali sehari ½ tablet'],
    ['1x1 malam', '1 kali sehari 1 tablet, malam'],
    ['3 kali sehari 1 tablet', '3 kali sehari 1 tablet'],
    ['3x sehari 1 tab pc 3 hari', '3 kali sehari 1 tablet, sesudah makan, 3 hari'],
    ['1 tablet tiap 8 jam', '3 kali sehari 1 tablet'],
    ['1 tab kalau perlu', '1 tablet bila perlu'],
    ['3x1 k/p', '3 kali sehari 1 tablet, bila perlu'],
    ['3x1 habiskan 5 hari', '3 kali sehari 1 tablet, habiskan, 5 hari'],
    ['1x1 selama 2 minggu', '1 kali sehari 1 tablet, 14 hari'],
  ])('“%s” is read as “%s”', (typed, said) => expect(words(typed)).toBe(said))

  it('what one takes of a bottle has to be said: "3x1" of a syrup is no dose, "3 x 1 cth" and "3x5 ml" are', () => {
    expect(parseSigna('3x1', 'botol')).toEqual({ dose: null, perDay: 3, days: null, text: '' })
    expect(words('3 x 1 cth', 'botol')).toBe('3 kali sehari 1 sendok teh (5 mL)')
    expect(words('3x5 ml', 'botol')).toBe('3 kali sehari 5 mL')
    expect(words('4 x 2 tetes', 'botol')).toBe('4 kali sehari 2 tetes')
  })

  it('"s.u.e." is for the outside, and how often is still asked for', () => {
    expect(parseSigna('s.u.e', 'tube')).toEqual({ dose: null, perDay: null, days: null, text: 'obat luar' })
    expect(directionsOfSigna('s.u.e', 'tube')).toBeNull()
    expect(words('2 x sehari oles tipis s.u.e.', 'tube')).toBe('2 kali sehari oles tipis, obat luar')
  })

  it.each(['pagi 2 malam 1', '3x1 lalu 2x1', '1-0-1', '1 tablet tiap 4-6 jam', '1 tablet tiap 5 jam', '50x1', '0x1', '3x1-2 tab', '2 tab 3'])(
    '“%s” is not guessed at', typed => expect(directionsOfSigna(typed, 'tablet')).toBeNull())

  it('words it does not know are kept as they stand', () => {
    expect(words('3x1 jangan bersama susu')).toBe('3 kali sehari 1 tablet, jangan bersama susu')
    expect(parseSigna('sesuai petunjuk', 'tablet')).toEqual({ dose: null, perDay: null, days: null, text: 'sesuai petunjuk' })
  })

  it('any whole times, amount and days come back as they were written', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 24 }), fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 365 }), fc.constantFrom('x', ' x ', ' dd ', ' kali sehari '), (times, amount, days, sign) => {
      expect(directionsOfSigna(`${times}${sign}${amount} tab ${days} hari`, 'tablet')).toEqual({ dose: `${amount} tablet`, perDay: times, days, text: '' })
    }))
  })

  it('never throws, and never invents a number that was not typed', () => {
    fc.assert(fc.property(fc.string({ maxLength: 60 }), typed => {
      const read = parseSigna(typed, 'tablet')
      if (!read) return
      const numbers: string[] = typed.replace(/\s+/g, ' ').match(/\d+/g) ?? []
      if (read.days !== null) expect(numbers.some(number => Number(number) === read.days || Number(number) * 7 === read.days)).toBe(true)
      if (read.perDay) expect(numbers.some(number => Number(number) === read.perDay || 24 / Number(number) === read.perDay)).toBe(true)
    }))
  })
})
