import { describe, expect, test } from 'vitest'
import { day } from '#domain/core/day.ts'
import { writeOff, type WriteOffData } from '#domain/records/write-off.ts'
import { checkWriteOff, distinctSignatories } from '#domain/rules/pharmacy/write-off-rules.ts'

const line = { drugId: 'oralit', source: 'program' as const, batch: { number: 'A', expiresOn: day('2025-11-30') }, quantity: 4, cause: 'kedaluwarsa' as const }
const sample = (changes: Partial<WriteOffData> = {}): WriteOffData => ({
  number: 'KIARA-02-0004', on: day('2025-12-17'), lines: [line], method: 'Dilarutkan dan dibuang', place: 'Pustu Kiara',
  signatories: [{ name: 'Ani Uji', role: 'Bidan' }, { name: 'Budi Uji', role: 'Kepala puskesmas' }], note: '', by: 'bidan', ...changes,
})
const broken = (changes: Partial<WriteOffData>, actor = 'bidan'): string[] => checkWriteOff(sample(changes), { id: 'w', actor, roles: [], stream: '', before: null, found: () => [] }).map(found => `${found.rule} ${found.field}`)

describe('BR-36: minutes of destruction', () => {
  test('two people with name and function, or it is refused', () => {
    expect(broken({})).toEqual([])
    expect(broken({ signatories: [{ name: 'Ani Uji', role: 'Bidan' }] })).toEqual(['BR-36 signatories'])
    expect(broken({ signatories: [{ name: 'Ani Uji', role: 'Bidan' }, { name: ' ani  UJI.', role: 'Saksi' }] })).toEqual(['BR-36 signatories'])
    expect(broken({ signatories: [{ name: 'Ani Uji', role: 'Bidan' }, { name: 'Budi Uji', role: ' ' }] })).toEqual(['BR-36 signatories'])
    expect(distinctSignatories([{ name: 'A', role: 'x' }, { name: 'a', role: 'y' }, { name: 'B', role: 'z' }]).map(person => person.name)).toEqual(['A', 'B'])
  })
  test('written by who saves it', () => {
    expect(broken({}, 'perawat')).toEqual(['write-off-author by'])
  })
  test('BR-32: on its last day a batch is not expired', () => {
    expect(broken({ lines: [{ ...line, batch: { number: 'A', expiresOn: day('2025-12-17') } }] })).toEqual(['BR-32 lines.0.cause'])
    expect(broken({ lines: [{ ...line, batch: { number: 'A', expiresOn: day('2025-12-17') }, cause: 'rusak' }] })).toEqual([])
  })
  test('a batch once for each cause, and cooperative stock has no fund', () => {
    expect(broken({ lines: [line, { ...line, quantity: 1 }] })).toEqual(['write-off-twice lines.1'])
    expect(broken({ lines: [line, { ...line, cause: 'rusak' }] })).toEqual([])
    expect(broken({ lines: [{ ...line, source: 'koperasi', fund: 'jkn' }] })).toEqual(['BR-35 lines.0.fund'])
  })
  test('nothing is no quantity', () => {
    for (const quantity of [0, -1, 1.5]) expect(writeOff.schema.safeParse(sample({ lines: [{ ...line, quantity }] })).success).toBe(false)
    expect(writeOff.schema.safeParse(sample()).success).toBe(true)
  })
})
