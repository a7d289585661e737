import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { addDays, day } from '#domain/core/day.ts'
import type { FollowUpData } from '#domain/records/follow-up.ts'
import type { VisitData } from '#domain/records/visit.ts'
import { readChronic } from '#app/features/follow-up/chronic.ts'
import { dayAfter, PICKS } from '#app/features/follow-up/due.ts'
import { endFollowUp, moveFollowUp, noteAttempt, planFollowUp, readPlanStart, type PlanStart } from '#app/features/follow-up/repository.ts'
import { routes } from '#app/features/follow-up/routes.ts'
import { formatPhone } from '#app/shared/format.ts'
import { whatsAppLink } from '#app/features/follow-up/share-text.ts'
import { followUpCounts } from '#app/shared/follow-ups.ts'
import { sampleVisit } from '../../../domain/clinic/sample.ts'
import { CLINICAL, NURSE, patientRow } from '../service/ward.ts'
import { openDesk, TODAY, type PlacedRow } from '../support/desk.ts'
import { elsewhere, press, settle, show, type, words, type Shown } from '../support/show.ts'

const PHONE = '+6281234567890'
const followUpRow = (id: string, change: Partial<FollowUpData> = {}): PlacedRow<'follow-up'> => ({
  kind: 'follow-up', id, stream: CLINICAL,
  data: { patientId: 'pasien-1', visitId: null, on: day('2025-12-01'), by: 'staf-bidan', due: TODAY, how: 'kunjungan', reason: 'Ukur ulang', attempts: [], outcome: null, ...change },
})
const visitRow = (id: string, on: string, change: Partial<VisitData> = {}): PlacedRow<'visit'> =>
  ({ kind: 'visit', id, stream: CLINICAL, data: sampleVisit({ on: day(on), patientId: 'pasien-1', signature: { by: 'staf-bidan', name: 'Bidan Uji', sip: 'SIP-1', on: day(on) }, ...change }) })
const others = elsewhere('service', 'patient', 'patient-edit', 'visit', 'visit-new')
let shown: Shown | null = null
beforeEach(() => setActivePinia(createPinia()))
afterEach(() => { shown?.screen.unmount(); shown = null })

describe('planning', () => {
  it('the usual days: a month later is the same date, or the last one the month has', () => {
    expect(PICKS.map(pick => dayAfter(day('2025-11-30'), pick))).toEqual(['2025-12-03', '2025-12-07', '2025-12-14', '2025-12-30', '2026-02-28'])
  })

  it('is typed, kept, checked and saved, and says its weekday', async () => {
    const desk = await openDesk({ grants: NURSE, rows: [patientRow('pasien-1'), visitRow('v1', '2025-12-17')] })
    shown = await show(desk, [...routes, ...others], '/pelayanan/tindak-lanjut/baru?kunjungan=v1')
    await settle(() => words().includes('Siti Contoh'))
    await press('Simpan rencana')
    expect(words()).toContain('Tulis alasannya.')
    await press('2 minggu')
    expect(words()).toContain('Rabu, 31 Des 2025, 14 hari lagi')
    await type(shown.screen, 'Alasan', 'Ukur tekanan darah lagi')
    await press('Simpan rencana')
    await settle(() => shown?.router.currentRoute.value.name === 'visit')
    const [saved] = await desk.app.store.scan('follow-up')
    expect(saved?.data).toMatchObject({ patientId: 'pasien-1', visitId: 'v1', on: TODAY, due: '2025-12-31', how: 'kunjungan', reason: 'Ukur tekanan darah lagi', by: 'staf-bidan', attempts: [], outcome: null })
    expect(await desk.app.store.loadFormDraft('follow-up-new:pasien-1')).toBeUndefined()
  })
})

