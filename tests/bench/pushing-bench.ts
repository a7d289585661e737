import type { Page, Request } from 'playwright-core'
import { allSent, quiet } from './driving.ts'
import type { Add } from './figure.ts'
import { NO_NETWORK, VILLAGE, type Traffic } from './traffic.ts'

const OPERATIONS = 1000

/** A thousand receipts written without a network and sent over the link: how often, and how many bytes go up, compressed as they are sent. */
export async function pushing(page: Page, traffic: Traffic, add: Add): Promise<void> {
  await allSent(page)
  await traffic.emulate(NO_NETWORK)
  const pushes: Request[] = []
  page.on('requestfinished', request => { if (request.url().endsWith('/api/sync/push')) pushes.push(request) })
  await page.evaluate(count => window.bench.receive(count), OPERATIONS)
  // All of them wait: none was sent before the network was there.
  await page.waitForFunction(count => window.bench.unsent() === count, OPERATIONS, { polling: 50, timeout: 60_000 })
  await traffic.emulate(VILLAGE)
  const startedAt = Date.now()
  await page.evaluate(() => window.bench.sync())
  await page.waitForFunction(() => window.bench.unsent() === 0, undefined, { polling: 50 })
  add(`push_${OPERATIONS}`, (Date.now() - startedAt) / 1000, 's')
  await quiet(page)
  const sizes = await Promise.all(pushes.map(request => request.sizes()))
  add(`push_${OPERATIONS}_requests`, pushes.length, 'requests')
  add(`push_${OPERATIONS}_bytes`, sizes.reduce((sum, { requestBodySize }) => sum + requestBodySize, 0), 'B')
  add(`push_${OPERATIONS}_header_bytes`, sizes.reduce((sum, { requestHeadersSize }) => sum + requestHeadersSize, 0), 'B')
}
