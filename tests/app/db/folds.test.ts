import Dexie from 'dexie'
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { afterEach, describe, expect, it } from 'vitest'
import { err, ok } from '#domain/core/result.ts'
import { bucketOf } from '#sync/digest.ts'
import { loseStream, removeLost, replaceBucket, resumeSnapshot, storeSnapshotPage } from '#app/db/copies.ts'
import { sweepCopies } from '#app/db/sweep.ts'
import { SCHEMA, type KeptFold } from '#app/db/database.ts'
import { Life } from '#tests/simulation/life.ts'
import { countingFold, EPOCH, KIARA, Ledgers, movement, quantities, Tablet, TERITIH, type Tab, type TabOptions } from './fold-world.ts'

const open: Tab[] = []
afterEach(() => { for (const tab of open.splice(0)) tab.close() })
async function tabOf(tablet: Tablet, options: TabOptions = {}): Promise<Tab> {
  const tab = await tablet.open(options)
  open.push(tab)
  return tab
}

/** A ledger of so many receipts of one tablet each. */
function ledgerOf(count: number, stream = KIARA): Ledgers {
  const ledgers = new Ledgers()
  for (let index = 0; index < count; index += 1) ledgers.put(stream, `m-${index}`, movement(1, `obat-${index % 3}`))
  return ledgers
}

const keptOf = (tab: Tab, stream = KIARA, name = 'balances'): Promise<KeptFold | undefined> => tab.core.db.relaxed.folds.get([stream, name])