describe('what came of it', () => {
  it('a try keeps it open, a moved day keeps its reason, an outcome ends it once', async () => {
    const desk = await openDesk({ grants: NURSE, rows: [patientRow('pasien-1'), followUpRow('f1', { due: day('2025-12-15') })] })
    const { app } = desk
    expect(await followUpCounts(app.store, TODAY)).toEqual({ overdue: 1, today: 0, due: 1 })
    expect((await noteAttempt(app, 'f1', 'telepon', ' Tidak diangkat ')).ok).toBe(true)
    expect((await moveFollowUp(app, 'f1', addDays(TODAY, 3), 'Panen')).ok).toBe(true)
    expect(await followUpCounts(app.store, TODAY)).toEqual({ overdue: 0, today: 0, due: 0 })
    expect((await endFollowUp(app, 'f1', 'dihubungi', '')).ok).toBe(true)
    expect(await endFollowUp(app, 'f1', 'batal', 'x')).toMatchObject({ ok: false, error: { kind: 'ended' } })
    expect((await app.store.get('follow-up', 'f1'))?.data).toMatchObject({
      attempts: [{ on: TODAY, how: 'telepon', note: 'Tidak diangkat', by: 'staf-bidan' }], due: addDays(TODAY, 3),
      moves: [{ from: '2025-12-15', to: addDays(TODAY, 3), reason: 'Panen', on: TODAY, by: 'staf-bidan' }], outcome: { how: 'dihubungi', on: TODAY },
    })
  })

  it('who moved away or died is expected for nothing else', async () => {
    const desk = await openDesk({ grants: NURSE, rows: [patientRow('pasien-1'), patientRow('pasien-2', { rm: 'R2' }), followUpRow('f1'), followUpRow('f2', { due: addDays(TODAY, 40) }), followUpRow('f3', { patientId: 'pasien-2' })] })
    await endFollowUp(desk.app, 'f1', 'meninggal', '')
    expect((await Promise.all(['f1', 'f2', 'f3'].map(id => desk.app.store.get('follow-up', id)))).map(one => one?.data.outcome?.how)).toEqual(['meninggal', 'meninggal', undefined])
  })

  it('the list opens on what is due, and the page writes a try down', async () => {
    const desk = await openDesk({ grants: NURSE, rows: [patientRow('pasien-1', { phone: PHONE }), followUpRow('f1', { due: day('2025-12-14') }), followUpRow('f2', { due: addDays(TODAY, 20), reason: 'Nanti saja' })] })
    shown = await show(desk, [...routes, ...others], '/pelayanan/tindak-lanjut')
    await settle(() => words().includes('Terlambat 3 hari'))
    expect(words()).toContain('2 terbuka, 1 jatuh tempo')
    expect(words()).toContain('0812-3456-7890')
    expect(words()).not.toContain('Nanti saja')
    await shown.router.push('/pelayanan/tindak-lanjut/f1')
    await settle(() => words().includes('Apa yang dicatat'))
    document.querySelector<HTMLInputElement>('input[value="percobaan"]')?.click()
    await settle(() => words().includes('Dicoba lewat'))
    document.querySelector<HTMLInputElement>('input[value="telepon"]')?.click()
    await press('Simpan catatan')
    await settle(() => words().includes('Dicoba: Telepon'))
    expect((await desk.app.store.get('follow-up', 'f1'))?.data.attempts).toHaveLength(1)
  })
})

describe('BR-70 on the screen', () => {
  /** The tablet's share sheet: what it was handed, and whether somebody closes it. */
  let shared: unknown[] = []
  let closes = false
  beforeEach(() => {
    shared = []
    closes = false
    Object.defineProperty(navigator, 'share', { configurable: true, value: async (what: unknown) => { if (closes) throw new DOMException('closed', 'AbortError'); shared.push(what) } })
  })
  afterEach(() => { Reflect.deleteProperty(navigator, 'share') })

  it('the reminder is ready; a text that tells why cannot leave, and what left is an attempt', async () => {
    const desk = await openDesk({ grants: NURSE, rows: [patientRow('pasien-1', { phone: PHONE }), followUpRow('f1', { due: addDays(TODAY, 7), visitId: 'v1' }), visitRow('v1', '2025-12-01')] })
    shown = await show(desk, [...routes, ...others], '/pelayanan/tindak-lanjut/f1')
    await settle(() => words().includes('Isi pesan'))
    const box = document.querySelector<HTMLTextAreaElement>('textarea')
    expect(box?.value).toBe('Halo Siti, kami dari Pustu Kiara mengingatkan jadwal kunjungan Anda pada Rabu, 24 Des 2025. Bila berhalangan, silakan balas pesan ini. Terima kasih.')
    await type(shown.screen, 'Isi pesan', 'Halo Siti, kontrol hipertensi ya')
    expect(words()).toContain('Pesan memuat nama penyakit: “hipertensi”')
    await press('Bagikan pesan')
    expect(shared).toEqual([])
    await press('Kembalikan teks semula')
    closes = true
    await press('Bagikan pesan')
    await settle(() => words().includes('Bagikan pesan'))
    expect((await desk.app.store.get('follow-up', 'f1'))?.data.attempts).toEqual([])
    closes = false
    await press('Bagikan pesan')
    await settle(() => words().includes('Dicoba: WhatsApp'))
    expect(shared).toEqual([{ text: 'Halo Siti, kami dari Pustu Kiara mengingatkan jadwal kunjungan Anda pada Rabu, 24 Des 2025. Bila berhalangan, silakan balas pesan ini. Terima kasih.' }])
    expect((await desk.app.store.get('follow-up', 'f1'))?.data.attempts).toMatchObject([{ how: 'whatsapp', on: TODAY }])
  })

  it('the link names the number as WhatsApp wants it; without a number the page says so', async () => {
    expect(whatsAppLink(PHONE, 'Halo Siti & ibu')).toBe('https://wa.me/6281234567890?text=Halo%20Siti%20%26%20ibu')
    expect(formatPhone(PHONE)).toBe('0812-3456-7890')
    const desk = await openDesk({ grants: NURSE, rows: [patientRow('pasien-1'), followUpRow('f1')] })
    shown = await show(desk, [...routes, ...others], '/pelayanan/tindak-lanjut/f1')
    await settle(() => words().includes('Nomor HP pasien ini belum dicatat'))
  })
})

