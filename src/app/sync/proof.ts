import type { StreamDigest } from '#sync/messages.ts'
import { distrust, repairDigest, replaceBucket } from '../db/copies.ts'
import { recount, recountBuckets } from '../db/counting.ts'
import type { StreamState } from '../db/database.ts'
import { checkPages } from '../db/pages/tend.ts'
import { stopOf, type Stop } from './stops.ts'
import type { Run } from './run.ts'

/** A stream of up to this many rows is counted from its rows each time; a larger one once for each unlock. */
const COUNT_ALWAYS = 2_000

/** Streams whose rows were counted since this store was opened. */
export type Counted = Set<string>

const same = (a: { count: number; sum: string }, b: { count: number; sum: string }): boolean => a.count === b.count && a.sum === b.sum

/**
 * Proof of the way down: what each side counts from its own rows is the same. A stream that has moved on meanwhile
 * cannot be compared; it is pulled once more.
 * @returns `proven` streams, and `behind` whether another pull is needed.
 */
export async function proveStreams(run: Run, counted: Counted): Promise<Stop | { proven: string[]; behind: boolean }> {
  const { core, calls } = run.parts
  const states = (await core.db.relaxed.streams.toArray())
    .filter(state => core.keys.get(state.stream)?.kid === state.kid && state.copy > 0 && state.epoch === run.hello.epoch && !state.dropped)
  if (states.length === 0) return { proven: [], behind: false }
  const answer = await calls.digest({ epoch: run.hello.epoch, streams: states.map(state => state.stream) })
  if (!answer.ok) return stopOf(answer.error)
  const proven: string[] = []
  let behind = false
  for (const state of states) {
    const theirs = answer.value[state.stream]
    if (!theirs) continue
    if (theirs.seq !== state.seq) {
      behind = true
      continue
    }
    if (same(theirs, await ownDigest(run, state, counted))) {
      proven.push(state.stream)
      continue
    }
    run.report.mismatches += 1
    const stop = await heal(run, state.stream, theirs)
    if (stop) return stop
    behind = true
  }
  return { proven, behind }
}

async function ownDigest(run: Run, state: StreamState, counted: Counted): Promise<{ count: number; sum: string }> {
  if (state.count > COUNT_ALWAYS && counted.has(state.stream)) return state
  const own = await recount(run.parts.core, state.stream)
  counted.add(state.stream)
  // Rows may have come from another tab between; the running digest moved with them.
  return own && own.seq === state.seq ? own.digest : state
}

/** Finds the buckets that differ and takes the server's rows for them; what that cannot heal is downloaded anew. */
async function heal(run: Run, stream: string, theirs: StreamDigest): Promise<Stop | null> {
  const { core, calls } = run.parts
  await repairDigest(core, stream)
  // A page that is not what its directory says is fetched again, with the stream: rows laid over it would only hide it.
  if (!await checkPages(core, stream)) return null
  const ask = async (bucket: number) => calls.digest({ epoch: run.hello.epoch, streams: [stream], bucket })
  const first = await ask(0)
  if (!first.ok) return stopOf(first.error)
  const buckets = first.value[stream]?.buckets
  const own = await recountBuckets(core, stream)
  if (!own || own.seq !== theirs.seq) return null
  const differing = buckets ? buckets.flatMap((sum, bucket) => (sum === own.buckets[bucket] ? [] : [bucket])) : []
  if (!buckets || differing.length > 64) {
    await distrust(core, [stream])
    return null
  }
  for (const bucket of differing) {
    const answer = await ask(bucket)
    if (!answer.ok) return stopOf(answer.error)
    const part = answer.value[stream]
    if (!part?.rows) continue
    await replaceBucket(core, stream, bucket, part.rows, part.seq)
  }
  const healed = await recount(core, stream)
  // Pages that hold what the server does not know cannot be healed from above.
  if (healed && healed.seq === theirs.seq && !same(healed.digest, theirs) && (await core.db.relaxed.streams.get(stream))?.paged !== undefined) await distrust(core, [stream], { plain: run.hello.epoch })
  return null
}