describe('asking for a sum costs the size of the answer (law 4: it can always be had anew)', () => {
  it('is ready when a first download ends, without opening a row again', async () => {
    const fold = countingFold()
    const tab = await tabOf(new Tablet(), { folds: [fold] })
    await tab.download(ledgerOf(250), KIARA, 100)
    expect(fold.added).toBe(250)
    expect(quantities(await tab.store.fold(fold, KIARA))).toEqual({ 'obat-0': 84, 'obat-1': 83, 'obat-2': 83 })
    expect(fold.added).toBe(250)
    expect(await keptOf(tab)).toMatchObject({ upTo: 250, version: 1 })
  })

  it('is kept over a closed page: after it only what is new is added', async () => {
    const tablet = new Tablet()
    const ledgers = ledgerOf(250)
    const first = await tablet.open()
    await first.download(ledgers, KIARA)
    await first.store.fold(countingFold(), KIARA)
    first.close()
    const tab = await tabOf(tablet)
    ledgers.put(KIARA, 'new', movement(5, 'obat-0'))
    await tab.pull(ledgers)
    const fold = countingFold()
    expect(quantities(await tab.store.fold(fold, KIARA))['obat-0']).toBe(89)
    expect(fold.added).toBe(1)
    expect(await tab.store.fold(fold, KIARA)).toBe(await tab.store.fold(fold, KIARA))
    expect(fold.added).toBe(1)
  })

  it('is carried on, in memory and on the disk, once too much lies after it', async () => {
    const tab = await tabOf(new Tablet())
    const ledgers = ledgerOf(10)
    await tab.download(ledgers, KIARA)
    const fold = countingFold()
    await tab.store.fold(fold, KIARA)
    for (let index = 0; index < 150; index += 1) ledgers.put(KIARA, `n-${index}`, movement(1, 'obat-0'))
    await tab.pull(ledgers)
    expect(quantities(await tab.store.fold(fold, KIARA))['obat-0']).toBe(154)
    expect(fold.added).toBe(160)
    expect(await keptOf(tab)).toMatchObject({ upTo: 160 })
  })

  it('is made ready at the end of a sync where it is missing', async () => {
    const fold = countingFold()
    const tab = await tabOf(new Tablet(), { folds: [fold] })
    await tab.download(ledgerOf(20), KIARA)
    await tab.core.db.relaxed.folds.clear()
    const again = await tabOf(new Tablet(), { folds: [fold] })
    await again.core.folds.prepare()
    expect(await keptOf(again)).toBeUndefined()
    tab.core.folds.clear()
    await tab.core.folds.prepare()
    expect(await keptOf(tab)).toMatchObject({ upTo: 20 })
    fold.added = 0
    await tab.store.fold(fold, KIARA)
    expect(fold.added).toBe(0)
  })

  it('does not freeze the screen while it is made: no more than fifty seals are opened between two breaths', async () => {
    const tablet = new Tablet()
    let breaths = 0
    const tab = await tabOf(tablet, { breathe: async () => { breaths += 1 } })
    await tab.download(ledgerOf(1200), KIARA)
    breaths = 0
    await tab.store.fold(countingFold(), KIARA)
    expect(breaths).toBeGreaterThanOrEqual(1200 / 50 - 1)
    expect(await tab.store.scan('stock-movement')).toHaveLength(1200)
  })

  it('is made once for many who ask at the same time, also when something changes meanwhile', async () => {
    const tab = await tabOf(new Tablet())
    const ledgers = ledgerOf(300)
    await tab.download(ledgers, TERITIH)
    await tab.download(ledgers, KIARA)
    const fold = countingFold()
    const asked = [1, 2].map(() => tab.store.fold(fold, KIARA))
    await tab.save(TERITIH, movement(1))
    await Promise.all([...asked, tab.store.fold(fold, KIARA)])
    expect(fold.added).toBe(300)
  })

  it('is opened once for the parts of a page that ask together', async () => {
    const tablet = new Tablet()
    const first = await tabOf(tablet)
    await first.download(ledgerOf(30), KIARA)
    await first.store.fold(countingFold(), KIARA)
    const tab = await tabOf(tablet)
    const { open: opening } = tab.core.deps.sealing
    let opened = 0
    Object.assign(tab.core.deps.sealing, { open: (...parts: Parameters<typeof opening>) => { opened += 1; return opening(...parts) } })
    const [a, b] = await Promise.all([tab.store.fold(countingFold(), KIARA), tab.store.fold(countingFold(), KIARA)])
    expect([opened, a === b]).toEqual([1, true])
  })

  it('that could not be had is asked for again', async () => {
    const tablet = new Tablet()
    const tab = await tabOf(tablet)
    await tab.download(ledgerOf(30), KIARA)
    const { open: opening } = tab.core.deps.sealing
    Object.assign(tab.core.deps.sealing, { open: () => Promise.reject(new Error('for a moment')) })
    await expect(tab.store.fold(countingFold(), KIARA)).rejects.toThrow('for a moment')
    Object.assign(tab.core.deps.sealing, { open: opening })
    expect(quantities(await tab.store.fold(countingFold(), KIARA))).toEqual({ 'obat-0': 10, 'obat-1': 10, 'obat-2': 10 })
  })

  it('answers are not changed by what comes later, and a live query is woken by it', async () => {
    const tab = await tabOf(new Tablet())
    const ledgers = ledgerOf(3)
    await tab.download(ledgers, KIARA)
    const fold = countingFold()
    let woken = 0
    tab.store.watch([{ kind: 'stock-movement' }], () => { woken += 1 })
    const before = await tab.store.fold(fold, KIARA)
    await tab.save(KIARA, movement(7, 'obat-0'))
    ledgers.put(KIARA, 'other', movement(2, 'obat-1'))
    await tab.pull(ledgers)
    const after = await tab.store.fold(fold, KIARA)
    expect([quantities(before), quantities(after), woken]).toEqual([{ 'obat-0': 1, 'obat-1': 1, 'obat-2': 1 }, { 'obat-0': 8, 'obat-1': 3, 'obat-2': 1 }, 2])
  })
})

