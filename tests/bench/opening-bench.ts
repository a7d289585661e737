import type { Page } from 'playwright-core'
import { openTablet, type Tablet } from '#tests/support/tablet.ts'
import { fillSignIn, goTo, quiet, slow, withTablet, type Account } from './driving.ts'
import { median, type Add } from './figure.ts'
import type { HeldRows } from './held-rows.ts'

const OPENINGS = 3
const SHOWN = 30
/** Somebody who types fast: ten keys a second. What is fetched meanwhile makes nobody wait. */
const KEY_MS = 100

/** Notes in the page, counted from the navigation, the frames after: the form of the password is there; so many rows of a list are there. */
export async function watchOpening(page: Page): Promise<void> {
  await page.addInitScript(shown => {
    const marks: Window['marks'] = {}
    window.marks = marks
    const note = (name: 'form' | 'list'): void => {
      if (marks[name] !== undefined) return
      marks[name] = NaN
      requestAnimationFrame(() => { marks[name] = performance.now() })
    }
    new MutationObserver(() => {
      if (document.querySelector('input[type=password]')) note('form')
      if (document.querySelectorAll('main tbody tr').length >= shown) note('list')
    }).observe(document, { childList: true, subtree: true })
    document.addEventListener('keydown', ({ key }) => { if (key === 'Enter') marks.enter = performance.now() }, { capture: true })
  }, SHOWN)
}

async function mark(page: Page, name: keyof Window['marks']): Promise<number> {
  await page.waitForFunction(wanted => (window.marks[wanted] ?? NaN) > 0, name, { polling: 50 })
  return page.evaluate(wanted => window.marks[wanted] ?? NaN, name)
}

/** ms. `started`: in a browser that has just been started, as in the morning; `again`: in one that has had the page open before. */
interface Opened<T> { readonly started: readonly T[]; readonly again: readonly T[] }

/** Starts the browser of a profile several times over and opens the page twice in each. */
async function openings<T>(profile: string, url: string, slowdown: number, open: (page: Page) => Promise<T>): Promise<Opened<T>> {
  const measured = { started: [] as T[], again: [] as T[] }
  for (let turn = 0; turn < OPENINGS; turn += 1) {
    const tablet = await openTablet({ url, profile })
    try {
      const { page, context } = tablet
      await watchOpening(page)
      await slow(await context.newCDPSession(page), slowdown)
      measured.started.push(await open(page))
      await page.goto('about:blank')
      measured.again.push(await open(page))
    } finally {
      await tablet.close()
    }
  }
  return measured
}

/**
 * From the navigation to thirty members on the screen, in parts: the form of the password, what typing it takes left out, and from
 * Enter to the list, of which the password's hash, slow on purpose, is measured by itself. Nothing comes from the network until the
 * list stands: here the server would hash the same password on the same two cores. The tablet is closed with it.
 * @returns medians in ms without the hash.
 */
export async function measureOpening(tablet: Tablet, account: Account, slowdown: number, add: Add): Promise<{ started: number; again: number }> {
  // The app comes back to the page that was left, in a code that was fetched once.
  await goTo(tablet.page, 'Anggota')
  await tablet.page.locator('main tbody tr').nth(SHOWN - 1).waitFor()
  await tablet.close()
  const opened = await openings(tablet.profile, account.url, slowdown, async page => {
    await page.goto('/')
    const form = await mark(page, 'form')
    await fillSignIn(page, account, KEY_MS)
    const synced = page.waitForResponse(answer => answer.url().endsWith('/api/sync/digest'))
    await page.context().setOffline(true)
    await page.keyboard.press('Enter')
    const list = await mark(page, 'list') - await mark(page, 'enter')
    await page.context().setOffline(false)
    await synced
    await quiet(page)
    return { form, list, hash: await page.evaluate(() => window.bench.slowHash()) }
  })
  const tell = (which: keyof typeof opened, name: string): number => {
    const part = (value: (parts: { form: number; list: number; hash: number }) => number): number => median(opened[which].map(value))
    const without = part(({ form, list }) => form + list) - part(({ hash }) => hash)
    add(`open_to_form${name}`, part(({ form }) => form), 'ms')
    add(`unlock_to_list${name}`, part(({ list }) => list), 'ms')
    add(`argon2_alone${name}`, part(({ hash }) => hash), 'ms')
    add(`open_to_first_screen_with_argon2${name}`, part(({ form, list }) => form + list), 'ms')
    add(`open_to_first_screen${name}`, without, 'ms')
    return without
  }
  return { started: tell('started', ''), again: tell('again', '_again') }
}

/** A bare page with the same members: it reads thirty of them by an index of names, and at another address all, and sorts them. */
export async function measureBarePage(url: string, { members }: HeldRows, slowdown: number, add: Add): Promise<{ started: number; again: number }> {
  return withTablet(url, async tablet => {
    await tablet.page.goto('/')
    const plain = members.map(({ id, data }) => ({ id, ...(data as { name: string; number: string; nik: string }) }))
    await tablet.page.waitForFunction(() => 'fillBare' in window)
    await tablet.page.evaluate(rows => window.fillBare(rows), plain)
    await tablet.close()
    const openAt = (address: string): Promise<Opened<number>> => openings(tablet.profile, url, slowdown, async page => {
      await page.goto(address)
      return mark(page, 'list')
    })
    const shown = await openAt('/')
    const all = await openAt('/#all')
    add('floor_bare_page', median(shown.started), 'ms')
    add('floor_bare_page_again', median(shown.again), 'ms')
    add('floor_bare_page_reading_all', median(all.started), 'ms')
    add('floor_bare_page_reading_all_again', median(all.again), 'ms')
    return { started: median(shown.started), again: median(shown.again) }
  })
}

declare global {
  interface Window { marks: { form?: number; enter?: number; list?: number } }
}
