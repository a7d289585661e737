import type { Page } from 'playwright-core'
import type { Tablet } from '#tests/support/tablet.ts'
import type { Sums } from './bench-app.ts'
import { allSent, complete, enrol, fillSignIn, forgetFreezes, goTo, longestFreeze, pressSignIn, reopen, slow, watchFreezes, withTablet, type Account } from './driving.ts'
import { median, printFigure, type Add } from './figure.ts'
import { searching } from './searching-bench.ts'
import { NO_NETWORK, watchTraffic, type Traffic } from './traffic.ts'

/** What one tablet needs, at a speed: 1 is this machine, 4 is a tablet four times slower. */
export interface TabletRun extends Account { readonly slowdown: number }

/** Enrols, downloads, works and syncs in Chromium, printing as it goes; each figure is measured once unless its name says median. */
export async function measureTablet(run: TabletRun): Promise<void> {
  const add: Add = (name, value, unit) => printFigure({ name: `${name}_${run.slowdown}x`, value, unit })
  await withTablet(run.url, async tablet => {
    const { page } = tablet
    const cdp = await tablet.context.newCDPSession(page)
    const traffic = await watchTraffic(cdp)
    await watchFreezes(page)
    await enrol(page, run)
    await slow(cdp, run.slowdown)

    await firstDownload(tablet, run, traffic, add)
    await floors(page, add)
    await syncing(tablet, traffic, add)
    await working(page, add)
    await opening(page, run, add)
    await consulting(tablet, run, add)
    await stock(tablet, run, add)
  })
}

async function firstDownload({ page }: Tablet, run: TabletRun, traffic: Traffic, add: Add): Promise<void> {
  traffic.reset()
  await forgetFreezes(page)
  await fillSignIn(page, run)
  const startedAt = Date.now()
  await pressSignIn(page)
  await complete(page)
  add('first_download_time', (Date.now() - startedAt) / 1000, 's')
  add('first_download_bytes', traffic.bytes(), 'B')
  add('first_download_longest_freeze', await longestFreeze(page), 'ms')
  add('storage_used', await page.evaluate(async () => (await navigator.storage.estimate()).usage ?? 0), 'B')
  for (const [kind, count] of Object.entries(await page.evaluate(() => window.bench.counts()))) add(`held_${kind}`, count, 'records')
}

