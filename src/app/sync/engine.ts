import { undecidedUnseen } from '../db/apply-rows.ts'
import { markComplete, removeLost } from '../db/copies.ts'
import { enterEpoch, prune } from '../db/journal.ts'
import { isStorageError, storageFailure } from '../db/failures.ts'
import { isDamage } from '../db/pages/damage.ts'
import { StoreClosedError } from '../db/store-core.ts'
import { sweepCopies } from '../db/sweep.ts'
import { SYNC_LOCK } from '../db/deps.ts'
import { LIMITS } from '#sync/messages.ts'
import { CLIENT_SCHEMA } from './calls.ts'
import { downloadStreams, pullAll, takeNewStreams } from './pull.ts'
import { proveStreams, type Counted } from './proof.ts'
import { pushAll } from './push.ts'
import type { Run, SyncParts, SyncReport } from './run.ts'
import { stopOf, type Stop } from './stops.ts'
import { tabletReport } from './tablet-report.ts'

export type SyncOutcome = { readonly report: SyncReport; readonly stop: Exclude<Stop, { kind: 'restart' }> | null }

const MAX_RESTARTS = 4
const MAX_PROOFS = 4

/**
 * One whole sync: hello, push, keys of new streams, first downloads, pull, proof. One at a time over all tabs of the
 * origin. It may stop or crash at any await; everything it needs to go on lies in IndexedDB.
 */
export async function syncOnce(parts: SyncParts, counted: Counted = new Set()): Promise<SyncOutcome> {
  const report: SyncReport = { pushed: 0, pulled: 0, mismatches: 0, renewals: 0 }
  return parts.core.deps.locks.request(SYNC_LOCK, async () => {
    try {
      await parts.core.catchUp()
      for (let attempt = 0; attempt <= MAX_RESTARTS; attempt += 1) {
        const stop = await runOnce(parts, report, counted)
        if (stop?.kind !== 'restart') return { report, stop }
      }
      return { report, stop: { kind: 'retry', offline: false, problem: 'server', afterS: 0 } as const }
    } catch (error) {
      // Locked in the middle: whoever unlocks next goes on.
      if (error instanceof StoreClosedError) return { report, stop: { kind: 'retry', offline: false, problem: null, afterS: 0 } as const }
      // Found damaged on the way: its stream is downloaded anew by the next sync.
      if (isDamage(error)) return { report, stop: { kind: 'retry', offline: false, problem: null, afterS: 0 } as const }
      if (!isStorageError(error)) throw error
      const { kind } = storageFailure(error)
      return { report, stop: kind === 'storage-failed' ? { kind: 'retry', offline: false, problem: kind, afterS: 0 } as const : { kind: 'blocked', problem: kind } as const }
    } finally {
      parts.onProgress(null)
    }
  })
}

async function runOnce(parts: SyncParts, report: SyncReport, counted: Counted): Promise<Stop | null> {
  const { core } = parts
  const said = await tabletReport(core, parts.room)
  const begun = core.deps.now()
  const hello = await parts.calls.hello(parts.app, parts.keyring && core.user ? await undecidedUnseen(core, begun) : [], said)
  if (!hello.ok) return pushWithoutHello(parts, report, stopOf(hello.error))
  const serverTime = Date.parse(hello.value.serverTime)
  const now = core.deps.now()
  // How far this tablet's clock is ahead of the server's, by the middle of the call.
  const skewMs = Math.round((begun + now) / 2 - serverTime)
  await core.db.relaxed.meta.put({ key: 'skewMs', value: skewMs })
  await enterEpoch(core, hello.value.epoch)
  const run: Run = { parts, report, hello: hello.value, serverTime, skewMs, durable: new Map() }
  const pushed = await pushAll(run)
  // What the server does not understand must not keep this tablet from what others did.
  if (pushed && !(pushed.kind === 'retry' && pushed.problem === 'refused')) return pushed
  await prune(core, run.durable, serverTime)
  if (!parts.keyring || !core.user) return pushed
  if (hello.value.minPull > CLIENT_SCHEMA) return { kind: 'blocked', problem: 'upgrade' }
  return (await download(run, counted)) ?? pushed
}

async function download(run: Run, counted: Counted): Promise<Stop | null> {
  const { core } = run.parts
  const isFirst = await holdsNothing(core)
  for (let proof = 0; proof < MAX_PROOFS; proof += 1) {
    const stop = (await takeNewStreams(run, run.hello.streams)) ?? (await downloadStreams(run, run.hello.streams))
      // What has come since a first download began, the proof tells: on a slow line one question less.
      ?? (isFirst && proof === 0 ? null : await pullAll(run))
    if (stop) return stop
    const outcome = await proveStreams(run, counted)
    if ('kind' in outcome) return outcome
    await markComplete(core, outcome.proven)
    if (outcome.behind) continue
    await removeLost(core)
    await sweepCopies(core)
    await core.db.relaxed.meta.put({ key: 'lastCompleteAt', value: core.deps.now() })
    // All is here and proven, and is said so before sums are made of it.
    run.parts.onProgress(null)
    await core.folds.prepare()
    return null
  }
  // The server is busier than we are quick; what came so far is stored.
  return { kind: 'retry', offline: false, problem: null, afterS: 0 }
}

/** An empty tablet, on which nothing was written either. */
async function holdsNothing(core: Run['parts']['core']): Promise<boolean> {
  const { streams, journal } = core.db.relaxed
  return (await streams.filter(({ copy }) => copy > 0).count()) === 0 && (await journal.count()) === 0
}

/** A revoked tablet may still hand in what was written on it: the server keeps it for a decision. */
async function pushWithoutHello(parts: SyncParts, report: SyncReport, stop: Stop): Promise<Stop> {
  const epoch = await parts.core.db.relaxed.value<string>('epoch')
  if (stop.kind !== 'blocked' || stop.problem !== 'device-revoked' || epoch === undefined) return stop
  const hello = { epoch, serverTime: '', streams: [], minPull: 0, limits: { pushEntries: LIMITS.pushEntries, pushBytes: LIMITS.pushBytes } }
  const pushed = await pushAll({ parts, report, hello, serverTime: parts.core.deps.now(), skewMs: null, durable: new Map() })
  return pushed?.kind === 'restart' ? stop : (pushed ?? stop)
}
