import { afterEach, describe, expect, it } from 'vitest'
import { day } from '#domain/core/day.ts'
import { ok } from '#domain/core/result.ts'
import { voidDraft, type RecordStore } from '#app/db/record-store.ts'
import { routes as serviceRoutes } from '#app/features/service/routes.ts'
import { routes as reviewRoutes } from '#app/features/review/routes.ts'
import { cancelVisit } from '#app/features/service/visit-writing.ts'
import type { Desk } from '../support/desk.ts'
import { elsewhere, field, press, settle, show, type, words, type Shown } from '../support/show.ts'
import { DOCTOR, HEAD, lateAddendum, openReader, signedOn, signedVisit } from './after-ward.ts'
import { openWard, patientRow } from './ward.ts'

const routes = [...serviceRoutes, ...reviewRoutes, ...elsewhere('supervision', 'letter-new', 'letter', 'visit-paper', 'follow-up-new', 'follow-ups', 'handover', 'consent-paper')]
const PATIENT = '/pelayanan/pasien/pasien-1'
const VISIT = '/pelayanan/kunjungan/k-1'
let shown: Shown | null = null
afterEach(() => { shown?.screen.unmount(); shown = null; document.body.innerHTML = '' })
const open = async (desk: Desk, path: string): Promise<Shown> => { shown?.screen.unmount(); shown = await show(desk, routes, path); return shown }
const lines = async (desk: Desk) => (await desk.app.store.scan('reading')).map(({ data }) => `${data.role} ${data.purpose} ${data.visitId ?? '-'}`)

describe('BR-66: the door of a record', () => {
  it('the head sees nothing of a visit before he has said what for; then it is logged and shown', async () => {
    const desk = await openReader(HEAD, [signedVisit('k-1')])
    await open(desk, VISIT)
    await settle(() => words().includes('Untuk apa rekam medis ini dibuka?'))
    expect(words()).not.toContain('Batuk rahasia')
    expect(words()).not.toContain('Siti Contoh')
    expect(words()).not.toContain('Pelayanan pasien')
    await press('Pembinaan')
    await settle(() => words().includes('Batuk rahasia'))
    expect(await lines(desk)).toEqual(['kapus pembinaan k-1'])
    await settle(() => words().includes('Siapa yang membaca') && words().includes('Bidan Uji · Kepala puskesmas'))
  })
  it('the patient of that visit opens without another question, and is logged as well', async () => {
    const desk = await openReader(HEAD, [signedVisit('k-1')])
    await open(desk, VISIT)
    await settle(() => words().includes('Untuk apa'))
    await press('Audit mutu')
    await settle(() => words().includes('Batuk rahasia'))
    await open(desk, PATIENT)
    await settle(() => words().includes('KIARA-02-0001'))
    expect((await lines(desk)).sort()).toEqual(['kapus audit -', 'kapus audit k-1'])
    await open(desk, '/pelayanan/pasien/pasien-2')
    await settle(() => words().includes('Untuk apa'))
    expect(words()).not.toContain('Budi Contoh')
  })
  it('another purpose has to be written', async () => {
    const desk = await openReader(HEAD, [])
    await open(desk, PATIENT)
    await settle(() => words().includes('Untuk apa'))
    await press('Lainnya')
    await press('Buka rekam medis')
    expect(words()).toContain('Tulis tujuannya.')
    expect(await lines(desk)).toEqual([])
    await type(shown?.screen as never, 'Tujuan', 'Permintaan dinas')
    await press('Buka rekam medis')
    await settle(() => words().includes('KIARA-02-0001'))
    expect((await desk.app.store.scan('reading'))[0]?.data).toMatchObject({ purpose: 'lainnya', note: 'Permintaan dinas' })
  })
  it('a doctor may read for the care of the patient', async () => {
    const desk = await openReader(DOCTOR, [signedVisit('k-1')])
    await open(desk, VISIT)
    await settle(() => words().includes('Untuk apa'))
    await press('Pelayanan pasien')
    await settle(() => words().includes('Batuk rahasia'))
    expect(await lines(desk)).toEqual(['dokter pelayanan k-1'])
  })
  it('a nurse is not asked, and logged once', async () => {
    const desk = await openWard({ rows: [signedVisit('k-1')] })
    await open(desk, PATIENT)
    await settle(() => words().includes('KIARA-02-0001'))
    await open(desk, VISIT)
    await settle(() => words().includes('Batuk rahasia'))
    expect(await lines(desk)).toEqual(['nakes pelayanan -'])
  })
  it('what cannot be logged is not shown, and says so', async () => {
    const desk = await openReader(HEAD, [signedVisit('k-1')])
    const full: RecordStore = { ...desk.app.store, writeGroup: async () => ({ ok: false, error: { kind: 'storage-full' } }) }
    await open({ ...desk, app: Object.assign(Object.create(desk.app) as typeof desk.app, { store: full }) }, VISIT)
    await settle(() => words().includes('Untuk apa'))
    await press('Pembinaan')
    await settle(() => words().includes('Rekam medis belum dibuka'))
    expect(words()).toContain('Ruang simpan tablet penuh')
    expect(words()).not.toContain('Batuk rahasia')
  })
})

