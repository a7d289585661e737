import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { day } from '#domain/core/day.ts'
import { findPeople, peopleOf, type Person } from '#app/features/service/logic/find-people.ts'
import { alikePeople, sameNik, type Typed } from '#app/features/service/logic/alike.ts'
import { codesIn } from '#app/features/service/logic/person-code.ts'
import { noteTyped, takeTyped } from '#app/features/service/arrival/typed-person.ts'
import { patientRow } from './ward.ts'

type Change = Parameters<typeof patientRow>[1]
const stored = (id: string, change: Change) => ({ ...patientRow(id, change), rev: 1, state: 'live', conflicts: [], by: null, pending: 'none' }) as never
const nik = (value: string | null) => ({ nik: value, noNikReason: value === null ? 'tidak diketahui' : '', parentNik: null })
const people = peopleOf([
  stored('siti-a', { name: 'Siti Aminah', rm: 'KIARA-02-0001', identity: nik('3673995708900002'), birth: { on: day('1990-08-17'), estimated: false }, phone: '+6281234567890', memberId: 'm-1' }),
  stored('siti-b', { name: 'siti  aminah', rm: 'KIARA-03-0007', identity: nik('3673994102090003'), birth: { on: day('2009-02-01'), estimated: false }, phone: '+622548123456' }),
  stored('zaenal', { name: 'Moh. Zaenal', rm: 'KIARA-02-0012', sex: 'L', identity: nik(null), birth: { on: day('1971-01-01'), estimated: true } }),
], [{ kind: 'desk-member', id: 'm-1', stream: 'x', rev: 1, state: 'live', conflicts: [], by: null, pending: 'none', data: { number: 'KIARA-01-0044', name: 'Siti Aminah', state: 'aktif', household: null } } as never])
const found = (query: string): string[] => findPeople(people, query, 20).found.map(person => person.key)

describe('one search for everybody who comes', () => {
  it.each(['081234567890', '0812 3456 7890', '0812-3456-7890', '6281234567890', '+62 812-3456-7890', '62 812 3456 7890', '(0812) 3456.7890'])('finds the phone %s', typed => expect(found(typed)).toEqual(['siti-a']))
  it('finds a phone while it is being typed, and by its last digits', () => expect([found('0812'), found('08123'), found('628123'), found('7890'), found('0254 8')]).toEqual([['siti-a'], ['siti-a'], ['siti-a'], ['siti-a'], ['siti-b']]))
  it('finds a NIK in groups of four, an RM without its dashes, and a member number', () => expect([found('3673 9957 0890 0002'), found('02-0012'), found('020012'), found('KIARA-01-0044'), found('amin 3673').sort()]).toEqual([['siti-a'], ['zaenal'], ['zaenal'], ['siti-a'], ['siti-a', 'siti-b']]))
  it.each([
    ['KIARA-01-0044', ['siti-a']], ['RM: KIARA-03-0007', ['siti-b']], ['https://kartu.contoh/a?no=KIARA-01-0044&v=1', ['siti-a']],
    ['NIK=3673994102090003;NAMA=SITI', ['siti-b']], ['KARTU ANGGOTA|KIARA-99-9999|3673995708900002', ['siti-a']], ['tulisan lain', []],
  ])('reads what a card’s code says: %s', (code, keys) => expect(found(code)).toEqual(keys))
  it('takes no part of a longer row of digits for a NIK', () => expect(codesIn('36739957089000021 KIARA-02-0001')).toEqual(['KIARA-02-0001']))
  it('says of two who share a name that they do, whatever its capitals and spaces', () => expect(people.filter(person => person.hasNamesake).map(person => person.key).sort()).toEqual(['siti-a', 'siti-b']))
  it('two or three digits are part of a label, not of a phone', () => expect([found('081'), found('012')]).toEqual([[], ['zaenal']]))
})

