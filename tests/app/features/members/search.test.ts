import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findPeople, foldName, type Findable } from '#app/shared/coop/member-search.ts'

const line = (name: string, nik: string, number: string): Findable & { name: string } => ({ name, folded: foldName(name), nik, number })
const PEOPLE = [
  line('Siti Aminah', '3673995708900001', 'KIARA-01-0001'),
  line("H. Ma'mun Siti", '3673991708900002', 'KIARA-01-0002'),
  line('Dewi Kusiti', '3673994101850003', 'KIARA-02-0003'),
]
const names = (typed: string): string[] => findPeople(PEOPLE, typed).map(found => found.name)

describe('finding a member while typing', () => {
  it('puts names that begin with the text first, then words that do, then the rest', () => {
    expect(names('siti')).toEqual(['Siti Aminah', "H. Ma'mun Siti", 'Dewi Kusiti'])
  })
  it('asks for every word, in any order, without marks and full stops', () => {
    expect(names('aminah si')).toEqual(['Siti Aminah'])
    expect(names('h mamun')).toEqual(["H. Ma'mun Siti"])
    expect(names('siti budi')).toEqual([])
  })
  it('finds a NIK by a part of three digits or more, and a number by its end', () => {
    expect(names('1708')).toEqual(["H. Ma'mun Siti"])
    expect(names('36')).toEqual([])
    expect(names('02-0003')).toEqual(['Dewi Kusiti'])
    expect(names('kiara-01-0001')).toEqual(['Siti Aminah'])
  })
  it('shows everybody while nothing is typed', () => {
    expect(findPeople(PEOPLE, '  ')).toBe(PEOPLE)
  })
  it('finds for any fragments what reading every line finds, in the same order', () => {
    const digits = (length: number) => fc.stringMatching(new RegExp(`^[0-3]{${length}}$`))
    const someone = fc.tuple(fc.array(fc.constantFrom('Siti', 'Aminah', 'Ma\'mun', 'H.', 'Si', '12', '3112', 'Éka'), { maxLength: 3 }), digits(6), fc.stringMatching(/^(K?I-0[0-2]{0,2}|112)$/)).map(([words, nik, number]) => line(words.join(' '), nik, number))
    /** 0: begins with it or is the number, 1: each word begins a word, or it is a part of a number, 2: each word somewhere in the name. */
    const rank = (one: Findable, typed: string): number => {
      const joined = typed.replace(/\s/g, '')
      const words = foldName(typed).split(' ')
      const parts = one.folded.split(' ')
      if (one.folded.startsWith(foldName(typed)) || one.number === joined.toUpperCase()) return 0
      if (words.every(word => one.folded.includes(word))) return words.every(word => parts.some(part => part.startsWith(word))) ? 1 : 2
      return (/^\d{3,}$/.test(joined) && one.nik.includes(joined)) || (joined.length > 1 && one.number.includes(joined.toUpperCase())) ? 1 : 3
    }
    fc.assert(fc.property(fc.array(someone, { maxLength: 70 }), fc.array(fc.constantFrom('si', 'i', 'ti', 'am', 'minah', '1', '12', '012', 'ki-0', 'KI-012', '112', 'h.', 'ma\'m', 'é', 'ka', '-', ' '), { minLength: 1, maxLength: 3 }), fc.constantFrom('', ' '), (everyone, pieces, between) => {
      const typed = pieces.join(between)
      fc.pre(foldName(typed) !== '')
      expect(findPeople(everyone, typed)).toEqual([0, 1, 2].flatMap(wanted => everyone.filter(one => rank(one, typed) === wanted)))
    }), { numRuns: 400 })
  })
  it('answers within a frame over 20,000 members', () => {
    const many = Array.from({ length: 20_000 }, (_, index) => line(`${PEOPLE[index % 3]?.name ?? ''} ${index}`, String(3673990000000000 + index), `KIARA-01-${index}`))
    findPeople(many, 'warm up')
    const from = performance.now()
    findPeople(many, 'siti am')
    // A frame is 16 ms; the machine that tests may be slower than a tablet, so the bound only catches a change of order.
    expect(performance.now() - from).toBeLessThan(100)
  })
})
