import { afterEach, describe, expect, it } from 'vitest'
import { ok } from '#domain/core/result.ts'
import type { SealedPage, StreamState } from '#app/db/database.ts'
import { voidDraft } from '#app/db/record-store.ts'
import { beginPagedCopy, finishPagedCopy, storePages } from '#app/db/pages/page-copies.ts'
import { BrokenSealError } from '#app/db/pages/page-desk.ts'
import { checkPages, tend } from '#app/db/pages/tend.ts'
import { DamagedPageError } from '#sync/pages/page.ts'
import { countingFold, EPOCH, KIARA, Ledgers, manifestOf, movement, movementListing, Tablet, type Tab } from '../fold-world.ts'
import { id, readsWhatIs, upTo, write } from './reading.ts'

const open: Tab[] = []
afterEach(() => { for (const tab of open.splice(0)) tab.close() })
async function tabOf(tablet: Tablet): Promise<Tab> {
  const tab = await tablet.open()
  open.push(tab)
  return tab
}

/** Three pages of three rows each; the page that holds m-004 to m-006 is in the middle. */
async function threePages(): Promise<{ tablet: Tablet; tab: Tab; ledgers: Ledgers; middle: SealedPage }> {
  const tablet = new Tablet()
  const ledgers = new Ledgers()
  write(ledgers, upTo(9))
  const tab = await tabOf(tablet)
  expect(await tab.downloadPages(ledgers, KIARA, 3)).toBe(true)
  await readsWhatIs(tab, ledgers)
  const { hash } = (await manifestOf(tab.core, ledgers, KIARA, 3)).pages[1] as { hash: string }
  return { tablet, tab, ledgers, middle: await tab.core.db.relaxed.pages.get([KIARA, tab.core.keyOf(KIARA).kid, hash]) as SealedPage }
}

const stateOf = async ({ core }: Tab): Promise<StreamState> => await core.db.relaxed.streams.get(KIARA) as StreamState
/** Every way to ask for what is in the middle page. */
const asks: Record<string, (tab: Tab) => Promise<unknown>> = {
  'by id': tab => tab.store.get('stock-movement', id(5)),
  'by a key': tab => tab.store.byKey('stock-movement', 'drug', 'obat-2'),
  'the newest by a key': tab => tab.store.byKey('stock-movement', 'drug', 'obat-2', { newest: 3 }),
  'a scan': tab => tab.store.scan('stock-movement'),
  'for a list': tab => tab.store.list(movementListing(), KIARA),
  'a sum': tab => tab.store.fold(countingFold(), KIARA),
}
const harms: Record<string, (middle: SealedPage, tab: Tab) => Promise<unknown>> = {
  'a page of which one bit has changed': (middle, tab) => tab.core.db.relaxed.pages.put({ ...middle, box: middle.box.map((byte, at) => (at === 30 ? byte ^ 4 : byte)) }),
  'a page that was cut': (middle, tab) => tab.core.db.relaxed.pages.put({ ...middle, box: middle.box.slice(0, -9) }),
  'a page that is empty': (middle, tab) => tab.core.db.relaxed.pages.put({ ...middle, box: new Uint8Array(0) }),
  'a page that was deleted': (middle, tab) => tab.core.db.relaxed.pages.delete([middle.stream, middle.kid, middle.hash]),
  'a page in the place of another': async (middle, tab) => {
    const other = (await tab.core.db.relaxed.pages.toArray()).find(({ hash }) => hash !== middle.hash)
    await tab.core.db.relaxed.pages.put({ ...middle, box: other?.box as Uint8Array<ArrayBuffer> })
  },
}

describe.each(Object.keys(harms))('%s', harm => {
  it.each(Object.keys(asks))('asked %s: an error and never an empty answer; then only this page is fetched again', async ask => {
    const { tablet, tab, ledgers, middle } = await threePages()
    await harms[harm]?.(middle, tab)
    // What was summed of the rows is right whatever happened to them since.
    await tab.core.db.relaxed.folds.clear()
    const other = await tabOf(tablet)
    await expect(asks[ask]?.(other)).rejects.toThrow(BrokenSealError)
    await expect.poll(() => stateOf(other)).toMatchObject({ epoch: '', complete: false, copy: 1 })
    expect((await stateOf(other)).plain).toBeUndefined()
    // What is not in it can be read meanwhile.
    expect(await other.store.get('stock-movement', id(1))).toMatchObject({ rev: 1 })
    const manifest = await manifestOf(other.core, ledgers, KIARA, 3)
    const making = await beginPagedCopy(other.core, KIARA, EPOCH, manifest)
    expect(making.missing).toEqual([middle.hash])
    await storePages(other.core, [{ stream: KIARA, hash: middle.hash, body: manifest.bodies.get(middle.hash) as Uint8Array<ArrayBuffer> }])
    expect(await finishPagedCopy(other.core, making)).toBe(true)
    for (const one of [other, await tabOf(tablet)]) await readsWhatIs(one, ledgers)
  })
})

