import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { nextTick } from 'vue'
import { addDays, day, daysOfMonth, type Month } from '#domain/core/day.ts'
import { streamOf } from '#domain/core/streams.ts'
import type { AddendumData } from '#domain/records/addendum.ts'
import type { VisitData } from '#domain/records/visit.ts'
import { countOf, lb1Of } from '#domain/rules/clinic/lb1.ts'
import { voidDraft } from '#app/db/record-store.ts'
import { lb1Sheet } from '#app/features/registers/lb1-sheet.ts'
import { atPlace, firstsAmong, lb1Visit, monthReader, readSpan } from '#app/features/registers/month-reader.ts'
import { routes } from '#app/features/registers/routes.ts'
import { ok } from '#domain/core/result.ts'
import { sampleVisit } from '../../../domain/clinic/sample.ts'
import { CLINICAL, NURSE, patientRow } from '../service/ward.ts'
import { openDesk, TODAY, type Desk, type PlacedRow } from '../support/desk.ts'
import { elsewhere, press, settle, show, words, type Shown } from '../support/show.ts'

const TERITIH = streamOf('clinical', 'pustu-teritih')
const MONTH = '2025-12' as Month
const HEAD = [{ role: 'kapus', place: 'pkm-uji' }] as const
const visitRow = (id: string, on: string, change: Partial<VisitData> = {}, stream: string = CLINICAL): PlacedRow<'visit'> =>
  ({ kind: 'visit', id, stream, data: sampleVisit({ on: day(on), patientId: 'pasien-1', signature: { by: 'staf-bidan', name: 'Bidan Uji', sip: 'SIP-1', on: day(on) }, ...change }) })
const diagnosis = (code: string, kind?: 'baru' | 'lama') => ({ code, name: `Nama ${code}`, ...(kind ? { case: kind } : {}) })
const addendumRow = (id: string, change: Partial<AddendumData>): PlacedRow<'addendum'> => ({
  kind: 'addendum', id, stream: CLINICAL,
  data: { visitId: 'v1', patientId: 'pasien-1', on: TODAY, at: `${TODAY}T10:00:00`, by: 'staf-bidan', name: 'Bidan Uji', sip: 'SIP-1', reason: 'r', text: 't', diagnoses: null, late: false, decision: null, ...change },
})
const lb1 = async (desk: Desk) => lb1Of((await monthReader(desk.app).read(MONTH)).signed.map(lb1Visit))
let shown: Shown | null = null
beforeEach(() => setActivePinia(createPinia()))
afterEach(() => { shown?.screen.unmount(); shown = null })

describe('what is counted', () => {
  it('BR-46: drafts and voided visits are left out, and their number is said', async () => {
    const desk = await openDesk({ grants: NURSE, rows: [patientRow('pasien-1'), visitRow('v1', '2025-12-03'), visitRow('v2', '2025-12-04', { signature: null }), visitRow('v3', '2025-12-05')] })
    const before = await monthReader(desk.app).read(MONTH)
    expect([before.signed.map(one => one.visit.id), before.drafts.length, before.voided.length]).toEqual([['v1', 'v3'], 1, 0])
    await desk.app.store.writeGroup(async view => { const visit = await view.get('visit', 'v3'); return ok(visit ? [voidDraft(visit, 'Salah pasien')] : []) })
    const after = await monthReader(desk.app).read(MONTH)
    expect([after.signed.map(one => one.visit.id), after.drafts.length, after.voided.map(visit => visit.id)]).toEqual([['v1'], 1, ['v3']])
    expect((await lb1(desk)).all).toBe(1)
  })

  it('BR-50: an effective addendum corrects the diagnoses, one that waits for the head does not', async () => {
    const desk = await openDesk({ grants: NURSE, rows: [patientRow('pasien-1'), visitRow('v1', '2025-12-03', { diagnoses: [diagnosis('J06.9', 'baru')] })] })
    await desk.arrive([addendumRow('a1', { diagnoses: [diagnosis('J18.9', 'baru'), diagnosis('I10', 'lama')] })])
    expect((await lb1(desk)).rows.map(row => row.code)).toEqual(['I10', 'J18.9'])
    await desk.arrive([addendumRow('a2', { at: `${TODAY}T11:00:00`, diagnoses: [diagnosis('A09', 'baru')], late: true })])
    expect((await lb1(desk)).rows.map(row => row.code)).toEqual(['I10', 'J18.9'])
    await desk.arrive([{ ...addendumRow('a2', { at: `${TODAY}T11:00:00`, diagnoses: [diagnosis('A09', 'baru')], late: true, decision: { choice: 'disetujui', reason: '', by: 'kapus', on: TODAY } }), rev: 2 }])
    expect((await lb1(desk)).rows.map(row => row.code)).toEqual(['A09'])
  })

  it('a patient who is not on this tablet is counted as not known', async () => {
    const desk = await openDesk({ grants: NURSE, rows: [visitRow('v1', '2025-12-03', { patientId: 'pasien-jauh' })] })
    expect(countOf((await lb1(desk)).rows, { group: 'tidak-diketahui' })).toBe(1)
  })

  it('a chronic disease of before cases were asked for is lama after its first visit of the year', async () => {
    const rows = [['v0', '2024-12-01'], ['v1', '2025-03-01'], ['v2', '2025-12-03']].map(([id = '', on = '']) => visitRow(id, on, { diagnoses: [diagnosis('I10')] }))
    const desk = await openDesk({ grants: NURSE, rows: [patientRow('pasien-1'), ...rows] })
    expect(countOf((await lb1(desk)).rows, { case: 'lama' })).toBe(1)
    const march = await readSpan(desk.app.store, daysOfMonth('2025-03' as Month))
    expect(march.signed[0]?.diagnoses[0]?.case).toBe('baru')
  })
})