describe('BR-66: a full tablet', () => {
  it('does not keep the record from the nurse: she is told, and the next opening writes it down', async () => {
    const desk = await openWard({ rows: [signedVisit('k-1')] })
    const full: RecordStore = { ...desk.app.store, writeGroup: async () => ({ ok: false, error: { kind: 'storage-full' } }) }
    await open({ ...desk, app: Object.assign(Object.create(desk.app) as typeof desk.app, { store: full }) }, VISIT)
    await settle(() => words().includes('Batuk rahasia'))
    expect(words()).toContain('Pembacaan ini belum tercatat')
    expect(await lines(desk)).toEqual([])
    await open(desk, VISIT)
    await settle(() => words().includes('Batuk rahasia'))
    expect(words()).not.toContain('belum tercatat')
    expect(await lines(desk)).toEqual(['nakes pelayanan -'])
  })
})

describe('the general consent', () => {
  it('is printed from its line on the page of the patient', async () => {
    await open(await openWard({ rows: [signedVisit('k-1')] }), PATIENT)
    await settle(() => words().includes('KIARA-02-0001'))
    await press('Cetak persetujuan umum')
    expect([shown?.router.currentRoute.value.name, shown?.router.currentRoute.value.params['id']]).toEqual(['consent-paper', 'pasien-1'])
  })
})

