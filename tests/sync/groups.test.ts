import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { defineRecord, type RecordDefinition } from '#domain/core/record.ts'
import { definitionOf, KINDS } from '#domain/records/index.ts'
import { groupsOf, overlay, upcastGroups } from '#sync/groups.ts'
import { fresh, MOVEMENT, opOf, PATIENT, VISIT } from './small-world.ts'

/** Version 3 of a kind: 1 called it `telp`, 2 had the phone as text, 3 keeps number and owner. */
const contact = defineRecord({
  kind: 'contact', version: 3, purpose: 'clinical', mode: 'fields', careful: [], keys: () => ({}), writers: {},
  schema: z.object({ phone: z.object({ number: z.string(), owner: z.string() }).nullable() }),
  upcasters: {
    1: ({ telp, ...rest }) => (telp === undefined ? rest : { ...rest, phone: telp }),
    2: ({ phone, ...rest }) => (phone === undefined ? rest : { ...rest, phone: phone === null ? null : { number: phone, owner: '' } }),
  },
}) as unknown as RecordDefinition

describe('upcasters', () => {
  test('carry both sides of a change through every version', () => {
    const op = opOf({ kind: 'contact', id: 'x', act: 'patch', schema: 1, set: { telp: { from: null, to: '0812' }, note: { from: 'a', to: 'b' } } })
    expect(upcastGroups(contact, op)).toEqual({ phone: { from: null, to: { number: '0812', owner: '' } }, note: { from: 'a', to: 'b' } })
  })
  test('leave an operation of the present version as it is', () => {
    const set = { phone: { from: null, to: { number: '1', owner: 'x' } } }
    expect(upcastGroups(contact, opOf({ kind: 'contact', id: 'x', act: 'patch', schema: 3, set }))).toEqual(set)
  })
  test('a missing one is null, not a guess', () => {
    expect(upcastGroups({ ...contact, upcasters: { 2: groups => groups } }, opOf({ kind: 'contact', id: 'x', act: 'patch', schema: 1, set: {} }))).toBeNull()
  })
  test('a group that stands on one side only is not lost', () => {
    const splitting: RecordDefinition = { ...contact, version: 2, upcasters: { 1: groups => (groups['phone'] === null ? { gone: true } : { phone: groups['phone'] ?? null }) } }
    expect(upcastGroups(splitting, opOf({ kind: 'contact', id: 'x', act: 'patch', schema: 1, set: { phone: { from: null, to: '1' } } })))
      .toEqual({ gone: { from: true, to: null }, phone: { from: null, to: '1' } })
  })
  test.each(KINDS)('%s has one for every version below the present', kind => {
    const { upcasters, version } = definitionOf(kind)
    expect(Object.keys(upcasters).map(Number).sort((a, b) => a - b)).toEqual(Array.from({ length: version - 1 }, (_, index) => index + 1))
  })
})

describe('query keys and day', () => {
  test('follow from the data', () => {
    expect(groupsOf('visit', VISIT)).toMatchObject({ keys: { patient: ['p-1'], author: ['bidan'] }, day: '2025-11-03' })
    expect(groupsOf('patient', PATIENT).keys).toMatchObject({ nik: [PATIENT.identity.nik] })
    expect(groupsOf('stock-movement', MOVEMENT)).toMatchObject({ keys: { drug: ['parasetamol-500'] }, day: '2025-11-01' })
  })
  test.each(KINDS)('%s: data of another shape have none that are no text, and never throw', kind => {
    for (const data of [null, 5, 'x', [], {}, { on: 7, patientId: {}, nik: null }]) {
      const { keys, day } = groupsOf(kind, data)
      expect(Object.values(keys).flat().every(value => typeof value === 'string')).toBe(true)
      expect(day).toBeNull()
    }
  })
})

describe('a saved edit laid over the record, before the server has judged', () => {
  test('create, patch and void show at once', () => {
    const created = overlay(null, opOf({ kind: 'patient', id: 'p', act: 'create', set: fresh(PATIENT) }))
    expect(created).toEqual({ data: PATIENT, state: 'live' })
    expect(overlay(PATIENT, opOf({ kind: 'patient', id: 'p', act: 'patch', set: { name: { from: 'a', to: 'b' } } })).data).toEqual({ ...PATIENT, name: 'b' })
    expect(overlay(PATIENT, opOf({ kind: 'patient', id: 'p', act: 'void' }))).toEqual({ data: PATIENT, state: 'void' })
  })
  test('fields of newer versions shine through', () => {
    expect(overlay({ ...PATIENT, later: 1 }, opOf({ kind: 'patient', id: 'p', act: 'patch', set: { name: { from: 'a', to: 'b' } } })).data).toMatchObject({ later: 1 })
  })
})