/** The least that the browser could take for the same rows: fetch and parse them; put them one by one, indexed, unsealed. */
async function floors(page: Page, add: Add): Promise<void> {
  const floor = await page.evaluate(async () => {
    const post = (path: string, body: unknown): Promise<Response> => fetch(`/api/sync/${path}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
    const hello = await (await post('hello', { proto: 1, app: 'bench', schema: 1 })).json() as { epoch: string; streams: string[] }
    const fetchedAt = performance.now()
    const rows: { id: string; stream: string; kind: string; seq: number }[] = []
    for (const stream of hello.streams) {
      let after: string | undefined
      do {
        const page = await (await post('snapshot', { epoch: hello.epoch, stream, ...(after === undefined ? {} : { after }) })).json() as { rows: typeof rows; next?: string }
        rows.push(...page.rows)
        after = page.next
      } while (after !== undefined)
    }
    const fetched = performance.now() - fetchedAt
    const db = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open('bench-floor', 1)
      opening.onupgradeneeded = () => {
        const store = opening.result.createObjectStore('rows', { keyPath: 'id' })
        store.createIndex('kind', 'kind')
        store.createIndex('stream', 'stream')
      }
      opening.onsuccess = () => resolve(opening.result)
      opening.onerror = () => reject(new Error('no floor'))
    })
    const putAt = performance.now()
    for (let from = 0; from < rows.length; from += 1000) {
      await new Promise<void>((resolve, reject) => {
        const tx = db.transaction('rows', 'readwrite')
        for (const row of rows.slice(from, from + 1000)) tx.objectStore('rows').put(row)
        tx.oncomplete = () => resolve()
        tx.onerror = () => reject(new Error('no floor'))
      })
    }
    const put = performance.now() - putAt
    db.close()
    indexedDB.deleteDatabase('bench-floor')
    return { rows: rows.length, fetched, put }
  })
  add('floor_rows', floor.rows, 'records')
  add('floor_fetch_and_parse', floor.fetched / 1000, 's')
  add('floor_indexeddb_puts', floor.put / 1000, 's')
}

async function syncing({ page }: Tablet, traffic: Traffic, add: Add): Promise<void> {
  await runSync(page)
  traffic.reset()
  const emptyAt = Date.now()
  await runSync(page)
  add('empty_sync_time', (Date.now() - emptyAt) / 1000, 's')
  add('empty_sync_bytes', traffic.bytes(), 'B')
  await traffic.emulate(NO_NETWORK)
  add('save_1000_operations', await page.evaluate(() => window.bench.receive(1000)) / 1000, 's')
  add('stock_of_all_drugs_1000_unsent', await page.evaluate(async () => (await window.bench.askSums()).balances), 'ms')
  await traffic.emulate(null)
  const pushAt = Date.now()
  await page.evaluate(() => window.bench.sync())
  await page.waitForFunction(() => window.bench.unsent() === 0, undefined, { polling: 50 })
  add('push_1000_operations', (Date.now() - pushAt) / 1000, 's')
}

/** Presses the button and waits for the end of the run that it starts. */
async function runSync(page: Page): Promise<void> {
  const button = page.getByRole('button', { name: 'Sinkronkan' }).first()
  await Promise.all([page.waitForResponse(answer => answer.url().endsWith('/api/sync/hello')), button.click()])
  await page.waitForFunction(() => !document.querySelector('button[aria-busy]'), undefined, { polling: 20 })
}

async function working(page: Page, add: Add): Promise<void> {
  const saves: number[] = []
  for (let index = 0; index < 15; index += 1) saves.push(await page.evaluate(() => window.bench.saveVisit()))
  add('save_visit_median', median(saves), 'ms')

  await goTo(page, 'Anggota')
  const box = page.getByLabel('Cari anggota').first()
  await box.click()
  await page.evaluate(() => {
    window.keyTimes = []
    const main = document.querySelector('main') ?? document.body
    let seen: MutationObserver | undefined
    document.addEventListener('input', () => {
      const startedAt = performance.now()
      seen?.disconnect()
      seen = new MutationObserver(() => {
        seen?.disconnect()
        requestAnimationFrame(() => { window.keyTimes.push(performance.now() - startedAt) })
      })
      seen.observe(main, { childList: true, subtree: true, characterData: true })
    }, { capture: true })
  })
  for (const word of ['siti', 'budi', 'ahm']) {
    for (const letter of word) {
      const before = await page.evaluate(() => window.keyTimes.length)
      await page.keyboard.press(letter)
      // A letter that leaves the list as it is changes nothing on the screen and gives no figure.
      await page.waitForFunction(count => window.keyTimes.length > count, before, { polling: 20, timeout: 3000 }).catch(() => undefined)
    }
    await box.fill('')
  }
  const times = await page.evaluate(() => window.keyTimes)
  add('key_to_result_median', median(times), 'ms')
  add('key_to_result_worst', Math.max(...times), 'ms')
}

async function opening(page: Page, run: TabletRun, add: Add): Promise<void> {
  const openedAt = Date.now()
  await page.goto('/')
  await page.getByLabel(/^Kata sandi/).waitFor()
  add('open_to_sign_in', (Date.now() - openedAt) / 1000, 's')
  await fillSignIn(page, run)
  const unlockedAt = Date.now()
  await page.keyboard.press('Enter')
  await page.getByRole('navigation').getByRole('link', { name: 'Anggota', exact: true }).first().waitFor()
  add('unlock_to_first_screen', (Date.now() - unlockedAt) / 1000, 's')
  const listAt = Date.now()
  await goTo(page, 'Anggota')
  await page.getByText('KIARA-').first().waitFor()
  add('members_list_shown', (Date.now() - listAt) / 1000, 's')
}

/** Patients with 200 visits, each opened once; the last of them then as often again. */
const OPENED = 6

/** The desk's search over 20,000 people, and the page of a patient with 200 visits. */
async function consulting({ page }: Tablet, run: TabletRun, add: Add): Promise<void> {
  await searching(page, add)
  const names: string[] = []
  for (let index = 0; index < OPENED; index += 1) names.push(await page.evaluate(() => window.bench.patientWith(200)))
  await allSent(page)
  // Unlocked anew, so that none of what was written is in memory.
  await reopen(page, run)
  await allSent(page)
  await watchOpenings(page)
  const opened: Opening[] = []
  for (const name of [...names, ...Array.from({ length: OPENED }, () => names.at(-1) ?? '')]) {
    await allSent(page)
    opened.push(await openPatient(page, name))
  }
  const [first, ...once] = opened.slice(0, OPENED)
  add('patient_with_200_visits_first', first?.usable ?? NaN, 'ms')
  add('patient_with_200_visits_usable_median', median(once.map(({ usable }) => usable)), 'ms')
  add('patient_with_200_visits_whole_median', median(once.map(({ whole }) => whole)), 'ms')
  add('patient_with_200_visits_again_median', median(opened.slice(OPENED).map(({ usable }) => usable)), 'ms')
}

/** Milliseconds from the press on a name: until the patient can be treated, and until what follows from all his visits is there too. */
interface Opening { readonly usable: number; readonly whole: number }

/** Notes the frames of an opening; a press on anything but a link of the page itself, such as the menu, begins none. */
async function watchOpenings(page: Page): Promise<void> {
  await page.evaluate(() => {
    document.addEventListener('click', event => {
      if (!(event.target as Element).closest('main a')) return
      const startedAt = performance.now()
      window.opening = { usable: NaN, whole: NaN }
      const { opening } = window
      const reached = (mark: 'usable' | 'whole'): void => {
        if (!Number.isNaN(opening[mark])) return
        opening[mark] = 0
        requestAnimationFrame(() => { opening[mark] = performance.now() - startedAt })
      }
      const seen = new MutationObserver(() => {
        const main = document.querySelector('main')
        if (!main || !location.pathname.startsWith('/pelayanan/pasien/')) return
        const text = main.textContent ?? ''
        // His name, what is said of allergies, a visit to open and the button of a new one.
        if (!/Bench Duaratus/.test(main.querySelector('h1')?.textContent ?? '') || !/alergi/i.test(text)) return
        if (!main.querySelector('a[href*="/pelayanan/kunjungan/"]') || !text.includes('Kunjungan baru')) return
        reached('usable')
        if (!text.includes('(200)') || text.includes('belum terbaca')) return
        reached('whole')
        seen.disconnect()
      })
      seen.observe(document.body, { childList: true, subtree: true, characterData: true })
    }, { capture: true })
  })
}

async function openPatient(page: Page, name: string): Promise<Opening> {
  await goTo(page, 'Pelayanan')
  await page.getByLabel('Cari pasien').first().fill(name)
  const hit = page.getByRole('main').getByRole('link', { name }).first()
  await hit.waitFor()
  await hit.click()
  await page.waitForFunction(() => window.opening.whole > 0, undefined, { polling: 20 })
  return page.evaluate(() => window.opening)
}

const UNLOCKS = 5

/**
 * The sums of the stock: made from the movements at rest, then after each of some unlocks with nothing of them in memory, once in
 * the very moment of unlocking, beside the first screen and the sync that begin then, and once when that is done.
 */
async function stock({ page }: Tablet, run: TabletRun, add: Add): Promise<void> {
  const own = `-bench-${run.slowdown}`
  await forgetFreezes(page)
  const rebuilt = await page.evaluate(name => window.bench.askSums(name), own)
  add('stock_of_all_drugs_rebuilt', rebuilt.balances, 'ms')
  add('lplpo_fold_rebuilt', rebuilt.months, 'ms')
  add('stock_rebuilt_longest_freeze', await longestFreeze(page), 'ms')
  const alone: Sums[] = []
  const beside: Sums[] = []
  for (let index = 0; index < UNLOCKS; index += 1) {
    await reopen(page, run, () => page.evaluate(() => window.bench.askAtUnlock()))
    await page.waitForFunction(() => window.bench.sumsAtUnlock() !== null, undefined, { polling: 100 })
    beside.push(await page.evaluate(() => window.bench.sumsAtUnlock() as Sums))
    alone.push(await page.evaluate(name => window.bench.askSums(name), own))
  }
  for (const [where, measured] of [['', alone], ['_beside_first_screen', beside]] as const) {
    add(`stock_of_all_drugs${where}`, median(measured.map(({ balances }) => balances)), 'ms')
    add(`lplpo_fold${where}`, median(measured.map(({ months }) => months)), 'ms')
    add(`lplpo_of_a_month${where}`, median(measured.map(({ report }) => report)), 'ms')
  }
  add('stock_of_all_drugs_again', await page.evaluate(async () => (await window.bench.askSums()).balances), 'ms')
}
