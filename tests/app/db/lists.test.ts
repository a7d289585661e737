import Dexie from 'dexie'
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { afterEach, describe, expect, it } from 'vitest'
import { ok } from '#domain/core/result.ts'
import type { KeptList } from '#app/db/database.ts'
import { loseStream, removeLost } from '#app/db/copies.ts'
import { compact } from '#app/db/pages/compact.ts'
import { tend } from '#app/db/pages/tend.ts'
import { KIARA, Ledgers, movement, movementListing, Tablet, TERITIH, type Tab, type TabOptions } from './fold-world.ts'
import { id, readsWhatIs, upTo, write } from './pages/reading.ts'

const open: Tab[] = []
afterEach(() => { for (const tab of open.splice(0)) tab.close() })
async function tabOf(tablet: Tablet, options: TabOptions = {}): Promise<Tab> {
  const tab = await tablet.open({ paging: { rows: 3, compactAt: 4 }, lists: [movementListing()], ...options })
  open.push(tab)
  return tab
}

/** Nine movements in three pages, tended to. */
async function kept(): Promise<{ tablet: Tablet; tab: Tab; ledgers: Ledgers }> {
  const tablet = new Tablet()
  const ledgers = new Ledgers()
  write(ledgers, upTo(9))
  const tab = await tabOf(tablet)
  expect(await tab.downloadPages(ledgers, KIARA, 3)).toBe(true)
  await tend(tab.core)
  return { tablet, tab, ledgers }
}

/** How often a tab reads pages whole. */
function countRead(tab: Tab): { pages: number } {
  const count = { pages: 0 }
  const { all } = tab.core.paged.desk
  Object.assign(tab.core.paged.desk, { all: (...parts: Parameters<typeof all>) => { count.pages += 1; return all(...parts) } })
  return count
}

