import { rmSync } from 'node:fs'
import type { CDPSession, Page } from 'playwright-core'
import { openTablet, type Tablet } from '#tests/support/tablet.ts'

/** Whose tablet is driven, and at which server. */
export interface Account { readonly url: string; readonly code: string; readonly username: string; readonly password: string }

/** A download on a machine slowed four times takes minutes. */
export const PATIENCE = 900_000

/** A new tablet for as long as the work takes; its profile goes with it. */
export async function withTablet<T>(url: string, work: (tablet: Tablet) => Promise<T>): Promise<T> {
  const tablet = await openTablet({ url })
  tablet.page.setDefaultTimeout(PATIENCE)
  try {
    return await work(tablet)
  } finally {
    await tablet.close()
    rmSync(tablet.profile, { recursive: true, force: true })
  }
}

/** The page's own thread goes this many times slower. Chromium slows neither workers nor its database nor the server. */
export async function slow(cdp: CDPSession, rate: number): Promise<void> {
  await cdp.send('Emulation.setCPUThrottlingRate', { rate })
}

/** Before the first page is opened: notes the longest time for which the page could not answer. */
export async function watchFreezes(page: Page): Promise<void> {
  await page.addInitScript(() => {
    window.longestFreeze = 0
    new PerformanceObserver(list => { for (const entry of list.getEntries()) window.longestFreeze = Math.max(window.longestFreeze, entry.duration) }).observe({ type: 'longtask', buffered: true })
  })
}
/** In ms; 0 when none was over the 50 ms from which the browser counts. */
export const longestFreeze = (page: Page): Promise<number> => page.evaluate(() => window.longestFreeze)
export const forgetFreezes = (page: Page): Promise<void> => page.evaluate(() => { window.longestFreeze = 0 })

/** Enrols a new tablet and leaves it at the sign-in. */
export async function enrol(page: Page, { code }: Account): Promise<void> {
  await page.goto('/')
  await page.getByLabel('Kode pendaftaran').fill(code)
  await page.getByLabel('Nama tablet').fill('Bench')
  await page.getByRole('button', { name: 'Daftarkan', exact: true }).click()
  await page.getByLabel('Nama pengguna').waitFor()
  await asked(page)
}

/** The page can be asked: its own questions come after the door is drawn. */
const asked = (page: Page): Promise<unknown> => page.waitForFunction(() => 'bench' in window, undefined, { polling: 20 })

/** Fills in the sign-in of a new tablet, or of one that knows its person: at once, or a key each so many ms. */
export async function fillSignIn(page: Page, { username, password }: Account, keyMs?: number): Promise<void> {
  await page.getByLabel(/^Kata sandi/).waitFor()
  await asked(page)
  const name = page.getByLabel('Nama pengguna')
  if (await name.isVisible()) await name.fill(username)
  if (keyMs === undefined) await page.getByLabel(/^Kata sandi/).fill(password)
  else await page.getByLabel(/^Kata sandi/).pressSequentially(password, { delay: keyMs })
}

export const pressSignIn = (page: Page): Promise<void> => page.getByRole('button', { name: 'Masuk', exact: true }).click()
/** The first download has been here once, whole. */
export const complete = (page: Page): Promise<unknown> => page.waitForFunction(() => window.bench.isUnlocked() && window.bench.isComplete(), undefined, { polling: 100 })

/** No sync is running. */
export const quiet = (page: Page): Promise<unknown> => page.waitForFunction(() => !document.querySelector('button[aria-busy]'), undefined, { polling: 50 })

/** What was written is sent and fetched before anything is measured beside it. */
export async function allSent(page: Page): Promise<void> {
  await page.evaluate(() => { if (window.bench.unsent() > 0) window.bench.sync() })
  await page.waitForFunction(() => window.bench.unsent() === 0 && window.bench.isComplete() && !document.querySelector('button[aria-busy]'), undefined, { polling: 50 })
}

/** Opens the app anew, so that nothing is in memory, and waits for the sync that begins then. `atDoor`: before the person comes in. */
export async function reopen(page: Page, account: Account, atDoor?: () => Promise<void>): Promise<void> {
  await page.goto('/')
  await fillSignIn(page, account)
  await atDoor?.()
  const synced = page.waitForResponse(answer => answer.url().endsWith('/api/sync/digest'))
  await page.keyboard.press('Enter')
  await synced
  await quiet(page)
}

export const goTo = (page: Page, place: string): Promise<void> => page.getByRole('navigation').getByRole('link', { name: place, exact: true }).first().click()