describe('a directory that cannot be read', () => {
  it.each(['changed', 'of another copy'])('(%s): an error and never an empty answer; no page is fetched again', async how => {
    for (const ask of Object.values(asks)) {
      const { tablet, tab, ledgers } = await threePages()
      const { directories, folds } = tab.core.db.relaxed
      const directory = (await directories.toArray())[0] as { box: Uint8Array<ArrayBuffer> }
      if (how === 'of another copy') await tab.downloadPages(ledgers, KIARA, 3)
      const space = `${KIARA}#${(await stateOf(tab)).copy}`
      const sealed = await directories.get(space)
      await directories.put({ ...sealed as object, box: how === 'changed' ? directory.box.map((byte, at) => (at === 30 ? byte ^ 4 : byte)) : directory.box } as never)
      await folds.clear()
      const other = await tabOf(tablet)
      await expect(ask(other)).rejects.toThrow()
      await expect.poll(async () => (await stateOf(other)).epoch).toBe('')
      const making = await beginPagedCopy(other.core, KIARA, EPOCH, await manifestOf(other.core, ledgers, KIARA, 3))
      expect(making.missing).toEqual([])
      expect(await finishPagedCopy(other.core, making)).toBe(true)
      await readsWhatIs(other, ledgers)
    }
  })
})

describe('a page that came whole and is wrong all the same', () => {
  /** A download in which one page is another than its entry says; its name is right. */
  async function withWrong(body: (tab: Tab) => Promise<Uint8Array<ArrayBuffer>>): Promise<{ tab: Tab; ledgers: Ledgers; hash: string }> {
    const { tab, ledgers } = await threePages()
    const manifest = await manifestOf(tab.core, ledgers, KIARA, 3)
    const wrong = await body(tab)
    const hash = await tab.core.deps.pageBytes.hash(wrong)
    const pages = manifest.pages.map((entry, index) => (index === 1 ? { ...entry, hash, bytes: wrong.length } : entry))
    const making = await beginPagedCopy(tab.core, KIARA, EPOCH, { ...manifest, pages })
    expect(making.missing).toEqual([hash])
    await storePages(tab.core, [{ stream: KIARA, hash, body: wrong }])
    expect(await finishPagedCopy(tab.core, making)).toBe(true)
    return { tab, ledgers, hash }
  }
  const rowsOf = (ledgers: Ledgers) => ledgers.digest(KIARA).filter(row => [id(4), id(5), id(6)].includes(row.id)).sort((a, b) => (a.id < b.id ? -1 : 1))

  it.each<[string, (tab: Tab) => Promise<Uint8Array<ArrayBuffer>>]>([
    ['bytes that are no page', async () => new Uint8Array([1, 2, 3])],
    ['a page of which a row says something else', async tab => {
      const ledgers = new Ledgers()
      write(ledgers, upTo(9))
      ledgers.put(KIARA, id(5), movement(9999, 'obat-2'))
      return tab.core.paged.desk.pack(rowsOf(ledgers))
    }],
    ['a page that lacks a row', async tab => {
      const ledgers = new Ledgers()
      write(ledgers, upTo(9))
      return tab.core.paged.desk.pack(rowsOf(ledgers).slice(1))
    }],
    ['a page of another kind', async tab => {
      const ledgers = new Ledgers()
      write(ledgers, upTo(9))
      return tab.core.paged.desk.pack(rowsOf(ledgers).map(row => ({ ...row, kind: 'patient' })))
    }],
    ['a page of another stream', async tab => {
      const ledgers = new Ledgers()
      write(ledgers, upTo(9))
      return tab.core.paged.desk.pack(rowsOf(ledgers).map(row => ({ ...row, stream: 'pustu:pustu-teritih/stock' })))
    }],
  ])('%s is found when pages are tended to: its stream is downloaded row by row in this epoch', async (_what, body) => {
    const { tab, ledgers, hash } = await withWrong(body)
    await tend(tab.core)
    await expect.poll(() => stateOf(tab)).toMatchObject({ epoch: '', plain: EPOCH })
    expect((await tab.core.db.relaxed.pages.toCollection().primaryKeys()).map(([, , own]) => own)).not.toContain(hash)
    await tab.download(ledgers, KIARA)
    expect(await stateOf(tab)).toMatchObject({ epoch: EPOCH, plain: EPOCH })
    await readsWhatIs(tab, ledgers)
  })

  it('and one that cannot be opened is an error for who asks', async () => {
    const { tab } = await withWrong(async () => new Uint8Array([1, 2, 3]))
    await expect(tab.store.get('stock-movement', id(5))).rejects.toThrow(DamagedPageError)
    await expect.poll(async () => (await stateOf(tab)).plain).toBe(EPOCH)
  })

  it('pages that are right are looked at once, and again when somebody asks for it', async () => {
    const { tab, ledgers } = await threePages()
    await tend(tab.core)
    expect((await tab.core.db.relaxed.postings.toArray()).map(({ checked }) => checked)).toEqual([true, true, true])
    let digests = 0
    const { digest } = tab.core.paged.desk
    Object.assign(tab.core.paged.desk, { digest: (...parts: Parameters<typeof digest>) => { digests += 1; return digest(...parts) } })
    await tend(tab.core)
    expect(digests).toBe(0)
    expect(await checkPages(tab.core, KIARA)).toBe(true)
    expect(digests).toBe(3)
    await readsWhatIs(tab, ledgers)
  })
})

describe('a save that has to read what is damaged', () => {
  it('is refused as one that the tablet could not make, so that what was typed stays on the screen', async () => {
    const { tablet, tab, middle } = await threePages()
    await harms['a page of which one bit has changed']?.(middle, tab)
    const saved = await (await tabOf(tablet)).store.writeGroup(async view => ok((await view.many('stock-movement', [id(5)])).map(record => voidDraft(record, 'keliru'))))
    expect(saved).toMatchObject({ ok: false, error: { kind: 'storage-failed' } })
  })
})