describe('BR-53: kunjungan baru once a person and calendar year', () => {
  it('a visit that is synced late turns the later one into lama', async () => {
    const desk = await openDesk({ grants: NURSE, rows: [patientRow('pasien-1'), visitRow('v2', '2025-12-10')] })
    const firsts = async () => firstsAmong(desk.app, (await monthReader(desk.app).read(MONTH)).signed)
    expect(await firsts()).toEqual(new Set(['v2']))
    await desk.arrive([visitRow('v1', '2025-02-01')])
    expect((await firsts()).has('v2')).toBe(false)
    await desk.arrive([visitRow('v3', '2026-01-02')])
    expect((await firsts()).has('v3')).toBe(true)
  })

  it('a person who goes to two pustu of the puskesmas is new once, by NIK, and each place counts its own diagnoses', async () => {
    const second = { ...patientRow('pasien-2', { rm: 'TERITIH-1' }), stream: TERITIH }
    const desk = await openDesk({ grants: HEAD, actor: 'kapus', rows: [patientRow('pasien-1'), second, visitRow('v1', '2025-12-03'), visitRow('v2', '2025-12-04', { patientId: 'pasien-2' }, TERITIH)] })
    const span = await monthReader(desk.app).read(MONTH)
    expect([...await firstsAmong(desk.app, span.signed)]).toEqual(['v1'])
    expect(atPlace(span, TERITIH).signed.map(one => one.visit.id)).toEqual(['v2'])
  })
})

it('the workbook has the numbers of the screen: age × sex × case, and sums that are real numbers', async () => {
  const desk = await openDesk({ grants: NURSE, rows: [patientRow('pasien-1'), visitRow('v1', '2025-12-03', { diagnoses: [diagnosis('S01.9', 'baru'), diagnosis('W54', 'baru')] }), visitRow('v2', '2025-12-04', { diagnoses: [diagnosis('I10', 'lama')] })] })
  const sums = { visits: 2, first: 1, repeat: 1, jkn: 0, umum: 0, payerUnknown: 2, referred: 0, people: 1 }
  const sheet = lb1Sheet({ head: { agency: '', puskesmas: '', place: '', address: '', contact: '', town: '', head: { name: '', nip: '' } }, place: 'Pustu Kiara', month: MONTH, lb1: await lb1(desk), sums, notes: [] })
  // 13 groups × 4, unknown × 2, four sums by sex, two by case, one in all.
  expect(sheet.columns).toHaveLength(3 + 52 + 2 + 4 + 2 + 1)
  expect(sheet.rows.map(row => [row[1], row.at(-1)])).toEqual([['I10', 1], ['S01.9', 1], [null, 2], ['W54', 1], [null, 1], [null, 3]])
  const numbers = sheet.rows[0]?.slice(3, 55) as number[]
  expect(numbers.reduce((sum, value) => sum + value, 0)).toBe(1)
  for (const row of sheet.rows) expect(row).toHaveLength(sheet.columns.length)
  expect(sheet.groups?.[0]).toHaveLength(sheet.columns.length)
})

