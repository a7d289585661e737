import { test } from '@playwright/test'
import { addDays, day } from '#domain/core/day.ts'
import type { JsonObject } from '#domain/core/json.ts'
import { streamOf } from '#domain/core/streams.ts'
import { priceSchema } from '#domain/records/price.ts'
import { movementSchema } from '#domain/records/stock-movement.ts'
import { stageClinic, type Clinic, type Planted } from '#tests/support/clinic.ts'
import { expectSound } from '#tests/support/sound.ts'
import { enrol, expectReadyOffline, expectSent, pick, signIn, syncNow, visit } from '#tests/support/steps.ts'
import { openTablet, type Tablet } from '#tests/support/tablet.ts'
import { choose, heading, holds, nikOf, onDay, open, press, said, textbox, upload } from './coop-steps.ts'

/** Medicine of the cooperative on the shelf of Teritih, with its price. */
function planted(): Planted[] {
  const stream = streamOf('stock', 'pustu-teritih')
  const movement = movementSchema.parse({
    drugId: 'amoksisilin-500-mg-kapsul', source: 'koperasi', batch: { number: 'AMX-T', expiresOn: day('2030-12-31') }, quantity: 500, reason: 'diterima', on: day('2025-11-01'),
    document: 'FK-T', party: 'PBF', visitId: null, reverses: null, override: null,
  })
  const price = priceSchema.parse({
    drugId: 'amoksisilin-500-mg-kapsul', from: day('2025-11-01'), hna: { amount: 500, per: 1 }, ppnPercent: 11, indexHundredths: 125, embalase: 0, tuslah: 0, het: null, general: 694, member: 600, document: 'FK-T', by: 'bidan',
  })
  return [{ stream, id: 'masuk-t', kind: 'stock-movement', data: movement as JsonObject }, { stream, id: 'harga-t', kind: 'price', data: price as JsonObject }]
}

/** 120 who were members before December 2025, four of whom leave in it, and nine who join in it. */
const BOOK = Array.from({ length: 129 }, (_, index) => {
  const born = addDays(day('1960-01-01'), index * 37)
  const joined = index < 120 ? '05-10-2025' : '04-12-2025'
  const left = index < 4 ? 'keluar;10-12-2025;Pindah' : 'aktif;;'
  return `${index + 1};Warga Uji ${String.fromCharCode(65 + (index % 26))}${index};${nikOf(born, 'L', 100 + index)};Serang;${born.split('-').reverse().join('-')};L;Kp. Contoh;001;00${1 + (index % 9)};${joined};50.000;0;${left}`
})

test.describe('a month of the members’ book', () => {
  let clinic: Clinic
  let tablet: Tablet
  test.beforeAll(async () => { clinic = await stageClinic({ planted: planted() }) })
  test.afterAll(async () => {
    await tablet.close().catch(() => undefined)
    await clinic.server.stop()
  })

  test('120 + 9 − 4 = 125 (BR-15), an heir (BR-14), and a voided sale that nobody shares in (BR-22), offline', async () => {
    test.setTimeout(240_000)
    tablet = await openTablet({ url: clinic.server.url })
    const { page } = tablet
    await onDay(tablet, '2025-12-31')
    await enrol(page, 'TERITIH-UJI', 'Tablet Teritih')
    await signIn(page, 'bidan.teritih', clinic.password)
    await expectSent(page)
    await expectReadyOffline(page)
    await tablet.goOffline()

    await test.step('the whole book of paper comes in', async () => {
      await visit(page, '/anggota/impor')
      await upload(page, BOOK)
      await page.getByRole('checkbox', { name: /^Semua anggota di berkas ini/ }).check()
      await press(page, 'Periksa berkas')
      await page.getByRole('checkbox', { name: /^Impor juga/ }).check()
      await press(page, 'Impor 129 anggota')
      await holds(page, '129 anggota tersimpan di tablet.')
    })

    await test.step('BR-15: opening + in − out = closing, and each figure opens who it is', async () => {
      await visit(page, '/laporan/koperasi?bulan=2025-12')
      for (const figure of [/Anggota awal bulan\s*120/, /Masuk\s*9/, /Keluar\s*4/, /Anggota akhir bulan\s*125/]) await holds(page, figure)
      await expectSound(page)
      await open(page, /Masuk/)
      await holds(page, 'Warga Uji Q120')
    })

    await test.step('BR-14: whoever died has an heir, and the membership goes to nobody', async () => {
      await visit(page, '/anggota')
      await page.getByRole('main').getByRole('searchbox').or(textbox(page, 'Cari anggota')).first().fill('Warga Uji K10')
      await open(page, /Warga Uji K10/)
      await press(page, 'Ubah status')
      const dialog = page.getByRole('dialog')
      await dialog.getByRole('radio', { name: 'Meninggal', exact: true }).check()
      await dialog.getByRole('textbox', { name: 'Alasan' }).fill('Surat kematian 12')
      await dialog.getByRole('radio', { name: 'Tunai', exact: true }).check()
      await dialog.getByRole('button', { name: 'Simpan status' }).click()
      await test.expect(dialog).toContainText('Tulis nama ahli waris.')
      await dialog.getByRole('textbox', { name: 'Nama ahli waris' }).fill('Ahli Uji')
      await dialog.getByRole('textbox', { name: 'Hubungan ahli waris' }).fill('anak')
      await dialog.getByRole('button', { name: 'Simpan status' }).click()
      await said(page, /Warga Uji K10/)
      await holds(page, 'Ahli Uji')
      await expectSound(page)
    })

    await test.step('in the network the clinic’s desk learns who the members are', async () => {
      await tablet.goOnline()
      await syncNow(page)
      await syncNow(page)
      await tablet.goOffline()
    })

    await test.step('BR-22: two sales to a member, one of them voided: only the other counts', async () => {
      for (const quantity of ['10', '5']) {
        await visit(page, '/obat/penyerahan')
        await choose(page, 'Diserahkan kepada', 'Anggota')
        await pick(page, 'Cari anggota', 'Warga Uji F5')
        await page.getByRole('radio', { name: 'Koperasi', exact: true }).check()
        await pick(page, 'Obat', 'Amoksisilin')
        await textbox(page, 'Jumlah').fill(quantity)
        await textbox(page, 'Aturan pakai').fill('3x1 3 hari')
        await press(page, 'Simpan')
        await heading(page, /^Penyerahan TERITIH-/)
      }
      await press(page, 'Batalkan')
      await page.getByRole('dialog').getByRole('textbox', { name: 'Alasan' }).fill('Salah orang')
      await page.getByRole('dialog').getByRole('button', { name: 'Batalkan penyerahan' }).click()
      await said(page, 'Penyerahan dibatalkan')
      await visit(page, '/koperasi/penjualan?bulan=2025-12')
      await holds(page, /Rp 6\.000/)
      await test.expect(page.getByRole('main')).not.toContainText('Rp 9.000')
      await expectSound(page)
    })

    await test.step('all of it is sent, and the tablet has nothing left to send', async () => {
      await tablet.goOnline()
      await syncNow(page)
    })
  })
})
