import { mkdtempSync, readlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { chromium, type BrowserContext, type Page } from 'playwright-core'
import { CHROMIUM_FLAGS, findChromium } from '#scripts/lib/chromium.mjs'

export const LANDSCAPE = { width: 1280, height: 800 }
export const PORTRAIT = { width: 800, height: 1280 }

/** A tablet is a browser profile on disk: it survives its browser. */
export interface Tablet {
  readonly profile: string
  readonly context: BrowserContext
  readonly page: Page
  /** The network is gone: the browser says so and nothing gets through. */
  goOffline(): Promise<void>
  goOnline(): Promise<void>
  close(): Promise<void>
  /** The browser dies at once, in the middle of whatever it does. */
  kill(): Promise<void>
}

export interface TabletOptions {
  readonly url: string
  /** The profile of a tablet used before; a new one where left out. */
  readonly profile?: string
  readonly viewport?: { width: number; height: number }
}

/** Opens the browser of a tablet. Reopening a profile is what a nurse does the next morning. */
export async function openTablet(options: TabletOptions): Promise<Tablet> {
  const executablePath = findChromium()
  if (!executablePath) throw new Error('no Chromium on this machine; set CHROMIUM_PATH')
  const profile = options.profile ?? mkdtempSync(join(tmpdir(), 'tablet-'))
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    args: CHROMIUM_FLAGS,
    viewport: options.viewport ?? LANDSCAPE,
    locale: 'id-ID',
    timezoneId: 'Asia/Jakarta',
    baseURL: options.url,
  })
  // What cannot be pressed in this time never will be; without a limit a wrong word costs the whole time of the test.
  context.setDefaultTimeout(40_000)
  const page = context.pages()[0] ?? await context.newPage()
  return {
    profile, context, page,
    goOffline: () => context.setOffline(true),
    goOnline: () => context.setOffline(false),
    close: () => context.close(),
    kill: () => killBrowser(profile, context),
  }
}

/** Chromium leaves its process id in the lock of its profile; that one process is ended, nothing else. */
async function killBrowser(profile: string, context: BrowserContext): Promise<void> {
  const gone = new Promise<void>(resolve => { context.once('close', () => resolve()) })
  const pid = Number(readlinkSync(join(profile, 'SingletonLock')).split('-').at(-1))
  if (!Number.isInteger(pid) || pid <= 1) throw new Error('the profile is not held by a browser')
  process.kill(pid, 'SIGKILL')
  await gone
  while (isAlive(pid)) await pause(20)
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
