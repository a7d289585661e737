import { expect, test, type Page } from '@playwright/test'
import { axeFindings } from '#tests/support/axe.ts'
import { stageClinic, type Clinic } from '#tests/support/clinic.ts'
import { openTablet, type Tablet } from '#tests/support/tablet.ts'
import { enrol, expectReadyOffline, expectSent, fillDay, fillVisit, goTo, newPatient, sign, signIn, syncNow, visit } from '#tests/support/steps.ts'
import { choose, heading, holds, onDay, open, press, said, textbox } from './coop-steps.ts'

/**
 * The head of a puskesmas runs a month from the screen alone: at the office, offline in the car, and at the office again. The tablets'
 * clocks stand at nine in the morning of Wednesday 17 December 2025, the day of BR-62 and BR-63, so the server finds them wrong (BR-69).
 */
const WEDNESDAY = '2025-12-17'
const PATIENT = { name: 'Sari Contoh Wulandari', nik: '3673995202800001', born: '12-02-1980', sex: 'Perempuan' } as const
const FINDING = 'Jam pelayanan yang ditempel sudah lama'
const dialog = (page: Page) => page.getByRole('dialog')
const confirm = (page: Page, name: string) => dialog(page).getByRole('button', { name, exact: true }).click()

async function setHours(page: Page): Promise<void> {
  await visit(page, '/pengawasan/jam-pelayanan')
  await page.getByLabel('Pustu', { exact: true }).selectOption({ label: 'Pustu Kiara' })
  const monday = page.getByRole('group', { name: 'Senin' })
  await monday.getByRole('button', { name: /^Tambah sesi/ }).click()
  await monday.getByRole('textbox', { name: 'Buka' }).fill('07.30')
  await monday.getByRole('textbox', { name: 'Tutup' }).fill('14.00')
  await monday.getByRole('button', { name: /^Salin/ }).click()
  await confirm(page, 'Salin')
  await expect(page.getByRole('group', { name: 'Rabu' }).getByRole('textbox', { name: 'Tutup' })).toHaveValue('14.00')
  await fillDay(page, 'Berlaku sejak', '01-12-2025')
  await press(page, 'Simpan')
  await said(page, 'Jam pelayanan Pustu Kiara tersimpan')
}

/** BR-62: planned clear of the hours; what happened took forty minutes of them, and says why. */
async function exercise(page: Page): Promise<void> {
  await goTo(page, 'Program')
  await open(page, 'Kegiatan baru')
  await page.getByLabel('Jenis kegiatan').selectOption({ label: 'Senam Prolanis' })
  await textbox(page, 'Mulai').fill('07.10')
  await textbox(page, 'Selesai').fill('08.10')
  await holds(page, 'Menabrak jam pelayanan 40 menit')
  await textbox(page, 'Mulai').fill('06.30')
  await textbox(page, 'Selesai').fill('07.30')
  await holds(page, 'Di luar jam pelayanan')
  await press(page, 'Simpan')
  await said(page, 'Kegiatan direncanakan')
  await heading(page, 'Senam Prolanis')
  await press(page, 'Laporkan')
  await textbox(page, 'Mulai').fill('07.10')
  await textbox(page, 'Selesai').fill('08.10')
  await textbox(page, 'Jumlah peserta').fill('18')
  await holds(page, 'Menabrak jam pelayanan 40 menit')
  await press(page, 'Simpan laporan')
  await expect(page.getByRole('main').getByRole('alert').first()).toContainText('tulis alasannya')
  await textbox(page, 'Alasan').fill('Instruktur terlambat datang')
  await press(page, 'Simpan laporan')
  await said(page, 'Laporan tersimpan')
}

async function complain(page: Page): Promise<void> {
  await visit(page, '/pengaduan/baru')
  await choose(page, 'Nama pengadu', 'Tanpa nama')
  await page.getByRole('main').getByRole('radiogroup', { name: 'Kelas' }).getByRole('radio', { name: /^Ringan/ }).check()
  await holds(page, '19 Des 2025')
  await page.getByLabel('Perihal').selectOption({ label: 'Waktu tunggu' })
  await textbox(page, 'Isi pengaduan').fill('Menunggu sejak pukul tujuh karena petugas masih senam.')
  await press(page, 'Simpan')
  await heading(page, 'Waktu tunggu')
}

