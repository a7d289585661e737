import { afterEach, describe, expect, it } from 'vitest'
import { loseStream, removeLost } from '#app/db/copies.ts'
import { compact } from '#app/db/pages/compact.ts'
import { BrokenSealError } from '#app/db/pages/page-desk.ts'
import { tend } from '#app/db/pages/tend.ts'
import { KIARA, Ledgers, movement, movementListing, Tablet, type Tab } from '../fold-world.ts'
import { readsWhatIs } from './reading.ts'

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

describe('a stream that was lost and is granted again', () => {
  it('counts its copies from one again, and is read from its own pages all the same, in every tab', async () => {
    const { tablet, tab, ledgers } = await threePages()
    const other = await tablet.open({ paging: { rows: 3, compactAt: 1 }, lists: [movementListing()], deaf: true })
    open.push(other)
    for (const one of [tab, other]) await readsWhatIs(one, ledgers)
    await tend(other.core)
    const third = await tablet.open({ paging: { rows: 3, compactAt: 1 }, deaf: true })
    open.push(third)
    await third.store.get('stock-movement', id(10))
    const key = tab.core.keyOf(KIARA)
    await loseStream(tab.core, KIARA)
    expect(await removeLost(tab.core)).toEqual([KIARA])
    for (const number of [40, 41, 42, 50]) ledgers.put(KIARA, id(number), movement(number))
    tab.core.addKey(key)
    await tab.core.reload()
    expect(await tab.downloadPages(ledgers, KIARA, 3)).toBe(true)
    expect(await tab.core.db.relaxed.streams.get(KIARA)).toMatchObject({ copy: 1, paged: 1 })
    expect(await third.store.scan('stock-movement')).toHaveLength(13)
    for (const one of [tab, other]) {
      await one.core.catchUp()
      await readsWhatIs(one, ledgers)
    }
  })

  it('keeps no list that was being made of its pages before', async () => {
    const { tablet, tab, ledgers } = await threePages()
    const slow = await tablet.open({ paging: { rows: 3, compactAt: 1 }, lists: [movementListing()], deaf: true })
    open.push(slow)
    await readsWhatIs(slow, ledgers)
    const state = await slow.core.db.relaxed.streams.get(KIARA)
    const key = tab.core.keyOf(KIARA)
    const { deflate } = slow.core.deps.pageBytes
    Object.assign(slow.core.deps.pageBytes, { deflate: async (bytes: Uint8Array<ArrayBuffer>) => {
      await loseStream(tab.core, KIARA)
      await removeLost(tab.core)
      tab.core.addKey(key)
      await tab.core.reload()
      await tab.downloadPages(new Ledgers(), KIARA, 3)
      return deflate(bytes)
    } })
    await slow.core.lists.prepare(state as never)
    expect(await tab.core.db.relaxed.lists.toArray()).toEqual([])
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
