import { complete, enrol, fillSignIn, forgetFreezes, longestFreeze, pressSignIn, slow, watchFreezes, withTablet, type Account } from './driving.ts'
import { diskOf, type DiskUse } from './disk.ts'
import type { HeldRows } from './held-rows.ts'
import { watchTraffic, type Link, type Traffic } from './traffic.ts'
import type { Tablet } from '#tests/support/tablet.ts'

/** Times in seconds from the press on "Masuk"; `asked` is when sync asked its first question (hello): before it lie the passwords' hashes. */
export interface FirstDownload {
  readonly asked: number
  readonly searchable: number
  readonly complete: number
  readonly bytes: number
  /** How often each path was called. */
  readonly calls: Readonly<Record<string, number>>
  readonly freeze: number
  readonly disk: DiskUse
}

export interface Way { readonly slowdown: number; readonly link: Link | null }

/** A new tablet is enrolled at full speed, with the app held offline, and signed in to on the link and at the speed asked for; `then` goes on with it. */
export async function firstDownload(account: Account, held: HeldRows, way: Way, then?: (tablet: Tablet, traffic: Traffic) => Promise<void>): Promise<FirstDownload> {
  return withTablet(account.url, async tablet => {
    const { page, context } = tablet
    const cdp = await context.newCDPSession(page)
    const traffic = await watchTraffic(cdp)
    await watchFreezes(page)
    await page.addInitScript(() => {
      performance.setResourceTimingBufferSize(10_000)
      document.addEventListener('click', event => {
        if ((event.target as Element).closest('button')?.textContent?.trim() === 'Masuk') window.pressedAt ??= performance.now()
      }, { capture: true })
    })
    await enrol(page, account)
    // The files of the app are fetched beforehand and not beside the rows.
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null)
    await fillSignIn(page, account)
    const searchable = page.evaluate(expected => window.bench.searchableAt(expected), { members: held.members.length, batches: held.batches })
    // Waited for below; a failure of the press must be told, not this one's.
    searchable.catch(() => undefined)
    traffic.reset()
    await forgetFreezes(page)
    await slow(cdp, way.slowdown)
    await traffic.emulate(way.link)
    await pressSignIn(page)
    await complete(page)
    const [searchableAt, { pressedAt, completeAt, askedAt }] = await Promise.all([searchable, page.evaluate(() => ({
      pressedAt: window.pressedAt ?? NaN, completeAt: performance.now(),
      askedAt: performance.getEntriesByType('resource').find(({ name }) => name.endsWith('/api/sync/hello'))?.startTime ?? NaN,
    }))])
    const calls: Record<string, number> = {}
    for (const { path } of traffic.calls()) calls[path] = (calls[path] ?? 0) + 1
    const measured = {
      asked: (askedAt - pressedAt) / 1000, searchable: (searchableAt - pressedAt) / 1000, complete: (completeAt - pressedAt) / 1000,
      bytes: traffic.bytes(), calls, freeze: await longestFreeze(page),
    }
    const disk = await diskOf(tablet)
    await then?.(tablet, traffic)
    return { ...measured, disk }
  })
}

declare global {
  interface Window { pressedAt?: number }
}
