import { isKind } from '#domain/records/index.ts'
import { digestOf, EMPTY_DIGEST, rowHash } from '#sync/digest.ts'
import { openPage } from '#sync/pages/open.ts'
import { packPage } from '#sync/pages/pack.ts'
import { DamagedPageError, type PackedPage } from '#sync/pages/page.ts'
import type { Sealing } from '../../vault/sealing.ts'
import type { PageBytes } from '../deps.ts'
import { BrokenSealError, PageFoldError, pagePlace, type PageDesk, type PageLoad, type PageName } from './page-desk.ts'
import { postingsOf } from './postings.ts'

type Bytes = Uint8Array<ArrayBuffer>

/** Pages kept open: the ones that a morning's work goes through again and again. */
const KEPT_OPEN = 32
/** Rows hashed between two breaths. */
const HASHED = 50
/** No page inflates to more than this; what would is no page. */
const LONGEST = 32 * 1024 * 1024

export function createPageDesk(load: PageLoad, sealing: Pick<Sealing, 'open'>, bytes: Pick<PageBytes, 'deflate' | 'inflate'>, breathe: () => Promise<void> = async () => {}, kept = KEPT_OPEN): PageDesk {
  const open = new Map<string, Promise<PackedPage>>()

  async function unpack(name: PageName): Promise<PackedPage> {
    const { box, key } = await load(name)
    const body = await sealing.open(key, box, pagePlace(name)).catch(() => { throw new BrokenSealError(name.hash) })
    return openBody(body, bytes)
  }

  function pageOf(name: PageName): Promise<PackedPage> {
    const place = pagePlace(name)
    const known = open.get(place)
    const page = known ?? unpack(name)
    open.delete(place)
    open.set(place, page)
    if (!known) page.catch(() => { if (open.get(place) === page) open.delete(place) })
    const oldest = open.keys().next()
    if (open.size > kept && !oldest.done) open.delete(oldest.value)
    return page
  }

  return {
    all: async name => (await pageOf(name)).rows(),
    async byIds(name, ids) {
      const page = await pageOf(name)
      return ids.map(id => page.slotOf(id)).filter(slot => slot >= 0).map(slot => page.row(slot))
    },
    async atSlots(name, slots) {
      const page = await pageOf(name)
      return slots.map(slot => page.row(slot))
    },
    postings: async name => postingsOf(await pageOf(name)),
    async digest(name) {
      const page = await pageOf(name)
      let digest = EMPTY_DIGEST
      // A page's hashes take a slow tablet half a second, and somebody may want to read meanwhile.
      for (let from = 0; page.stream === name.stream && from < page.count; from += HASHED) {
        const slots = Array.from({ length: Math.min(HASHED, page.count - from) }, (_, index) => from + index)
        digest = digestOf(slots.map(slot => rowHash(page.row(slot))), digest)
        await breathe()
      }
      return { ...digest, kind: page.kind }
    },
    async fold(fold, pages, after, from) {
      const sum = from === null ? fold.empty() : fold.fromJson(from)
      for (const name of pages) {
        // Gone through once and not again soon: it need not push out what is.
        const page = await (open.get(pagePlace(name)) ?? unpack(name)).catch((error: unknown) => { throw new PageFoldError(name, error) })
        await breathe()
        if (page.kind !== fold.kind || !isKind(page.kind)) throw new PageFoldError(name, new DamagedPageError('malformed', 'a page of another kind'))
        const [seqs, states, datas] = [page.seqs(), page.states(), page.datas()]
        for (let slot = 0; slot < page.count; slot += 1) {
          if (states[slot] === 'live' && (seqs[slot] as number) > after) fold.add(sum, datas[slot] as never)
        }
      }
      return fold.toJson(sum)
    },
    pack: async rows => bytes.deflate(packPage(rows)),
    close: () => open.clear(),
  }
}

/** A body as it travelled, opened. @throws DamagedPageError */
export async function openBody(body: Bytes, bytes: Pick<PageBytes, 'deflate' | 'inflate'>): Promise<PackedPage> {
  const packed = await bytes.inflate(body, LONGEST).catch(() => { throw new DamagedPageError('truncated', 'the body does not inflate') })
  return openPage(packed)
}
