import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test, type Page } from '@playwright/test'
import { startServer, type AppServer } from '#tests/support/app-server.ts'
import { axeFindings } from '#tests/support/axe.ts'
import { openTablet, PORTRAIT, type Tablet } from '#tests/support/tablet.ts'
import { enrol, expectSent, fillDay, goTo, newPatient, signIn, syncNow } from '#tests/support/steps.ts'

const HEAD = { name: 'dr. Contoh Kepala', username: 'kepala', password: 'Puskesmas-Baru-1' }
const NURSE = { name: 'Perawat Contoh Lestari', username: 'perawat.kiara', password: 'Sandi-Awal-2026', later: 'Sandi-Kedua-2026' }
const PATIENT = { name: 'Dewi Contoh Anggraini', nik: '3673994506880003', born: '05-06-1988', sex: 'Perempuan' } as const

/** The sentence that stands beside a field, as a reader hears it with the field. */
async function expectBeside(page: Page, label: string | RegExp, sentence: RegExp): Promise<void> {
  await expect(page.getByRole('textbox', { name: label }).or(page.getByRole('combobox', { name: label })).or(page.locator('input[type=password]').and(page.getByLabel(label))).first()).toHaveAccessibleDescription(sentence)
}

async function back(page: Page): Promise<void> {
  await goTo(page, 'Pengaturan')
}