describe("this tablet's own entries", () => {
  it('count once: unsent, sent, when the row arrives, and when only the answer to the push was lost', async () => {
    for (const isHeard of [true, false]) {
      const tablet = new Tablet()
      const tab = await tabOf(tablet)
      const ledgers = ledgerOf(0)
      await tab.download(ledgers, KIARA)
      const fold = countingFold()
      const sum = async () => quantities(await tab.store.fold(fold, KIARA))['obat-0']
      await tab.save(KIARA, movement(10, 'obat-0'), movement(-3, 'obat-0'))
      expect(await sum()).toBe(7)
      await tab.push(ledgers, { isHeard })
      expect(await sum()).toBe(7)
      await tab.pull(ledgers)
      expect(await sum()).toBe(7)
      const again = await tabOf(tablet)
      expect(quantities(await again.store.fold(countingFold(), KIARA))['obat-0']).toBe(7)
      await tab.push(ledgers)
      expect(await sum()).toBe(7)
    }
  })

  it('never vanish, and never count twice, for who asks while their rows arrive, here or through another tab', async () => {
    for (const isHere of [true, false]) {
      const tablet = new Tablet()
      const [tab, other] = [await tabOf(tablet), await tabOf(tablet)]
      const ledgers = ledgerOf(0)
      await tab.download(ledgers, KIARA)
      for (let turns = 0; turns < 25; turns += 1) {
        await tab.save(KIARA, movement(10, 'obat-0'))
        await tab.push(ledgers)
        const pulled = (isHere ? tab : other).pull(ledgers)
        for (let turn = 0; turn < turns; turn += 1) await new Promise(resolve => setImmediate(resolve))
        const asked = await Promise.all([1, 2].map(which => tab.store.fold(countingFold(`sum-${which}`), KIARA)))
        expect(asked.map(sum => quantities(sum)['obat-0']), `after ${turns} turns`).toEqual([10 * (turns + 1), 10 * (turns + 1)])
        await pulled
        await new Promise(resolve => setImmediate(resolve))
      }
    }
  })

  it('count for who asked before they settled, and is answered afterwards', async () => {
    const tab = await tabOf(new Tablet())
    const ledgers = ledgerOf(0)
    await tab.download(ledgers, KIARA)
    const fold = countingFold()
    await tab.store.fold(fold, KIARA)
    ledgers.put(KIARA, 'other', movement(5, 'obat-0'))
    await tab.pull(ledgers)
    await tab.save(KIARA, movement(10, 'obat-0'))
    await tab.push(ledgers)
    const { open: opening } = tab.core.deps.sealing
    let release = (): void => {}
    const gate = new Promise<void>(resolve => { release = resolve })
    const reached = new Promise<void>(reach => {
      Object.assign(tab.core.deps.sealing, { open: async (...parts: Parameters<typeof opening>) => { reach(); await gate; return opening(...parts) } })
    })
    const asked = tab.store.fold(fold, KIARA)
    await reached
    Object.assign(tab.core.deps.sealing, { open: opening })
    await tab.pull(ledgers)
    release()
    expect(quantities(await asked)).toEqual({ 'obat-0': 15 })
  })

  it('count for their author while the server has put them aside', async () => {
    const tab = await tabOf(new Tablet())
    const ledgers = ledgerOf(0)
    await tab.download(ledgers, KIARA)
    await tab.save(KIARA, movement(10, 'obat-0'))
    await tab.push(ledgers, { outcome: 'quarantined' })
    expect(quantities(await tab.store.fold(countingFold(), KIARA))).toEqual({ 'obat-0': 10 })
  })

  it('are seen in a decision, whichever tab saved them, so the same strip is not handed out twice', async () => {
    const tablet = new Tablet()
    const [a, b] = [await tabOf(tablet), await tabOf(tablet)]
    await a.download(ledgerOf(0), KIARA)
    const fold = countingFold()
    await a.save(KIARA, movement(10, 'obat-0'))
    const take = (tab: Tab) => tab.store.writeGroup(async view => {
      const held = quantities(await view.fold(fold, KIARA))['obat-0'] ?? 0
      return held < 10 ? err({ kind: 'short' as const }) : ok([{ act: 'create' as const, kind: 'stock-movement' as const, id: tab.core.deps.newId(), stream: KIARA, data: movement(-10, 'obat-0') as never }])
    })
    const taken = await Promise.all([take(b), take(a), take(b), take(a)])
    expect(taken.filter(result => result.ok)).toHaveLength(1)
    await b.core.catchUp()
    expect(quantities(await b.store.fold(fold, KIARA))).toEqual({ 'obat-0': 0 })
  })
})

