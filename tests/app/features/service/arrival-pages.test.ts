import { afterEach, describe, expect, it, vi } from 'vitest'
import { addDays } from '#domain/core/day.ts'
import { streamOf } from '#domain/core/streams.ts'
import type { ArrivalData } from '#domain/records/arrival.ts'
import { routes } from '#app/features/service/routes.ts'
import { TODAY, type PlacedRow } from '../support/desk.ts'
import { elsewhere, field, press, settle, show, type, words, type Shown } from '../support/show.ts'
import { CLINICAL, openWard, patientRow } from './ward.ts'

let shown: Shown | null = null
afterEach(() => { shown?.screen.unmount(); shown = null })
const at = () => shown?.router.currentRoute.value
const KK = '3673991708900001'
const arrivalRow = (id: string, change: Partial<ArrivalData> = {}): PlacedRow<'arrival'> => ({
  kind: 'arrival', id, stream: CLINICAL, actor: 'staf-lain',
  data: { patientId: 'pasien-1', on: TODAY, time: '11:15', by: 'staf-lain', reason: '', payer: 'umum', priority: { level: 'biasa', reason: '' }, triage: null, service: null, ended: null, ...change },
})
const pick = (label: string, value: string): void => {
  const input = [...document.querySelectorAll<HTMLInputElement>('input[type="radio"]')].find(one => one.value === value && one.closest('fieldset')?.textContent?.includes(label))
  if (!input) throw new Error(`no choice ${value} of ${label}`)
  input.click()
}

describe('the page of the desk', () => {
  it('finds somebody, puts him into the queue in one tap, shows for how long he waits, and takes him in', async () => {
    const desk = await openWard()
    shown = await show(desk, routes, '/pelayanan')
    await settle(() => words().includes('Antrean masih kosong'))
    await type(shown.screen, 'Cari pasien', 'siti')
    expect(words()).toContain('1 ditemukan')
    await press('Daftarkan antrean Siti Contoh')
    await settle(() => words().includes('1 menunggu'))
    expect(words()).toContain('Menunggu 0 menit')
    await type(shown.screen, 'Cari pasien', '3673 9957')
    expect(words()).toContain('Di antrean')
    await type(shown.screen, 'Cari pasien', '')
    await press('Layani Siti Contoh')
    await settle(() => at()?.name === 'visit-new')
    const [arrival] = await desk.app.store.scan('arrival')
    expect(at()?.query).toEqual({ datang: arrival?.id })
    expect(arrival?.data.service).toMatchObject({ by: 'staf-bidan', time: '12:00' })
  })

  it('asks before somebody is taken over from another, and says from whom', async () => {
    const desk = await openWard({ rows: [arrivalRow('a', { service: { by: 'staf-lain', name: 'Bidan Lain', time: '11:40' } })] })
    shown = await show(desk, routes, '/pelayanan')
    await settle(() => words().includes('Dilayani Bidan Lain sejak 11.40'))
    await press('Layani Siti Contoh')
    await settle(() => words().includes('Sedang dilayani Bidan Lain'))
    expect(at()?.name).toBe('service')
    await press('Ambil alih')
    await settle(() => at()?.name === 'visit-new')
    expect((await desk.app.store.get('arrival', 'a'))?.data.service?.by).toBe('staf-bidan')
  })

  it('takes somebody off the queue with a reason only, and shows the reason', async () => {
    const desk = await openWard({ rows: [arrivalRow('a')] })
    shown = await show(desk, routes, '/pelayanan')
    await settle(() => words().includes('Menunggu 45 menit'))
    const trigger = document.querySelector<HTMLElement>('[aria-label="Lainnya untuk Siti Contoh"]')
    trigger?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }))
    await settle(() => words().includes('Pergi tanpa dilayani…'))
    const item = [...document.querySelectorAll<HTMLElement>('[role="menuitem"]')].find(one => one.textContent?.includes('Pergi tanpa dilayani'))
    item?.click()
    await settle(() => words().includes('Tandai pergi'))
    await press('Tandai pergi')
    expect(words()).toContain('Pilih atau tulis alasannya.')
    expect((await desk.app.store.get('arrival', 'a'))?.data.ended).toBeNull()
    await press('Dipanggil, tidak ada')
    await press('Tandai pergi')
    await settle(() => words().includes('Pergi pukul 12.00'))
    expect((await desk.app.store.get('arrival', 'a'))?.data.ended).toMatchObject({ how: 'pergi', reason: 'Dipanggil, tidak ada', by: 'staf-bidan' })
  })

  it('lists what yesterday left open apart from today, and closes it', async () => {
    const desk = await openWard({ rows: [arrivalRow('lama', { on: addDays(TODAY, -1) })] })
    shown = await show(desk, routes, '/pelayanan')
    await settle(() => words().includes('Belum ditutup dari hari sebelumnya'))
    expect(words()).toContain('Antrean masih kosong')
    await press('Pergi tanpa dilayani: Siti Contoh')
    await press('Akan kembali lain hari')
    await press('Tandai pergi')
    await settle(() => !words().includes('Belum ditutup'))
  })
})