async function addFacility(page: Page, type: 'Pustu' | 'Koperasi (KMP)', name: string): Promise<void> {
  await back(page)
  await page.getByRole('link', { name: 'Fasilitas' }).click()
  await page.getByRole('link', { name: 'Fasilitas baru' }).click()
  await page.getByRole('radio', { name: type, exact: true }).check()
  await page.getByLabel('Nama fasilitas').fill(name)
  await page.getByLabel('Kode singkat').fill('KIARA')
  await page.getByLabel('Kelurahan atau desa').fill('Kiara')
  await page.getByLabel('Kode wilayah kelurahan').fill('3673031006')
  await page.getByRole('button', { name: 'Simpan', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Fasilitas', exact: true })).toBeVisible()
  await expect(page.getByRole('main')).toContainText(name)
}

async function addRole(page: Page, role: string, place: string): Promise<void> {
  await page.getByRole('combobox', { name: 'Peran' }).selectOption({ label: role })
  await page.getByRole('combobox', { name: 'Tempat' }).selectOption({ label: place })
  await page.getByRole('button', { name: 'Tambah peran' }).click()
}

async function openAccount(page: Page, name: string): Promise<void> {
  await back(page)
  await page.getByRole('link', { name: 'Akun', exact: false }).first().click()
  // Closed accounts are no part of the list that it opens on.
  await page.getByRole('radio', { name: /^Semua \(/ }).check()
  await page.getByRole('main').getByRole('link', { name }).first().click()
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
}

test.describe('a new server becomes a puskesmas with working tablets', () => {
  let server: AppServer
  const open: Tablet[] = []
  const tabletOf = async (options: { profile?: string; viewport?: typeof PORTRAIT } = {}): Promise<Tablet> => {
    const tablet = await openTablet({ url: server.url, ...options })
    open.push(tablet)
    return tablet
  }
  test.beforeAll(async () => { server = await startServer({ dataDir: mkdtempSync(join(tmpdir(), 'first-run-')) }) })
  test.afterAll(async () => {
    for (const tablet of open) await tablet.close().catch(() => undefined)
    await server.stop()
  })

  test('set-up, places, accounts, a second tablet, a forgotten password, a revoked tablet, a closed account', async () => {
    const head = await tabletOf()
    const { page } = head
    const code = /Set-up code: (\S+)/.exec(server.output())?.[1] ?? ''
    expect(code).not.toBe('')

    await test.step('mistakes are said beside their fields and nothing typed is lost', async () => {
      await page.goto('/')
      await page.getByRole('link', { name: 'Mulai penyiapan' }).click()
      await page.getByRole('button', { name: 'Siapkan' }).click()
      await expectBeside(page, 'Nama puskesmas', /Isi nama puskesmas/)
      await page.getByLabel('Kode penyiapan').fill('SALAH-KODE-0000')
      await page.getByLabel('Nama puskesmas').fill('Puskesmas Contoh')
      await page.getByLabel('Kode singkat').fill('CONTOH')
      await page.getByLabel('Kelurahan atau desa').fill('Kalodran')
      await page.getByLabel('Kode wilayah kelurahan').fill('3673031002')
      await page.getByLabel('Nama lengkap').fill(HEAD.name)
      await page.getByLabel('Nama pengguna').fill(HEAD.username)
      await page.getByLabel('Kata sandi', { exact: false }).first().fill('pendek')
      await page.getByLabel('Ulangi kata sandi').fill('pendek')
      await page.getByLabel('Nama tablet').fill('Laptop kepala')
      await page.getByRole('button', { name: 'Siapkan' }).click()
      await expectBeside(page, /^Kata sandi/, /paling sedikit 10/)
      expect(await axeFindings(page)).toEqual([])

      await page.getByLabel(/^Kata sandi/).fill(HEAD.password)
      await page.getByLabel('Ulangi kata sandi').fill(HEAD.password)
      await page.getByRole('button', { name: 'Siapkan' }).click()
      await expectBeside(page, 'Kode penyiapan', /tidak cocok/)
      await expect(page.getByRole('alert')).toBeFocused()
      await expect(page.getByLabel('Nama puskesmas')).toHaveValue('Puskesmas Contoh')
      await expect(page.getByLabel(/^Kata sandi/)).toHaveValue(HEAD.password)
    })

    await test.step('the code of the console sets the server up and the head signs in', async () => {
      await page.getByLabel('Kode penyiapan').fill(code)
      await page.getByRole('button', { name: 'Siapkan' }).click()
      await expect(page.getByRole('button', { name: 'Masuk', exact: true })).toBeVisible()
      await signIn(page, HEAD.username, HEAD.password)
      await expectSent(page)
    })

    await test.step('pustu, cooperative and the nurse', async () => {
      await addFacility(page, 'Pustu', 'Pustu Kiara')
      await addFacility(page, 'Koperasi (KMP)', 'KMP Kiara')
      await syncNow(page)
      await back(page)
      await page.getByRole('link', { name: 'Akun', exact: false }).first().click()
      await page.getByRole('link', { name: 'Akun baru' }).click()
      await page.getByLabel('Nama lengkap').fill(NURSE.name)
      await page.getByLabel('Profesi').selectOption({ label: 'Perawat' })
      await page.getByLabel('Nama pengguna').fill(HEAD.username)
      await page.getByLabel('Kata sandi awal').fill(NURSE.password)
      await page.getByLabel('Nomor SIP').fill('SIP/CONTOH/001')
      await fillDay(page, 'SIP berlaku sampai', '31-12-2099')
      await page.getByRole('button', { name: 'Simpan', exact: true }).click()
      await expectBeside(page, 'Peran', /paling sedikit satu peran/)
      await addRole(page, 'Tenaga kesehatan', 'Pustu Kiara')
      await addRole(page, 'Petugas koperasi', 'KMP Kiara')
      await page.getByRole('button', { name: 'Simpan', exact: true }).click()
      await expectBeside(page, 'Nama pengguna', /sudah dipakai/)
      await expect(page.getByRole('alert')).toBeFocused()
      await expect(page.getByLabel('Nomor SIP')).toHaveValue('SIP/CONTOH/001')
      expect(await axeFindings(page)).toEqual([])
      await page.getByLabel('Nama pengguna').fill(NURSE.username)
      await page.getByRole('button', { name: 'Simpan', exact: true }).click()
      await expect(page.getByRole('heading', { level: 1, name: 'Akun' })).toBeVisible()
      await expect(page.getByRole('main')).toContainText(NURSE.name)
    })

    const enrolCode = await test.step('a code for the tablet of Kiara, large enough to read across a desk', async () => {
      await back(page)
      await page.getByRole('link', { name: 'Tablet', exact: false }).first().click()
      await page.getByRole('button', { name: 'Buat kode' }).click()
      const dialog = page.getByRole('dialog')
      await dialog.getByLabel('Tempat').selectOption({ label: 'Pustu Kiara' })
      await dialog.getByRole('button', { name: 'Buat kode' }).click()
      const shown = dialog.getByText(/^[A-Z0-9]{4,}(-[A-Z0-9]+)*$/)
      await expect(shown).toBeVisible()
      expect(await shown.evaluate(element => parseFloat(getComputedStyle(element).fontSize))).toBeGreaterThanOrEqual(30)
      const text = await shown.innerText()
      await dialog.getByRole('button', { name: 'Tutup' }).click()
      return text
    })

    const kiara = await test.step('the second tablet enrols, the nurse signs in and works; the code is then spent', async () => {
      const tablet = await tabletOf({ viewport: PORTRAIT })
      await tablet.page.goto('/')
      await tablet.page.getByLabel('Kode pendaftaran').fill('ABCD-0000')
      await tablet.page.getByLabel('Nama tablet').fill('Tablet Kiara 1')
      await tablet.page.getByRole('button', { name: 'Daftarkan', exact: true }).click()
      await expectBeside(tablet.page, 'Kode pendaftaran', /Kode tidak berlaku/)
      await expect(tablet.page.getByLabel('Nama tablet')).toHaveValue('Tablet Kiara 1')
      await enrol(tablet.page, enrolCode, 'Tablet Kiara 1')
      await tablet.page.getByLabel('Nama pengguna').fill(NURSE.username)
      await tablet.page.getByLabel(/^Kata sandi/).fill('keliru-keliru')
      await tablet.page.getByRole('button', { name: 'Masuk', exact: true }).click()
      await expectBeside(tablet.page, /^Kata sandi/, /tidak cocok/)
      await expect(tablet.page.getByLabel('Nama pengguna')).toHaveValue(NURSE.username)
      await signIn(tablet.page, NURSE.username, NURSE.password)
      await expectSent(tablet.page)
      await newPatient(tablet.page, PATIENT)
      await syncNow(tablet.page)

      const late = await tabletOf()
      await late.page.goto('/')
      await late.page.getByLabel('Kode pendaftaran').fill(enrolCode)
      await late.page.getByLabel('Nama tablet').fill('Tablet kedua')
      await late.page.getByRole('button', { name: 'Daftarkan', exact: true }).click()
      await expectBeside(late.page, 'Kode pendaftaran', /Kode tidak berlaku/)
      await late.close()
      return tablet
    })

    await test.step('a network that goes before the app is here is told of, and asked for again', async () => {
      const fresh = await tabletOf()
      await fresh.page.route('**/service-worker.js', route => route.abort())
      for (const file of ['door', 'behind-the-lock']) {
        const held = new RegExp(`/assets/${file}-`)
        await fresh.page.route(held, route => route.abort('internetdisconnected'))
        await fresh.page.goto('/')
        await expect(fresh.page.getByRole('alert')).toContainText('Jaringan terputus sebelum aplikasi lengkap di tablet ini. Tidak ada catatan yang hilang.')
        expect(await axeFindings(fresh.page)).toEqual([])
        await fresh.goOffline()
        await fresh.page.getByRole('button', { name: 'Coba lagi' }).click()
        await expect(fresh.page.getByRole('alert')).toContainText('Server masih belum terjangkau')
        await fresh.goOnline()
        await fresh.page.unroute(held)
        await fresh.page.getByRole('button', { name: 'Coba lagi' }).click()
        await expect(fresh.page.getByLabel('Kode pendaftaran')).toBeVisible()
      }
      await fresh.close()
    })

    await test.step('a new password for the nurse who forgot hers', async () => {
      await openAccount(page, NURSE.name)
      await page.getByRole('button', { name: 'Buat kata sandi baru' }).click()
      const dialog = page.getByRole('dialog')
      await dialog.getByLabel('Kata sandi baru').fill('pendek')
      await dialog.getByRole('button', { name: 'Buat kata sandi baru' }).click()
      await expect(dialog.getByLabel('Kata sandi baru')).toHaveAccessibleDescription(/paling sedikit 10/)
      await dialog.getByLabel('Kata sandi baru').fill(NURSE.later)
      await dialog.getByRole('button', { name: 'Buat kata sandi baru' }).click()
      await expect(dialog).toBeHidden()
      await kiara.page.getByRole('button', { name: /^Pengguna/ }).click()
      await kiara.page.getByRole('menuitem', { name: 'Keluar' }).click()
      await signIn(kiara.page, NURSE.username, NURSE.later)
      await goTo(kiara.page, 'Pelayanan')
      await kiara.page.getByLabel('Cari pasien').fill('Dewi')
      await expect(kiara.page.getByText(PATIENT.name).first()).toBeVisible()
    })

    await test.step('opened again, the tablet shows its door before the app is there, and lets in who was faster', async () => {
      const asked: string[] = []
      kiara.page.on('request', request => { if (request.isNavigationRequest()) asked.push(request.url()) })
      // What the service worker holds comes at once; the server can be made slow.
      await kiara.page.evaluate(async () => { for (const worker of await navigator.serviceWorker.getRegistrations()) await worker.unregister() })
      let hurry = (): void => {}
      const slow = new Promise<void>(resolve => { hurry = resolve })
      await kiara.page.route(/\/assets\/door-/, async route => {
        await slow
        await route.continue()
      })
      await kiara.page.goto('/', { waitUntil: 'commit' })
      await expect(kiara.page.getByRole('button', { name: NURSE.name })).toHaveAttribute('aria-pressed', 'true')
      await expect(kiara.page.getByLabel(/^Kata sandi/)).toBeFocused()
      await expect(kiara.page.locator('#app')).toBeEmpty()
      expect(await axeFindings(kiara.page)).toEqual([])
      await kiara.page.keyboard.type(NURSE.later)
      await kiara.page.keyboard.press('Enter')
      await expect(kiara.page.getByRole('button', { name: 'Masuk', exact: true })).toHaveAttribute('aria-busy', 'true')
      hurry()
      await expect(kiara.page.getByRole('link', { name: 'Beranda' }).first()).toBeVisible()
      expect(asked, 'the browser itself sends no form').toEqual([`${server.url}/`])
      await kiara.page.unrouteAll()
    })

    await test.step('a revoked tablet is told so and keeps what it holds', async () => {
      await back(page)
      await page.getByRole('link', { name: 'Tablet', exact: false }).first().click()
      await page.getByRole('button', { name: 'Cabut Tablet Kiara 1' }).click()
      await page.getByRole('dialog').getByRole('button', { name: 'Cabut tablet' }).click()
      await expect(page.getByRole('main')).toContainText('Dicabut')
      await kiara.page.getByRole('button', { name: 'Sinkronkan' }).first().click()
      await expect(kiara.page.getByText(/dicabut/).first()).toBeVisible()
      expect(await axeFindings(kiara.page)).toEqual([])
    })

    await test.step('a closed account no longer gets in', async () => {
      await openAccount(page, NURSE.name)
      await page.getByRole('button', { name: 'Nonaktifkan akun' }).click()
      await page.getByRole('dialog').getByRole('button', { name: 'Nonaktifkan akun' }).click()
      await expect(page.getByRole('button', { name: 'Aktifkan akun' })).toBeVisible()
      const fresh = await tabletOf()
      await back(page)
      await page.getByRole('link', { name: 'Tablet', exact: false }).first().click()
      await page.getByRole('button', { name: 'Buat kode' }).click()
      const dialog = page.getByRole('dialog')
      await dialog.getByLabel('Tempat').selectOption({ label: 'Pustu Kiara' })
      await dialog.getByRole('button', { name: 'Buat kode' }).click()
      const second = await dialog.getByText(/^[A-Z0-9]{4,}(-[A-Z0-9]+)*$/).innerText()
      await dialog.getByRole('button', { name: 'Tutup' }).click()
      await enrol(fresh.page, second, 'Tablet Kiara 2')
      await fresh.page.getByLabel('Nama pengguna').fill(NURSE.username)
      await fresh.page.getByLabel(/^Kata sandi/).fill(NURSE.later)
      await fresh.page.getByRole('button', { name: 'Masuk', exact: true }).click()
      await expectBeside(fresh.page, /^Kata sandi/, /tidak cocok/)
      await openAccount(page, NURSE.name)
      await page.getByRole('button', { name: 'Aktifkan akun' }).click()
      await expect(page.getByRole('button', { name: 'Nonaktifkan akun' })).toBeVisible()
      await signIn(fresh.page, NURSE.username, NURSE.later)
    })
  })
})
