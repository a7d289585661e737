import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Json } from '#domain/core/json.ts'
import { definitionOf, type Kind } from '#domain/records/index.ts'
import { groupSchema, keepBoth } from '#domain/rules/supervision/keep-both.ts'

function both(kind: Kind, group: string, kept: Json, offered: Json): Json | null {
  const schema = groupSchema(definitionOf(kind).schema, group)
  if (!schema) throw new Error(`${kind} has no ${group}`)
  return keepBoth(schema, kept, offered)
}
const line = (drugId: string, quantity: number) => ({ drugId, drug: drugId, quantity, unit: 'tablet', signa: '3 x 1' })
const J00 = { code: 'J00', name: 'Nasofaringitis akut' }
const R51 = { code: 'R51', name: 'Nyeri kepala' }

describe('a conflict of which both values are kept', () => {
  it('joins two notes, and not what already holds the other', () => {
    expect(both('visit', 'examination', 'faring merah', 'suhu turun')).toBe('faring merah; suhu turun')
    expect(both('visit', 'examination', 'faring merah', 'faring merah, tonsil T1')).toBeNull()
    expect(both('visit', 'examination', ' batuk', 'batuk')).toBeNull()
  })
  it('has no room for more than the field holds', () => {
    expect(both('visit', 'complaint', 'a'.repeat(600), 'b'.repeat(600))).toBeNull()
  })
  it('makes no sense of a name, a number, a date or a choice', () => {
    expect(both('patient', 'name', 'Siti Contoh', 'Siti Contohwati')).toBeNull()
    expect(both('patient', 'birth', { on: '1990-08-17', estimated: false }, { on: '1990-08-18', estimated: false })).toBeNull()
    expect(both('patient', 'sex', 'L', 'P')).toBeNull()
    expect(both('patient', 'rm', 'K-1', 'K-2')).toBeNull()
    expect(both('visit', 'on', '2025-12-17', '2025-12-18')).toBeNull()
    expect(both('visit', 'pregnant', true, false)).toBeNull()
    expect(both('patient', 'memberId', null, 'anggota-1')).toBeNull()
  })
  it('unites lists: what stands first, then what only the other says', () => {
    expect(both('visit', 'diagnoses', [J00], [R51, J00])).toEqual([J00, R51])
    expect(both('visit', 'diagnoses', [J00, R51], [J00])).toBeNull()
    expect(both('visit', 'education', ['istirahat'], ['minum banyak'])).toEqual(['istirahat', 'minum banyak'])
  })
  it('does not choose between two lines on the same drug, nor prescribe it twice', () => {
    expect(both('visit', 'prescription', [line('parasetamol', 10)], [line('parasetamol', 6)])).toBeNull()
    expect(both('visit', 'prescription', [line('parasetamol', 10)], [line('parasetamol', 6), line('ctm', 6)])).toBeNull()
    expect(both('visit', 'prescription', [line('parasetamol', 10)], [line('ctm', 6)])).toEqual([line('parasetamol', 10), line('ctm', 6)])
  })
  it('does not unite figures that go by place', () => {
    expect(both('lplpo', 'given', [1, 2], [3, 4])).toBeNull()
  })
  it('joins an object field by field, where every field allows it', () => {
    expect(both('visit', 'allergy', { answer: 'ada', substances: 'amoksisilin' }, { answer: 'ada', substances: 'ibuprofen' })).toEqual({ answer: 'ada', substances: 'amoksisilin; ibuprofen' })
    expect(both('visit', 'allergy', { answer: 'ada', substances: 'amoksisilin' }, { answer: 'tidak-ada', substances: '' })).toBeNull()
    expect(both('visit', 'background', { past: 'asma', family: '', medicine: '' }, { past: '', family: 'DM', medicine: '' })).toEqual({ past: 'asma', family: 'DM', medicine: '' })
    expect(both('visit', 'allergy', null, { answer: 'ada', substances: 'x' })).toBeNull()
  })
  it('keeps every diagnosis of both sides once, whatever they are', () => {
    const codes = fc.uniqueArray(fc.constantFrom('A09', 'J00', 'R51', 'I10', 'E11', 'M79'), { maxLength: 6 })
    fc.assert(fc.property(codes, codes, (a, b) => {
      const lines = (list: readonly string[]): Json => list.map(code => ({ code, name: code }))
      const found = both('visit', 'diagnoses', lines(a), lines(b)) as { code: string }[] | null
      const all = new Set([...a, ...b])
      if (found === null) expect([a.length, b.length]).toContain(all.size)
      else expect(found.map(one => one.code)).toEqual([...all])
    }))
  })
})
