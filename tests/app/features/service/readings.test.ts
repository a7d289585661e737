import { describe, expect, it } from 'vitest'
import { day } from '#domain/core/day.ts'
import { noteReading, openFor, permitFor, purposesOf, readingsOfPatient, readingsOfVisit } from '#app/shared/readings.ts'
import { patchDraft, voidDraft, type StoredRecord } from '#app/db/record-store.ts'
import { ok } from '#domain/core/result.ts'
import type { AppContext } from '#app/context.ts'
import { HEAD, openReader, signedVisit } from './after-ward.ts'
import { openWard } from './ward.ts'

const RECORD = { patientId: 'pasien-1', visitId: null }
const VISIT = { patientId: 'pasien-1', visitId: 'k-1' }
const linesOf = async (app: AppContext, patientId = 'pasien-1') => (await readingsOfPatient(app.store, patientId)).map(({ data }) => `${data.role} ${data.purpose} ${data.visitId ?? '-'}`)
/** The same context at another time. */
function clockOf(app: AppContext): { app: AppContext; pass(ms: number): void } {
  let passed = 0
  const later: AppContext = Object.assign(Object.create(app) as AppContext, { now: () => app.now() + passed, today: () => (passed >= 43_200_000 ? day('2025-12-18') : app.today()) })
  return { app: later, pass(ms) { passed += ms } }
}

describe('BR-66: a nurse', () => {
  it('is logged once a patient and day, whatever she opens and how often', async () => {
    const { app } = await openWard({ rows: [signedVisit('k-1')] })
    const { app: moving, pass } = clockOf(app)
    expect(await purposesOf(moving, RECORD)).toMatchObject({ asked: false })
    for (const opened of [RECORD, VISIT, RECORD]) expect((await noteReading(moving, { ...opened, purpose: 'pelayanan', note: '' })).ok).toBe(true)
    expect(await linesOf(app)).toEqual(['nakes pelayanan -'])
    expect((await readingsOfPatient(app.store, 'pasien-1'))[0]?.data).toMatchObject({ by: 'staf-bidan', name: 'Bidan Uji', on: '2025-12-17', at: '2025-12-17T12:00:00' })
    pass(43_200_000)
    await noteReading(moving, { ...RECORD, purpose: 'pelayanan', note: '' })
    expect(await linesOf(app)).toHaveLength(2)
  })
  it('of a patient that is not on this tablet nothing is logged, and the reader hears it', async () => {
    const { app } = await openWard()
    expect(await noteReading(app, { patientId: 'orang-lain', visitId: null, purpose: 'pelayanan', note: '' })).toEqual({ ok: false, error: { kind: 'no-record' } })
  })
})

describe('BR-66: the head', () => {
  it('is logged for each thing he opens with the purpose he named, which holds 30 minutes for that patient', async () => {
    const { app } = await openReader(HEAD, [signedVisit('k-1'), signedVisit('k-2')])
    const { app: moving, pass } = clockOf(app)
    expect(await purposesOf(moving, VISIT)).toMatchObject({ asked: true })
    expect((await openFor(moving, VISIT, 'pembinaan', '')).ok).toBe(true)
    pass(29 * 60_000)
    expect(permitFor(moving, { ...VISIT, visitId: 'k-2' })).toMatchObject({ purpose: 'pembinaan' })
    await openFor(moving, { ...VISIT, visitId: 'k-2' }, 'pembinaan', '')
    await openFor(moving, VISIT, 'pembinaan', '')
    expect((await linesOf(app)).sort()).toEqual(['kapus pembinaan k-1', 'kapus pembinaan k-2'])
    pass(60_000)
    expect(permitFor(moving, VISIT)).toBeNull()
  })
  it('is asked again after another patient, and for the next unlock', async () => {
    const { app } = await openReader(HEAD, [signedVisit('k-1')])
    await openFor(app, RECORD, 'audit', '')
    expect(permitFor(app, RECORD)).not.toBeNull()
    await openFor(app, { patientId: 'pasien-2', visitId: null }, 'audit', '')
    expect(permitFor(app, RECORD)).toBeNull()
    const nextUnlock: AppContext = { ...app }
    expect(permitFor(nextUnlock, { patientId: 'pasien-2', visitId: null })).toBeNull()
  })
  it('names no care, and says what for where it is something else', async () => {
    const { app } = await openReader(HEAD, [])
    expect((await purposesOf(app, RECORD)).purposes).not.toContain('pelayanan')
    expect(await noteReading(app, { ...RECORD, purpose: 'pelayanan', note: '' })).toMatchObject({ ok: false, error: { kind: 'no-grant' } })
    expect(await noteReading(app, { ...RECORD, purpose: 'lainnya', note: ' ' })).toMatchObject({ ok: false, error: { kind: 'rules-broken', breaks: [{ rule: 'BR-66', field: 'note' }] } })
    expect(await linesOf(app)).toEqual([])
    expect((await noteReading(app, { ...RECORD, purpose: 'lainnya', note: 'Permintaan dinas' })).ok).toBe(true)
  })
  it('nobody changes a reading or takes one back', async () => {
    const { app } = await openReader(HEAD, [])
    await noteReading(app, { ...RECORD, purpose: 'audit', note: '' })
    const [line] = await readingsOfPatient(app.store, 'pasien-1') as [StoredRecord<'reading'>]
    expect((await app.store.writeGroup(async () => ok([patchDraft(line, { purpose: 'pembinaan' })]))).ok).toBe(false)
    expect((await app.store.writeGroup(async () => ok([voidDraft(line, 'keliru')]))).ok).toBe(false)
    expect(await linesOf(app)).toEqual(['kapus audit -'])
  })
  it('a visit shows who read it, and who read the whole record since', async () => {
    const { app } = await openReader(HEAD, [signedVisit('k-1'), signedVisit('k-2', { on: day('2025-12-18') })])
    await openFor(app, VISIT, 'audit', '')
    await noteReading(app, { ...RECORD, purpose: 'rujukan', note: '' })
    expect((await readingsOfVisit(app.store, { id: 'k-1', patientId: 'pasien-1', on: '2025-12-17' })).map(one => one.data.purpose).sort()).toEqual(['audit', 'rujukan'])
    expect(await readingsOfVisit(app.store, { id: 'k-2', patientId: 'pasien-1', on: '2025-12-18' })).toEqual([])
  })
})