describe('BR-45: an addendum', () => {
  const late = signedOn('2025-12-15', '11:59')
  it('within 48 hours counts at once, beside what was signed', async () => {
    const desk = await openWard({ rows: [signedVisit('k-1', signedOn('2025-12-15', '12:00'))] })
    await open(desk, VISIT)
    await settle(() => words().includes('Batuk rahasia'))
    await press('Addendum')
    await settle(() => words().includes('addendum langsung berlaku'))
    await press('Simpan addendum')
    expect(words()).toContain('Tulis alasannya.')
    await type(shown?.screen as never, 'Alasan', 'Hasil lab menyusul')
    await type(shown?.screen as never, 'Isi addendum', 'Dahak positif')
    field(shown?.screen as never, 'Diagnosis perlu diperbaiki').click()
    await settle()
    await press('Simpan addendum')
    expect(words()).toContain('Diagnosisnya masih sama')
    await press('Hapus ISPA')
    const box = document.getElementById('field-addendumDiagnosis') as HTMLInputElement
    box.value = 'A16.2'
    box.dispatchEvent(new Event('input', { bubbles: true }))
    await settle()
    document.querySelector<HTMLElement>('[role="option"]')?.click()
    await settle()
    await press('Simpan addendum')
    await settle(() => words().includes('Riwayat catatan'))
    const [added] = await desk.app.store.scan('addendum')
    expect(added?.data).toMatchObject({ visitId: 'k-1', patientId: 'pasien-1', late: false, decision: null, by: 'staf-bidan', sip: 'SIP-1', reason: 'Hasil lab menyusul', text: 'Dahak positif', diagnoses: [{ code: 'A16.2' }] })
    expect(words()).toMatch(/Diagnosis: semula ISPA \(J06\.9\), menjadi .*A16\.2/)
    expect(words()).toContain('Semula (saat ditandatangani): ISPA (J06.9)')
    expect((await desk.app.store.get('visit', 'k-1'))?.data.diagnoses).toEqual([{ code: 'J06.9', name: 'ISPA' }])
  })
  it('a diagnosis that it adds carries its case, preset as on the form of a visit and changeable', async () => {
    const earlier = signedVisit('k-0', { ...signedOn('2025-03-01', '09:00'), on: day('2025-03-01'), diagnoses: [{ code: 'I10', name: 'Hipertensi' }] })
    const desk = await openWard({ rows: [earlier, signedVisit('k-1', signedOn('2025-12-17', '09:00'))] })
    await open(desk, `${VISIT}/addendum`)
    await settle(() => words().includes('addendum langsung berlaku'))
    await type(shown?.screen as never, 'Alasan', 'Lupa')
    await type(shown?.screen as never, 'Isi addendum', 'Tensi menetap tinggi')
    field(shown?.screen as never, 'Diagnosis perlu diperbaiki').click()
    await settle()
    const box = document.getElementById('field-addendumDiagnosis') as HTMLInputElement
    box.value = 'I10'
    box.dispatchEvent(new Event('input', { bubbles: true }))
    await settle()
    document.querySelector<HTMLElement>('[role="option"]')?.click()
    await settle()
    expect(words()).toContain('Kasus lama')
    await press('Kasus ISPA: Kasus baru. Ketuk untuk mengubah.')
    await press('Simpan addendum')
    await settle(() => words().includes('Riwayat catatan'))
    expect((await desk.app.store.scan('addendum'))[0]?.data.diagnoses).toMatchObject([{ code: 'J06.9', case: 'lama' }, { code: 'I10', case: 'lama' }])
  })
  it('after 48 hours says that it waits for the head, and the diagnosis stays until then', async () => {
    const desk = await openWard({ rows: [signedVisit('k-1', late)] })
    await open(desk, `${VISIT}/addendum`)
    await settle(() => words().includes('Sudah lewat 48 jam'))
    await type(shown?.screen as never, 'Alasan', 'Lupa')
    await type(shown?.screen as never, 'Isi addendum', 'Alergi udang')
    await press('Simpan addendum')
    await settle(() => words().includes('Menunggu persetujuan kepala puskesmas'))
    expect((await desk.app.store.byKey('addendum', 'waiting', 'y')).map(one => one.data.late)).toEqual([true])
  })
  it('what was typed survives a closed page', async () => {
    const desk = await openWard({ rows: [signedVisit('k-1', late)] })
    await open(desk, `${VISIT}/addendum`)
    await settle(() => words().includes('Sudah lewat 48 jam'))
    await type(shown?.screen as never, 'Isi addendum', 'Alergi udang')
    shown?.screen.unmount()
    await settle()
    await open(desk, `${VISIT}/addendum`)
    await settle(() => words().includes('Isian yang belum disimpan dipulihkan'))
    expect(field(shown?.screen as never, 'Isi addendum').value).toBe('Alergi udang')
  })
  it('BR-41: an expired SIP writes none, and says whom to call', async () => {
    const desk = await openWard({ sipUntil: day('2025-12-16'), rows: [signedVisit('k-1')] })
    await open(desk, `${VISIT}/addendum`)
    await settle(() => words().includes('SIP Anda berakhir 16 Des 2025'))
    expect(document.querySelector('form')).toBeNull()
  })
  it('an unsigned or cancelled visit takes none', async () => {
    const desk = await openWard({ rows: [signedVisit('k-1', { signature: null })] })
    await open(desk, `${VISIT}/addendum`)
    await settle(() => words().includes('Kunjungan ini tidak dapat diberi addendum'))
  })
  it('the head finds it in his inbox behind the door, and his refusal needs a reason and stays beside it', async () => {
    const desk = await openReader(HEAD, [signedVisit('k-1', signedOn('2025-12-10', '08:00')), lateAddendum('a-1')])
    await open(desk, '/perlu-ditinjau')
    await settle(() => words().includes('Addendum yang menunggu persetujuan'))
    expect(words()).toContain('Siti Contoh, kunjungan 10 Des 2025')
    expect(words()).not.toContain('Dahak positif')
    await settle(() => words().includes('Lihat isi'))
    await press('Lihat isi')
    await settle(() => words().includes('Untuk apa'))
    await press('Pembinaan')
    await settle(() => words().includes('Dahak positif'))
    expect(words()).toContain('Usulan diagnosis: semula ISPA (J06.9), menjadi TB paru klinis (A16.2)')
    await press('Tolak')
    const dialog = (): HTMLElement => document.querySelector('[role="dialog"]') as HTMLElement
    const confirm = async (word: string): Promise<void> => { [...dialog().querySelectorAll('button')].find(button => button.textContent?.trim() === word)?.click(); await settle() }
    await confirm('Tolak')
    expect(words()).toContain('Tulis alasannya, agar penulisnya tahu.')
    await type(shown?.screen as never, 'Alasan penolakan', 'Tidak ada hasil lab')
    await confirm('Tolak')
    await settle(() => words().includes('Tidak ada yang perlu ditinjau'))
    expect((await desk.app.store.get('addendum', 'a-1'))?.data.decision).toEqual({ choice: 'ditolak', reason: 'Tidak ada hasil lab', by: 'staf-kapus', on: '2025-12-17' })
    await open(desk, VISIT)
    await settle(() => words().includes('Diagnosis tetap ISPA (J06.9); usulan TB paru klinis (A16.2) ditolak'))
  })
  it('his approval makes the correction count', async () => {
    const desk = await openReader(HEAD, [signedVisit('k-1', signedOn('2025-12-10', '08:00')), lateAddendum('a-1')])
    await open(desk, VISIT)
    await settle(() => words().includes('Untuk apa'))
    await press('Pembinaan')
    await settle(() => words().includes('Setujui'))
    await press('Setujui')
    ;[...document.querySelectorAll<HTMLElement>('[role="dialog"] button')].find(button => button.textContent?.trim() === 'Setujui')?.click()
    await settle(() => words().includes('Diagnosis: semula ISPA (J06.9), menjadi TB paru klinis (A16.2)'))
    expect(words()).toContain('Diperbaiki lewat addendum')
    expect((await desk.app.store.get('addendum', 'a-1'))?.data.decision?.choice).toBe('disetujui')
  })
})

