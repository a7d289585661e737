import { afterEach, describe, expect, it, vi } from 'vitest'
import { addDays, day } from '#domain/core/day.ts'
import { streamOf } from '#domain/core/streams.ts'
import type { ArrivalData } from '#domain/records/arrival.ts'
import type { VisitData } from '#domain/records/visit.ts'
import { routes as own } from '#app/features/service/routes.ts'
import { openDesk, staffRow, TODAY, type Desk, type PlacedRow } from '../support/desk.ts'
import { elsewhere, field, press, settle, show, type, words, type Shown } from '../support/show.ts'
import { CLINICAL, line, openWard, patientRow, visitData } from './ward.ts'

const routes = [...own, ...elsewhere('addendum-new', 'letter-new', 'letter', 'visit-paper', 'follow-up-new', 'follow-ups').filter(one => !own.some(known => known.name === one.name))]
const PAGE = '/pelayanan/pasien/pasien-1/kunjungan-baru'
const KEPT = 'visit-new:pasien-1'
let shown: Shown | null = null
afterEach(() => { shown?.screen.unmount(); shown = null })

const signed = (on: string, change: Partial<VisitData> = {}): VisitData => ({ ...visitData(), on: day(on), signature: { by: 'staf-bidan', name: 'Bidan Uji', sip: 'SIP-1', on: day(on) }, ...change })
const visitRow = (id: string, data: VisitData, stream: string = CLINICAL): PlacedRow<'visit'> => ({ kind: 'visit', id, stream, data })
const HYPERTENSION = signed('2025-11-17', {
  complaint: 'Kontrol tekanan darah', allergy: { answer: 'ada', substances: 'Amoksisilin' }, vitals: { sistolik: 150, diastolik: 95, berat: 60, tinggi: 155 },
  background: { past: 'Hipertensi sejak 2020', family: '', medicine: 'Amlodipin' }, diagnoses: [{ code: 'I10', name: 'Hipertensi' }],
  prescription: visitData({ lines: [line('10')] }).prescription, education: ['Kurangi garam'], plan: 'Kontrol sebulan lagi',
})

async function open(desk: Desk, path = PAGE): Promise<void> {
  shown = await show(desk, routes, path)
  await settle(() => words().includes('Keluhan utama'))
}
const screen = () => { if (!shown) throw new Error('nothing is shown'); return shown.screen }
const buttons = (): string[] => [...document.querySelectorAll('button')].map(one => (one.getAttribute('aria-label') ?? one.textContent ?? '').trim())

describe('a follow-up', () => {
  it('copies what is repeated, is signed with four presses, and knows the case that was counted this year', async () => {
    const desk = await openWard({ rows: [visitRow('lama-1', HYPERTENSION)] })
    await open(desk)
    await press('Ulangi kunjungan terakhir')
    await press('Kontrol tekanan darah')
    await type(screen(), 'Sistole', '140')
    await type(screen(), 'Diastole', '88')
    await settle(() => words().includes('10 tablet dari batch D'))
    await press('Tanda tangani')
    await settle(() => shown?.router.currentRoute.value.name === 'visit')
    const made = (await desk.app.store.scan('visit')).find(one => one.id !== 'lama-1')
    expect(made?.data).toMatchObject({
      complaint: 'Kontrol tekanan darah', allergy: { answer: 'ada', substances: 'Amoksisilin' }, vitals: { sistolik: 140, diastolik: 88, tinggi: 155 },
      background: { past: 'Hipertensi sejak 2020', medicine: 'Amlodipin' }, diagnoses: [{ code: 'I10', case: 'lama' }], prescription: [{ quantity: 10 }],
      education: ['Kurangi garam'], plan: 'Kontrol sebulan lagi', signature: { by: 'staf-bidan' },
    })
    expect(made?.data.vitals.berat).toBeUndefined()
  })

  it('offers the last answer on allergies and takes it only when it is confirmed, with the substances', async () => {
    const desk = await openWard({ rows: [visitRow('lama-1', HYPERTENSION)] })
    await open(desk)
    expect(words()).toContain('Jawaban terakhir, 17 Nov 2025: Ada: Amoksisilin')
    await press('Tanda tangani')
    expect(words()).toContain('Jawab pertanyaan alergi.')
    await press('Masih sama')
    expect(words()).not.toContain('Jawab pertanyaan alergi.')
    expect(field(screen(), 'Alergi terhadap').value).toBe('Amoksisilin')
  })

  it('the case of a diagnosis is changed in one press', async () => {
    const desk = await openWard({ rows: [visitRow('lama-1', HYPERTENSION)] })
    await open(desk)
    await press('Ulangi kunjungan terakhir')
    await press('Kasus Hipertensi: Kasus lama. Ketuk untuk mengubah.')
    expect(buttons()).toContain('Kasus Hipertensi: Kasus baru. Ketuk untuk mengubah.')
  })
})

