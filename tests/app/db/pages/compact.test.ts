import Dexie from 'dexie'
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { afterEach, describe, expect, it } from 'vitest'
import { compact } from '#app/db/pages/compact.ts'
import { beginPagedCopy, finishPagedCopy, storePages } from '#app/db/pages/page-copies.ts'
import { tend } from '#app/db/pages/tend.ts'
import { sweepCopies } from '#app/db/sweep.ts'
import { Life } from '#tests/simulation/life.ts'
import { EPOCH, KIARA, Ledgers, manifestOf, movement, Tablet, TERITIH, type Tab, type TabOptions } from '../fold-world.ts'
import { id, lying, readAll, readsWhatIs, upTo, write } from './reading.ts'

const open: Tab[] = []
afterEach(() => { for (const tab of open.splice(0)) tab.close() })
async function tabOf(tablet: Tablet, options: TabOptions = {}): Promise<Tab> {
  const tab = await tablet.open({ paging: { rows: 3, compactAt: 2 }, ...options })
  open.push(tab)
  return tab
}

/** Pages of every third row, and much that came afterwards: rows before, between and after them, changed, voided, moved away, of another kind. */
async function worked(tab: Tab): Promise<Ledgers> {
  const ledgers = new Ledgers()
  write(ledgers, upTo(10, 10, 3))
  expect(await tab.downloadPages(ledgers, KIARA, 3)).toBe(true)
  write(ledgers, [1, 2, 11, 12, 14, 30, 36, 38, 45, 46, 47, 50])
  ledgers.put(KIARA, id(13), movement(77, 'obat-2'), { rev: 2 })
  ledgers.put(KIARA, id(16), movement(16, 'obat-1'), { rev: 2, state: 'void' })
  ledgers.put(KIARA, id(19), null, { rev: 2, state: 'moved' })
  ledgers.put(KIARA, id(36), null, { rev: 2, state: 'moved' })
  for (const number of [1, 2, 3]) ledgers.put(KIARA, `p-${number}`, { name: 'Siti' } as never, { kind: 'patient' })
  await tab.pull(ledgers)
  return ledgers
}

