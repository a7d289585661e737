import { afterEach, describe, expect, it } from 'vitest'
import { compact } from '#app/db/pages/compact.ts'
import { BrokenSealError } from '#app/db/pages/page-desk.ts'
import { tend } from '#app/db/pages/tend.ts'
import { KIARA, Ledgers, movement, Tablet, type Tab } from '../fold-world.ts'

const open: Tab[] = []
afterEach(() => { for (const tab of open.splice(0)) tab.close() })
const id = (number: number): string => `m-${String(number).padStart(3, '0')}`

/** Three pages of three rows each, m-010 to m-012, m-020 to m-022 and m-030 to m-032. */
async function threePages(): Promise<{ tablet: Tablet; tab: Tab; ledgers: Ledgers }> {
  const ledgers = new Ledgers()
  for (const tens of [10, 20, 30]) for (const ones of [0, 1, 2]) ledgers.put(KIARA, id(tens + ones), movement(tens + ones))
  const tablet = new Tablet()
  const tab = await tablet.open({ paging: { rows: 3, compactAt: 1 } })
  open.push(tab)
  expect(await tab.downloadPages(ledgers, KIARA, 3)).toBe(true)
  return { tablet, tab, ledgers }
}

const epochOf = async ({ core }: Tab): Promise<string | undefined> => (await core.db.relaxed.streams.get(KIARA))?.epoch

describe('rows of two pages that are packed at once', () => {
  it('do not reach over a page that lies between them', async () => {
    const { tab, ledgers } = await threePages()
    for (const number of [13, 33, 34, 35]) ledgers.put(KIARA, id(number), movement(number))
    await tab.pull(ledgers)
    await compact(tab.core)
    const { entries } = await tab.core.paged.directory(tab.core.cache.states().find(({ stream }) => stream === KIARA) as never)
    const sorted = [...entries].sort((a, b) => (a.first < b.first ? -1 : 1))
    for (const [index, { first }] of sorted.entries()) expect(index === 0 || (sorted[index - 1]?.last ?? '') < first).toBe(true)
    for (const row of ledgers.live(KIARA)) expect((await tab.core.cache.get('stock-movement', row.id))?.data).toEqual(row.data)
    expect(await tab.core.db.relaxed.rows.count()).toBe(0)
  })
})

describe('a directory that is lost', () => {
  it.each(['gone', 'changed'])('(%s) is told of, and its stream is to be downloaded anew', async how => {
    const { tablet, tab } = await threePages()
    const { directories } = tab.core.db.relaxed
    const [directory] = await directories.toArray()
    if (!directory) throw new Error('no directory')
    if (how === 'gone') await directories.clear()
    else await directories.put({ ...directory, box: directory.box.map((byte, at) => (at === 40 ? byte ^ 1 : byte)) })
    const other = await tablet.open({ paging: { rows: 3, compactAt: 1 } })
    open.push(other)
    await expect(other.core.cache.get('stock-movement', id(10))).rejects.toThrow(BrokenSealError)
    await expect.poll(() => epochOf(other)).toBe('')
  })
})

describe('tending to pages', () => {
  it('passes a damaged one over, and its stream is to be downloaded anew', async () => {
    const { tablet, tab, ledgers } = await threePages()
    const { pages } = tab.core.db.relaxed
    for (const page of await pages.toArray()) await pages.put({ ...page, box: page.box.map((byte, at) => (at === 40 ? byte ^ 1 : byte)) })
    ledgers.put(KIARA, id(15), movement(15))
    const other = await tablet.open({ paging: { rows: 3, compactAt: 1 } })
    open.push(other)
    await tend(other.core)
    await expect.poll(() => epochOf(other)).toBe('')
  })
})
