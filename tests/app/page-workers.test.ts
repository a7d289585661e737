import { afterEach, describe, expect, it, vi } from 'vitest'
import { packPage } from '#sync/pages/pack.ts'
import { pagePlace, type PageLoad } from '#app/db/pages/page-desk.ts'
import { pageWorkers } from '#app/page-workers.ts'
import { KIARA } from './db/fold-world.ts'
import { bytes, movements, sealing } from './db/pages/some-pages.ts'

/** A browser's worker whose script does nothing; a test lets it fail. */
class SilentWorker {
  static readonly made: SilentWorker[] = []
  onmessage: ((event: unknown) => void) | null = null
  onerror: (() => void) | null = null
  onmessageerror: (() => void) | null = null
  terminated = false
  readonly posted: unknown[] = []
  constructor() { SilentWorker.made.push(this) }
  postMessage(message: unknown): void { this.posted.push(message) }
  terminate(): void { this.terminated = true }
}

async function pageOf(): Promise<{ load: PageLoad; name: { stream: string; hash: string } }> {
  const body = await bytes.deflate(packPage(movements(1, 2)))
  const name = { stream: KIARA, hash: await bytes.hash(body) }
  const key = await sealing.importKey(new Uint8Array(32))
  const box = await sealing.seal(key, body, pagePlace(name))
  return { load: async () => ({ box, key }), name }
}

afterEach(() => {
  vi.unstubAllGlobals()
  SilentWorker.made.splice(0)
})

describe('workers that open pages', () => {
  it('one is started ahead, takes the first call, and ends with the lock, when the next is started', async () => {
    vi.stubGlobal('Worker', SilentWorker)
    const { load, name } = await pageOf()
    const open = pageWorkers(async () => {})
    expect(SilentWorker.made).toHaveLength(1)
    const desk = open(load)
    const asked = desk.all(name).catch((error: unknown) => (error as Error).name)
    expect(SilentWorker.made).toHaveLength(1)
    expect(SilentWorker.made[0]?.posted).toMatchObject([{ type: 'ask', call: 'all' }])
    desk.close()
    expect(await asked).toBe('PageGoneError')
    expect(SilentWorker.made.map(({ terminated }) => terminated)).toEqual([true, false])
  })

  it('one whose script never came is done without, whether it failed before it was asked or after', async () => {
    vi.stubGlobal('Worker', SilentWorker)
    for (const isBefore of [true, false]) {
      const { load, name } = await pageOf()
      const desk = pageWorkers(async () => {})(load)
      const worker = SilentWorker.made.at(-1) as SilentWorker
      if (isBefore) worker.onerror?.()
      const asked = desk.all(name)
      if (!isBefore) worker.onerror?.()
      expect(await asked).toEqual(movements(1, 2))
      expect(worker.terminated).toBe(true)
      desk.close()
    }
  })

  it('a browser without workers, or that forbids them, opens pages in its own thread', async () => {
    const { load, name } = await pageOf()
    vi.stubGlobal('Worker', undefined)
    expect(await pageWorkers(async () => {})(load).all(name)).toEqual(movements(1, 2))
    vi.stubGlobal('Worker', class { constructor() { throw new DOMException('forbidden', 'SecurityError') } })
    expect(await pageWorkers(async () => {})(load).all(name)).toEqual(movements(1, 2))
  })
})