describe('BR-46: a cancelled visit', () => {
  it('stays, says who, when and why, and is marked in the list', async () => {
    const desk = await openWard({ rows: [signedVisit('k-1'), signedVisit('k-2', { complaint: 'Demam', diagnoses: [{ code: 'R50.9', name: 'Demam' }], time: '09:00' })] })
    expect((await cancelVisit(desk.app, 'k-1', 'Salah pasien', false)).ok).toBe(true)
    await open(desk, VISIT)
    await settle(() => words().includes('Kunjungan ini dibatalkan dan tidak ikut dihitung'))
    expect(words()).toMatch(/Bidan Uji, 17 Des 2025 12\.00\s*Alasan: Salah pasien/)
    expect(words()).toContain('Batuk rahasia')
    expect(words()).not.toContain('Batalkan kunjungan')
    expect(words()).toContain('Dibatalkan Bidan Uji')
    await open(desk, PATIENT)
    await settle(() => words().includes('Kunjungan (2)'))
    expect([...document.querySelectorAll('li.card')].map(card => card.textContent?.includes('Dibatalkan'))).toEqual([false, true])
  })
  it('a void of before reasons travelled says that it did not reach this tablet', async () => {
    const desk = await openWard({ rows: [signedVisit('k-1')] })
    const visit = await desk.app.store.get('visit', 'k-1')
    if (!visit) throw new Error('no visit')
    await desk.app.store.writeGroup(async () => ok([voidDraft(visit, 'x')]))
    expect((await desk.app.store.get('visit', 'k-1'))?.by).toMatchObject({ actor: 'staf-bidan', reason: 'x' })
  })
})

