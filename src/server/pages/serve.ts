import { ok } from '#domain/core/result.ts'
import type { ManifestRequest, ManifestResponse, PagesRequest } from '#sync/messages.ts'
import { PAGE_FORMAT } from '#sync/pages/page.ts'
import { partOf } from '#sync/pages/parts.ts'
import type { Principal } from '../auth/principal.ts'
import { refused, type Refused, type Reply } from '../reply.ts'
import type { Reader } from '../store/store.ts'
import { raiseAccessIncident } from '../sync/incidents.ts'
import type { PushContext } from '../sync/push.ts'
import { isTooOld, streamsOf } from '../sync/reads.ts'
import { bodyOf, packedStream, type PackedStream } from './page-store.ts'
import { pagingOf } from './pack-stream.ts'
import type { Packer } from './packer.ts'

const GONE = new Uint8Array(0)

/** Which pages there are of some streams. A stream that is not packed, or much behind, is packed first. */
export async function manifest(context: PushContext, pack: Packer, who: Principal, request: ManifestRequest): Promise<Reply<ManifestResponse>> {
  const refusal = await refusalOf(context, who, request.epoch, request.streams)
  if (refusal) return refusal
  // A tablet that reads only older pages takes snapshots.
  if (request.pages < PAGE_FORMAT) return refused('PAGES')
  const { db } = context.store
  const { packAfter } = pagingOf(context)
  const streams: ManifestResponse['streams'] = {}
  for (const stream of new Set(request.streams)) {
    let known = await packedStream(db, who.tenant, stream)
    // Once more where a packing was joined that had begun too early.
    for (let turn = 0; turn < 2 && known && isBehind(known, packAfter, request.from?.[stream]); turn += 1) {
      await pack(who.tenant, stream)
      known = await packedStream(db, who.tenant, stream)
    }
    const { packed, pages } = known ?? { packed: null, pages: [] }
    streams[stream] = { atSeq: packed?.atSeq ?? 0, pages: [...pages] }
  }
  return ok({ streams })
}

/** Not packed, or long ago, or not as far as the tablet is already; what it says of another history is not waited for. */
const isBehind = ({ packed, seq }: PackedStream, packAfter: number, from = 0): boolean =>
  packed === null || seq - packed.atSeq >= packAfter || packed.atSeq < Math.min(from, seq)

/** The parts of the answer (src/sync/pages/parts.ts), one at a time. A page that was replaced since the manifest comes as an empty part. */
export async function pages(context: PushContext, who: Principal, request: PagesRequest): Promise<Reply<AsyncIterable<Uint8Array>>> {
  const refusal = await refusalOf(context, who, request.epoch, request.wanted.map(({ stream }) => stream))
  return refusal ?? ok(partsOf(context.store.db, who.tenant, request.wanted))
}

async function* partsOf(db: Reader, tenant: string, wanted: PagesRequest['wanted']): AsyncGenerator<Uint8Array> {
  for (const { stream, hashes } of wanted) {
    for (const hash of hashes) yield partOf(await bodyOf(db, tenant, stream, hash) ?? GONE)
  }
}

/** As `snapshot` and `pull` refuse: the whole call, and the head is told who asked for a stream that is not his. */
async function refusalOf(context: PushContext, who: Principal, asked: string, streams: readonly string[]): Promise<{ readonly ok: false; readonly error: Refused } | null> {
  if (who.deviceRevoked) return refused('DEVICE')
  const epoch = await context.epoch()
  if (asked !== epoch) return refused('EPOCH', { epoch })
  if (await isTooOld(context, who)) return refused('UPGRADE')
  const granted = new Set(await streamsOf(context, who))
  const foreign = [...new Set(streams)].filter(stream => !granted.has(stream))
  for (const stream of foreign) await raiseAccessIncident(context, who, stream)
  return foreign.length > 0 ? refused('SCOPE') : null
}
