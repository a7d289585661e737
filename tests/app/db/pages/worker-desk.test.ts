import { describe, expect, it } from 'vitest'
import { DamagedPageError } from '#sync/pages/page.ts'
import type { FromWorker, ToWorker } from '#app/db/pages/desk-messages.ts'
import { createPageDesk } from '#app/db/pages/desk.ts'
import { BrokenSealError, PageFoldError, PageGoneError, type PageDesk } from '#app/db/pages/page-desk.ts'
import { serveDesk } from '#app/db/pages/serve-desk.ts'
import { createWorkerDesk, type WorkerLine } from '#app/db/pages/worker-desk.ts'
import { countingFold, quantities } from '../fold-world.ts'
import { bytes, movements, sealing, Shelf } from './some-pages.ts'

/** A line as between two threads: messages are copied, and heard later. A test can hold the worker's, or kill it. */
class ThreadLine implements WorkerLine {
  readonly heard: ToWorker[] = []
  readonly said: FromWorker[] = []
  ended = false
  /** The worker's messages wait here while it is slow. */
  slow: (() => void)[] | null = null
  #toWorker: (message: ToWorker) => void = () => {}
  #toScreen: (message: FromWorker) => void = () => {}
  #failed: () => void = () => {}

  constructor(folds = [countingFold()]) {
    serveDesk({
      post: (message, transfer = []) => {
        const copy = structuredClone(message, { transfer: transfer as never[] })
        this.said.push(copy)
        const tell = (): void => { if (!this.ended) this.#toScreen(copy) }
        if (this.slow) this.slow.push(tell)
        else queueMicrotask(tell)
      },
      listen: onMessage => { this.#toWorker = onMessage },
    }, sealing, bytes, folds)
  }

  post(message: ToWorker): void {
    const copy = structuredClone(message)
    this.heard.push(copy)
    queueMicrotask(() => { if (!this.ended) this.#toWorker(copy) })
  }

  listen(onMessage: (message: FromWorker) => void, onFailed: () => void): void {
    this.#toScreen = onMessage
    this.#failed = onFailed
  }

  end(): void { this.ended = true }
  die(): void { this.#failed() }
  wake(): void {
    const held = this.slow ?? []
    this.slow = null
    for (const tell of held) tell()
  }
  asked(): string[] { return this.heard.flatMap(message => (message.type === 'ask' ? [message.call] : [])) }
}

interface World { readonly shelf: Shelf; readonly lines: ThreadLine[]; readonly desk: PageDesk; readonly here: Shelf }

/** A desk whose worker is `lines[0]` once it was asked; what is answered in this thread is read from `here`. */
function worldOf(folds = [countingFold()], workerFolds = folds): World {
  const [shelf, here] = [new Shelf(), new Shelf()]
  const lines: ThreadLine[] = []
  const desk = createWorkerDesk(() => {
    const line = new ThreadLine(workerFolds)
    lines.push(line)
    return line
  }, shelf.load, createPageDesk(here.load, sealing, bytes), folds)
  return { shelf, lines, desk, here }
}

const turns = async (): Promise<void> => { for (let turn = 0; turn < 5; turn += 1) await new Promise(resolve => setImmediate(resolve)) }

describe('a desk in a worker', () => {
  it('answers every call as one in this thread does, and nothing is opened here', async () => {
    const { shelf, lines, desk, here } = worldOf()
    const rows = movements(1, 2, 3, 4)
    const page = await shelf.put(rows)
    const beside = createPageDesk(shelf.load, sealing, bytes)
    expect(await desk.all(page)).toEqual(rows)
    expect(await desk.byIds(page, ['m-002', 'x'])).toEqual([rows[1]])
    expect(await desk.atSlots(page, [3])).toEqual([rows[3]])
    expect(await desk.postings(page)).toEqual(await beside.postings(page))
    expect(await desk.digest(page)).toEqual(await beside.digest(page))
    expect(await desk.fold(countingFold(), [page], 1, null)).toEqual(await beside.fold(countingFold(), [page], 1, null))
    expect(await desk.pack(rows)).toEqual(await beside.pack(rows))
    expect(lines).toHaveLength(1)
    expect(lines[0]?.asked()).toEqual(['all', 'byIds', 'atSlots', 'postings', 'digest', 'fold', 'pack'])
    expect(here.loads).toEqual([])
    // The page went over once; the worker keeps it open.
    expect(lines[0]?.said.filter(({ type }) => type === 'need')).toHaveLength(1)
  })

  it('errors are of the same class on this side', async () => {
    const { shelf, desk } = worldOf()
    const [right, spoiled, gone, junk] = [await shelf.put(movements(9)), await shelf.put(movements(1)), await shelf.put(movements(2)), await shelf.putBody(new Uint8Array([1, 2]))]
    const other = await shelf.put(movements(3).map(row => ({ ...row, kind: 'patient' })))
    shelf.spoil(spoiled)
    shelf.remove(gone)
    for (const [page, kind] of [[spoiled, BrokenSealError], [gone, PageGoneError], [junk, DamagedPageError]] as const) {
      await expect(desk.all(page)).rejects.toThrow(kind)
      const error: unknown = await desk.fold(countingFold(), [right, page], 0, null).catch((failure: unknown) => failure)
      expect(error).toBeInstanceOf(PageFoldError)
      expect(error).toMatchObject({ page })
      expect((error as PageFoldError).cause).toBeInstanceOf(kind)
    }
    await expect(desk.all(junk)).rejects.toMatchObject({ damage: 'truncated' })
    await expect(desk.fold(countingFold(), [other], 0, null)).rejects.toMatchObject({ cause: { damage: 'malformed' } })
    await expect(desk.pack([])).rejects.toThrow('a page of no rows')
    // A worker that failed at one call goes on with the next.
    expect(await desk.all(right)).toEqual(movements(9))
  })

  it('many calls at once, of which some fail: each is answered with its own', async () => {
    const { shelf, desk, lines } = worldOf()
    const pages = await Promise.all(Array.from({ length: 12 }, (_, index) => shelf.put(movements(index + 1, index + 101))))
    for (const [index, page] of pages.entries()) if (index % 4 === 3) shelf.spoil(page)
    const answers = await Promise.all(pages.map(page => desk.all(page).catch((error: unknown) => error)))
    for (const [index, answer] of answers.entries()) {
      if (index % 4 === 3) expect(answer).toBeInstanceOf(BrokenSealError)
      else expect(answer).toEqual(movements(index + 1, index + 101))
    }
    expect(lines).toHaveLength(1)
  })

  it('a worker that dies in the middle of calls: they are answered in this thread, and so is what comes after', async () => {
    const { shelf, here, desk, lines } = worldOf()
    const rows = movements(1, 2)
    const page = await shelf.put(rows)
    await here.put(rows)
    expect(await desk.all(page)).toEqual(rows)
    const [line] = lines as [ThreadLine]
    line.slow = []
    const waiting = [desk.all(page), desk.byIds(page, ['m-002']), desk.fold(countingFold(), [page], 0, null), desk.all({ ...page, hash: 'f'.repeat(64) }).catch((error: unknown) => error)]
    await turns()
    line.die()
    const [all, one, sum, gone] = await Promise.all(waiting)
    expect([all, one]).toEqual([rows, [rows[1]]])
    expect(quantities(countingFold().fromJson(sum as never))).toEqual({ 'obat-1': 1, 'obat-2': 2 })
    expect(gone).toBeInstanceOf(PageGoneError)
    expect(line.ended).toBe(true)
    expect(await desk.digest(page)).toMatchObject({ count: 2 })
    expect(lines).toHaveLength(1)
  })

  it('a worker that cannot be made at all is done without', async () => {
    const here = new Shelf()
    const page = await here.put(movements(1))
    const desk = createWorkerDesk(() => { throw new DOMException('no workers here', 'SecurityError') }, here.load, createPageDesk(here.load, sealing, bytes), [])
    expect(await desk.all(page)).toEqual(movements(1))
    expect(await desk.digest(page)).toMatchObject({ count: 1 })
  })

  it('closing ends the worker and rejects what waits; nothing is asked of any worker afterwards', async () => {
    const { shelf, desk, lines, here } = worldOf()
    const page = await shelf.put(movements(1))
    await here.put(movements(1))
    await desk.all(page)
    const [line] = lines as [ThreadLine]
    line.slow = []
    const waiting = [desk.all(page), desk.digest(page)]
    desk.close()
    for (const one of waiting) await expect(one).rejects.toThrow(PageGoneError)
    expect(line.ended).toBe(true)
    line.wake()
    const before = [shelf.loads.length, here.loads.length]
    for (const late of [() => desk.pack(movements(2)), () => desk.all(page), () => desk.fold(countingFold('unknown'), [page], 0, null)]) await expect(late()).rejects.toThrow(PageGoneError)
    expect([lines.length, shelf.loads.length, here.loads.length]).toEqual([1, ...before])
  })

  it('a sum that the worker does not know, or knows in another version, is made in this thread', async () => {
    const { shelf, here, desk, lines } = worldOf([countingFold('balances', 2)])
    const rows = movements(1, 2, 3)
    const page = await here.put(rows)
    await shelf.put(rows)
    const known = countingFold('balances', 2)
    await desk.fold(known, [page], 0, null)
    expect([known.added, here.loads.length]).toEqual([0, 0])
    for (const unknown of [countingFold('lain', 2), countingFold('balances', 3)]) {
      await desk.fold(unknown, [page], 0, null)
      expect(unknown.added).toBe(3)
    }
    expect(lines[0]?.asked()).toEqual(['fold'])
  })

  it('a sum that this side believes the worker knows, but it does not, fails and is no wrong sum', async () => {
    const { shelf, desk } = worldOf([countingFold('balances', 2)], [countingFold('balances', 1)])
    const page = await shelf.put(movements(1))
    await expect(desk.fold(countingFold('balances', 2), [page], 0, null)).rejects.toThrow('no fold balances')
  })

  it('a page that the store has no longer is told to the worker, which asks again when it is there', async () => {
    const { shelf, desk, lines } = worldOf()
    const rows = movements(5)
    const page = await shelf.put(rows)
    shelf.remove(page)
    await expect(desk.all(page)).rejects.toThrow(PageGoneError)
    await shelf.put(rows)
    expect(await desk.all(page)).toEqual(rows)
    expect(lines[0]?.heard.map(({ type }) => type)).toEqual(['ask', 'no-page', 'ask', 'page'])
  })
})