describe('the page of a patient', () => {
  it('draws the newest 20 of his visits, and all when asked', async () => {
    const many = Array.from({ length: 25 }, (_, index) => signedVisit(`k-${index + 1}`, { on: day(`2025-11-${String(index + 1).padStart(2, '0')}`), complaint: `Keluhan ${index + 1}` }))
    const desk = await openWard({ rows: many })
    await open(desk, PATIENT)
    await settle(() => words().includes('20 dari 25'))
    const shownVisits = () => [...document.querySelectorAll('li.card a')].map(link => link.textContent?.match(/\d+ Nov 2025/)?.[0])
    expect(shownVisits()).toHaveLength(20)
    expect([shownVisits()[0], shownVisits().at(-1)]).toEqual(['25 Nov 2025', '6 Nov 2025'])
    await press('Tampilkan semua (25)')
    expect(shownVisits()).toHaveLength(25)
  })
  it('says that older visits are not read yet, and claims nothing that they may change', async () => {
    const older = Array.from({ length: 22 }, (_, index) => signedVisit(`k-${String(index + 10)}`, { on: day(`2025-11-${String(index + 1).padStart(2, '0')}`) }))
    const rare = signedVisit('k-01', { on: day('2024-01-05'), allergy: { answer: 'ada', substances: 'Udang' }, diagnoses: [{ code: 'I10', name: 'Hipertensi' }] })
    const desk = await openWard({ rows: [rare, ...older] })
    let release = (): void => {}
    const held = new Promise<void>(resolve => { release = resolve })
    const { store } = desk.app
    const slow: RecordStore = { ...store, byKey: async (kind, key, value, which) => { if (kind === 'visit' && key === 'patient' && !which) await held; return store.byKey(kind, key, value, which) } }
    await open({ ...desk, app: Object.assign(Object.create(desk.app) as typeof desk.app, { store: slow }) }, PATIENT)
    await settle(() => words().includes('20 terbaru'))
    expect(words()).toContain('Kunjungan baru')
    expect(words()).toContain('Alergi: kunjungan lama belum terbaca')
    expect(words()).not.toContain('Tidak ada alergi')
    expect(words()).not.toContain('Resep ulang')
    expect(words()).not.toContain('Belum ada resep')
    release()
    await settle(() => words().includes('20 dari 23'))
    expect(words()).toContain('Alergi: Udang')
    expect(words()).toContain('Penyakit menahun: Hipertensi')
    expect(words()).not.toContain('belum terbaca')
  })
  it('says aloud that the older visits could not be read', async () => {
    const desk = await openWard({ rows: Array.from({ length: 22 }, (_, index) => signedVisit(`k-${String(index + 10)}`)) })
    const { store } = desk.app
    const torn: RecordStore = { ...store, byKey: async (kind, key, value, which) => { if (kind === 'visit' && key === 'patient' && !which) throw new Error('torn'); return store.byKey(kind, key, value, which) } }
    await open({ ...desk, app: Object.assign(Object.create(desk.app) as typeof desk.app, { store: torn }) }, PATIENT)
    await settle(() => words().includes('Kunjungan lama tidak dapat dibaca'))
    expect(words()).toContain('Alergi: kunjungan lama belum terbaca')
  })
  it('says what is known of insurance and consent with its date, and where they are missing', async () => {
    const none = await openWard()
    await open(none, PATIENT)
    await settle(() => words().includes('Belum dicek') && words().includes('Belum ada'))
    expect(words()).toContain('Catat persetujuan')
    const jkn = { number: '0001234567890', state: 'aktif', on: day('2025-12-01'), source: 'mobile-jkn' } as const
    const consent = { answer: 'setuju', on: day('2025-12-02'), speaker: 'Ibu Contoh', relation: 'orang-tua', how: 'lisan', by: 'staf-bidan' } as const
    const known = await openWard({ rows: [patientRow('pasien-3', { rm: 'KIARA-02-0003', identity: { nik: null, noNikReason: 'tidak diketahui', parentNik: null }, jkn, consent })] })
    await open(known, '/pelayanan/pasien/pasien-3')
    await settle(() => words().includes('Aktif · 0001234567890dicek 1 Des 2025, Mobile JKN'))
    expect(words()).toContain('Setuju, 2 Des 2025oleh Ibu Contoh')
  })
  it('the last prescription and the long illness stand in one place, one press from writing it again', async () => {
    const prescription = [{ drugId: 'amlodipin', drug: 'Amlodipin 5 mg', quantity: 30, unit: 'tablet', signa: '1 x 1', source: 'program' as const }]
    const desk = await openWard({ rows: [signedVisit('k-1', { diagnoses: [{ code: 'I10', name: 'Hipertensi' }], prescription })] })
    await open(desk, PATIENT)
    await settle(() => words().includes('Penyakit menahun: Hipertensi'))
    const repeat = [...document.querySelectorAll('a')].find(link => link.textContent?.trim() === 'Resep ulang')
    expect(repeat?.getAttribute('href')).toBe('/pelayanan/pasien/pasien-1/kunjungan-baru?ulang=1')
  })
})
