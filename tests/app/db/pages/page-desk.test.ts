import { describe, expect, it } from 'vitest'
import { digestOf, rowHash } from '#sync/digest.ts'
import { openPage } from '#sync/pages/open.ts'
import { DamagedPageError } from '#sync/pages/page.ts'
import { createPageDesk, openBody } from '#app/db/pages/desk.ts'
import { BrokenSealError, PageFoldError, PageGoneError } from '#app/db/pages/page-desk.ts'
import { slotsUnder } from '#app/db/pages/postings.ts'
import { countingFold, quantities, TERITIH } from '../fold-world.ts'
import { bytes, movements, sealing, Shelf } from './some-pages.ts'

const deskOf = (shelf: Shelf, kept?: number) => createPageDesk(shelf.load, sealing, bytes, undefined, kept)

describe('a desk of pages', () => {
  it('answers from a page with what is asked for, and with nothing for ids it does not hold', async () => {
    const shelf = new Shelf()
    const rows = movements(1, 2, 3, 4, 5, 6)
    const page = await shelf.put(rows)
    const desk = deskOf(shelf)
    expect(await desk.all(page)).toEqual(rows)
    expect(await desk.byIds(page, ['m-004', 'tidak-ada', 'm-001'])).toEqual([rows[3], rows[0]])
    expect(await desk.atSlots(page, [5, 0])).toEqual([rows[5], rows[0]])
    expect(await desk.digest(page)).toEqual({ ...digestOf(rows.map(rowHash)), kind: 'stock-movement' })
    expect(slotsUnder(await desk.postings(page), 'drug', 'obat-0')).toEqual([2, 5])
    expect(openPage(await bytes.inflate(await desk.pack(rows), 100_000)).rows()).toEqual(rows)
    expect(shelf.loads).toEqual([page.hash])
  })

  it('rows of another stream in a page spoil its sum', async () => {
    const shelf = new Shelf()
    const page = await shelf.putBody(await deskOf(shelf).pack(movements(1, 2)), TERITIH)
    expect((await deskOf(shelf).digest(page)).count).toBe(0)
  })

  it('tells a seal that is broken from a page that is wrong in itself, and both from one that is gone', async () => {
    const shelf = new Shelf()
    const [spoiled, other, gone, junk] = [await shelf.put(movements(1)), await shelf.put(movements(2)), await shelf.put(movements(3)), await shelf.putBody(new Uint8Array([1, 2, 3]))]
    const strange = await shelf.putBody(await bytes.deflate(new TextEncoder().encode('bukan halaman')))
    const body = await deskOf(shelf).pack(movements(1, 2, 3))
    const short = await shelf.putBody(body.slice(0, body.length - 4))
    shelf.spoil(spoiled)
    shelf.swap(other, strange)
    shelf.remove(gone)
    const desk = deskOf(shelf)
    for (const ask of [desk.all, desk.postings, desk.digest]) {
      await expect(ask(spoiled)).rejects.toThrow(BrokenSealError)
      await expect(ask(other)).rejects.toThrow(BrokenSealError)
      await expect(ask(gone)).rejects.toThrow(PageGoneError)
      for (const wrong of [junk, strange, short]) await expect(ask(wrong)).rejects.toThrow(DamagedPageError)
    }
    await expect(openBody(new Uint8Array([9, 9]), bytes)).rejects.toMatchObject({ damage: 'truncated' })
  })

  it('a page that could not be read is asked for again the next time', async () => {
    const shelf = new Shelf()
    const rows = movements(1, 2)
    const page = await shelf.put(rows)
    shelf.remove(page)
    const desk = deskOf(shelf)
    await expect(desk.all(page)).rejects.toThrow(PageGoneError)
    await shelf.put(rows)
    expect(await desk.all(page)).toEqual(rows)
  })

  it('keeps the pages open that were asked for last, and opens one once for many who ask together', async () => {
    const shelf = new Shelf()
    const [a, b, c] = [await shelf.put(movements(1)), await shelf.put(movements(2)), await shelf.put(movements(3))]
    const desk = deskOf(shelf, 2)
    await Promise.all([desk.all(a), desk.digest(a), desk.byIds(a, ['m-001'])])
    expect(shelf.loads).toEqual([a.hash])
    await desk.all(b)
    await desk.all(a)
    await desk.all(c)
    // b was asked for longest ago.
    await desk.all(a)
    await desk.all(c)
    expect(shelf.loads).toEqual([a.hash, b.hash, c.hash])
    await desk.all(b)
    expect(shelf.loads).toEqual([a.hash, b.hash, c.hash, b.hash])
    desk.close()
    await desk.all(b)
    expect(shelf.loads).toHaveLength(5)
  })

  it('a sum goes through many pages without pushing out those that are kept open', async () => {
    const shelf = new Shelf()
    const [a, b, c] = [await shelf.put(movements(1)), await shelf.put(movements(2)), await shelf.put(movements(3))]
    const desk = deskOf(shelf, 1)
    await desk.all(a)
    await desk.fold(countingFold(), [a, b, c], 0, null)
    await desk.all(a)
    expect(shelf.loads).toEqual([a.hash, b.hash, c.hash])
  })

  it('sums live rows after a number, page by page, from nothing or on from a sum', async () => {
    const shelf = new Shelf()
    const rows = movements(1, 2, 3, 4, 5, 6)
    const first = await shelf.put(rows.slice(0, 3).map(row => (row.seq === 2 ? { ...row, state: 'void' as const } : row)))
    const second = await shelf.put(rows.slice(3).map(row => (row.seq === 5 ? { ...row, state: 'moved' as const } : row)))
    const desk = deskOf(shelf)
    const fold = countingFold()
    const sum = async (pages: readonly typeof first[], after: number, from: Parameters<typeof desk.fold>[3] = null) => quantities(fold.fromJson(await desk.fold(fold, pages, after, from)))
    expect(await sum([first, second], 0)).toEqual({ 'obat-0': 9, 'obat-1': 5 })
    expect(await sum([first, second], 3)).toEqual({ 'obat-0': 6, 'obat-1': 4 })
    expect(await sum([first, second], 6)).toEqual({})
    expect(await sum([], 0)).toEqual({})
    expect(await sum([second], 3, await desk.fold(fold, [first], 0, null))).toEqual({ 'obat-0': 9, 'obat-1': 5 })
  })

  it('names the page at which a sum failed, and why; a page of another kind is a damaged one', async () => {
    const shelf = new Shelf()
    const [right, spoiled] = [await shelf.put(movements(1)), await shelf.put(movements(2))]
    const other = await shelf.put(movements(3).map(row => ({ ...row, kind: 'patient' })))
    shelf.spoil(spoiled)
    const failed = async (page: typeof right): Promise<unknown> => deskOf(shelf).fold(countingFold(), [right, page], 0, null).catch((error: unknown) => error)
    for (const [page, cause] of [[spoiled, BrokenSealError], [other, DamagedPageError]] as const) {
      const error = await failed(page)
      expect(error).toBeInstanceOf(PageFoldError)
      expect(error).toMatchObject({ page })
      expect((error as PageFoldError).cause).toBeInstanceOf(cause)
    }
  })
})
