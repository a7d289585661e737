import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, test, type Page } from '@playwright/test'
import { startServer, type AppServer } from '#tests/support/app-server.ts'
import { axeFindings } from '#tests/support/axe.ts'
import { LANDSCAPE, openTablet, PORTRAIT } from '#tests/support/tablet.ts'
import { enrol, expectSent, signIn } from '#tests/support/steps.ts'

const PASSWORD = 'Kalodran-2026'
const PICTURES = resolve(import.meta.dirname, '../../docs/pictures')

/** A screen: gone to by its path, then by a link on it, then by what is done there. Without a path it begins on the screen before. */
interface Screen {
  readonly name: string
  readonly path?: string
  readonly follow?: string
  readonly act?: (page: Page) => Promise<void>
  readonly picture?: 'landscape' | 'portrait'
}
interface Walk { readonly username: string; readonly code: string; readonly screens: readonly Screen[] }

const WALKS: readonly Walk[] = [
  { username: 'bidan.kiara', code: 'KIARA-DEMO', screens: [
    { name: 'home', path: '/', picture: 'landscape' },
    { name: 'members', path: '/anggota', picture: 'portrait' }, { name: 'member', path: '/anggota', follow: 'main a[href^="/anggota/"]:not([href$="/baru"])' }, 
    { name: 'member-edit', follow: 'main a[href^="/anggota/"][href$="/ubah"]' }, { name: 'new-member', path: '/anggota/baru' },
    { name: 'service', path: '/pelayanan' }, { name: 'new-patient', path: '/pelayanan/pasien-baru' },
    { name: 'medicine', path: '/obat', picture: 'landscape' }, { name: 'drug', path: '/obat', follow: 'main a[href^="/obat/"]:not([href$="/penerimaan"]):not([href$="/penyerahan"])' },
    { name: 'receipt', path: '/obat/penerimaan' }, { name: 'dispense', path: '/obat/penyerahan' },
    { name: 'reports', path: '/laporan' }, { name: 'visit-register', path: '/laporan/register-kunjungan' },
    { name: 'review', path: '/perlu-ditinjau' }, { name: 'settings', path: '/pengaturan' }, { name: 'password', path: '/pengaturan/kata-sandi' },
    { name: 'pin', path: '/pin', act: page => page.getByRole('button', { name: 'Pasang PIN' }).click() },
    { name: 'search', path: '/pelayanan', act: page => page.getByLabel('Cari pasien').fill('siti') },
    { name: 'patient', follow: 'main a[href^="/pelayanan/pasien/"]' }, { name: 'patient-edit', follow: 'main a[href^="/pelayanan/pasien/"][href$="/ubah"]' },
    { name: 'visit-form', act: async page => {
      await page.goBack()
      await page.getByRole('link', { name: 'Kunjungan baru' }).first().click()
      await page.getByRole('textbox', { name: 'Sistole' }).fill('230')
      await page.getByRole('textbox', { name: 'Diastole' }).fill('90')
      await page.getByRole('textbox', { name: 'Nadi' }).fill('80')
      await expect(page.getByText('Saya sudah memeriksa nilai ini')).toBeVisible()
    } },
    { name: 'visit-form-refused', act: async page => {
      await page.getByRole('button', { name: 'Tanda tangani' }).first().click()
      await expect(page.getByRole('main').getByRole('alert').first()).toBeVisible()
    } },
  ] },
  { username: 'kapus', code: 'KAPUS-DEMO', screens: [
    { name: 'home-head', path: '/' }, { name: 'supervision', path: '/pengawasan', picture: 'landscape' }, { name: 'supervision-visits', path: '/pengawasan/kunjungan' },
    { name: 'visit', path: '/pengawasan/kunjungan', follow: 'main a[href^="/pelayanan/kunjungan/"]', picture: 'portrait' },
    { name: 'handed-out', path: '/pengawasan/obat-diserahkan' }, { name: 'supervision-stock', path: '/pengawasan/stok' }, { name: 'supervision-tablets', path: '/pengawasan/tablet' },
    { name: 'review-head', path: '/perlu-ditinjau' }, { name: 'member-counts', path: '/laporan/jumlah-anggota' },
    { name: 'accounts', path: '/pengaturan/akun' }, { name: 'account', path: '/pengaturan/akun', follow: 'main a[href^="/pengaturan/akun/"]:not([href$="/baru"])' }, { name: 'new-account', path: '/pengaturan/akun/baru' }, { name: 'tablets', path: '/pengaturan/tablet' },
    { name: 'facilities', path: '/pengaturan/fasilitas' }, { name: 'facility', path: '/pengaturan/fasilitas', follow: 'main a[href^="/pengaturan/fasilitas/"]:not([href$="/baru"])' }, { name: 'new-facility', path: '/pengaturan/fasilitas/baru' },
  ] },
  { username: 'lurah.kiara', code: 'LURAH-DEMO', screens: [
    { name: 'home-lurah', path: '/' }, { name: 'reports-lurah', path: '/laporan' }, { name: 'member-report', path: '/laporan/anggota', picture: 'landscape' },
    { name: 'member-report-list', follow: 'main a[href*="bagian=akhir"]' },
  ] },
]