describe('chronic patients', () => {
  const tablets = (days: number) => [{ drugId: 'd', drug: 'Amlodipin', quantity: days, unit: 'tablet', signa: '1 x 1' }]
  it('stand in the order in which their medicine ends; a cough beside it ends nothing, a corrected diagnosis leaves', async () => {
    const chronic = (id: string, patientId: string, on: string, days: number) => visitRow(id, on, { patientId, diagnoses: [{ code: 'I10', name: 'Hipertensi' }], prescription: tablets(days) })
    const desk = await openDesk({
      grants: NURSE, rows: [
        ...['p1', 'p2', 'p3', 'p4'].map(id => patientRow(id, { rm: id, name: `Pasien ${id}` })), chronic('v1', 'p1', '2025-12-01', 30), chronic('v2', 'p2', '2025-11-20', 10), chronic('v3', 'p3', '2024-12-16', 30), chronic('v4', 'p4', '2025-10-01', 30),
        visitRow('v5', '2025-12-10', { patientId: 'p1', prescription: [{ drugId: 'e', drug: 'Sirup', quantity: 1, unit: 'botol', signa: '3 x 1 cth selama 3 hari' }] }),
        visitRow('v6', '2025-12-11', { patientId: 'p2', signature: null, diagnoses: [{ code: 'E11.9', name: 'Diabetes' }] }),
        { kind: 'addendum', id: 'a1', stream: CLINICAL, data: { visitId: 'v4', patientId: 'p4', on: day('2025-10-02'), at: '2025-10-02T08:00:00', by: 'staf-bidan', name: 'Bidan', sip: 'S', reason: 'Salah', text: 'x', diagnoses: [{ code: 'J00', name: 'Selesma' }], late: false, decision: null } },
      ],
    })
    const list = await readChronic(desk.app, TODAY)
    expect(list.patients.map(one => [one.patient.id, one.diseases, one.lastOn, one.until])).toEqual([['p2', ['Hipertensi'], '2025-11-20', '2025-11-29'], ['p1', ['Hipertensi'], '2025-12-10', '2025-12-30']])
    expect(list.visits).toBe(4)
    // A month that was read is read again when one of its days changes.
    await desk.arrive([chronic('v7', 'p2', '2025-11-28', 30)])
    expect((await readChronic(desk.app, TODAY)).patients.map(one => [one.patient.id, one.until])).toEqual([['p2', '2025-12-27'], ['p1', '2025-12-30']])
  })

  it('the list leads to the repeat prescription', async () => {
    const desk = await openDesk({ grants: NURSE, rows: [patientRow('pasien-1'), visitRow('v1', '2025-11-01', { diagnoses: [{ code: 'I10', name: 'Hipertensi' }], prescription: tablets(30) })] })
    shown = await show(desk, [...routes, ...others], '/pelayanan/pasien-kronis')
    await settle(() => words().includes('Habis 17 hari lalu'))
    expect(words()).toContain('1 pasien dari 1 kunjungan dalam 12 bulan')
    await press('Resep ulang untuk Siti Contoh')
    expect(shown.router.currentRoute.value).toMatchObject({ name: 'visit-new', query: { ulang: '1' } })
  })
})

it('a plan for a patient who is not here is refused with words', async () => {
  const desk = await openDesk({ grants: NURSE, rows: [patientRow('pasien-1')] })
  expect(await readPlanStart(desk.app.store, 'tidak-ada', '')).toBeNull()
  const start = await readPlanStart(desk.app.store, 'pasien-1', 'v-lain')
  expect(start?.visit).toBeNull()
  expect((await planFollowUp(desk.app, start as PlanStart, { due: addDays(TODAY, -1), how: 'telepon', reason: 'x' })).ok).toBe(false)
})