describe('anything but a new row leads to a new sum', () => {
  async function summed(count = 6): Promise<{ tablet: Tablet; tab: Tab; ledgers: Ledgers; fold: ReturnType<typeof countingFold> }> {
    const tablet = new Tablet()
    const fold = countingFold()
    const tab = await tabOf(tablet, { folds: [fold] })
    const ledgers = ledgerOf(count)
    await tab.download(ledgers, KIARA)
    await tab.download(ledgers, TERITIH)
    await tab.store.fold(fold, KIARA)
    await tab.store.fold(fold, TERITIH)
    return { tablet, tab, ledgers, fold }
  }

  it('a row that is voided, or changed, which no ledger should do', async () => {
    const { tablet, tab, ledgers, fold } = await summed()
    ledgers.put(KIARA, 'm-0', movement(1, 'obat-0'), { rev: 2, state: 'void' })
    ledgers.put(KIARA, 'm-1', movement(40, 'obat-1'), { rev: 2 })
    await tab.pull(ledgers)
    const right = { 'obat-0': 1, 'obat-1': 41, 'obat-2': 2 }
    expect(quantities(await tab.store.fold(fold, KIARA))).toEqual(right)
    const later = countingFold()
    expect(quantities(await (await tabOf(tablet)).store.fold(later, KIARA))).toEqual(right)
    expect(later.added, 'the new sum is kept').toBe(0)
  })

  it('a row that was voided before it ever came counts nowhere', async () => {
    const { tab, ledgers, fold } = await summed()
    ledgers.put(KIARA, 'm-9', movement(1000, 'obat-0'), { rev: 2, state: 'void' })
    await tab.pull(ledgers)
    expect(quantities(await tab.store.fold(fold, KIARA))['obat-0']).toBe(2)
  })

  it('a row that arrives behind the cursor', async () => {
    const { tab, fold } = await summed()
    const late = new Ledgers()
    late.put(KIARA, 'late', movement(100, 'obat-0'))
    const { applyPage } = await import('#app/db/apply-rows.ts')
    await applyPage(tab.core, late.after(KIARA, 0), { [KIARA]: 6 }, { [KIARA]: 6 })
    expect(quantities(await tab.store.fold(fold, KIARA))['obat-0']).toBe(102)
  })

  it('a row that moved to another pustu, in whichever order the two halves come', async () => {
    for (const order of [[KIARA, TERITIH], [TERITIH, KIARA]]) {
      const { tablet, tab, ledgers, fold } = await summed()
      ledgers.put(KIARA, 'm-0', null, { rev: 2, state: 'moved' })
      ledgers.put(TERITIH, 'm-0', movement(1, 'obat-0'), { rev: 2 })
      for (const stream of order) {
        await tab.pull(ledgers, undefined, [stream])
        for (const one of [KIARA, TERITIH]) expect(await tab.store.fold(fold, one), `${one} after ${stream}`).toEqual(await tab.scanned(fold, one))
        const fresh = await tabOf(tablet)
        for (const one of [KIARA, TERITIH]) expect(await fresh.store.fold(countingFold(), one)).toEqual(await fresh.scanned(fold, one))
      }
      expect([quantities(await tab.store.fold(fold, KIARA))['obat-0'], quantities(await tab.store.fold(fold, TERITIH))['obat-0']]).toEqual([1, 1])
    }
  })

  it('a new copy of the stream, also when a row of it is newer than the copy', async () => {
    const { tab, ledgers, fold } = await summed()
    await tab.core.db.relaxed.streams.update(KIARA, { epoch: 'masa-0' })
    ledgers.rows.get(KIARA)?.delete('m-0')
    let pages = 0
    await tab.download(ledgers, KIARA, 2, () => {
      if ((pages += 1) === 1) ledgers.put(KIARA, 'm-5', movement(9, 'obat-2'), { rev: 2 })
      if (pages === 1) ledgers.put(KIARA, 'm-7', movement(50, 'obat-1'))
    })
    await sweepCopies(tab.core)
    expect(quantities(await tab.store.fold(fold, KIARA))).toEqual({ 'obat-0': 1, 'obat-1': 2, 'obat-2': 10 })
    await tab.pull(ledgers)
    expect(quantities(await tab.store.fold(fold, KIARA))).toEqual({ 'obat-0': 1, 'obat-1': 52, 'obat-2': 10 })
  })

  it('a row that comes twice in one download, and a download that tabs take turns at', async () => {
    for (const turns of [[0, 0, 0], [0, 1, 1], [0, 1, 0]]) {
      for (const again of [[], [1]]) {
        const fold = countingFold()
        const tablet = new Tablet()
        const tabs = [await tabOf(tablet, { folds: [fold] }), await tabOf(tablet, { folds: [fold] })]
        const ledgers = new Ledgers()
        const pages = [
          [ledgers.put(KIARA, 'a', movement(1)), ledgers.put(KIARA, 'v', movement(100), { rev: 2, state: 'void' })],
          [ledgers.put(KIARA, 'b', movement(2)), ...again.map(() => ledgers.put(KIARA, 'a', movement(50), { rev: 2 }))],
          [ledgers.put(KIARA, 'c', movement(4))],
        ]
        for (const [index, which] of turns.entries()) {
          const { core } = tabs[which] as Tab
          const next = index < 2 ? { next: String(index + 1) } : {}
          await storeSnapshotPage(core, await resumeSnapshot(core, KIARA, EPOCH), { rows: pages[index] ?? [], atSeq: ledgers.seq.get(KIARA) ?? 0, total: 4, ...next }, KIARA)
        }
        for (const tab of tabs) {
          await tab.core.catchUp()
          expect(quantities(await tab.store.fold(fold, KIARA)), `in turns ${turns.join()}`).toEqual({ parasetamol: again.length > 0 ? 56 : 7 })
        }
      }
    }
  })

  it('a bucket of rows taken from the server', async () => {
    const { tablet, tab, ledgers, fold } = await summed()
    const bucket = bucketOf('m-0')
    ledgers.rows.get(KIARA)?.delete('m-0')
    ledgers.rows.get(KIARA)?.set('m-9', { ...(ledgers.rows.get(KIARA)?.get('m-1') as never as object), id: 'm-9', seq: 1 } as never)
    const rows = ledgers.after(KIARA, 0).filter(row => bucketOf(row.id) === bucket)
    await replaceBucket(tab.core, KIARA, bucket, rows, 6)
    expect(await tab.store.fold(fold, KIARA)).toEqual(await tab.scanned(fold, KIARA))
    expect(quantities(await tab.store.fold(fold, KIARA))['obat-0']).toBe(1)
    const later = countingFold()
    await (await tabOf(tablet)).store.fold(later, KIARA)
    expect(later.added, 'the new sum is kept').toBe(0)
  })

  it('a lost stream: its sum goes from memory and disk, and does not come back with the stream', async () => {
    const { tablet, tab, ledgers, fold } = await summed()
    await loseStream(tab.core, KIARA)
    await removeLost(tab.core)
    expect(await keptOf(tab)).toBeUndefined()
    expect(quantities(await tab.store.fold(fold, KIARA))).toEqual({})
    ledgers.rows.get(KIARA)?.delete('m-0')
    const again = await tabOf(tablet)
    await again.download(ledgers, KIARA)
    expect(quantities(await again.store.fold(fold, KIARA))['obat-0']).toBe(1)
  })

  it('another key', async () => {
    const { tablet, tab, ledgers } = await summed()
    tablet.changeKey(KIARA)
    const other = await tabOf(tablet)
    expect(quantities(await other.store.fold(countingFold(), KIARA))).toEqual({})
    ledgers.put(KIARA, 'm-0', movement(1, 'obat-0'), { rev: 2, state: 'void' })
    await other.download(ledgers, KIARA)
    expect(quantities(await other.store.fold(countingFold(), KIARA))['obat-0']).toBe(1)
    tab.close()
  })

  it('another version of the code', async () => {
    const { tab } = await summed()
    const fold = countingFold('balances', 2)
    await tab.store.fold(fold, KIARA)
    expect(fold.added).toBe(6)
    expect(await keptOf(tab)).toMatchObject({ version: 2 })
  })

  it('a kept sum that is damaged, or lies in the place of another', async () => {
    const { tablet, tab, fold } = await summed()
    const right = quantities(await tab.store.fold(fold, KIARA))
    const kept = await keptOf(tab) as KeptFold
    const spoiled = kept.box.slice()
    spoiled[spoiled.length - 3] = (spoiled.at(-3) as number) ^ 1
    for (const value of [{ ...kept, box: spoiled }, { ...kept, box: new Uint8Array(3) }, { ...kept, upTo: 3 }, { ...await keptOf(tab, TERITIH) as KeptFold, stream: KIARA }]) {
      await tab.core.db.relaxed.folds.put(value)
      const fresh = await tabOf(tablet)
      expect(quantities(await fresh.store.fold(countingFold(), KIARA))).toEqual(right)
    }
  })

  it('a kept sum that the code cannot read is passed over', async () => {
    const { tablet } = await summed()
    const tab = await tabOf(tablet)
    const fold = { ...countingFold(), fromJson: () => { throw new Error('of another shape') } }
    expect(quantities(await tab.store.fold(fold, KIARA))).toEqual({ 'obat-0': 2, 'obat-1': 2, 'obat-2': 2 })
  })
})

