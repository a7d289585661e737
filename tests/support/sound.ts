import { expect, type Page } from '@playwright/test'
import { axeFindings } from './axe.ts'
import { LANDSCAPE, PORTRAIT } from './tablet.ts'

/** The screen as it stands, lying and standing: no finding of axe, nothing wider than the glass. */
export async function expectSound(page: Page): Promise<void> {
  for (const size of [LANDSCAPE, PORTRAIT]) {
    await page.setViewportSize(size)
    // As tall as the page, so that nothing lies half under the bars at its edges.
    await page.setViewportSize({ width: size.width, height: await page.evaluate(() => document.documentElement.scrollHeight) })
    expect(await axeFindings(page)).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0)
  }
  await page.setViewportSize(LANDSCAPE)
}