describe('the pages that stand in no menu', () => {
  it('are reached from under the search', async () => {
    const pages = [['Surat', 'letters'], ['Tindak lanjut', 'follow-ups'], ['Pasien kronis', 'chronic-patients']] as const
    for (const [word, name] of pages) {
      shown?.screen.unmount()
      shown = await show(await openWard(), [...routes, ...elsewhere(...pages.map(page => page[1]))], '/pelayanan')
      await settle(() => words().includes('Antrean masih kosong'))
      await press(word)
      expect(at()?.name).toBe(name)
    }
  })
})

describe('the page of a new patient', () => {
  it('BR-07: registers a stranger of whom only a name, a sex and an age are known, and puts him into the queue', async () => {
    const desk = await openWard()
    shown = await show(desk, routes, '/pelayanan/pasien-baru')
    await settle(() => words().includes('Nama lengkap'))
    await type(shown.screen, 'Nama lengkap', 'Orang Pasar')
    pick('Jenis kelamin', 'L')
    field(shown.screen, 'Hanya tahu umurnya').click()
    await settle()
    await type(shown.screen, 'Umur (tahun)', '40')
    field(shown.screen, 'Tidak punya NIK').click()
    await settle()
    await press('Simpan dan daftarkan antrean')
    expect(words()).toContain('Alasan tanpa NIK: Wajib diisi.')
    pick('Alasan tanpa NIK', 'tidak diketahui')
    await press('Simpan dan daftarkan antrean')
    await settle(() => at()?.name === 'service')
    const patients = await desk.app.store.scan('patient')
    expect(patients.find(one => one.data.name === 'Orang Pasar')?.data).toMatchObject({ sex: 'L', birth: { on: '1985-12-17', estimated: true }, identity: { nik: null, noNikReason: 'tidak diketahui' } })
    await settle(() => words().includes('1 menunggu'))
  })

  it('keeps what was typed, and asks for thirteen digits, the speaker of a consent and a real family card', async () => {
    const desk = await openWard()
    shown = await show(desk, routes, '/pelayanan/pasien-baru')
    await settle(() => words().includes('Nama lengkap'))
    await type(shown.screen, 'Nama lengkap', 'Dewi Contoh')
    await type(shown.screen, 'NIK', '3673994102090003')
    pick('Status JKN', 'aktif')
    pick('Jawaban', 'setuju')
    await settle()
    await type(shown.screen, 'Nomor JKN', '000123')
    await type(shown.screen, 'Nomor KK', '36739')
    await press('Simpan dan daftarkan antrean')
    for (const text of ['Nomor JKN harus 13 angka; ini baru 6.', 'Nomor KK harus 16 angka; ini baru 5.', 'Nama yang menyatakan: Wajib diisi.']) expect(words()).toContain(text)
    shown.screen.unmount()
    await vi.waitFor(async () => expect(await desk.app.store.loadFormDraft('patient:new')).toMatchObject({ form: { name: 'Dewi Contoh', jknNumber: '000123' } }))
    shown = await show(desk, routes, '/pelayanan/pasien-baru')
    await settle(() => words().includes('Isian yang belum disimpan dipulihkan'))
    await type(shown.screen, 'Nomor JKN', '0001234567890')
    await type(shown.screen, 'Nomor KK', KK)
    await type(shown.screen, 'Nama yang menyatakan', 'Siti Contoh')
    await press('Simpan')
    await settle(() => at()?.name === 'patient')
    expect((await desk.app.store.get('patient', String(at()?.params['id'])))?.data).toMatchObject({
      birth: { on: '2009-02-01', estimated: false }, sex: 'P', kk: KK, jkn: { number: '0001234567890', state: 'aktif', on: TODAY, source: 'kartu' },
      consent: { answer: 'setuju', relation: 'orang-tua', speaker: 'Siti Contoh', how: 'tertulis', on: TODAY, by: 'staf-bidan' },
    })
    expect(await desk.app.store.loadFormDraft('patient:new')).toBeUndefined()
  })

  it('warns of the same NIK and of a name that sounds alike while it is typed, and blocks only the first', async () => {
    const desk = await openWard()
    shown = await show(desk, routes, '/pelayanan/pasien-baru')
    await settle(() => words().includes('Nama lengkap'))
    await type(shown.screen, 'Nama lengkap', 'Sitti Chontoh')
    await type(shown.screen, 'NIK', '3673995708900002')
    await settle(() => words().includes('NIK ini sudah terdaftar sebagai pasien'))
    await press('Simpan dan daftarkan antrean')
    await settle(() => words().includes('Belum tersimpan'))
    expect(await desk.app.store.scan('patient')).toHaveLength(1)
    await type(shown.screen, 'Nama lengkap', 'Siti Tjontoh')
    await type(shown.screen, 'NIK', '3673995708900004')
    expect(words()).toContain('Mungkin sudah terdaftar')
    expect(words()).toContain('nama dan tanggal lahir sama')
    await press('Simpan dan daftarkan antrean')
    await settle(() => at()?.name === 'service')
    expect(await desk.app.store.scan('patient')).toHaveLength(2)
  })

  it('a change of the phone writes nothing else, and leaves the consent to who noted it', async () => {
    const consent = { answer: 'setuju', on: addDays(TODAY, -9), speaker: 'Siti Contoh', relation: 'pasien', how: 'lisan', by: 'staf-lain' } as const
    const desk = await openWard({ rows: [patientRow('lengkap', { name: 'Ani Contoh', identity: { nik: null, noNikReason: 'kartu hilang', parentNik: null }, consent, kk: KK })] })
    shown = await show(desk, routes, '/pelayanan/pasien/lengkap/ubah')
    await settle(() => words().includes('Nama lengkap'))
    await type(shown.screen, 'Nomor HP', '0812 3456 7890')
    await press('Simpan')
    await settle(() => at()?.name === 'patient')
    const entries = await desk.core.db.strict.journal.toArray()
    const ops = await Promise.all(entries.map(async entry => JSON.parse((await desk.core.openBody(entry)) ?? '{}') as { kind: string; set: object }))
    expect(ops.filter(op => op.kind === 'patient').map(op => Object.keys(op.set))).toEqual([['phone']])
  })
})