/** Goes to a page without reloading, which would lock the tablet. */
async function visit(page: Page, path: string): Promise<void> {
  await page.evaluate(to => {
    history.pushState({ ...history.state as object, current: to }, '', to)
    dispatchEvent(new PopStateEvent('popstate', { state: history.state as unknown }))
  }, path)
  await expect(page).toHaveURL(url => url.pathname === path)
  await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible()
  await expect(page.getByText('Memuat…')).toHaveCount(0)
}

/** What is pressed and is smaller than a finger, hidden things left out; a radio or a tick is pressed on its label. */
function smallTargets(page: Page): Promise<string[]> {
  return page.evaluate(() => [...document.querySelectorAll<HTMLElement>('a[href], button, input, select, textarea, [role="combobox"], [role="option"], [role="menuitem"]')].flatMap(target => {
    const pressed = target.matches('[type="radio"], [type="checkbox"]') ? target.closest('label') ?? target : target
    const { width, height } = pressed.getBoundingClientRect()
    // The way past the navigation is there for the keyboard only, until it has the focus.
    const isHidden = !pressed.checkVisibility() || width <= 1 || height <= 1 || target.classList.contains('sr-only')
    return isHidden || (width >= 43.5 && height >= 43.5) ? [] : [`${target.tagName.toLowerCase()} "${(target.getAttribute('aria-label') ?? target.textContent).trim().slice(0, 40)}" is ${Math.round(width)}×${Math.round(height)}`]
  }))
}

/** What is wrong on the screen as it stands, lying and standing. */
async function findingsOf(page: Page, name: string, picture?: Screen['picture']): Promise<string[]> {
  const findings: string[] = []
  for (const [orientation, size] of [['landscape', LANDSCAPE], ['portrait', PORTRAIT]] as const) {
    await page.setViewportSize(size)
    findings.push(...(await axeFindings(page)).map(finding => `${name} ${orientation}: ${finding}`))
    findings.push(...(await smallTargets(page)).map(finding => `${name} ${orientation}: ${finding}`))
    const tooWide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
    if (tooWide > 0) findings.push(`${name} ${orientation}: ${tooWide} px wider than the screen`)
    if (picture === orientation && process.env.PICTURES === '1') await page.screenshot({ path: join(PICTURES, `${name}-${orientation}.png`) })
  }
  await page.setViewportSize(LANDSCAPE)
  return findings
}

test.describe('every screen is accessible, lying and standing', () => {
  let server: AppServer
  test.beforeAll(async () => {
    server = await startServer({ program: 'demo', dataDir: join(mkdtempSync(join(tmpdir(), 'screens-')), 'demo'), patience: 120_000 })
  })
  test.afterAll(async () => { await server.stop() })

  test('axe finds nothing on the set-up of a new server, refused and not', async () => {
    const empty = await startServer({ dataDir: mkdtempSync(join(tmpdir(), 'set-up-')) })
    const { page, close } = await openTablet({ url: empty.url, viewport: LANDSCAPE })
    await page.goto('/')
    await page.getByRole('link', { name: 'Mulai penyiapan' }).click()
    await expect(page.getByRole('button', { name: 'Siapkan' })).toBeVisible()
    const findings = await findingsOf(page, 'set-up')
    await page.getByRole('button', { name: 'Siapkan' }).click()
    await expect(page.getByRole('alert').first()).toBeVisible()
    findings.push(...await findingsOf(page, 'set-up refused'))
    await close()
    await empty.stop()
    expect(findings).toEqual([])
  })

  for (const { username, code, screens } of WALKS) {
    test(`axe finds nothing on the screens of ${username}`, async () => {
      const tablet = await openTablet({ url: server.url, viewport: LANDSCAPE })
      const { page } = tablet
      const findings: string[] = []
      const look = async (name: string, picture?: Screen['picture']): Promise<void> => { findings.push(...await findingsOf(page, name, picture)) }
      const isFirst = username === WALKS[0]?.username
      if (isFirst) {
        await page.goto('/')
        await expect(page.getByLabel('Kode pendaftaran')).toBeVisible()
        await look('enrol')
      }
      await enrol(page, code, `Tablet ${username}`)
      if (isFirst) await look('sign-in')
      await signIn(page, username, PASSWORD)
      await expectSent(page)
      for (const { name, path, follow, act, picture } of screens) {
        if (path !== undefined) await visit(page, path)
        if (follow !== undefined) {
          const before = page.url()
          await page.locator(follow).first().click()
          await expect(page).not.toHaveURL(before)
          await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible()
        }
        await act?.(page)
        await look(name, picture)
      }
      await page.getByRole('button', { name: 'Kunci' }).first().click()
      await expect(page.getByLabel(/^(Kata sandi|PIN)/)).toBeVisible()
      if (isFirst) await look('locked')
      await tablet.close()
      expect(findings).toEqual([])
    })
  }
})
