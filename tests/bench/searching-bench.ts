import type { Page } from 'playwright-core'
import type { Add } from './figure.ts'

/** A key in the desk's search to its result, over 20,000 people. */
export async function searching(page: Page, add: Add): Promise<void> {
  const keys = [...await page.evaluate(() => window.bench.searchPeople(20_000))].sort((a, b) => a - b)
  add('patient_search_20000_p95', keys[Math.floor(keys.length * 0.95)] ?? NaN, 'ms')
  add('patient_search_20000_worst', keys.at(-1) ?? NaN, 'ms')
}
