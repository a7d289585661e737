import { PAGE_FORMAT } from '#sync/pages/page.ts'
import { pagingOf, type PageDeps } from './pack-stream.ts'
import type { Packer } from './packer.ts'

/** Packs ahead what has changed much, so that a new tablet finds its pages ready. */
export interface Keeper {
  /** Packs every stream that is far enough behind, one at a time. Never rejects; while one round runs, another does nothing. */
  round(): Promise<void>
  /** Gives up what is being packed; afterwards nothing is read or written any more. */
  stop(): Promise<void>
}

export function createKeeper(deps: PageDeps, pack: Packer, onError: (error: unknown) => void): Keeper {
  const stopping = new AbortController()
  let running: Promise<void> | undefined

  async function packBehind(): Promise<void> {
    for (const { tenant, stream } of await streamsBehind(deps)) {
      if (stopping.signal.aborted) return
      // One stream that cannot be packed keeps no other from it.
      await pack(tenant, stream, stopping.signal).catch(onError)
    }
  }
  return {
    round: () => (running ??= packBehind().catch(onError).finally(() => { running = undefined })),
    async stop() {
      stopping.abort()
      await running
    },
  }
}

async function streamsBehind(deps: PageDeps): Promise<{ tenant: string; stream: string }[]> {
  const { packAfter } = pagingOf(deps)
  const streams = await deps.store.db.selectFrom('stream as s')
    .leftJoin('page_stream as p', join => join.onRef('p.tenant', '=', 's.tenant').onRef('p.stream', '=', 's.stream').on('p.format', '=', PAGE_FORMAT))
    .select(['s.tenant', 's.stream', 's.seq', 'p.at_seq']).orderBy('s.tenant').orderBy('s.stream').execute()
  return streams.filter(({ seq, at_seq: packedTo }) => seq - (packedTo ?? 0) >= packAfter)
}
