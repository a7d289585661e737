import type { Page } from 'playwright-core'
import type { Tablet } from '#tests/support/tablet.ts'
import { complete, enrol, fillSignIn, forgetFreezes, goTo, longestFreeze, pressSignIn, quiet, reopen, slow, watchFreezes, withTablet, type Account } from './driving.ts'
import { median, printFigure, type Add } from './figure.ts'

/** Milliseconds from the press on "Pengawasan": until day and month stand on the screen, and until nothing is being read any more. */
export interface Shown { readonly usable: number; readonly whole: number }
export interface RingkasanRun extends Account {
  readonly slowdowns: readonly number[]
  /** Writes this many visits of the last day at the server, as pustu send them, each with a line handed out. */
  arrive(visits: number): Promise<void>
}

const OPENINGS = 5
/** Longer than anything on the page rests between two readings. */
const RESTED_MS = 5000
/** How many rows come to the tablet while Ringkasan stands on it: visits and hand-overs, and the days that change with them. */
const ARRIVING = { rounds: 5, visits: 50 }

/**
 * The head's tablet with all pustu on it: downloaded once at this machine's own speed, then Ringkasan is opened at each speed, from
 * Beranda, first right after an unlock and then several times over, and stays open while rows arrive.
 */
export async function measureRingkasan(run: RingkasanRun): Promise<void> {
  await withTablet(run.url, async tablet => {
    const { page } = tablet
    await download(tablet, run)
    const cdp = await tablet.context.newCDPSession(page)
    for (const rate of run.slowdowns) {
      const add: Add = (name, value, unit) => printFigure({ name: `${name}_${rate}x`, value, unit })
      await slow(cdp, rate)
      await reopen(page, run)
      await page.evaluate(watchFigures)
      const first = await open(page)
      add('ringkasan_first_usable', first.usable, 'ms')
      add('ringkasan_first_whole', first.whole, 'ms')
      const again: Shown[] = []
      for (let index = 0; index < OPENINGS; index += 1) again.push(await open(page))
      add('ringkasan_usable_median', median(again.map(({ usable }) => usable)), 'ms')
      add('ringkasan_whole_median', median(again.map(({ whole }) => whole)), 'ms')
      add('ringkasan_open_longest_freeze', await longestFreeze(page), 'ms')
      await arriving(page, run, add)
      await slow(cdp, 1)
    }
  })
}

async function download({ page }: Tablet, run: RingkasanRun): Promise<void> {
  await watchFreezes(page)
  await enrol(page, run)
  await fillSignIn(page, run)
  const startedAt = Date.now()
  await pressSignIn(page)
  await complete(page)
  await quiet(page)
  printFigure({ name: 'ringkasan_first_download', value: (Date.now() - startedAt) / 1000, unit: 's' })
}

/** Notes when the figures stand on the screen after a press on "Pengawasan", and what the visits of the month say from then on. Runs in the page. */
function watchFigures(): void {
  const monthVisits = (): string => document.querySelectorAll('main table tbody tr:first-child td a')[1]?.textContent?.trim() ?? ''
  document.addEventListener('click', event => {
    if ((event.target as Element).closest('nav a')?.textContent?.trim() !== 'Pengawasan') return
    const startedAt = performance.now()
    const shown = { usable: NaN, whole: NaN }
    window.shown = shown
    const reached = (mark: 'usable' | 'whole'): void => {
      if (!Number.isNaN(shown[mark])) return
      shown[mark] = 0
      requestAnimationFrame(() => { shown[mark] = performance.now() - startedAt })
    }
    const seen = new MutationObserver(() => {
      if (document.querySelector('main h1')?.textContent !== 'Ringkasan' || !/^[1-9]/.test(monthVisits())) return
      reached('usable')
      if (document.querySelectorAll('main svg rect').length < 20 || (document.querySelector('main')?.textContent ?? '').includes('…')) return
      reached('whole')
      seen.disconnect()
    })
    seen.observe(document.body, { childList: true, subtree: true, characterData: true })
  }, { capture: true })
  window.monthVisits = monthVisits
}

async function open(page: Page): Promise<Shown> {
  await goTo(page, 'Beranda')
  await page.getByRole('heading', { name: 'Semua pustu hari ini' }).waitFor()
  // What Beranda itself reads is not measured.
  await page.waitForFunction(() => !(document.querySelector('main')?.textContent ?? '').includes('…'), undefined, { polling: 50 })
  await forgetFreezes(page)
  await goTo(page, 'Pengawasan')
  await page.waitForFunction(() => window.shown.whole > 0, undefined, { polling: 50 })
  return page.evaluate(() => window.shown)
}

/** Rows come in several syncs, one right after the other, while Ringkasan stands on the screen. */
async function arriving(page: Page, run: RingkasanRun, add: Add): Promise<void> {
  const delays: number[] = []
  const syncs: number[] = []
  await forgetFreezes(page)
  for (let round = 0; round < ARRIVING.rounds; round += 1) {
    const before = Number((await page.evaluate(() => window.monthVisits())).replaceAll('.', ''))
    await run.arrive(ARRIVING.visits)
    const pulled = page.waitForResponse(answer => answer.url().endsWith('/api/sync/pull'))
    await page.evaluate(() => window.bench.sync())
    await pulled
    const pulledAt = Date.now()
    await page.waitForFunction(wanted => Number(window.monthVisits().replaceAll('.', '')) === wanted, before + ARRIVING.visits, { polling: 20 })
    delays.push(Date.now() - pulledAt)
    await quiet(page)
    syncs.push(Date.now() - pulledAt)
  }
  // What takes long to read follows after a rest.
  const rested = Date.now() + RESTED_MS
  await page.waitForFunction(until => Date.now() > until, rested, { polling: 250 })
  add('ringkasan_rows_arrived', ARRIVING.rounds * ARRIVING.visits * 2, 'records')
  add('ringkasan_rows_to_figure_median', median(delays), 'ms')
  add('ringkasan_rows_to_figure_worst', Math.max(...delays), 'ms')
  add('ringkasan_rows_end_of_sync_median', median(syncs), 'ms')
  add('ringkasan_rows_longest_freeze', await longestFreeze(page), 'ms')
}

declare global {
  interface Window { shown: Shown; monthVisits(): string }
}
