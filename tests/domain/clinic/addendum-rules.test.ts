import { describe, expect, it } from 'vitest'
import { day } from '#domain/core/day.ts'
import type { CheckContext, Known, Lookup } from '#domain/core/record.ts'
import type { AddendumData } from '#domain/records/addendum.ts'
import type { StaffData } from '#domain/records/staff.ts'
import type { VisitData } from '#domain/records/visit.ts'
import { checkAddendum, countedVisits, effectiveDiagnoses, isEffective, isLate } from '#domain/rules/clinic/addendum-rules.ts'
import { sampleStaff, sampleVisit } from './sample.ts'

const SIGNED = { by: 'bidan', name: 'Bidan Neneng', sip: 'SIP/1', on: day('2025-12-15'), time: '08:00' }
const addendum = (change: Partial<AddendumData> = {}): AddendumData => ({
  visitId: 'v1', patientId: 'p1', on: day('2025-12-16'), at: '2025-12-16T09:00:00', by: 'bidan', name: 'Bidan Neneng', sip: 'SIP/1', reason: 'Hasil menyusul', text: 'Malaria negatif',
  diagnoses: null, late: false, decision: null, ...change,
})
const LATE = { on: day('2025-12-18'), at: '2025-12-18T09:00:00', late: true }
const AGREED = { choice: 'disetujui', reason: '', by: 'kepala', on: day('2025-12-19') } as const

function context(options: { actor?: string; before?: AddendumData | null; visit?: VisitData | null; voided?: boolean; staff?: StaffData | null } = {}): CheckContext<AddendumData> {
  const { actor = 'bidan', before = null, visit = sampleVisit({ signature: SIGNED }), voided = false, staff = sampleStaff() } = options
  const known = (kind: string, id: string, data: unknown, state: 'live' | 'void' = 'live'): Known => ({ id, kind, stream: '', rev: 1, state, data: data as Known['data'] })
  const records = [...(visit ? [known('visit', 'v1', visit, voided ? 'void' : 'live')] : []), ...(staff ? [known('staff', 'bidan', staff)] : [])]
  return { id: 'a1', actor, roles: [], stream: '', before, found: (lookup: Lookup) => records.filter(record => 'id' in lookup && record.kind === lookup.kind && record.id === lookup.id) }
}
const broken = (data: AddendumData, options: Parameters<typeof context>[0] = {}) => checkAddendum(data, context(options)).map(one => `${one.rule} ${one.field ?? ''}`)

describe('BR-45: 48 hours after the signature', () => {
  it('47 h 59 is in time, 48 h 00 still is, 48 h 01 is late', () => {
    expect(isLate(SIGNED, '2025-12-17T07:59:00')).toBe(false)
    expect(isLate(SIGNED, '2025-12-17T08:00:00')).toBe(false)
    expect(isLate(SIGNED, '2025-12-17T08:01:00')).toBe(true)
  })
  it('a signature of before times were kept counts from the start of its day', () => {
    const { time: _time, ...old } = SIGNED
    expect(isLate(old, '2025-12-16T23:59:00')).toBe(false)
    expect(isLate(old, '2025-12-17T00:00:00')).toBe(false)
    expect(isLate(old, '2025-12-17T00:01:00')).toBe(true)
  })
  it('over the end of a month and a year as well', () => {
    expect(isLate({ ...SIGNED, on: day('2025-12-31'), time: '10:00' }, '2026-01-02T10:00:00')).toBe(false)
    expect(isLate({ ...SIGNED, on: day('2025-12-31'), time: '10:00' }, '2026-01-02T10:01:00')).toBe(true)
  })
  it('a late one counts only once the head has agreed', () => {
    expect(isEffective(addendum())).toBe(true)
    expect(isEffective(addendum(LATE))).toBe(false)
    expect(isEffective(addendum({ ...LATE, decision: AGREED }))).toBe(true)
    expect(isEffective(addendum({ ...LATE, decision: { ...AGREED, choice: 'ditolak', reason: 'Tidak ada bukti' } }))).toBe(false)
  })
})

describe('BR-45: what counts and what stays', () => {
  const visit = sampleVisit({ diagnoses: [{ code: 'J06.9', name: 'ISPA' }] })
  const to = (code: string, change: Partial<AddendumData> = {}) => addendum({ diagnoses: [{ code, name: code }], ...change })
  it('the signed diagnoses, until an addendum that counts corrects them; the newest of several', () => {
    expect(effectiveDiagnoses(visit, [addendum()])).toEqual(visit.diagnoses)
    expect(effectiveDiagnoses(visit, [to('J18.9', LATE)])).toEqual(visit.diagnoses)
    expect(effectiveDiagnoses(visit, [to('J18.9', { ...LATE, decision: AGREED }), to('J20.9')]).map(one => one.code)).toEqual(['J18.9'])
    expect(effectiveDiagnoses(visit, [to('J20.9'), to('A09', { at: '2025-12-16T08:59:00' })]).map(one => one.code)).toEqual(['J20.9'])
    expect(visit.diagnoses).toEqual([{ code: 'J06.9', name: 'ISPA' }])
  })
})

