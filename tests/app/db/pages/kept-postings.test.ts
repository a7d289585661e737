import { afterEach, describe, expect, it } from 'vitest'
import { keepPostings, readPostings } from '#app/db/pages/kept-postings.ts'
import { postingsVersion } from '#app/db/pages/postings.ts'
import type { SealedPostings } from '#app/db/database.ts'
import { KIARA, Ledgers, Tablet, type Tab } from '../fold-world.ts'
import { readsWhatIs, upTo, write } from './reading.ts'

const open: Tab[] = []
afterEach(() => { for (const tab of open.splice(0)) tab.close() })
async function tabOf(tablet: Tablet): Promise<Tab> {
  const tab = await tablet.open()
  open.push(tab)
  return tab
}

async function kept(): Promise<{ tablet: Tablet; tab: Tab; ledgers: Ledgers; all: SealedPostings[] }> {
  const tablet = new Tablet()
  const ledgers = new Ledgers()
  write(ledgers, upTo(9))
  const tab = await tabOf(tablet)
  await tab.downloadPages(ledgers, KIARA, 3)
  await readsWhatIs(tab, ledgers)
  return { tablet, tab, ledgers, all: await tab.core.db.relaxed.postings.toArray() }
}

/** How often a tab makes postings from a page. */
function countMade(tab: Tab): { made: number } {
  const count = { made: 0 }
  const { postings } = tab.core.paged.desk
  Object.assign(tab.core.paged.desk, { postings: (...parts: Parameters<typeof postings>) => { count.made += 1; return postings(...parts) } })
  return count
}

const spoiled = (box: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> => box.map((byte, at) => (at === 17 ? byte ^ 1 : byte))

describe('postings on the disk', () => {
  it('are made once for each page, and afterwards read, also by a tab opened later', async () => {
    const { tablet, ledgers, all } = await kept()
    expect(all.map(({ version, checked }) => [version, checked])).toEqual(Array.from({ length: 3 }, () => [postingsVersion('stock-movement'), false]))
    const later = await tabOf(tablet)
    const count = countMade(later)
    await readsWhatIs(later, ledgers)
    expect(count.made).toBe(0)
  })

  it('tell nothing in the clear', async () => {
    const { all } = await kept()
    for (const { box } of all) expect(Buffer.from(box).includes(Buffer.from('obat'))).toBe(false)
  })

  it.each<[string, (all: SealedPostings[]) => SealedPostings[]]>([
    ['of other code', all => all.map(one => ({ ...one, version: `${one.version}x` }))],
    ['of other code that call themselves ours', all => all.map(one => ({ ...one, version: 'lama', box: one.box }))],
    ['damaged', all => all.map(one => ({ ...one, box: spoiled(one.box) }))],
    ['cut short', all => all.map(one => ({ ...one, box: one.box.slice(0, 5) }))],
    ['each in the place of another', all => all.map((one, index) => ({ ...one, box: (all[(index + 1) % all.length] as SealedPostings).box }))],
    ['gone', () => []],
  ])('%s: they are made anew, kept, and every look-up is right', async (_what, change) => {
    const { tablet, tab, ledgers, all } = await kept()
    await tab.core.db.relaxed.postings.clear()
    await tab.core.db.relaxed.postings.bulkPut(change(all))
    const other = await tabOf(tablet)
    const count = countMade(other)
    await readsWhatIs(other, ledgers)
    expect(count.made).toBe(3)
    const again = await tabOf(tablet)
    const later = countMade(again)
    await readsWhatIs(again, ledgers)
    expect(later.made).toBe(0)
  })

  it('under another key are not read, and do not stand in the way of those of a page sealed anew', async () => {
    const { tablet, ledgers } = await kept()
    tablet.changeKey(KIARA)
    const other = await tabOf(tablet)
    await other.downloadPages(ledgers, KIARA, 3)
    const count = countMade(other)
    await readsWhatIs(other, ledgers)
    expect(count.made).toBe(3)
    expect(new Set((await other.core.db.relaxed.postings.toArray()).map(({ kid }) => kid)).size).toBe(2)
  })

  it('are not kept for a page that is gone, and stop nobody where the disk is full', async () => {
    const { tab } = await kept()
    const { relaxed } = tab.core.db
    const key = tab.core.keyOf(KIARA)
    const { entries } = await tab.core.paged.directory(tab.core.cache.states().find(({ stream }) => stream === KIARA) as never)
    const [first] = entries
    const hash = first?.hash as string
    const known = await readPostings(relaxed, tab.core.deps.sealing, key, 'stock-movement', hash)
    if (!known) throw new Error('no postings')
    await relaxed.postings.clear()
    await keepPostings(relaxed, tab.core.deps.sealing, key, 'stock-movement', 'f'.repeat(64), known)
    expect(await relaxed.postings.count()).toBe(0)
    await keepPostings(relaxed, tab.core.deps.sealing, key, 'stock-movement', hash, { ...known, checked: true })
    expect(await readPostings(relaxed, tab.core.deps.sealing, key, 'stock-movement', hash)).toEqual({ ...known, checked: true })
    expect(await readPostings(relaxed, tab.core.deps.sealing, key, 'patient', hash)).toBeNull()
    const { put } = relaxed.postings
    Object.assign(relaxed.postings, { put: () => Promise.reject(new DOMException('no room', 'QuotaExceededError')) })
    await expect(keepPostings(relaxed, tab.core.deps.sealing, key, 'stock-movement', hash, known)).resolves.toBeUndefined()
    Object.assign(relaxed.postings, { put })
  })
})