describe('two tabs and a full disk', () => {
  it('an older sum never takes the place of a newer one', async () => {
    const tablet = new Tablet()
    const ledgers = ledgerOf(10)
    let release = (): void => {}
    const gate = new Promise<void>(resolve => { release = resolve })
    let reach = (): void => {}
    const reached = new Promise<void>(resolve => { reach = resolve })
    const a = await tabOf(tablet)
    await a.download(ledgers, KIARA)
    const slow = await tabOf(tablet)
    const seal = slow.core.deps.sealing.seal
    Object.assign(slow.core.deps.sealing, { seal: async (...parts: Parameters<typeof seal>) => { reach(); await gate; return seal(...parts) } })
    const asked = slow.store.fold(countingFold(), KIARA)
    await reached
    for (let index = 0; index < 40; index += 1) ledgers.put(KIARA, `n-${index}`, movement(1))
    await a.pull(ledgers)
    await a.store.fold(countingFold(), KIARA)
    release()
    await asked
    expect(await keptOf(a)).toMatchObject({ upTo: 50 })
  })

  it('a sum that was being made when its rows were rewritten is not kept', async () => {
    const tablet = new Tablet()
    const ledgers = ledgerOf(120)
    const a = await tabOf(tablet)
    await a.download(ledgers, KIARA)
    let isRewritten = false
    const b = await tabOf(tablet, {
      breathe: async () => {
        if (isRewritten) return
        isRewritten = true
        ledgers.put(KIARA, 'm-0', movement(1, 'obat-0'), { rev: 2, state: 'void' })
        await a.pull(ledgers)
      },
    })
    const fold = countingFold()
    expect(quantities(await b.store.fold(fold, KIARA))['obat-0']).toBe(39)
    expect(isRewritten).toBe(true)
    expect(quantities(await (await tabOf(tablet)).store.fold(fold, KIARA))['obat-0']).toBe(39)
  })

  it('a full disk keeps nothing and stops nobody from reading', async () => {
    const tab = await tabOf(new Tablet())
    await tab.download(ledgerOf(6), KIARA)
    const { prototype } = await import('fake-indexeddb').then(module => module.IDBObjectStore)
    const { put } = prototype
    prototype.put = function full(this: IDBObjectStore, ...args: Parameters<typeof put>) {
      if (this.name === 'folds') throw new DOMException('no room', 'QuotaExceededError')
      return put.apply(this, args)
    }
    try {
      expect(quantities(await tab.store.fold(countingFold(), KIARA))).toEqual({ 'obat-0': 2, 'obat-1': 2, 'obat-2': 2 })
    } finally {
      prototype.put = put
    }
    expect(await keptOf(tab)).toBeUndefined()
  })
})