describe('the page of triage', () => {
  it('an alarm says what it does to the order before it is saved, and does it', async () => {
    const desk = await openWard({ rows: [arrivalRow('a')] })
    shown = await show(desk, routes, '/pelayanan/antrean/a')
    await settle(() => words().includes('Kedatangan'))
    await press('Simpan')
    expect(words()).toContain('Isi keluhan atau paling sedikit satu tanda vital.')
    await type(shown.screen, 'Keluhan', 'Sesak sejak malam')
    await type(shown.screen, 'SpO₂', '88')
    expect(words()).toContain('Nilai bahaya: SpO₂ 88 %')
    expect(words()).toContain('Saat disimpan, urutan menjadi Gawat')
    await type(shown.screen, 'Suhu', '367')
    await press('Simpan')
    expect((await desk.app.store.get('arrival', 'a'))?.data.triage).toBeNull()
    await type(shown.screen, 'Suhu', '36,7')
    await press('Simpan')
    await settle(() => at()?.name === 'service')
    expect((await desk.app.store.get('arrival', 'a'))?.data).toMatchObject({ reason: 'Sesak sejak malam', priority: { level: 'gawat', reason: 'SpO₂ 88 %' }, triage: { vitals: { spo2: 88, suhu: 36.7 }, by: 'staf-bidan' } })
    await settle(() => words().includes('Gawat: SpO₂ 88 %'))
  })

  it('what was measured goes into the visit', async () => {
    const desk = await openWard({ rows: [arrivalRow('a', { reason: 'Sesak', payer: 'jkn', triage: { vitals: { spo2: 93 }, pregnant: false, by: 'staf-lain', name: 'Bidan Lain', time: '11:30' } })] })
    shown = await show(desk, routes, '/pelayanan/antrean/a')
    await settle(() => words().includes('Diukur Bidan Lain pukul 11.30'))
    expect(field(shown.screen, 'SpO₂').value).toBe('93')
    await type(shown.screen, 'SpO₂', '95')
    await press('Simpan dan layani')
    await settle(() => at()?.name === 'visit-new' && words().includes('Keluhan utama'))
    expect([field(shown.screen, 'Keluhan utama').value, field(shown.screen, 'SpO₂').value]).toEqual(['Sesak', '95'])
  })
})