/** Every item as it should be but one, which is critical and cannot be signed without a line of follow-up. */
async function supervise(page: Page): Promise<void> {
  await visit(page, '/pengawasan/pembinaan')
  await page.getByRole('button', { name: 'Mulai kunjungan', exact: true }).first().click()
  await dialog(page).getByLabel('Pustu', { exact: true }).selectOption({ label: 'Pustu Kiara' })
  await confirm(page, 'Mulai kunjungan')
  await heading(page, 'Kunjungan pembinaan')
  const next = page.getByRole('main').getByRole('button', { name: /^(Bagian berikutnya|Ke penutup)$/ })
  for (let section = 0; await next.count() > 0; section += 1) {
    const items = page.getByRole('main').locator('[role="radiogroup"]')
    await expect(items.first()).toBeVisible()
    const count = await items.count()
    for (let item = 0; item < count; item += 1) await items.nth(item).getByRole('radio', { name: section === 0 && item === 1 ? 'Sebagian' : 'Sesuai', exact: true }).check()
    if (section === 0) {
      await holds(page, 'Butir kritis ini perlu temuan sebelum ditandatangani.')
      await page.getByRole('button', { name: /^Buat temuan/ }).first().click()
      await textbox(page, 'Apa yang ditemukan').fill(FINDING)
      await textbox(page, 'Rencana tindak').fill('Cetak dan tempel jadwal baru')
      await page.getByLabel('Penanggung jawab').selectOption({ label: 'Bidan Uji Kiara' })
      await press(page, 'Simpan temuan')
      await holds(page, `Temuan: ${FINDING}`)
    }
    await next.click()
  }
  await textbox(page, 'Petugas pustu yang ditemui').fill('Bidan Uji Kiara')
  await textbox(page, 'Kesimpulan').fill('Baik; jadwal yang ditempel diperbarui.')
  await press(page, 'Tanda tangani')
  await said(page, 'Kunjungan ditandatangani')
  await holds(page, FINDING)
}