describe('a crash', () => {
  it('at any moment of a download, a pull and an asking leaves a sum that is right', async () => {
    let survived = false
    for (let fuse = 1; !survived; fuse += 1) {
      const tablet = new Tablet()
      const disk = tablet.factory
      const life = new Life()
      const ledgers = ledgerOf(4)
      ledgers.put(TERITIH, 't-0', movement(3))
      const fold = countingFold()
      const died = new Promise<'died'>(resolve => { life.onDeath = () => resolve('died') })
      const first = await tablet.open({ folds: [fold] })
      first.close()
      tablet.factory = life.disk(disk)
      const work = async (): Promise<'lived'> => {
        const tab = await tablet.open({ folds: [fold] })
        life.fuse = fuse
        await tab.download(ledgers, KIARA, 2)
        await tab.save(KIARA, movement(5, 'obat-0'))
        await tab.push(ledgers)
        ledgers.put(KIARA, 'm-1', movement(1, 'obat-1'), { rev: 2, state: 'void' })
        await tab.pull(ledgers)
        await tab.store.fold(fold, KIARA)
        return 'lived'
      }
      survived = await Promise.race([work().catch(() => died), died]) === 'lived'
      life.fuse = Number.POSITIVE_INFINITY
      life.die()
      life.close()
      tablet.factory = disk
      const tab = await tabOf(tablet, { folds: [fold] })
      expect(await tab.store.fold(fold, KIARA), `at moment ${fuse}`).toEqual(await tab.scanned(fold, KIARA))
      tab.close()
      open.pop()
    }
  })
})