describe('packing rows that have piled up', () => {
  it('changes nothing that anybody reads, here or in a tab opened later; no row lies loose afterwards', async () => {
    const tablet = new Tablet()
    const tab = await tabOf(tablet)
    const ledgers = await worked(tab)
    await readsWhatIs(tab, ledgers)
    const [before, loose] = [await readAll(tab), await lying(tab)]
    let woken = 0
    tab.store.watch([{ kind: 'stock-movement' }], () => { woken += 1 })
    await compact(tab.core)
    const packed = await lying(tab)
    expect([loose.loose, packed.loose, woken]).toEqual([18, 0, 0])
    expect(await readAll(tab)).toEqual(before)
    await readsWhatIs(tab, ledgers)
    const fresh = await tabOf(tablet)
    expect(await readAll(fresh)).toEqual(before)
    await readsWhatIs(fresh, ledgers)
  })

  it('pages stay small and in disjoint ranges, say what they hold, and only those that are named lie here', async () => {
    const tab = await tabOf(new Tablet())
    const ledgers = await worked(tab)
    await compact(tab.core)
    const { entries, pages } = await lying(tab)
    expect(entries.map(({ hash }) => hash).sort()).toEqual(pages)
    for (const [index, entry] of entries.entries()) {
      const rows = await tab.core.paged.desk.all({ stream: KIARA, hash: entry.hash })
      expect(entry).toMatchObject({
        first: rows[0]?.id, last: rows.at(-1)?.id, count: rows.length, kind: rows[0]?.kind,
        maxSeq: Math.max(...rows.map(row => row.seq)), maxRev: Math.max(...rows.map(row => row.rev)), sum: (await tab.core.paged.desk.digest({ stream: KIARA, hash: entry.hash })).sum,
      })
      expect(rows.length).toBeLessThanOrEqual(4)
      const next = entries[index + 1]
      if (next?.kind === entry.kind) expect(entry.last < next.first).toBe(true)
    }
    expect(entries.reduce((all, { count }) => all + count, 0)).toBe(ledgers.digest(KIARA).length)
    const postings = await tab.core.db.relaxed.postings.toCollection().primaryKeys()
    expect(postings.filter(([, , hash]) => !pages.includes(hash))).toEqual([])
  })

  it('rows before the first page, after the last and between two go into the pages beside them', async () => {
    for (const late of [[1, 2], [90, 91], [14, 15], [1, 14, 90]]) {
      const tab = await tabOf(new Tablet())
      const ledgers = new Ledgers()
      write(ledgers, [10, 11, 12, 20, 21, 22])
      await tab.downloadPages(ledgers, KIARA, 3)
      write(ledgers, late)
      await tab.pull(ledgers)
      await compact(tab.core)
      expect((await lying(tab)).loose).toBe(0)
      await readsWhatIs(tab, ledgers)
    }
  })

  it('leaves what is few loose, and goes on with it when it has become many', async () => {
    const tab = await tabOf(new Tablet(), { paging: { rows: 3, compactAt: 4 } })
    const ledgers = new Ledgers()
    write(ledgers, upTo(9))
    await tab.downloadPages(ledgers, KIARA, 3)
    write(ledgers, [20, 21, 22])
    await tab.pull(ledgers)
    await compact(tab.core)
    expect((await lying(tab)).loose).toBe(3)
    write(ledgers, [23])
    await tab.pull(ledgers)
    await compact(tab.core)
    expect((await lying(tab)).loose).toBe(0)
    await readsWhatIs(tab, ledgers)
  })

  it('rows that came over packed ones are laid over again and again: pages, rows, packing, rows, packing', async () => {
    const tab = await tabOf(new Tablet())
    const ledgers = await worked(tab)
    for (let round = 2; round < 6; round += 1) {
      await compact(tab.core)
      for (const number of [1, 10, 13, 25, 50]) ledgers.put(KIARA, id(number), movement(round, 'obat-0'), { rev: round + 1 })
      ledgers.put(KIARA, id(52 + round), movement(round, 'obat-1'))
      await tab.pull(ledgers)
      await readsWhatIs(tab, ledgers)
    }
  })

  it('waits while a copy is made beside the one that is shown, for their pages may be the same', async () => {
    const tab = await tabOf(new Tablet())
    const ledgers = await worked(tab)
    const manifest = await manifestOf(tab.core, ledgers, KIARA, 3)
    const making = await beginPagedCopy(tab.core, KIARA, 'masa-2', manifest)
    await compact(tab.core)
    expect((await lying(tab)).loose).toBe(18)
    await readsWhatIs(tab, ledgers)
    await storePages(tab.core, making.missing.map(hash => ({ stream: KIARA, hash, body: manifest.bodies.get(hash) as Uint8Array<ArrayBuffer> })))
    await compact(tab.core)
    expect(await finishPagedCopy(tab.core, making)).toBe(true)
    await readsWhatIs(tab, ledgers)
  })
})

describe('a second tab', () => {
  it('reads the same while rows are packed, between any two steps and across them', async () => {
    const tablet = new Tablet()
    const first = await tabOf(tablet)
    const ledgers = await worked(first)
    const before = await readAll(first)
    const other = await tabOf(tablet)
    const reads: Promise<unknown>[] = []
    let isPacking = true
    const packing = await tabOf(tablet, {
      breathe: async () => {
        if (!isPacking) return
        // Some that are done before the next step, some that go on through it, with a memory that knows nothing.
        reads.push(readAll(other))
        const fresh = await tabOf(tablet)
        reads.push(readAll(fresh))
        await readAll(first).then(read => { expect(read).toEqual(before) })
      },
    })
    await compact(packing.core)
    isPacking = false
    expect(reads.length).toBeGreaterThan(8)
    for (const read of await Promise.all(reads)) expect(read).toEqual(before)
    for (const tab of [first, other, packing]) {
      await tab.core.catchUp()
      await readsWhatIs(tab, ledgers)
    }
  })

  it('pulls and packs meanwhile, and nothing is lost or doubled', async () => {
    const tablet = new Tablet()
    const [a, b] = [await tabOf(tablet), await tabOf(tablet)]
    const ledgers = await worked(a)
    for (let round = 0; round < 4; round += 1) {
      ledgers.put(KIARA, id(10 + 3 * round), movement(round + 1, 'obat-1'), { rev: 3 })
      write(ledgers, [200 + round, 300 + round])
      await Promise.all([compact(a.core), b.pull(ledgers), compact(b.core)])
    }
    for (let turn = 0; turn < 10; turn += 1) await new Promise(resolve => setImmediate(resolve))
    await a.core.catchUp()
    for (const tab of [a, b, await tabOf(tablet)]) await readsWhatIs(tab, ledgers)
  })
})

