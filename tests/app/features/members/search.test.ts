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
  it('answers within a frame over 20,000 members', () => {
    const many = Array.from({ length: 20_000 }, (_, index) => line(`${PEOPLE[index % 3]?.name ?? ''} ${index}`, String(3673990000000000 + index), `KIARA-01-${index}`))
    findPeople(many, 'warm up')
    const from = performance.now()
    findPeople(many, 'siti am')
    // A frame is 16 ms; the machine that tests may be slower than a tablet, so the bound only catches a change of order.
    expect(performance.now() - from).toBeLessThan(100)
  })
})