describe('BR-45: who may write an addendum, and on what', () => {
  it('on a signed visit of the same patient, by oneself', () => {
    expect(broken(addendum())).toEqual([])
    expect(broken(addendum(), { visit: sampleVisit({ signature: null }) })).toEqual(['BR-45 visitId'])
    expect(broken(addendum(), { voided: true })).toEqual(['BR-45 visitId'])
    expect(broken(addendum({ patientId: 'p2' }))).toEqual(['BR-45 patientId'])
    expect(broken(addendum(), { actor: 'perawat' })).toEqual(['BR-45 by'])
    expect(broken(addendum({ at: '2025-12-15T09:00:00' }))).toEqual(['BR-45 at'])
  })
  it('says that it is late when it is, and not otherwise', () => {
    expect(broken(addendum({ late: true }))).toEqual(['BR-45 late'])
    expect(broken(addendum({ ...LATE, late: false }))).toEqual(['BR-45 late'])
    expect(broken(addendum(LATE))).toEqual([])
  })
  it('BR-41: an expired SIP writes none; it holds through its last day', () => {
    const until = (expiresOn: string) => sampleStaff({ sip: { number: 'SIP/1', expiresOn: day(expiresOn) } })
    expect(broken(addendum(), { staff: until('2025-12-16') })).toEqual([])
    expect(broken(addendum(), { staff: until('2025-12-15') })).toEqual(['BR-41 signature.sip'])
    expect(broken(addendum(), { staff: sampleStaff({ sip: null }) })).toEqual(['BR-41 signature.sip'])
  })
  it('BR-51: a corrected diagnosis does not begin with an external cause either', () => {
    expect(broken(addendum({ diagnoses: [{ code: 'W54', name: 'Gigitan anjing' }] }))).toEqual(['BR-51 diagnoses'])
    expect(broken(addendum({ diagnoses: [{ code: 'T14.1', name: 'Luka' }, { code: 'W54', name: 'Gigitan anjing' }] }))).toEqual([])
  })
})

describe('BR-45: the decision of the head', () => {
  const before = addendum(LATE)
  const decide = (decision: AddendumData['decision'], change: Partial<AddendumData> = {}) => broken({ ...before, ...change, decision }, { actor: 'kepala', before })
  it('is his own, once, with a reason where he refuses', () => {
    expect(decide(AGREED)).toEqual([])
    expect(decide({ ...AGREED, by: 'bidan' })).toEqual(['BR-45 decision.by'])
    expect(decide({ ...AGREED, choice: 'ditolak' })).toEqual(['BR-45 decision.reason'])
    expect(decide({ ...AGREED, choice: 'ditolak', reason: 'Tidak ada bukti' })).toEqual([])
    expect(broken({ ...before, decision: { ...AGREED, reason: 'lagi' } }, { actor: 'kepala', before: { ...before, decision: AGREED } })).toEqual(['addendum-decided decision'])
  })
  it('changes nothing else, and is not asked for in time', () => {
    expect(decide(AGREED, { text: 'Lain' })).toEqual(['addendum-fixed text'])
    expect(broken({ ...addendum(), decision: AGREED }, { actor: 'kepala', before: addendum() })).toEqual(['BR-45 decision'])
    expect(broken({ ...addendum(LATE), decision: AGREED })).toEqual(['BR-45 decision'])
  })
})

describe('BR-50: visits as every report counts them', () => {
  const visits = [{ id: 'v1', data: sampleVisit({ signature: SIGNED }) }, { id: 'v2', data: sampleVisit({ signature: SIGNED }) }]
  const corrected = [{ code: 'A09', name: 'Diare' }]
  const codes = (addenda: Parameters<typeof countedVisits>[1]) => countedVisits(visits, addenda).map(visit => visit.data.diagnoses.map(one => one.code).join())
  const signed = visits.map(visit => visit.data.diagnoses.map(one => one.code).join())

  it('carry the correction of their own addendum, and nothing else is changed', () => {
    expect(codes([{ state: 'live', data: addendum({ diagnoses: corrected }) }])).toEqual(['A09', signed[1]])
    expect(countedVisits(visits, [])).toEqual(visits)
  })
  it('not that of one that was voided after another, though it is the newer', () => {
    const newer = addendum({ at: '2025-12-16T10:00:00', diagnoses: [{ code: 'J06.9', name: 'ISPA' }] })
    expect(codes([{ state: 'live', data: addendum({ diagnoses: corrected }) }, { state: 'void', data: newer }])).toEqual(['A09', signed[1]])
  })
  it('not that of one that was voided, nor of one that waits for the head', () => {
    expect(codes([{ state: 'void', data: addendum({ diagnoses: corrected }) }, { state: 'live', data: addendum({ ...LATE, visitId: 'v2', diagnoses: corrected }) }])).toEqual(signed)
  })
})