describe('a crash', () => {
  it('at any moment of packing leaves everything as it was read before, and packing goes on from there', async () => {
    let survived = false
    let moments = 0
    for (let fuse = 1; !survived; fuse += 1) {
      moments = fuse
      const tablet = new Tablet()
      const disk = tablet.factory
      const life = new Life()
      const died = new Promise<'died'>(resolve => { life.onDeath = () => resolve('died') })
      const first = await tablet.open({ paging: { rows: 3, compactAt: 2 } })
      const ledgers = await worked(first)
      first.close()
      tablet.factory = life.disk(disk)
      const work = async (): Promise<'lived'> => {
        const tab = await tablet.open({ paging: { rows: 3, compactAt: 2 } })
        life.fuse = fuse
        await compact(tab.core)
        await sweepCopies(tab.core)
        return 'lived'
      }
      survived = await Promise.race([work().catch(() => died), died]) === 'lived'
      life.fuse = Number.POSITIVE_INFINITY
      life.die()
      life.close()
      tablet.factory = disk
      const tab = await tabOf(tablet)
      await readsWhatIs(tab, ledgers)
      await compact(tab.core)
      await sweepCopies(tab.core)
      if (fuse % 4 === 0) await readsWhatIs(tab, ledgers)
      const { loose, entries, pages } = await lying(tab)
      expect([loose, entries.map(({ hash }) => hash).sort()], `at moment ${fuse}`).toEqual([0, pages])
      tab.close()
      open.pop()
    }
    expect(moments).toBeGreaterThan(30)
  }, 120_000)
})

describe('a store of before pages', () => {
  it('becomes one of pages and reads the same before, meanwhile and after', async () => {
    const tablet = new Tablet()
    const ledgers = new Ledgers()
    write(ledgers, upTo(22))
    ledgers.put(KIARA, id(3), movement(3, 'obat-0'), { rev: 2, state: 'void' })
    ledgers.put(KIARA, id(4), null, { rev: 2, state: 'moved' })
    write(ledgers, [100, 101, 102], TERITIH)
    const now = await tablet.open()
    for (const stream of [KIARA, TERITIH]) await now.download(ledgers, stream)
    const rows = await now.core.db.relaxed.rows.toArray()
    const streams = await now.core.db.relaxed.streams.toArray()
    const meta = (await now.core.db.relaxed.meta.toArray()).map(entry => (entry.key === 'fence' ? { key: 'fence', value: 2 } : entry))
    now.close()
    expect(rows.some(row => 'over' in row)).toBe(false)

    tablet.factory = new IDBFactory()
    const old = new Dexie('uji', { indexedDB: tablet.factory, IDBKeyRange })
    old.version(1).stores({
      meta: 'key', streams: 'stream', users: 'id, &username',
      rows: '[space+id], [space+kind+id], *tags', journal: '[dev+seq], phase', drafts: '[user+name]',
    })
    old.version(2).stores({ rows: '[space+id], [space+kind+seq+id], *tags', folds: '[stream+name]' })
    await old.open()
    await old.table('rows').bulkPut(rows)
    await old.table('streams').bulkPut(streams)
    await old.table('meta').bulkPut(meta)
    old.close()

    const tab = await tabOf(tablet)
    const before = await readAll(tab)
    expect(before.scanned).toHaveLength(24)
    await tend(tab.core)
    expect(await readAll(tab)).toEqual(before)
    const fresh = await tabOf(tablet)
    expect(await readAll(fresh)).toEqual(before)
    for (const stream of [KIARA, TERITIH]) {
      const { loose, entries } = await lying(fresh, stream)
      expect([loose, entries.reduce((all, { count }) => all + count, 0)]).toEqual([0, ledgers.digest(stream).length])
    }
    expect((await fresh.core.db.relaxed.streams.get(KIARA))?.epoch).toBe(EPOCH)
    ledgers.put(KIARA, id(5), movement(55, 'obat-1'), { rev: 2 })
    await fresh.pull(ledgers)
    expect(await fresh.store.get('stock-movement', id(5))).toMatchObject({ rev: 2, data: { quantity: 55 } })
  })
})