describe('what this pustu writes most', () => {
  it('is offered from the signed visits of its last 90 days, never from another pustu, an older or an unsigned one', async () => {
    const often = (prefix: string, change: Partial<VisitData>, on = '2025-12-01', stream: string = CLINICAL) => [1, 2].map(n => visitRow(`${prefix}-${n}`, signed(on, { ...change, patientId: 'pasien-2' }), stream))
    const desk = await openDesk({
      grants: [{ role: 'nakes', place: 'pustu-kiara' }, { role: 'nakes', place: 'pustu-teritih' }],
      rows: [
        patientRow('pasien-1'), patientRow('pasien-2'), ...often('sini', { complaint: 'Kesemutan sejak 3 hari', diagnoses: [{ code: 'G62.9', name: 'Polineuropati' }] }),
        ...often('sana', { complaint: 'Gigitan ular' }, '2025-12-01', streamOf('clinical', 'pustu-teritih')),
        ...often('usang', { complaint: 'Cacingan' }, addDays(TODAY, -90)), ...often('draf', { complaint: 'Sariawan', signature: null }),
      ],
    })
    expect(desk.app.homeStream('clinical')).toBe(CLINICAL)
    await open(desk)
    await settle(() => words().includes('Sering di pustu ini'))
    expect(buttons()).toContain('Kesemutan')
    expect(buttons()).toContain('Polineuropati')
    for (const text of ['Gigitan ular', 'Cacingan', 'Sariawan']) expect(buttons()).not.toContain(text)
    await press('Kesemutan')
    expect(field(screen(), 'Keluhan utama').value).toBe('Kesemutan')
  })
})

describe('a visit from the queue', () => {
  const arrival = (change: Partial<ArrivalData> = {}): PlacedRow<'arrival'> => ({
    kind: 'arrival', id: 'antre-1', stream: CLINICAL,
    data: {
      patientId: 'pasien-1', on: TODAY, time: '08:05', by: 'staf-bidan', reason: 'Batuk', payer: 'jkn', priority: { level: 'biasa', reason: '' },
      triage: { vitals: { sistolik: 120, diastolik: 80, suhu: 36.7 }, beyond: { gds: 'HI' }, pregnant: false, by: 'staf-lain', name: 'Perawat Uji', time: '08:20' }, service: null, ended: null, ...change,
    },
  })

  it('takes over complaint, payer and what triage measured, and says who measured', async () => {
    const desk = await openWard({ rows: [arrival()] })
    await open(desk, `${PAGE}?datang=antre-1`)
    expect(words()).toContain('Diukur Perawat Uji pukul 08.20')
    expect([field(screen(), 'Keluhan utama').value, field(screen(), 'Suhu').value]).toEqual(['Batuk', '36,7'])
    expect(words()).toContain('Nilai bahaya: Gula darah sewaktu HI')
    field(screen(), 'Tidak ada').click()
    await press('Gastritis')
    field(screen(), 'Saya sudah memeriksa nilai ini').click()
    await type(screen(), 'Tindakan untuk nilai bahaya', 'Rujuk')
    await press('Tanda tangani')
    await settle(() => shown?.router.currentRoute.value.name === 'visit')
    expect((await desk.app.store.scan('visit'))[0]?.data).toMatchObject({ arrivalId: 'antre-1', payer: 'jkn', beyond: { gds: 'HI' }, vitals: { suhu: 36.7 } })
  })

  it('that has ended is named, and the visit can still be written', async () => {
    const desk = await openWard({ rows: [arrival({ ended: { how: 'pergi', time: '09:00', visitId: null, reason: '', by: 'staf-bidan' } })] })
    await open(desk, `${PAGE}?datang=antre-1`)
    expect(words()).toContain('Antrean ini sudah selesai')
    expect(field(screen(), 'Keluhan utama').value).toBe('')
  })
})