describe('the page of a family', () => {
  const member = (id: string, name: string, household: string | null): PlacedRow<'desk-member'> => ({
    kind: 'desk-member', id, stream: streamOf('desk', 'kmp-kiara'), data: { number: `KIARA-01-000${id.at(-1) ?? ''}`, name, state: 'aktif', household },
  })
  it('shows the patients of one card and members of the house, and registers a child with what they share', async () => {
    const desk = await openWard({ rows: [
      patientRow('ibu', { name: 'Ani Contoh', kk: KK, memberId: 'm-1', phone: '+6281234567890', address: { street: 'Kp. Baru', rt: '002', rw: '004', kelurahan: 'Kiara' }, identity: { nik: null, noNikReason: 'kartu hilang', parentNik: null } }),
      member('m-1', 'Ani Contoh', 'rumah-1'), member('m-2', 'Bapak Contoh', 'rumah-1'), member('m-3', 'Tetangga Contoh', 'rumah-2'),
    ] })
    shown = await show(desk, routes, '/pelayanan/keluarga/ibu')
    await settle(() => words().includes('Ani Contoh'))
    expect(words()).toContain('Bapak Contoh')
    expect(words()).not.toContain('Tetangga')
    expect(words()).toContain('belum pernah berkunjung')
    await press('Daftarkan anggota keluarga')
    await settle(() => words().includes('Keluarga Ani Contoh'))
    await type(shown.screen, 'Nama lengkap', 'Bayi Ani')
    pick('Jenis kelamin', 'P')
    field(shown.screen, 'Hanya tahu umurnya').click()
    field(shown.screen, 'Tidak punya NIK').click()
    await settle()
    await type(shown.screen, 'Umur (bulan)', '1')
    pick('Alasan tanpa NIK', 'belum punya KTP')
    await press('Simpan dan daftarkan antrean')
    await settle(() => at()?.name === 'service')
    const child = (await desk.app.store.byKey('patient', 'kk', KK)).find(one => one.data.name === 'Bayi Ani')
    expect(child?.data).toMatchObject({ phone: '+6281234567890', address: { street: 'Kp. Baru', rt: '002', rw: '004', kelurahan: 'Kiara' }, memberId: null })
    await settle(() => words().includes('Didahulukan: Bayi di bawah 2 bulan'))
  })
})