it('a month of 2,000 visits is counted whole and read once', async () => {
  const patients = Array.from({ length: 900 }, (_, index) => patientRow(`p${index}`, { rm: `R${index}`, birth: { on: addDays(day('1945-01-01'), index * 32), estimated: false }, sex: index % 2 ? 'L' : 'P' }))
  const visits = Array.from({ length: 2_000 }, (_, index) => visitRow(`v${String(index).padStart(4, '0')}`, `2025-12-${String((index % 17) + 1).padStart(2, '0')}`, {
    patientId: `p${index % 900}`, time: '09:00', diagnoses: [diagnosis(['J06.9', 'I10', 'E11.9', 'A09', 'K30'][index % 5] ?? 'J00', index % 5 === 1 ? undefined : 'baru'), diagnosis('R51', 'baru')],
  }))
  const desk = await openDesk({ grants: NURSE, rows: [...patients, ...visits] })
  const counted = await lb1(desk)
  // Whoever opens a figure of it reads nothing again.
  expect(monthReader(desk.app).read(MONTH)).toBe(monthReader(desk.app).read(MONTH))
  const firsts = await firstsAmong(desk.app, (await monthReader(desk.app).read(MONTH)).signed)
  expect([counted.all, firsts.size]).toEqual([4_000, 900])
}, 60_000)

describe('on the screen', () => {
  const rows = [
    patientRow('pasien-1'), visitRow('v1', '2025-12-03', { payer: 'jkn', diagnoses: [diagnosis('A90', 'baru')], outcome: { how: 'rujuk', specialistic: true, tacc: [], to: 'RSUD', note: '' } }),
    visitRow('v2', TODAY, { diagnoses: [diagnosis('I10', 'lama'), diagnosis('W54', 'baru')] }), visitRow('v3', TODAY, { signature: null }),
  ]
  it('the LB1 says what it counts and what not, and each figure opens its visits', async () => {
    const desk = await openDesk({ grants: NURSE, rows })
    shown = await show(desk, [...routes, ...elsewhere('reports', 'visit')], '/laporan/lb1')
    await settle(() => words().includes('Dirujuk') && !words().includes('…'))
    for (const said of ['Semua diagnosis yang ditandatangani: 3.', '1 belum ditandatangani, 0 dibatalkan', '1 kasus penyakit wajib lapor', 'Penyebab luar (V–Y)', 'Demam dengue']) expect(words()).toContain(said)
    await press('Lihat 1: Demam dengue, Jumlah')
    await settle(() => words().includes('1 diagnosis dalam 1 kunjungan'))
    expect(words()).toContain('Siti Contoh')
    expect(shown.router.currentRoute.value.query).toEqual({ bulan: '2025-12', pustu: 'pustu-kiara', kode: 'A90' })
  })
  it('the register of a day and a month has what the paper book has', async () => {
    const desk = await openDesk({ grants: NURSE, rows })
    shown = await show(desk, [...routes, ...elsewhere('reports', 'visit')], '/laporan/register-kunjungan')
    await settle(() => words().includes('Siti Contoh'))
    for (const said of ['1 kunjungan', 'Nama I10 (I10, lama)', 'Lama', '1 belum ditandatangani']) expect(words()).toContain(said)
    document.querySelector<HTMLInputElement>('input[value="bulan"]')?.click()
    await nextTick()
    // The day's visits are gone with the day: nobody prints them under the name of the month.
    expect(words()).not.toContain('1 kunjungan')
    await settle(() => words().includes('2 kunjungan'))
    for (const said of ['Rujuk', 'JKN', 'Nama A90 (A90, baru)']) expect(words()).toContain(said)
  })
  it('the lurah and the cooperative have none of it', () => {
    for (const route of routes) expect(route.meta?.roles).toEqual(['nakes', 'kapus'])
  })
})