describe('what keeps a visit from being signed', () => {
  it('an expired SIP is named before anything is typed', async () => {
    const desk = await openWard({ sipUntil: addDays(TODAY, -1) })
    await open(desk)
    expect(words()).toContain('SIP Anda berakhir 16 Des 2025')
  })

  it('BR-42: half a pressure is asked for at its own field', async () => {
    const desk = await openWard()
    await open(desk)
    await type(screen(), 'Sistole', '120')
    await press('Tanda tangani')
    expect(words()).toContain('Isi juga diastole, atau tandai bahwa hanya teraba.')
    field(screen(), 'Diastole tidak terdengar').click()
    await settle()
    expect(words()).not.toContain('Isi juga diastole')
  })

  it('BR-52: a referral of a disease of the 144 says why it needs a reason, and takes one', async () => {
    const desk = await openWard()
    await desk.app.store.saveFormDraft(KEPT, { complaint: 'Nyeri ulu hati', allergyAnswer: 'tidak-ada', diagnoses: [{ code: 'K29.7', name: 'Gastritis' }], vitals: {}, outcome: { how: 'rujuk' } })
    await open(desk)
    expect(words()).toContain('Gastritis termasuk 144 diagnosis')
    await press('Tanda tangani')
    expect(words()).toContain('Pilih paling sedikit satu alasan rujuk.')
    field(screen(), 'Komplikasi').click()
    await settle()
    await press('Tanda tangani')
    await settle(() => shown?.router.currentRoute.value.name === 'visit')
    expect((await desk.app.store.scan('visit'))[0]?.data.outcome).toMatchObject({ how: 'rujuk', tacc: ['complication'], specialistic: false })
  })
})

