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

/** Every screen of a role on the demo; a function finds a page of a record by following a link on the page before. */
interface Screen { readonly name: string; readonly path: string; readonly follow?: string; readonly picture?: 'landscape' | 'portrait' }
interface Walk { readonly username: string; readonly code: string; readonly screens: readonly Screen[] }

const WALKS: readonly Walk[] = [
  { username: 'bidan.kiara', code: 'KIARA-DEMO', screens: [
    { name: 'home', path: '/', picture: 'landscape' },
    { name: 'members', path: '/anggota', picture: 'portrait' }, { name: 'member', path: '/anggota', follow: 'main a[href^="/anggota/"]:not([href$="/baru"])' }, { name: 'new-member', path: '/anggota/baru' },
    { name: 'service', path: '/pelayanan' }, { name: 'new-patient', path: '/pelayanan/pasien-baru' },
    { name: 'medicine', path: '/obat', picture: 'landscape' }, { name: 'drug', path: '/obat', follow: 'main a[href^="/obat/"]:not([href$="/penerimaan"]):not([href$="/penyerahan"])' },
    { name: 'receipt', path: '/obat/penerimaan' }, { name: 'dispense', path: '/obat/penyerahan' },
    { name: 'reports', path: '/laporan' }, { name: 'visit-register', path: '/laporan/register-kunjungan' },
    { name: 'review', path: '/perlu-ditinjau' }, { name: 'settings', path: '/pengaturan' }, { name: 'password', path: '/pengaturan/kata-sandi' },
  ] },
  { username: 'kapus', code: 'KAPUS-DEMO', screens: [
    { name: 'home-head', path: '/' }, { name: 'supervision', path: '/pengawasan', picture: 'landscape' }, { name: 'supervision-visits', path: '/pengawasan/kunjungan' },
    { name: 'visit', path: '/pengawasan/kunjungan', follow: 'main a[href^="/pelayanan/kunjungan/"]', picture: 'portrait' },
    { name: 'handed-out', path: '/pengawasan/obat-diserahkan' }, { name: 'supervision-stock', path: '/pengawasan/stok' }, { name: 'supervision-tablets', path: '/pengawasan/tablet' },
    { name: 'review-head', path: '/perlu-ditinjau' }, { name: 'member-counts', path: '/laporan/jumlah-anggota' },
    { name: 'accounts', path: '/pengaturan/akun' }, { name: 'new-account', path: '/pengaturan/akun/baru' }, { name: 'tablets', path: '/pengaturan/tablet' },
    { name: 'facilities', path: '/pengaturan/fasilitas' }, { name: 'new-facility', path: '/pengaturan/fasilitas/baru' },
  ] },
  { username: 'lurah.kiara', code: 'LURAH-DEMO', screens: [
    { name: 'home-lurah', path: '/' }, { name: 'reports-lurah', path: '/laporan' }, { name: 'member-report', path: '/laporan/anggota', picture: 'landscape' },
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

test.describe('every screen is accessible, lying and standing', () => {
  let server: AppServer
  test.beforeAll(async () => {
    server = await startServer({ program: 'demo', dataDir: join(mkdtempSync(join(tmpdir(), 'screens-')), 'demo'), patience: 120_000 })
  })
  test.afterAll(async () => { await server.stop() })

  for (const { username, code, screens } of WALKS) {
    test(`axe finds nothing on the screens of ${username}`, async () => {
      const tablet = await openTablet({ url: server.url, viewport: LANDSCAPE })
      const { page } = tablet
      const findings: string[] = []
      const look = async (name: string, picture?: Screen['picture']): Promise<void> => {
        for (const [orientation, size] of [['landscape', LANDSCAPE], ['portrait', PORTRAIT]] as const) {
          await page.setViewportSize(size)
          findings.push(...(await axeFindings(page)).map(finding => `${name} ${orientation}: ${finding}`))
          const tooWide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
          if (tooWide > 0) findings.push(`${name} ${orientation}: ${tooWide} px wider than the screen`)
          if (picture === orientation && process.env.PICTURES === '1') await page.screenshot({ path: join(PICTURES, `${name}-${orientation}.png`) })
        }
        await page.setViewportSize(LANDSCAPE)
      }
      await page.goto('/')
      await expect(page.getByLabel('Kode pendaftaran')).toBeVisible()
      await look('enrol')
      await enrol(page, code, `Tablet ${username}`)
      await look('sign-in')
      await signIn(page, username, PASSWORD)
      await expectSent(page)
      for (const { name, path, follow, picture } of screens) {
        await visit(page, path)
        if (follow) {
          await page.locator(follow).first().click()
          await expect(page).not.toHaveURL(url => url.pathname === path)
          await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible()
        }
        await look(name, picture)
      }
      await page.getByRole('button', { name: 'Kunci' }).first().click()
      await expect(page.getByLabel(/^(Kata sandi|PIN)/)).toBeVisible()
      await look('locked')
      await tablet.close()
      expect(findings).toEqual([])
    })
  }
})