const listOf = async (tab: Tab) => (await tab.store.list(movementListing(), KIARA)).sort((a, b) => (a.id < b.id ? -1 : 1))
const quantitiesOf = async (tab: Tab): Promise<Record<string, number>> => Object.fromEntries((await listOf(tab)).map(({ id: own, data }) => [own, data.quantity]))
const lists = (tab: Tab): Promise<KeptList[]> => tab.core.db.relaxed.lists.toArray()
const spoiled = (box: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> => box.map((byte, at) => (at === 17 ? byte ^ 1 : byte))

describe('what a list shows', () => {
  it('is made when nobody waits, and read by a tab opened later without opening a page', async () => {
    const { tablet, tab, ledgers } = await kept()
    expect((await lists(tab)).map(({ stream, name, version, copy, paged }) => ({ stream, name, version, copy, paged }))).toEqual([{ stream: KIARA, name: 'movements', version: 1, copy: 1, paged: 1 }])
    const later = await tabOf(tablet)
    const count = countRead(later)
    expect(await listOf(later)).toHaveLength(9)
    expect(count.pages).toBe(0)
    await readsWhatIs(later, ledgers)
  })

  it('lies in the order that it is shown in', async () => {
    const { tablet, ledgers, tab } = await kept()
    for (const number of [2, 5]) ledgers.put(KIARA, id(number), movement(100 - number), { rev: 2 })
    await tab.downloadPages(ledgers, KIARA, 3)
    await tend(tab.core)
    const later = await tabOf(tablet)
    expect((await later.store.list(movementListing(), KIARA)).map(({ data }) => data.quantity)).toEqual([1, 3, 4, 6, 7, 8, 9, 95, 98])
  })

  it('tells nothing in the clear', async () => {
    for (const { box } of await lists((await kept()).tab)) expect(Buffer.from(box).includes(Buffer.from('obat'))).toBe(false)
  })

  it('is asked for of one stream, and of no other', async () => {
    const { tab } = await kept()
    expect(await tab.store.list(movementListing(), TERITIH)).toEqual([])
    await tab.save(TERITIH, movement(50))
    expect((await tab.store.list(movementListing(), TERITIH)).map(({ data }) => data.quantity)).toEqual([50])
    expect(await listOf(tab)).toHaveLength(9)
  })
})

describe('what came since lies over it', () => {
  it('rows that are new, changed, voided or gone to another stream, in memory and for a tab opened later', async () => {
    const { tablet, tab, ledgers } = await kept()
    await listOf(tab)
    write(ledgers, [20])
    ledgers.put(KIARA, id(3), movement(77, 'obat-0'), { rev: 2 })
    ledgers.put(KIARA, id(4), movement(4, 'obat-1'), { rev: 2, state: 'void' })
    ledgers.put(KIARA, id(5), null, { rev: 2, state: 'moved' })
    ledgers.put(KIARA, 'p-1', { name: 'Siti' } as never, { kind: 'patient' })
    await tab.pull(ledgers)
    for (const one of [tab, await tabOf(tablet)]) {
      await readsWhatIs(one, ledgers)
      expect(await quantitiesOf(one)).toMatchObject({ [id(3)]: 77, [id(20)]: 20 })
      expect(await quantitiesOf(one)).not.toHaveProperty(id(5))
      expect((await listOf(one)).find(line => line.id === id(4))?.state).toBe('void')
    }
  })

  it('what comes while it is being read', async () => {
    const { tablet, tab, ledgers } = await kept()
    const later = await tabOf(tablet)
    write(ledgers, [20])
    ledgers.put(KIARA, id(1), movement(11, 'obat-1'), { rev: 2 })
    for (const one of [tab, later]) {
      const [lines] = await Promise.all([listOf(one), one === tab ? tab.pull(ledgers) : Promise.resolve()])
      expect(lines.length).toBeGreaterThanOrEqual(9)
      expect(await quantitiesOf(one)).toMatchObject({ [id(1)]: 11, [id(20)]: 20 })
    }
  })

  it('what comes while it is being read and is forgotten in the middle', async () => {
    const { tablet, tab, ledgers } = await kept()
    const later = await tabOf(tablet, { deaf: true })
    // The last look of the reading, whether the copy is still the one that is shown.
    const { streams } = later.core.db.relaxed
    const bulkGet = streams.bulkGet.bind(streams)
    let times = 0
    Object.assign(streams, { bulkGet: async (...parts: Parameters<typeof bulkGet>) => {
      if ((times += 1) === 1) {
        write(ledgers, [20])
        await tab.pull(ledgers)
        await later.core.reload()
      }
      return bulkGet(...parts)
    } })
    expect(await quantitiesOf(later)).toMatchObject({ [id(20)]: 20 })
  })

  it('what is packed away while it is being read, by a tab that is not heard', async () => {
    const { tablet, tab, ledgers } = await kept()
    const later = await tabOf(tablet, { deaf: true })
    const { inflate } = later.core.deps.pageBytes
    let times = 0
    Object.assign(later.core.deps.pageBytes, { inflate: async (...parts: Parameters<typeof inflate>) => {
      if ((times += 1) === 1) {
        write(ledgers, upTo(8, 20))
        await tab.pull(ledgers)
        await compact(tab.core)
      }
      return inflate(...parts)
    } })
    expect(Object.keys(await quantitiesOf(later))).toHaveLength(17)
  })

  it('own saves: unsent, sent, and when their row arrives, once each; and in the other tab', async () => {
    const { tablet, tab, ledgers } = await kept()
    const other = await tabOf(tablet)
    await listOf(other)
    const [made] = await tab.save(KIARA, movement(50, 'obat-2'))
    const shown = async (one: Tab) => (await listOf(one)).filter(line => line.id === made).map(({ pending, data }) => [pending, data.quantity])
    expect(await shown(tab)).toEqual([['unsent', 50]])
    await expect.poll(() => shown(other)).toEqual([['unsent', 50]])
    await tab.push(ledgers)
    expect(await shown(tab)).toEqual([['sent', 50]])
    await tab.pull(ledgers)
    for (const one of [tab, other, await tabOf(tablet)]) await expect.poll(() => shown(one)).toEqual([['none', 50]])
    expect(await listOf(tab)).toHaveLength(10)
  })

  it('an own save that the server has put aside is there for its author', async () => {
    const { tab, ledgers } = await kept()
    const [made] = await tab.save(KIARA, movement(50, 'obat-2'))
    await tab.push(ledgers, { outcome: 'quarantined' })
    expect((await listOf(tab)).find(line => line.id === made)).toMatchObject({ pending: 'quarantined', data: { quantity: 50 } })
  })

  it('is seen by a decision, whichever tab saved it', async () => {
    const { tablet, tab } = await kept()
    const other = await tabOf(tablet)
    await listOf(other)
    await tab.save(KIARA, movement(50, 'obat-2'))
    let seen = 0
    await other.store.writeGroup(async view => {
      seen = (await view.list(movementListing(), KIARA)).length
      return ok([])
    })
    expect(seen).toBe(10)
  })
})

describe('it is made anew', () => {
  it.each<[string, (one: KeptList) => KeptList | null]>([
    ['of other code', one => ({ ...one, version: 2 })],
    ['of another copy', one => ({ ...one, copy: one.copy + 1 })],
    ['of other pages', one => ({ ...one, paged: one.paged + 1 })],
    ['damaged', one => ({ ...one, box: spoiled(one.box) })],
    ['cut short', one => ({ ...one, box: one.box.slice(0, 5) })],
    ['empty', one => ({ ...one, box: new Uint8Array(0) })],
    ['gone', () => null],
  ])('%s: what is asked is right', async (_what, change) => {
    const { tablet, tab, ledgers } = await kept()
    const db = tab.core.db.relaxed
    const before = await lists(tab)
    await db.lists.clear()
    await db.lists.bulkPut(before.flatMap(one => change(one) ?? []))
    const later = await tabOf(tablet)
    const count = countRead(later)
    expect(await listOf(later)).toHaveLength(9)
    expect(count.pages).toBe(3)
    await readsWhatIs(later, ledgers)
  })

  it('after packing: it holds what was loose before', async () => {
    const { tablet, tab, ledgers } = await kept()
    write(ledgers, upTo(8, 20))
    ledgers.put(KIARA, id(3), movement(77, 'obat-0'), { rev: 2 })
    await tab.pull(ledgers)
    await listOf(tab)
    await tend(tab.core)
    expect((await lists(tab)).map(({ paged }) => paged)).toEqual([(await tab.core.db.relaxed.streams.get(KIARA))?.paged])
    const later = await tabOf(tablet)
    const count = countRead(later)
    expect(await quantitiesOf(later)).toMatchObject({ [id(3)]: 77, [id(27)]: 27 })
    expect(count.pages).toBe(0)
    for (const one of [tab, later]) await readsWhatIs(one, ledgers)
  })

  it('packing that nobody tended to afterwards leaves it right', async () => {
    const { tablet, tab, ledgers } = await kept()
    write(ledgers, upTo(8, 20))
    await tab.pull(ledgers)
    await compact(tab.core)
    await readsWhatIs(await tabOf(tablet), ledgers)
  })

  it('by a version of the app that shows more of a record', async () => {
    const { tablet } = await kept()
    const newer = await tabOf(tablet, { lists: [movementListing(2)] })
    expect(await newer.store.list(movementListing(2), KIARA)).toHaveLength(9)
    await tend(newer.core)
    expect((await lists(newer)).map(({ version }) => version)).toEqual([2])
  })

  it('by a new download, and not from a list that was made of the pages before', async () => {
    const { tablet, tab, ledgers } = await kept()
    await listOf(tab)
    ledgers.put(KIARA, id(1), movement(11, 'obat-1'), { rev: 2 })
    await tab.downloadPages(ledgers, KIARA, 3)
    for (const one of [tab, await tabOf(tablet)]) {
      expect(await quantitiesOf(one)).toMatchObject({ [id(1)]: 11 })
      await readsWhatIs(one, ledgers)
    }
  })

  it('one that was being made when the pages changed is not kept', async () => {
    const { tablet, tab, ledgers } = await kept()
    await tab.core.db.relaxed.lists.clear()
    const slow = await tabOf(tablet)
    const state = await slow.core.db.relaxed.streams.get(KIARA)
    if (!state) throw new Error('no stream')
    ledgers.put(KIARA, id(1), movement(11, 'obat-1'), { rev: 2 })
    const { deflate } = slow.core.deps.pageBytes
    Object.assign(slow.core.deps.pageBytes, { deflate: async (bytes: Uint8Array<ArrayBuffer>) => {
      await tab.downloadPages(ledgers, KIARA, 3)
      return deflate(bytes)
    } })
    await slow.core.lists.prepare(state)
    expect(await lists(tab)).toEqual([])
    await readsWhatIs(await tabOf(tablet), ledgers)
  })
})

it('a full disk keeps nothing and stops nobody from reading', async () => {
  const { tablet, tab, ledgers } = await kept()
  await tab.core.db.relaxed.lists.clear()
  const full = await tabOf(tablet)
  full.core.db.relaxed.lists.hook('creating', () => { throw new DOMException('full', 'QuotaExceededError') })
  await tend(full.core)
  expect(await lists(tab)).toEqual([])
  await readsWhatIs(full, ledgers)
})

it('a lost stream takes its lists with it', async () => {
  const { tab } = await kept()
  await loseStream(tab.core, KIARA)
  await removeLost(tab.core)
  expect(await lists(tab)).toEqual([])
})

it('a store of the version before, which had no lists, is taken over with its rows', async () => {
  const { tablet, tab, ledgers } = await kept()
  tab.close()
  const old = new Dexie('uji', { indexedDB: tablet.factory, IDBKeyRange })
  await old.open()
  const tables = await Promise.all(old.tables.map(async table => [table.name, table.schema, await table.toArray()] as const))
  old.close()
  tablet.factory = new IDBFactory()
  const before = new Dexie('uji', { indexedDB: tablet.factory, IDBKeyRange })
  const kept3 = tables.filter(([name]) => name !== 'lists')
  before.version(3).stores(Object.fromEntries(kept3.map(([name, { primKey, indexes }]) => [name, [primKey, ...indexes].map(({ src }) => src).join(', ')])))
  await before.open()
  for (const [name, , rows] of kept3) await before.table(name).bulkPut(rows.map((row: { key?: string }) => (row.key === 'fence' ? { key: 'fence', value: 3 } : row)))
  before.close()
  const now = await tabOf(tablet)
  await readsWhatIs(now, ledgers)
  await tend(now.core)
  expect(await lists(now)).toHaveLength(1)
})
