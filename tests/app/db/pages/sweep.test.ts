import { afterEach, describe, expect, it } from 'vitest'
import { loseStream, removeLost } from '#app/db/copies.ts'
import { beginPagedCopy, finishPagedCopy, storePages } from '#app/db/pages/page-copies.ts'
import { tend } from '#app/db/pages/tend.ts'
import { sweepCopies } from '#app/db/sweep.ts'
import { EPOCH, KIARA, Ledgers, manifestOf, movement, Tablet, TERITIH, type Tab, type TabOptions } from '../fold-world.ts'
import { id, lying, readsWhatIs, upTo, write } from './reading.ts'

const open: Tab[] = []
afterEach(() => { for (const tab of open.splice(0)) tab.close() })
async function tabOf(tablet: Tablet, options: TabOptions = {}): Promise<Tab> {
  const tab = await tablet.open({ paging: { rows: 3, compactAt: 2 }, ...options })
  open.push(tab)
  return tab
}

async function both(): Promise<{ tablet: Tablet; tab: Tab; ledgers: Ledgers }> {
  const tablet = new Tablet()
  const ledgers = new Ledgers()
  write(ledgers, upTo(9))
  write(ledgers, upTo(7, 30), TERITIH)
  const tab = await tabOf(tablet)
  for (const stream of [KIARA, TERITIH]) await tab.downloadPages(ledgers, stream, 3)
  await tend(tab.core)
  return { tablet, tab, ledgers }
}

/** With the key of one stream alone, all of it can be read. */
async function readsBoth(tablet: Tablet, ledgers: Ledgers, streams: readonly string[] = [KIARA, TERITIH]): Promise<void> {
  for (const stream of streams) await readsWhatIs(await tabOf(tablet, { streams: [stream] }), ledgers, stream)
}

/** Pages, postings and directories as they lie here, by stream. */
async function shelves({ core }: Tab): Promise<Record<string, { pages: string[]; postings: string[]; directories: string[] }>> {
  const db = core.db.relaxed
  const [pages, postings, directories] = await Promise.all([db.pages.toCollection().primaryKeys(), db.postings.toCollection().primaryKeys(), db.directories.toCollection().primaryKeys()])
  return Object.fromEntries([KIARA, TERITIH].map(stream => [stream, {
    pages: pages.filter(([own]) => own === stream).map(([, , hash]) => hash).sort(), postings: postings.filter(([own]) => own === stream).map(([, , hash]) => hash).sort(),
    directories: directories.filter(space => space.startsWith(`${stream}#`)),
  }]))
}

describe('sweeping pages', () => {
  it('takes what no directory names any more after a new copy, with its postings, and leaves the rest', async () => {
    const { tablet, tab, ledgers } = await both()
    const before = await shelves(tab)
    ledgers.put(KIARA, id(2), movement(50, 'obat-2'), { rev: 2 })
    write(ledgers, upTo(3, 20))
    await tab.downloadPages(ledgers, KIARA, 3)
    await sweepCopies(tab.core)
    const after = await shelves(tab)
    const { entries } = await lying(tab)
    expect(after[KIARA]?.pages).toEqual(entries.map(({ hash }) => hash).sort())
    expect(after[KIARA]?.directories).toEqual([`${KIARA}#2`])
    expect(after[KIARA]?.postings.filter(hash => !after[KIARA]?.pages.includes(hash))).toEqual([])
    // Two pages are the same in both copies.
    expect(after[KIARA]?.pages.filter(hash => before[KIARA]?.pages.includes(hash))).toHaveLength(2)
    expect(after[TERITIH]).toEqual(before[TERITIH])
    await readsBoth(tablet, ledgers)
  })

  it('takes strays: pages and postings that nothing names', async () => {
    const { tab } = await both()
    const before = await shelves(tab)
    const db = tab.core.db.relaxed
    const [page, posting, directory] = [await db.pages.toCollection().first(), await db.postings.toCollection().first(), await db.directories.toCollection().first()]
    await db.pages.put({ ...page as never as object, hash: 'f'.repeat(64) } as never)
    await db.postings.put({ ...posting as never as object, hash: 'f'.repeat(64) } as never)
    await db.pages.put({ ...page as never as object, stream: 'pustu:pustu-lama/stock' } as never)
    await db.directories.put({ ...directory as never as object, space: `${KIARA}#77` } as never)
    await sweepCopies(tab.core)
    expect(await shelves(tab)).toEqual(before)
    expect(await db.pages.count()).toBe((before[KIARA]?.pages.length ?? 0) + (before[TERITIH]?.pages.length ?? 0))
  })

  it('leaves what a copy in the making has already, so that a cut download goes on', async () => {
    const { tablet, tab, ledgers } = await both()
    for (const number of upTo(9)) ledgers.put(KIARA, id(number), movement(number + 100, 'obat-0'), { rev: 2 })
    const manifest = await manifestOf(tab.core, ledgers, KIARA, 3)
    const making = await beginPagedCopy(tab.core, KIARA, EPOCH, manifest)
    const bodyOf = (hash: string) => ({ stream: KIARA, hash, body: manifest.bodies.get(hash) as Uint8Array<ArrayBuffer> })
    await storePages(tab.core, making.missing.slice(0, 2).map(bodyOf))
    await sweepCopies(tab.core)
    const again = await beginPagedCopy(tab.core, KIARA, EPOCH, manifest)
    expect(again.missing).toEqual(making.missing.slice(2))
    expect(await finishPagedCopy(tab.core, again)).toBe(false)
    await storePages(tab.core, again.missing.map(bodyOf))
    expect(await finishPagedCopy(tab.core, again)).toBe(true)
    await sweepCopies(tab.core)
    await readsBoth(tablet, ledgers)
    expect((await shelves(tab))[KIARA]?.directories).toHaveLength(1)
  })

  it("leaves another user's stream alone, whose directory does not open here", async () => {
    const { tablet, tab, ledgers } = await both()
    const before = await shelves(tab)
    const other = await tabOf(tablet, { streams: [KIARA] })
    await sweepCopies(other.core)
    expect(await shelves(tab)).toEqual(before)
    await readsBoth(tablet, ledgers)
  })

  it('a lost stream takes its pages, postings and directories with it, and no other\'s', async () => {
    const { tablet, tab, ledgers } = await both()
    const before = await shelves(tab)
    await loseStream(tab.core, KIARA)
    expect(await removeLost(tab.core)).toEqual([KIARA])
    expect(await shelves(tab)).toEqual({ [KIARA]: { pages: [], postings: [], directories: [] }, [TERITIH]: before[TERITIH] })
    expect(await tab.store.scan('stock-movement')).toHaveLength(7)
    await readsBoth(tablet, ledgers, [TERITIH])
  })

  it('a crash after the stream is gone leaves nothing of it that a later sweep would have to find', async () => {
    const { tab } = await both()
    await loseStream(tab.core, KIARA)
    Object.assign(tab.core, { removeKey: () => Promise.reject(new Error('the power is gone')) })
    await expect(removeLost(tab.core)).rejects.toThrow('the power is gone')
    expect((await shelves(tab))[KIARA]).toEqual({ pages: [], postings: [], directories: [] })
  })
})
