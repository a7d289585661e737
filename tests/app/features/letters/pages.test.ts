import { afterEach, describe, expect, it } from 'vitest'
import { day } from '#domain/core/day.ts'
import { routes } from '#app/features/letters/routes.ts'
import type { Desk } from '../support/desk.ts'
import { elsewhere, press, settle, show, type as typeInto, words, type Shown } from '../support/show.ts'
import { HEAD, letterRow, openOffice, referralContent, sickContent, signedVisit } from './papers.ts'

let shown: Shown | undefined
afterEach(() => { shown?.screen.unmount(); shown = undefined; document.body.innerHTML = '' })
const MORE = elsewhere('patient', 'visit', 'service', 'supervision', 'visit-new')
async function open(desk: Desk, path: string, until: () => boolean): Promise<Shown> {
  shown = await show(desk, [...routes, ...MORE], path)
  await settle(until)
  return shown
}
const says = (text: string) => () => words().includes(text)
const paper = (): string => (document.querySelector('.print-sheet')?.textContent ?? '').replace(/\s+/g, ' ')

describe('a sick letter', () => {
  it('is issued from a signed visit, works out its last day, and bears neither diagnosis nor NIK', async () => {
    const desk = await openOffice()
    const { screen, router } = await open(desk, '/pelayanan/surat/baru?jenis=sakit&pasien=pasien-1&kunjungan=visit-1', says('Lama istirahat'))
    await press('Terbitkan surat')
    expect(words()).toContain('Isi 1 sampai 30 hari.')
    await typeInto(screen, 'Lama istirahat', '16')
    expect(words()).toContain('Sampai dengan Kamis, 1 Jan 2026')
    expect(words()).toContain('Lebih dari 3 hari')
    await press('Terbitkan surat')
    await settle(() => router.currentRoute.value.name === 'letter' && paper().includes('SURAT KETERANGAN SAKIT'))
    expect(paper()).toContain('Nomor: SKS-KIARA-02-0001')
    expect(paper()).toContain('selama 16 (enam belas) hari, mulai 17 Desember 2025 sampai dengan 1 Januari 2026')
    for (const hidden of ['Hipertensi', '3673995708900002', '0001234567890', 'I10']) expect(paper()).not.toContain(hidden)
    expect(paper()).toContain('SIP SIP-1')
  })
  it('prints the diagnosis only where the patient agreed', async () => {
    await open(await openOffice({ rows: [letterRow('l1', sickContent({ diagnosis: 'Hipertensi', agreed: true }))] }), '/pelayanan/surat/l1', () => paper() !== '')
    expect(paper()).toContain('Hipertensi')
  })
})

describe('a referral', () => {
  it('shows the full NIK, the insurance and the head of the puskesmas, and takes the answer', async () => {
    const desk = await openOffice({ rows: [letterRow('l1', referralContent({ payer: 'jkn', jknNumber: '0001234567890' }))] })
    const { screen } = await open(desk, '/pelayanan/surat/l1', () => paper() !== '')
    for (const part of ['3673995708900002', '0001234567890', 'dr. Kepala Uji', 'NIP 198001012005011001', 'Dinas Kesehatan Kota Uji', 'Pustu Kiara', 'Hipertensi (I10)', 'Uji, 1 Desember 2025']) expect(paper()).toContain(part)
    expect(words()).toContain('Belum ada balasan. Surat ini berumur 16 hari.')
    await press('Catat balasan rujukan')
    await press('Simpan balasan')
    expect(words()).toContain('Isi diagnosis atau anjuran dari rumah sakit.')
    await typeInto(screen, 'Diagnosis dari rumah sakit', 'Hipertensi derajat 2')
    await press('Simpan balasan')
    await settle(says('Sudah dibalas'))
    expect((await desk.app.store.get('letter', 'l1'))?.data.reply).toMatchObject({ from: 'RSUD Kota', diagnosis: 'Hipertensi derajat 2', by: 'staf-bidan' })
  })
  it('voided, prints DIBATALKAN with the reason', async () => {
    const desk = await openOffice({ rows: [letterRow('l1', referralContent())] })
    const { screen } = await open(desk, '/pelayanan/surat/l1', () => paper() !== '')
    await press('Batalkan surat')
    await settle(says('Alasan pembatalan'))
    await typeInto(screen, 'Alasan pembatalan', 'Salah pasien')
    const confirm = [...document.querySelectorAll<HTMLElement>('[role="dialog"] button')].find(button => button.textContent?.trim() === 'Batalkan surat')
    confirm?.click()
    await settle(() => paper().includes('DIBATALKAN: Salah pasien'))
    expect(words()).toContain('Surat ini dibatalkan')
  })
  it('the list opens on referrals that nobody answered', async () => {
    await open(await openOffice({ rows: [letterRow('l1', referralContent()), letterRow('l2', sickContent())] }), '/pelayanan/surat', says('Belum dibalas, 16 hari'))
    expect(words()).toContain('X-l1')
    expect(words()).not.toContain('X-l2')
  })
})

