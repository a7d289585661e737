import { PAGE_FORMAT } from '#sync/pages/page.ts'
import { beginPagedCopy, finishPagedCopy, shownUpTo, storePages, type ArrivedPage, type PagedMaking } from '../db/pages/page-copies.ts'
import { refusalOf } from './calls.ts'
import type { Run } from './run.ts'
import { stopOf, type Stop } from './stops.ts'

/** Pages stored in one transaction: a crash loses these at most, a cut none; each transaction costs some milliseconds. */
const STORED_AT_ONCE = 4
/** How often the server may have packed anew under us, or sent what is not what it named, before rows are asked for instead. */
const ROUNDS = 3

/**
 * Downloads these streams in pages, all in one request after one manifest. A stream is shown as soon as its pages are here, while
 * those of the others still come. What could not be had in pages is left for the caller.
 */
export async function downloadPaged(run: Run, streams: readonly string[]): Promise<Stop | null> {
  let wanted = streams
  for (let round = 0; round < ROUNDS && wanted.length > 0; round += 1) {
    const outcome = await downloadRound(run, wanted)
    if (!('left' in outcome)) return outcome
    wanted = outcome.left
  }
  return null
}

async function downloadRound(run: Run, streams: readonly string[]): Promise<Stop | { readonly left: readonly string[] }> {
  const { core, calls } = run.parts
  const manifest = await calls.manifest({ epoch: run.hello.epoch, streams: [...streams], pages: PAGE_FORMAT, from: await shownUpTo(core, streams) })
  if (!manifest.ok) return failed(manifest.error)
  const makings: PagedMaking[] = []
  for (const stream of streams) {
    const own = manifest.value.streams[stream]
    if (own && core.keys.has(stream)) makings.push(await beginPagedCopy(core, stream, run.hello.epoch, own))
  }
  const download = new Download(run, makings)
  await download.finishWhole()
  if (download.wanted.length > 0) {
    const answer = await calls.pages({ epoch: run.hello.epoch, wanted: download.request() }, part => download.take(part))
    await download.store()
    await download.finishWhole()
    if (!answer.ok) return failed(answer.error)
  }
  return { left: download.left() }

  /** A right that was taken away meanwhile, or a server that cannot: the caller asks for rows and hears it there. */
  function failed(error: Parameters<typeof stopOf>[0]): Stop | { readonly left: readonly string[] } {
    const code = refusalOf(error)?.code
    return code === 'SCOPE' || code === 'MALFORMED' || code === 'NOT_FOUND' || code === 'PAGES' ? { left: [] } : stopOf(error)
  }
}

/** The pages that are on their way, in the order in which they were asked for. */
class Download {
  readonly wanted: readonly { readonly making: PagedMaking; readonly hash: string }[]
  readonly #open = new Set<PagedMaking>()
  readonly #missing = new Map<PagedMaking, number>()
  #next = 0
  #arrived: ArrivedPage[] = []

  constructor(private readonly run: Run, makings: readonly PagedMaking[]) {
    this.wanted = makings.flatMap(making => making.missing.map(hash => ({ making, hash })))
    for (const making of makings) {
      this.#open.add(making)
      this.#missing.set(making, making.missing.length)
    }
  }

  request(): { stream: string; hashes: string[] }[] {
    return [...this.#open].filter(({ missing }) => missing.length > 0).map(({ stream, missing }) => ({ stream, hashes: [...missing] }))
  }

  /** Takes the next part: a page whose hash is not the one that was asked for is left out, as is one that the server no longer has. */
  async take(part: Uint8Array<ArrayBuffer>): Promise<void> {
    const asked = this.wanted[this.#next]
    this.#next += 1
    if (!asked || part.length === 0 || await this.run.parts.core.deps.pageBytes.hash(part) !== asked.hash) return
    const { making, hash } = asked
    this.#arrived.push({ stream: making.stream, hash, body: part })
    const missing = (this.#missing.get(making) ?? 0) - 1
    this.#missing.set(making, missing)
    if (missing > 0 && this.#arrived.length < STORED_AT_ONCE) return
    await this.store()
    this.#tell(making, missing)
    if (missing === 0) await this.finishWhole()
  }

  /** Stores what came and is not stored yet. */
  async store(): Promise<void> {
    const pages = this.#arrived
    this.#arrived = []
    if (pages.length > 0) await storePages(this.run.parts.core, pages)
  }

  /** Shows the streams whose pages are all here. */
  async finishWhole(): Promise<void> {
    for (const making of this.#open) {
      if (this.#missing.get(making) !== 0 || !await finishPagedCopy(this.run.parts.core, making)) continue
      this.#open.delete(making)
      this.run.report.pulled += making.making.total
    }
  }

  left(): string[] { return [...this.#open].map(({ stream }) => stream) }

  #tell(making: PagedMaking, missing: number): void {
    const { total } = making.making
    const pages = making.directory.entries.length
    this.run.parts.onProgress({ done: Math.round(total * (1 - missing / Math.max(1, pages))), total, what: making.stream })
  }
}