describe('an unfinished visit', () => {
  it('kept by an older version of the app opens, with what it did not know left empty', async () => {
    const desk = await openWard()
    await desk.app.store.saveFormDraft(KEPT, { on: TODAY, time: '08:00', complaint: 'Batuk', history: 'Tiga hari', allergyAnswer: '', substances: '', vitals: { suhu: '37,1' }, pregnant: false, examination: '', diagnoses: [], lines: [], plan: '' })
    await open(desk)
    expect(words()).toContain('Isian sebelumnya dipulihkan')
    expect([field(screen(), 'Keluhan utama').value, field(screen(), 'Suhu').value, field(screen(), 'Riwayat penyakit').value, field(screen(), 'Penyakit dahulu').value]).toEqual(['Batuk', '37,1', 'Tiga hari', ''])
  })

  it('is kept when the page closes, whatever part of it was written', async () => {
    const desk = await openWard()
    await open(desk)
    await press('Rencana dan akhir kunjunganBelum diisi')
    await type(screen(), 'Rencana dan edukasi', 'Banyak minum')
    await press('Tambah: Gula darah sewaktu')
    await press('Gula darah sewaktu: alat menunjukkan HI')
    screen().unmount()
    await vi.waitFor(async () => expect(await desk.app.store.loadFormDraft(KEPT)).toMatchObject({ plan: 'Banyak minum', beyond: { gds: 'HI' } }))
    await open(desk)
    expect(field(screen(), 'Rencana dan edukasi').value).toBe('Banyak minum')
    expect(words()).toContain('Nilai bahaya: Gula darah sewaktu HI')
  })

  it('of somebody else is named with its writer, and not opened', async () => {
    const desk = await openWard({ rows: [staffRow('staf-lain', 'Perawat Uji'), visitRow('draf-1', { ...visitData(), author: 'staf-lain' })] })
    shown = await show(desk, routes, `${PAGE}?draf=draf-1`)
    await settle(() => words().includes('Draf ini milik Perawat Uji'))
  })

  it('that cannot be saved says what is safe', async () => {
    const desk = await openWard({ rows: [visitRow('draf-1', visitData())] })
    await open(desk, `${PAGE}?draf=draf-1`)
    await type(screen(), 'Keluhan utama', 'Demam tiga hari')
    await desk.arrive([{ ...visitRow('draf-1', signed('2025-12-17')), rev: 2 }])
    await press('Simpan draf')
    await settle(() => words().includes('Kunjungan ini sudah ditandatangani atau dibatalkan'))
    expect(words()).toContain('Semua isian tetap ada di halaman ini dan disimpan di tablet')
    expect(await desk.app.store.loadFormDraft('visit:draf-1')).toMatchObject({ complaint: 'Demam tiga hari' })
  })
})

describe('the course of values', () => {
  it('stands beside the new ones, also as a table, and a child that lost weight is named', async () => {
    const weighed = (id: string, on: string, berat: number) => visitRow(id, signed(on, { vitals: { berat } }))
    const child = patientRow('pasien-1', { birth: { on: day('2025-04-17'), estimated: false } })
    const desk = await openDesk({ grants: [{ role: 'nakes', place: 'pustu-kiara' }], rows: [child, weighed('a', '2025-10-17', 7.4), weighed('b', '2025-11-17', 8.1)] })
    await open(desk)
    await type(screen(), 'Berat badan', '7,9')
    expect(words()).toContain('Berat turun 0,2 kg sejak 17 Nov 2025')
    const table = [...document.querySelectorAll('table')].find(one => one.textContent?.includes('Berat badan menurut umur'))
    expect([...(table?.querySelectorAll('tbody tr') ?? [])].map(row => row.textContent?.replace(/\s+/g, ' ').trim())).toEqual(['6 bln7,4', '7 bln8,1', 'sekarang7,9'])
    expect(buttons()).not.toContain('Tambah: Lingkar kepala')
    expect(field(screen(), 'Lingkar kepala').id).toBe('field-lingkar_kepala')
  })
})

describe('who pays', () => {
  it('is who paid last, else the insurance where the card is in force, else the patient', async () => {
    const payerOf = async (rows: readonly PlacedRow[]): Promise<string | undefined> => {
      const desk = await openDesk({ grants: [{ role: 'nakes', place: 'pustu-kiara' }], rows })
      await open(desk)
      await type(screen(), 'Keluhan utama', 'Batuk')
      await press('Simpan draf')
      await settle(() => shown?.router.currentRoute.value.name === 'service')
      const payer = (await desk.app.store.scan('visit')).find(one => one.data.signature === null)?.data.payer
      screen().unmount()
      return payer
    }
    const insured = patientRow('pasien-1', { jkn: { number: '0001234567890', state: 'aktif', on: TODAY, source: 'kartu' } })
    expect(await payerOf([patientRow('pasien-1')])).toBe('umum')
    expect(await payerOf([insured])).toBe('jkn')
    expect(await payerOf([insured, visitRow('lama-1', signed('2025-11-17', { payer: 'umum' }))])).toBe('umum')
    shown = null
  })
})