describe('before a letter', () => {
  it('asks for whom, by name, RM number or NIK', async () => {
    const { screen, router } = await open(await openOffice(), '/pelayanan/surat/baru', says('Untuk siapa?'))
    await typeInto(screen, 'Pasien', 'tidak ada')
    expect(document.querySelectorAll('[role="option"]').length).toBe(0)
    for (const wanted of ['conto siti', 'KIARA-02-0001', '36739957']) {
      await typeInto(screen, 'Pasien', wanted)
      await settle(() => document.querySelectorAll('[role="option"]').length === 1)
    }
    const option = document.querySelector<HTMLElement>('[role="option"]')
    option?.dispatchEvent(new MouseEvent('mousedown', { bubbles: true }))
    option?.click()
    await settle(says('Surat apa?'))
    expect(router.currentRoute.value.query).toEqual({ pasien: 'pasien-1' })
  })
  it('asks which one, then from which visit', async () => {
    const { router } = await open(await openOffice({ rows: [signedVisit('visit-9', { signature: null, complaint: 'Belum selesai' })] }), '/pelayanan/surat/baru?pasien=pasien-1', says('Surat apa?'))
    await router.replace('/pelayanan/surat/baru?pasien=pasien-1&jenis=rujukan')
    await settle(says('Dari kunjungan mana?'))
    expect(words()).toContain('Pusing seminggu')
    expect(words()).not.toContain('Belum selesai')
  })
  it('the head reads a letter only after he says what for, and issues none', async () => {
    const desk = await openOffice({ grants: HEAD, rows: [letterRow('l1', referralContent())] })
    await open(desk, '/pelayanan/surat/l1', () => document.querySelectorAll('section button').length > 3)
    expect(paper()).toBe('')
    expect(words()).not.toContain('Siti Contoh')
    await press('Pembinaan')
    await settle(() => paper() !== '')
    expect(words()).not.toContain('Catat balasan rujukan')
    expect((await desk.app.store.scan('reading')).map(one => one.data.purpose)).toEqual(['pembinaan'])
  })
})

describe('papers of a visit', () => {
  it('the summary is in plain words, without codes, with the warning signs that were typed, which are kept', async () => {
    const desk = await openOffice()
    const { screen } = await open(desk, '/pelayanan/kunjungan/visit-1/cetak?jenis=ringkasan', () => paper() !== '')
    await typeInto(screen, 'Tanda bahaya', 'Kejang atau lemah separuh badan')
    for (const part of ['RINGKASAN KUNJUNGAN', 'Tekanan darah 150/95 mmHg', 'Suhu 36,7 °C', '3 kali sehari 1 tablet, sesudah makan', 'Kejang atau lemah separuh badan']) expect(paper()).toContain(part)
    expect(paper()).not.toContain('I10')
    shown?.screen.unmount()
    document.body.innerHTML = ''
    await open(desk, '/pelayanan/kunjungan/visit-1/cetak', () => paper().includes('Kejang'))
  })
  it('the copy of the prescription names the prescriber and what was not handed out', async () => {
    await open(await openOffice(), '/pelayanan/kunjungan/visit-1/cetak?jenis=resep', () => paper() !== '')
    for (const part of ['SALINAN RESEP', 'Bidan Uji, SIP SIP-1', 'No. XIV (14 tablet)', 'S. 3x1 pc', '– nedet –']) expect(paper()).toContain(part)
  })
  it('nothing is printed of an unsigned visit', async () => {
    await open(await openOffice({ rows: [signedVisit('visit-9', { signature: null })] }), '/pelayanan/kunjungan/visit-9/cetak', says('Kunjungan belum ditandatangani'))
    expect(paper()).toBe('')
  })
  it('the general consent bears the answer on record', async () => {
    const desk = await openOffice()
    await open(desk, '/pelayanan/pasien/pasien-1/persetujuan', () => paper() !== '')
    expect(paper()).toContain('☐ Setuju')
    const patient = await desk.app.store.get('patient', 'pasien-1')
    if (!patient) throw new Error('no patient')
    await desk.arrive([{ kind: 'patient', id: 'pasien-1', stream: patient.stream, rev: 2, data: { ...patient.data, consent: { answer: 'setuju', on: day('2025-12-17'), speaker: 'Siti Contoh', relation: 'pasien', how: 'tertulis', by: 'staf-bidan' } } }])
    await settle(() => paper().includes('Jawaban yang tercatat: setuju, 17 Desember 2025, oleh Siti Contoh (Pasien sendiri).'))
  })
})