describe('the search over a whole list', () => {
  const digits = (length: number) => fc.stringMatching(new RegExp(`^[0-3]{${length}}$`))
  const row = fc.record({
    name: fc.array(fc.constantFrom('Siti', 'Aminah', 'Ma\'mun', 'H.', 'Rahmawati', 'Éka', 'Ti'), { maxLength: 4 }).map(words => words.join(' ')),
    nik: fc.option(digits(16)), rm: fc.stringMatching(/^(KIARA|TRT)-0[0-3]-0[0-3]{3}$/), phone: fc.option(digits(9).map(national => `+628${national}`)),
  })
  const list = fc.array(row, { maxLength: 70 }).map(rows => peopleOf(rows.map((one, index) => stored(`p${index}`, { ...one, identity: nik(one.nik) } as never)), []))
  const plain = (text: string): string => text.toLowerCase().normalize('NFD').replace(/[\u0300-\u036f]/g, '')
  /** Whom reading every line from the top finds for words, those first whose name begins with the first word. */
  const naive = (everyone: readonly Person[], typed: string): string[] => {
    const words = plain(typed).trim().split(/\s+/)
    const hits = everyone.filter(one => words.every(word => [one.plain, one.nik, plain(one.rm)].some(part => part.includes(word))))
    const leads = (one: Person): boolean => one.plain.startsWith(words[0] ?? '')
    return [...hits.filter(leads), ...hits.filter(one => !leads(one))].map(one => one.key)
  }
  /** The same for four digits and more, which may stand in any number, and in a phone without its zero. */
  const naiveNumber = (everyone: readonly Person[], typed: string): string[] => {
    const hits = everyone.filter(one => [one.nik, one.rm, one.rm.replace(/\D/g, ''), one.phone].some(part => part.includes(typed)) || (/^0[1-9]/.test(typed) && one.phone.startsWith(typed.slice(1))))
    return hits.map(one => one.key)
  }
  const piece = fc.tuple(fc.nat(), fc.nat(), fc.integer({ min: 1, max: 7 }), fc.constantFrom<keyof Person>('name', 'nik', 'rm'))
  const cut = (everyone: readonly Person[], [who, from, length, part]: [number, number, number, keyof Person]): string => {
    const text = String(everyone[who % everyone.length]?.[part] ?? 'zz')
    return text.slice(from % (text.length + 1)).slice(0, length)
  }
  it('finds for any fragments what reading every line finds, as many and in that order', () => {
    fc.assert(fc.property(list, piece, fc.option(piece), fc.constantFrom(1, 5, 20), (everyone, one, other, limit) => {
      const typed = [one, ...(other ? [other] : [])].map(place => cut(everyone, place)).join(' ')
      // Digits alone are asked for below; nothing at all finds nobody.
      fc.pre(/[a-zéA-Z']/.test(typed))
      const keys = naive(everyone, typed)
      const { found: first, total } = findPeople(everyone, typed, limit)
      expect([first.map(person => person.key), total]).toEqual([keys.slice(0, limit), keys.length])
    }), { numRuns: 300 })
  })
  it('and for any row of digits', () => {
    fc.assert(fc.property(list, fc.oneof(digits(4), digits(5), fc.stringMatching(/^08[0-3]{3,8}$/), fc.stringMatching(/^[0-3]{6,12}$/)), (everyone, typed) => {
      const keys = naiveNumber(everyone, typed)
      const { found: first, total } = findPeople(everyone, typed, 20)
      expect([first.map(person => person.key), total]).toEqual([keys.slice(0, 20), keys.length])
    }), { numRuns: 300 })
  })
})

describe('who may be here already', () => {
  const typed = (change: Partial<Typed>): Typed => ({ name: '', bornOn: '', sex: '', nik: '', ownId: '', ...change })
  const alike = (change: Partial<Typed>): string[] => alikePeople(typed(change), people, 4).map(one => `${one.person.key} ${one.how}`)
  it('the bearer of the same NIK, and not the person himself', () => {
    expect(sameNik(typed({ nik: '3673 9957 0890 0002' }), people)?.key).toBe('siti-a')
    expect(sameNik(typed({ nik: '3673995708900002', ownId: 'siti-a' }), people)).toBeNull()
    expect(sameNik(typed({ nik: '367399570890' }), people)).toBeNull()
  })
  it('the same name and birth date first, then a like sound of about the same age and no other sex', () => {
    expect(alike({ name: 'Siti Aminah', bornOn: '1990-08-17' })).toEqual(['siti-a same-birth'])
    expect(alike({ name: 'Muhammad Jainal', bornOn: '1970-05-05', sex: 'L' })).toEqual(['zaenal sound'])
    expect([alike({ name: 'Muhammad Jainal', bornOn: '1960-05-05' }), alike({ name: 'Muhammad Jainal', bornOn: '1970-05-05', sex: 'P' })]).toEqual([[], []])
  })
  it('without a birth date the very same name alone, and nothing from two letters', () => {
    expect(alike({ name: 'SITI AMINAH' })).toHaveLength(2)
    expect([alike({ name: 'Siti' }), alike({ name: 'Si', bornOn: '1990-08-17' })]).toEqual([[], []])
  })
})

it('what was searched in vain begins the form once: a name, a NIK or a phone', () => {
  const taken = (text: string) => { noteTyped(text); return takeTyped() }
  expect([taken(' Dewi Contoh '), taken('3673 9957 0890 0002'), taken('0812 3456 7890'), taken('KIARA-02-0001')]).toEqual([
    { name: 'Dewi Contoh', nik: '', phone: '' }, { name: '', nik: '3673995708900002', phone: '' }, { name: '', nik: '', phone: '0812 3456 7890' }, { name: '', nik: '', phone: '' },
  ])
  expect(takeTyped()).toEqual({ name: '', nik: '', phone: '' })
})
