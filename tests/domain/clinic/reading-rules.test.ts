import { describe, expect, it } from 'vitest'
import { day } from '#domain/core/day.ts'
import type { Role } from '#domain/core/roles.ts'
import { reading, type ReadingData } from '#domain/records/reading.ts'
import { checkReading, purposesFor, roleOfPurpose, isAsked } from '#domain/rules/clinic/reading-rules.ts'

const look = (change: Partial<ReadingData> = {}): ReadingData => ({
  patientId: 'p1', visitId: null, on: day('2025-12-17'), at: '2025-12-17T09:00:00', by: 'kepala', name: 'Kepala', role: 'kapus', purpose: 'pembinaan', note: '', ...change,
})
const broken = (data: ReadingData, roles: readonly Role[] = ['kapus'], actor = 'kepala') =>
  checkReading(data, { id: 'r1', actor, roles, stream: '', before: null, found: () => [] }).map(one => `${one.rule} ${one.field ?? ''}`)

describe('BR-66: each look into a record says who, when and why', () => {
  it('is the reader’s own, in a role that he has, at a moment of that day', () => {
    expect(broken(look())).toEqual([])
    expect(broken(look({ by: 'orang-lain' }))).toEqual(['BR-66 by'])
    expect(broken(look({ role: 'dokter' }))).toEqual(['BR-66 role'])
    expect(broken(look({ at: '2025-12-16T23:59:00' }))).toEqual(['BR-66 at'])
  })
  it('a purpose of one’s own needs words', () => {
    expect(broken(look({ purpose: 'lainnya' }))).toEqual(['BR-66 note'])
    expect(broken(look({ purpose: 'lainnya', note: ' ' }))).toEqual(['BR-66 note'])
    expect(broken(look({ purpose: 'lainnya', note: 'Permintaan polisi' }))).toEqual([])
  })
  it('care is not what a head reads for; a nurse and a doctor may', () => {
    expect(broken(look({ purpose: 'pelayanan' }))).toEqual(['BR-66 purpose'])
    expect(broken(look({ purpose: 'pelayanan', role: 'nakes' }), ['nakes'])).toEqual([])
    expect(broken(look({ purpose: 'pelayanan', role: 'dokter' }), ['dokter'])).toEqual([])
  })
  it('is written once: nobody may change or take one back', () => {
    expect(reading.mode).toBe('ledger')
    expect(Object.keys(reading.writers)).toEqual(['create'])
  })
})

describe('BR-66: who is asked for a purpose', () => {
  it('the head and the doctor; a nurse who is neither reads for the care of the patient', () => {
    expect([isAsked(['nakes']), isAsked(['nakes', 'dokter']), isAsked(['kapus']), isAsked(['dokter']), isAsked(['nakes', 'kapus'])]).toEqual([false, false, true, true, true])
  })
  it('a head is not offered care, unless he is the nurse or doctor there as well', () => {
    expect(purposesFor(['kapus'])).not.toContain('pelayanan')
    expect(purposesFor(['dokter'])[0]).toBe('pelayanan')
    expect(purposesFor(['kapus', 'nakes'])[0]).toBe('pelayanan')
    expect([roleOfPurpose('pelayanan', ['kapus', 'nakes']), roleOfPurpose('audit', ['kapus', 'nakes']), roleOfPurpose('audit', ['dokter']), roleOfPurpose('audit', [])]).toEqual(['nakes', 'kapus', 'dokter', null])
  })
})
