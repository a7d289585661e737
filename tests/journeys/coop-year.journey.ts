import { expect, test, type Page } from '@playwright/test'
import { day } from '#domain/core/day.ts'
import { expectSound } from '#tests/support/sound.ts'
import { stageClinic, type Clinic } from '#tests/support/clinic.ts'
import { openTablet, type Tablet } from '#tests/support/tablet.ts'
import { enrol, expectReadyOffline, expectSent, fillDay, goTo, pick, signIn, syncNow, visit } from '#tests/support/steps.ts'
import { choose, heading, holds, nikOf, onDay, open, press, said, textbox, upload } from './coop-steps.ts'

test.describe('a cooperative’s year', () => {
  let clinic: Clinic
  const tablets: Tablet[] = []
  const tabletOf = async (code: string, username: string, on: string): Promise<Tablet> => {
    const tablet = await openTablet({ url: clinic.server.url })
    tablets.push(tablet)
    await onDay(tablet, on)
    await enrol(tablet.page, code, `Tablet ${username}`)
    await signIn(tablet.page, username, clinic.password)
    await expectSent(tablet.page)
    return tablet
  }
  test.beforeAll(async () => { clinic = await stageClinic() })
  test.afterAll(async () => {
    for (const tablet of tablets) await tablet.close().catch(() => undefined)
    await clinic.server.stop()
  })

  /** Months pass: the tablet was locked in the meantime. */
  async function wakeOn(tablet: Tablet, on: string, username: string): Promise<void> {
    await onDay(tablet, on)
    await tablet.page.goto('/')
    await signIn(tablet.page, username, clinic.password)
  }

  async function payIn(page: Page, name: string, type: string, amount: string, on?: string): Promise<void> {
    await visit(page, '/koperasi/simpanan/catat')
    await pick(page, 'Anggota', name)
    await choose(page, 'Jenis simpanan', type)
    await textbox(page, 'Jumlah').fill(amount)
    if (on) await fillDay(page, 'Tanggal', on)
    await press(page, 'Simpan')
    await heading(page, /^Bukti /)
  }

  async function enterCash(page: Page, category: string, amount: string, party: string): Promise<void> {
    await visit(page, '/koperasi/kas/baru')
    await page.getByLabel('Jenis').selectOption({ label: category })
    await textbox(page, 'Jumlah').fill(amount)
    await choose(page, 'Lewat', 'Bank')
    await textbox(page, /^(Dari|Kepada) siapa/).fill(party)
    await press(page, 'Simpan')
    await heading(page, /^Catatan kas /)
  }

  async function sellTo(page: Page, name: string, quantity: string, method: 'Tunai' | 'Tempo', total: RegExp): Promise<void> {
    await visit(page, '/obat/penyerahan')
    await choose(page, 'Diserahkan kepada', 'Anggota')
    await pick(page, 'Cari anggota', name)
    await page.getByRole('radio', { name: 'Koperasi', exact: true }).check()
    await pick(page, 'Obat', 'Amoksisilin')
    await textbox(page, 'Jumlah').fill(quantity)
    await textbox(page, 'Aturan pakai').fill('1x1 10 hari')
    await page.getByRole('radio', { name: method, exact: true }).check()
    await holds(page, total)
    await press(page, 'Simpan')
    await heading(page, /^Penyerahan KIARA-/)
  }

  test('from the import of the paper book to an approved RAT, on two tablets that were offline for a month each', async () => {
    test.setTimeout(420_000)
    const desk = await tabletOf('KIARA-UJI', 'bidan.kiara', '2025-01-06')
    const books = await tabletOf('LURAH-UJI', 'bendahara.kiara', '2025-01-06')
    const [nurse, treasurer] = [desk.page, books.page]

    await test.step('the bendahara sets what the AD/ART and the RAT decided; shares of 105 % are refused (BR-17)', async () => {
      await visit(treasurer, '/koperasi/pengaturan')
      await heading(treasurer, 'Pengaturan koperasi')
      await textbox(treasurer, 'Simpanan pokok').fill('50.000')
      await treasurer.getByLabel('Mulai bulan').first().selectOption('2024-01').catch(() => textbox(treasurer, 'Mulai bulan').first().fill('2024-01'))
      await textbox(treasurer, 'Jumlah per bulan').first().fill('10.000')
      await textbox(treasurer, 'Batas utang per anggota').fill('100.000')
      await fillDay(treasurer, 'Tanggal mulai', '01-01-2025')
      await textbox(treasurer, 'Kas di laci').fill('0')
      await textbox(treasurer, 'Saldo di bank').fill('0')
      const percents = textbox(treasurer, /^Persen/)
      await percents.last().fill('10')
      await press(treasurer, 'Simpan')
      await holds(treasurer, /105%/)
      await percents.last().fill('5')
      await expectSound(treasurer)
      await press(treasurer, 'Simpan')
      await said(treasurer, 'Pengaturan koperasi tersimpan')
      await syncNow(treasurer)
    })

    await test.step('the paper book is imported: refused, doubtful and good rows told apart, nothing saved before it is agreed', async () => {
      await syncNow(nurse)
      await visit(nurse, '/anggota/impor')
      await upload(nurse, [
        `1;Ani Uji Tahunan;${nikOf(day('1985-03-12'), 'P', 11)};Serang;12-03-1985;P;Kp. Contoh;001;002;05-01-2024;50.000;120.000;aktif;;`,
        `2;Budi Uji Tahunan;${nikOf(day('1979-08-02'), 'L', 12)};Serang;02-08-1979;L;Kp. Contoh;001;002;02-01-2025;50.000;0;aktif;;`,
        '3;Salah Nomor;367399120385001;Serang;12-03-1985;P;Kp. Contoh;001;002;05-01-2024;50.000;0;aktif;;',
        '4;Hari Tidak Ada;3673993102950004;Serang;;P;Kp. Contoh;003;002;05-01-2024;50.000;0;aktif;;',
      ])
      await nurse.getByRole('checkbox', { name: /^Semua anggota di berkas ini/ }).check()
      await press(nurse, 'Periksa berkas')
      await holds(nurse, 'NIK 15 angka, harus 16')
      await holds(nurse, 'NIK memuat tanggal yang tidak ada')
      await nurse.getByRole('radio', { name: 'Meragukan (2)' }).check()
      await holds(nurse, 'NIK terbit di wilayah 367399, di luar kecamatan ini')
      await expectSound(nurse)
      await nurse.getByRole('checkbox', { name: 'Impor juga 2 baris yang meragukan' }).check()
      await press(nurse, 'Impor 2 anggota')
      await holds(nurse, '2 anggota tersimpan di tablet.')
      await syncNow(nurse)
    })

    await test.step('the medicine room buys; what it cost and sells for follows from the invoice (BR-39)', async () => {
      await visit(nurse, '/obat/pemasok/baru')
      await textbox(nurse, 'Nama pemasok').fill('PBF Contoh Uji')
      await press(nurse, 'Simpan')
      await said(nurse, 'tersimpan')
      await visit(nurse, '/obat/pembelian/baru')
      await pick(nurse, 'Pemasok', 'PBF Contoh Uji')
      await textbox(nurse, 'Nomor faktur').fill('FK-2025')
      await pick(nurse, 'Obat', 'Amoksisilin')
      await textbox(nurse, 'Nomor batch').fill('AMX-25')
      await textbox(nurse, 'Kedaluwarsa').fill('12/2030')
      await textbox(nurse, 'Jumlah kemasan').fill('10')
      await textbox(nurse, 'Isi per kemasan').fill('1000')
      await textbox(nurse, 'Harga per kemasan').fill('500.000')
      await textbox(nurse, 'Total pada faktur').fill('5.550.000')
      await textbox(nurse, 'Harga anggota').fill('600')
      await press(nurse, 'Simpan')
      await heading(nurse, /FK-2025/)
      await syncNow(nurse)
      await syncNow(treasurer)
    })
    await expectReadyOffline(nurse)
    await expectReadyOffline(treasurer)

    await test.step('July, both tablets offline: the desk takes in a member and sells, the bendahara keeps savings and cash', async () => {
      await desk.goOffline()
      await books.goOffline()
      await wakeOn(desk, '2025-07-15', 'bidan.kiara')
      await goTo(nurse, 'Anggota')
      await open(nurse, 'Anggota baru')
      await textbox(nurse, 'Nama lengkap').fill('Cici Uji Tahunan')
      await nurse.getByRole('textbox', { name: 'NIK', exact: true }).fill(nikOf(day('1992-05-20'), 'P', 13))
      await fillDay(nurse, 'Tanggal lahir', '20-05-1992')
      await choose(nurse, 'Jenis kelamin', 'Perempuan')
      await textbox(nurse, 'Alamat').fill('Kp. Contoh 3')
      await textbox(nurse, 'Diterima sekarang').fill('')
      // BR-09: what is missing to be a member is said, and paying pokok and signing the book in one save makes her one.
      await press(nurse, 'Simpan')
      await heading(nurse, /Cici Uji Tahunan/)
      await holds(nurse, 'Calon')
      await expectSound(nurse)
      await payIn(nurse, 'Cici Uji Tahunan', 'Pokok', '50.000')
      await visit(nurse, '/anggota?tampil=calon')
      await open(nurse, /Cici Uji/)
      await press(nurse, 'Sahkan anggota')
      await nurse.getByRole('dialog').getByRole('radio', { name: 'Tanda tangan', exact: true }).check()
      await nurse.getByRole('dialog').getByRole('button', { name: 'Sahkan anggota' }).click()
      await holds(nurse, 'Aktif')
      await payIn(nurse, 'Cici Uji Tahunan', 'Wajib', '40.000')
      await sellTo(nurse, 'Ani Uji Tahunan', '5000', 'Tunai', /3\.000\.000/)
      await sellTo(nurse, 'Budi Uji Tahunan', '2500', 'Tunai', /1\.500\.000/)

      await wakeOn(books, '2025-07-20', 'bendahara.kiara')
      await payIn(treasurer, 'Ani Uji Tahunan', 'Wajib', '120.000')
      await payIn(treasurer, 'Budi Uji Tahunan', 'Wajib', '120.000')
      await payIn(treasurer, 'Budi Uji Tahunan', 'Wajib', '70.000')
      await expectSound(treasurer)
    })

    await test.step('BR-16: a wrong entry is taken back by another, never changed', async () => {
      await open(treasurer, /Simpanan anggota ini/)
      await treasurer.getByRole('main').getByRole('button', { name: /^Balik/ }).first().click()
      await treasurer.getByRole('dialog').getByRole('textbox').first().fill('Salah jumlah')
      await treasurer.getByRole('dialog').getByRole('button', { name: /^Balik/ }).click()
      await holds(treasurer, /Simpanan wajibRp 120.000/)
      await expectSound(treasurer)
    })

    await test.step('other income and costs of the year (BR-18 needs a surplus of 12.000.000)', async () => {
      await enterCash(treasurer, 'Pendapatan lain', '11.912.500', 'Sewa ruang')
      await enterCash(treasurer, 'Gaji dan honor', '250.000', 'Petugas')
    })

    await test.step('a month later both are online again and show the same', async () => {
      for (const [tablet, username] of [[desk, 'bidan.kiara'], [books, 'bendahara.kiara']] as const) {
        await tablet.goOnline()
        await wakeOn(tablet, '2025-08-18', username)
        await syncNow(tablet.page)
      }
      await syncNow(nurse)
      await syncNow(treasurer)
      for (const page of [nurse, treasurer]) {
        await visit(page, '/koperasi/kas?bulan=2025-07')
        // 3.000.000 + 1.500.000 sold, 90.000 of Cici, 240.000 of Ani and Budi.
        await holds(page, /4\.830\.000/)
      }
    })

    await test.step('BR-10: at the end of the year Cici is two months behind, and BR-12: what is pokok or wajib stays', async () => {
      await wakeOn(books, '2025-12-31', 'bendahara.kiara')
      await visit(treasurer, '/koperasi/simpanan/tunggakan')
      await holds(treasurer, 'Cici Uji Tahunan')
      await holds(treasurer, 'Rp 20.000')
      await holds(treasurer, /2 bulan/)
      await expectSound(treasurer)
      await payIn(treasurer, 'Cici Uji Tahunan', 'Wajib', '20.000')
      await visit(treasurer, '/koperasi/simpanan/catat?tindakan=tarik')
      await pick(treasurer, 'Anggota', 'Cici Uji Tahunan')
      await choose(treasurer, 'Jenis simpanan', 'Wajib')
      await textbox(treasurer, 'Jumlah').fill('10.000')
      await press(treasurer, 'Simpan')
      await holds(treasurer, 'Simpanan pokok dan wajib tidak dapat diambil selama masih anggota.')
      await syncNow(treasurer)
    })

    await test.step('BR-18 to BR-21: the year’s surplus, shared to the last rupiah', async () => {
      const chair = await tabletOf('LURAH-UJI', 'ketua.kiara', '2026-03-01')
      await visit(chair.page, '/koperasi/shu/2025')
      await heading(chair.page, 'SHU 2025')
      for (const figure of ['12.000.000', '4.800.000', '600.000', '3.360.000', '1.440.000', '2.240.000', '732.631', '2.972.631', '1.120.000', '429.474', '1.549.474', '277.895']) await holds(chair.page, figure)
      await expectSound(chair.page)
      await press(chair.page, 'Sahkan hasil RAT')
      const dialog = chair.page.getByRole('dialog')
      await fillDay(chair.page, 'Tanggal RAT', '28-02-2026')
      await dialog.getByRole('textbox', { name: 'Nomor berita acara' }).fill('BA-RAT/2026/1')
      await dialog.getByRole('textbox', { name: 'Anggota diundang' }).fill('3')
      await dialog.getByRole('textbox', { name: 'Anggota hadir' }).fill('3')
      await dialog.getByRole('button', { name: 'Sahkan dan kunci' }).click()
      await said(chair.page, 'SHU 2025 disahkan')
      await holds(chair.page, /Disahkan RAT 28 Feb 2026/)
      await expectSound(chair.page)
      await syncNow(chair.page)
    })

    await test.step('BR-23: what is posted late into a frozen year changes the next one', async () => {
      await wakeOn(books, '2026-03-02', 'bendahara.kiara')
      await syncNow(treasurer)
      await payIn(treasurer, 'Ani Uji Tahunan', 'Sukarela', '500.000', '30-12-2025')
      await enterCash(treasurer, 'Pendapatan lain', '77.000', 'Sewa ruang')
      await syncNow(treasurer)
      await visit(treasurer, '/koperasi/shu/2025')
      await holds(treasurer, '2.972.631')
      await holds(treasurer, '277.895')
      await visit(treasurer, '/koperasi/shu/2026')
      await holds(treasurer, '77.000')
    })

    await test.step('BR-11 and BR-13: paid ahead, bought on account, left, and 200.000 come back', async () => {
      await wakeOn(desk, '2026-03-03', 'bidan.kiara')
      await syncNow(nurse)
      await goTo(nurse, 'Anggota')
      await open(nurse, 'Anggota baru')
      await textbox(nurse, 'Nama lengkap').fill('Dodi Uji Tahunan')
      await nurse.getByRole('textbox', { name: 'NIK', exact: true }).fill(nikOf(day('1988-11-04'), 'L', 15))
      await fillDay(nurse, 'Tanggal lahir', '04-11-1988')
      await choose(nurse, 'Jenis kelamin', 'Laki-laki')
      await choose(nurse, 'Buku anggota ditandatangani', 'Tanda tangan')
      await textbox(nurse, 'Diterima sekarang').fill('50.000')
      await press(nurse, 'Simpan')
      await heading(nurse, /Dodi Uji Tahunan/)
      await holds(nurse, 'Aktif')
      await payIn(nurse, 'Dodi Uji Tahunan', 'Wajib', '240.000')
      await syncNow(nurse)
      await sellTo(nurse, 'Dodi Uji Tahunan', '150', 'Tempo', /90\.000/)
      await syncNow(nurse)
      await goTo(nurse, 'Anggota')
      await open(nurse, /Dodi Uji/)
      await press(nurse, 'Ubah status')
      const dialog = nurse.getByRole('dialog')
      await dialog.getByRole('radio', { name: 'Keluar', exact: true }).check()
      await dialog.getByRole('textbox', { name: 'Alasan' }).fill('Pindah alamat')
      for (const figure of ['50.000', '240.000', '90.000', '200.000']) await expect(dialog).toContainText(figure)
      await dialog.getByRole('radio', { name: 'Tunai', exact: true }).check()
      await dialog.getByRole('button', { name: 'Simpan status' }).click()
      await said(nurse, /Dodi Uji Tahunan/)
      await expectSound(nurse)
      await syncNow(nurse)
    })

    await test.step('the lurah reads, asks and is answered, and nothing he holds names a medicine', async () => {
      const lurah = await tabletOf('LURAH-UJI', 'lurah.kiara', '2026-03-04')
      await visit(lurah.page, '/laporan/koperasi?bulan=2025-12')
      await holds(lurah.page, /Simpanan/)
      await expect(lurah.page.getByRole('main')).not.toContainText(/Amoksisilin/i)
      await expectSound(lurah.page)
      await visit(lurah.page, '/laporan/koperasi/catatan/baru?bulan=2025-12')
      await lurah.page.getByLabel('Tentang').selectOption({ index: 3 })
      await textbox(lurah.page, 'Catatan').fill('Mohon penjelasan sewa ruang.')
      await fillDay(lurah.page, 'Tenggat', '20-03-2026')
      await expectSound(lurah.page)
      await press(lurah.page, 'Kirim catatan')
      await expect(lurah.page).toHaveURL(/\/laporan\/koperasi\/catatan\/(?!baru)/)
      await syncNow(lurah.page)
      await wakeOn(books, '2026-03-05', 'bendahara.kiara')
      await syncNow(treasurer)
      await visit(treasurer, '/laporan/koperasi/catatan')
      await open(treasurer, /Mohon penjelasan/)
      await textbox(treasurer, 'Jawaban').fill('Ruang depan disewa puskesmas keliling.')
      await press(treasurer, 'Kirim jawaban')
      await holds(treasurer, 'Ruang depan disewa')
      await syncNow(treasurer)
      await syncNow(lurah.page)
      await press(lurah.page, 'Tutup catatan')
      await lurah.page.getByRole('dialog').getByRole('button', { name: 'Tutup catatan' }).click()
      await expectSound(lurah.page)
    })
  })
})