describe('a store of the version before', () => {
  it('is taken over with its rows', async () => {
    const tablet = new Tablet()
    const now = await tablet.open()
    await now.download(ledgerOf(5), KIARA)
    const rows = await now.core.db.relaxed.rows.toArray()
    const states = (await now.core.db.relaxed.streams.toArray()).map(({ rewritten: _rewritten, movedIn: _movedIn, ...state }) => state)
    const meta = (await now.core.db.relaxed.meta.toArray()).map(entry => (entry.key === 'fence' ? { key: 'fence', value: 1 } : entry))
    now.close()

    tablet.factory = new IDBFactory()
    const old = new Dexie('uji', { indexedDB: tablet.factory, IDBKeyRange })
    old.version(1).stores({
      meta: 'key', streams: 'stream', users: 'id, &username',
      rows: '[space+id], [space+kind+id], *tags', journal: '[dev+seq], phase', drafts: '[user+name]',
    })
    await old.open()
    await old.table('rows').bulkPut(rows)
    await old.table('streams').bulkPut(states)
    await old.table('meta').bulkPut(meta)
    old.close()

    const fold = countingFold()
    const tab = await tabOf(tablet)
    expect(quantities(await tab.store.fold(fold, KIARA))).toEqual({ 'obat-0': 2, 'obat-1': 2, 'obat-2': 1 })
    expect(await tab.store.scan('stock-movement')).toHaveLength(5)
    expect(await tab.core.db.relaxed.value('fence')).toBe(SCHEMA)
    const late = new Ledgers()
    late.seq.set(KIARA, 5)
    late.put(KIARA, 'm-0', movement(1, 'obat-0'), { rev: 2, state: 'void' })
    await tab.pull(late)
    expect(quantities(await tab.store.fold(fold, KIARA))['obat-0']).toBe(1)
  })

  it('is left for good by a tab that finds a newer version: it neither writes nor opens it again', async () => {
    const tablet = new Tablet()
    const tab = await tabOf(tablet)
    await tab.download(ledgerOf(3), KIARA)
    const newer = new Dexie('uji', { indexedDB: tablet.factory, IDBKeyRange })
    newer.version(SCHEMA + 1).stores({ rows: '[space+id]' })
    await newer.open()
    expect(await tab.store.writeGroup(async () => ok([]))).toEqual(err({ kind: 'old-version' }))
    await expect(tab.store.fold(countingFold(), KIARA)).rejects.toThrow()
    expect(newer.isOpen()).toBe(true)
    expect((await tablet.factory.databases()).map(({ version }) => version)).toEqual([(SCHEMA + 1) * 10])
    newer.close()
  })
})