test.describe('the head runs a month from the screen', () => {
  let clinic: Clinic
  let head: Tablet
  let nurse: Tablet
  const tabletOf = async (code: string, username: string): Promise<Tablet> => {
    const tablet = await openTablet({ url: clinic.server.url })
    await onDay(tablet, WEDNESDAY)
    await enrol(tablet.page, code, `Tablet ${username}`)
    await signIn(tablet.page, username, clinic.password)
    await expectSent(tablet.page)
    await expectReadyOffline(tablet.page)
    return tablet
  }
  test.beforeAll(async () => {
    clinic = await stageClinic()
    head = await tabletOf('KAPUS-UJI', 'kapus')
    nurse = await tabletOf('KIARA-UJI', 'bidan.kiara')
  })
  test.afterAll(async () => {
    for (const tablet of [head, nurse]) await tablet?.close().catch(() => undefined)
    await clinic.server.stop()
  })

  test('hours, an exercise that ran into them, a complaint, a supervision visit in the car, its follow-up, and the workshop’s page', async () => {
    await test.step('at the office: the hours of a pustu', async () => {
      await setHours(head.page)
      await syncNow(head.page)
    })

    await test.step('the nurse opens late and says why, sees a patient, reports the exercise, takes a complaint', async () => {
      await syncNow(nurse.page)
      await goTo(nurse.page, 'Beranda')
      await press(nurse.page, 'Buka pelayanan')
      await dialog(nurse.page).getByRole('textbox', { name: /^Mengapa terlambat/ }).fill('Mengantar pasien')
      await confirm(nurse.page, 'Buka pelayanan')
      await said(nurse.page, 'Pelayanan dibuka')
      await newPatient(nurse.page, PATIENT)
      await fillVisit(nurse.page, { complaint: 'Batuk pilek tiga hari', vitals: { Sistole: '124', Diastole: '82', Nadi: '84', Napas: '20', Suhu: '36,8' }, diagnosis: 'J06.9' })
      await sign(nurse.page)
      await exercise(nurse.page)
      await complain(nurse.page)
      await syncNow(nurse.page)
    })

    await test.step('in the car, without a network: Ringkasan counts what came, each figure opens its records', async () => {
      await syncNow(head.page)
      await head.goOffline()
      await goTo(head.page, 'Pengawasan')
      await heading(head.page, 'Ringkasan')
      await expect(head.page.getByRole('row').filter({ hasText: 'Kunjungan' }).first()).toContainText('1')
      expect(await axeFindings(head.page)).toEqual([])
      await visit(head.page, `/pengawasan/kunjungan?dari=${WEDNESDAY}&sampai=${WEDNESDAY}`)
      await holds(head.page, PATIENT.name)
    })

    await test.step('one inbox: the exercise took forty minutes of the hours of service, and the head has seen it', async () => {
      await visit(head.page, '/perlu-ditinjau')
      await holds(head.page, 'Senam Prolanis, 40 menit di jam pelayanan')
      await holds(head.page, 'Jam tablet')
      expect(await axeFindings(head.page)).toEqual([])
      await open(head.page, /Senam Prolanis/)
      await holds(head.page, 'Instruktur terlambat datang')
      await press(head.page, 'Sudah dilihat')
      await dialog(head.page).getByRole('textbox').fill('Mulai pukul 06.15 minggu depan')
      await confirm(head.page, 'Sudah dilihat')
      await said(head.page, 'Tercatat sudah dilihat')
    })

    await test.step('the complaint: due on Friday 19-12-2025 (BR-63), taken, given another class, answered', async () => {
      await visit(head.page, '/pengaduan')
      await open(head.page, /Waktu tunggu|ADU-/)
      await holds(head.page, '19 Des 2025')
      await press(head.page, 'Ambil')
      await press(head.page, 'Ubah kelas')
      await dialog(head.page).getByLabel('Kelas').selectOption({ index: 1 })
      await dialog(head.page).getByRole('textbox', { name: 'Alasan diubah' }).fill('Menyangkut jam pelayanan')
      await confirm(head.page, 'Simpan')
      await holds(head.page, '23 Des 2025')
      await press(head.page, 'Jawab')
      await textbox(head.page, 'Isi jawaban').fill('Senam dimajukan dan satu petugas tetap di loket.')
      await press(head.page, 'Simpan jawaban')
      await holds(head.page, 'Senam dimajukan')
    })

    await test.step('a supervision visit is filled in and signed without a network', async () => {
      await supervise(head.page)
      expect(await axeFindings(head.page)).toEqual([])
    })

    await test.step('at the office everything goes out; the pustu adds evidence to its follow-up and reads what the head saw', async () => {
      await head.goOnline()
      await syncNow(head.page)
      await syncNow(nurse.page)
      await visit(nurse.page, '/pengawasan/tindak-lanjut')
      await open(nurse.page, FINDING)
      await press(nurse.page, new RegExp('^Tambah bukti'))
      await textbox(nurse.page, 'Apa yang sudah dilakukan').fill('Jadwal baru sudah ditempel di pintu')
      await press(nurse.page, 'Simpan bukti')
      await said(nurse.page, 'Bukti tersimpan')
      await goTo(nurse.page, 'Program')
      await open(nurse.page, 'Senam Prolanis')
      await holds(nurse.page, 'Mulai pukul 06.15 minggu depan')
      await syncNow(nurse.page)
    })

    await test.step('BR-64: only now the head can close it', async () => {
      await syncNow(head.page)
      await visit(head.page, '/pengawasan/tindak-lanjut')
      await open(head.page, FINDING)
      await holds(head.page, 'Jadwal baru sudah ditempel di pintu')
      await press(head.page, new RegExp('^Tutup temuan'))
      await confirm(head.page, 'Tutup temuan')
      await said(head.page, 'Temuan ditutup')
    })

    await test.step('indicators come from records alone; the workshop’s page tells nobody of the one patient', async () => {
      await visit(head.page, '/pengawasan/indikator')
      await holds(head.page, 'tidak ada kasus')
      await expect(head.page.getByRole('main').locator('input:not([type="radio"])')).toHaveCount(0)
      expect(await axeFindings(head.page)).toEqual([])
      await visit(head.page, '/pengawasan/kejanggalan?bulan=2025-12')
      await visit(head.page, '/pengawasan/lokakarya?bulan=2025-12')
      await holds(head.page, 'kurang dari 5')
      await expect(head.page.getByRole('main')).not.toContainText('J06.9')
      await expect(head.page.getByRole('main')).not.toContainText(PATIENT.name)
      expect(await axeFindings(head.page)).toEqual([])
    })

    await test.step('the head opens the record only for a purpose, and the log shows it (BR-66)', async () => {
      await visit(head.page, `/pengawasan/kunjungan?dari=${WEDNESDAY}&sampai=${WEDNESDAY}`)
      await open(head.page, PATIENT.name)
      await press(head.page, 'Pembinaan')
      await holds(head.page, 'Batuk pilek tiga hari')
      await visit(head.page, '/pengawasan/pembacaan')
      await holds(head.page, PATIENT.name)
    })
  })
})
