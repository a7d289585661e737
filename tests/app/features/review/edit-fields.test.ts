import { describe, expect, it } from 'vitest'
import { definitionOf, type Kind } from '#domain/records/index.ts'
import { groupSchema } from '#domain/rules/supervision/keep-both.ts'
import { boxOfRule, editFields, faultsOf, typedFrom, writtenValue } from '#app/features/review/logic/edit-fields.ts'
import type { Json } from '#domain/core/json.ts'

function boxes(kind: Kind, group: string) {
  const schema = groupSchema(definitionOf(kind).schema, group)
  if (!schema) throw new Error(`${kind} has no ${group}`)
  return { schema, fields: editFields(schema) }
}
function written(kind: Kind, group: string, base: Json, typed: Record<string, string>) {
  const { schema, fields } = boxes(kind, group)
  if (!fields) throw new Error(`${group} cannot be written`)
  const value = writtenValue(fields, base, { ...typedFrom(fields, base), ...typed }, schema)
  return { value, faults: faultsOf(fields, value, schema) }
}

describe('a third value beside the two of a conflict', () => {
  it('has boxes for text, number, day, choice and yes or no, by the schema of the record', () => {
    expect(boxes('patient', 'name').fields).toMatchObject([{ name: '', kind: 'text', room: 120, optional: false }])
    expect(boxes('patient', 'sex').fields).toMatchObject([{ kind: 'choice', options: ['L', 'P'] }])
    expect(boxes('patient', 'birth').fields).toMatchObject([{ name: 'on', kind: 'day' }, { name: 'estimated', kind: 'yes-no' }])
    expect(boxes('patient', 'identity').fields?.map(field => [field.name, field.optional])).toEqual([['nik', true], ['noNikReason', true], ['parentNik', true]])
    expect(boxes('stock-movement', 'quantity').fields).toMatchObject([{ kind: 'number' }])
  })
  it('has none for lists, and for what another has put his name to', () => {
    expect(boxes('visit', 'diagnoses').fields).toBeNull()
    expect(boxes('visit', 'signature').fields).toBeNull()
    expect(boxes('stock-count', 'approval').fields).toBeNull()
  })
  it('keeps the shape of the value: empty is null where the field may be null, and hidden ids stay', () => {
    const identity = { nik: '3673995708900002', noNikReason: '', parentNik: null }
    expect(written('patient', 'identity', identity, { nik: ' ', noNikReason: 'tidak tahu' })).toEqual({ value: { nik: null, noNikReason: 'tidak tahu', parentNik: null }, faults: [] })
    expect(written('patient', 'birth', { on: '1990-08-17', estimated: false }, { on: '1990-08-18', estimated: 'true' }).value).toEqual({ on: '1990-08-18', estimated: true })
  })
  it.each([
    ['name', 'Siti', { '': ' ' }, [{ name: '', fault: 'missing' }]],
    ['birth', { on: '1990-08-17', estimated: false }, { on: '' }, [{ name: 'on', fault: 'missing' }]],
    ['identity', { nik: null, noNikReason: 'x', parentNik: null }, { nik: '123' }, [{ name: 'nik', fault: 'notAllowed' }]],
    ['rm', 'K-1', { '': 'x'.repeat(41) }, [{ name: '', fault: 'tooLong' }]],
  ] as const)('%s: what is wrong stands at its box', (group, base, typed, faults) => {
    expect(written('patient', group, base, typed as Record<string, string>).faults).toEqual(faults)
  })
  it('leads a broken rule to its box', () => {
    const { fields } = boxes('patient', 'identity')
    expect(boxOfRule(fields ?? [], 'identity', { rule: 'BR-01', field: 'identity.nik' })).toBe('nik')
    expect(boxOfRule(fields ?? [], 'identity', { rule: 'BR-07', field: 'identity' })).toBe('nik')
    expect(boxOfRule(fields ?? [], 'identity', { rule: 'BR-03', field: 'birth' })).toBeNull()
  })
})
