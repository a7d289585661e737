import { applyPage, settleDecided } from '../db/apply-rows.ts'
import { distrust, emptyState, loseStream, needsSnapshot, resumeSnapshot, forgetSnapshot, storeSnapshotPage } from '../db/copies.ts'
import type { StreamState } from '../db/database.ts'
import type { StreamKey } from '../vault/stream-keys.ts'
import { openStreamKeys } from '../vault/stream-keys.ts'
import { parseStream, type Purpose } from '#domain/core/streams.ts'
import { refusalOf } from './calls.ts'
import { downloadPaged } from './pull-pages.ts'
import type { Run } from './run.ts'
import { stopOf, type Stop } from './stops.ts'

/** What the first screens need comes first: a desk can work before the last visit of three years is here. */
const ORDER: readonly Purpose[] = ['catalogue', 'desk', 'members', 'stock', 'service', 'report', 'finance', 'clinical']
const rank = (stream: string): number => {
  const parts = parseStream(stream)
  return parts ? ORDER.indexOf(parts.purpose) : ORDER.length
}

/** Fetches the keys of granted streams that this user does not hold yet. */
export async function takeNewStreams(run: Run, granted: readonly string[]): Promise<Stop | null> {
  const { core, calls, keyring } = run.parts
  if (!keyring || granted.every(stream => core.keys.has(stream))) return null
  const answer = await calls.keys()
  if (!answer.ok) return stopOf(answer.error)
  const fresh = Object.fromEntries(Object.entries(answer.value.keys).filter(([stream]) => granted.includes(stream) && !core.keys.has(stream)))
  if (Object.keys(fresh).length === 0) return null
  // Durable first: rows sealed under a key that a crash takes away could never be opened again.
  await keyring.add(fresh)
  for (const key of (await openStreamKeys(fresh, core.deps.sealing)).values()) core.addKey(key)
  await core.reload()
  return null
}

/**
 * Downloads whole every stream that needs it, beside the old copy, going on where the last run stopped: in pages where the server
 * has them, else row by row.
 */
export async function downloadStreams(run: Run, granted: readonly string[]): Promise<Stop | null> {
  const { core } = run.parts
  const missing = async (): Promise<StreamState[]> => {
    const states = new Map((await core.db.relaxed.streams.toArray()).map(state => [state.stream, state]))
    return granted.filter(stream => core.keys.has(stream) && needsSnapshot(states.get(stream), core.keys.get(stream) as StreamKey, run.hello.epoch))
      .sort((a, b) => rank(a) - rank(b)).map(stream => states.get(stream) ?? emptyState(stream))
  }
  if (run.hello.pages !== undefined) {
    const stop = await downloadPaged(run, (await missing()).filter(state => state.plain !== run.hello.epoch).map(({ stream }) => stream))
    if (stop) return stop
  }
  for (const { stream } of await missing()) {
    const stop = await downloadStream(run, stream)
    if (stop) return stop
  }
  return null
}

async function downloadStream(run: Run, stream: string): Promise<Stop | null> {
  const { core, calls } = run.parts
  for (let refused = 0; ;) {
    const making = await resumeSnapshot(core, stream, run.hello.epoch)
    run.parts.onProgress({ done: making.done, total: making.total, what: stream })
    const answer = await calls.snapshot({ epoch: run.hello.epoch, stream, ...(making.after === null ? {} : { after: making.after }) })
    if (!answer.ok) {
      const code = refusalOf(answer.error)?.code
      if (code === 'SCOPE') return null
      if ((code === 'CURSOR' || code === 'MALFORMED') && refused === 0) {
        refused += 1
        await forgetSnapshot(core, stream)
        continue
      }
      return stopOf(answer.error)
    }
    if (making.atSeq !== null && answer.value.atSeq !== making.atSeq) {
      await forgetSnapshot(core, stream)
      continue
    }
    run.report.pulled += answer.value.rows.length
    if (await storeSnapshotPage(core, making, answer.value, stream) === null) return null
    await core.deps.breathe()
  }
}

const FIRST_PAGE = 2_000
const SMALLEST_PAGE = 50

/** Pulls what is newer than the cursors until there is no more. */
export async function pullAll(run: Run): Promise<Stop | null> {
  const { core, calls } = run.parts
  let max = FIRST_PAGE
  let unheld: Record<string, number> = {}
  for (;;) {
    const states = await core.db.relaxed.streams.toArray()
    const held = states.filter(state => core.keys.get(state.stream)?.kid === state.kid && state.copy > 0 && state.epoch === run.hello.epoch && !state.dropped)
    const from = Object.fromEntries(held.map(state => [state.stream, state.seq]))
    const answer = await calls.pull({ epoch: run.hello.epoch, cursor: { ...unheld, ...from }, max })
    if (!answer.ok) {
      if (answer.error.kind === 'timeout' && max > SMALLEST_PAGE) {
        max = Math.max(SMALLEST_PAGE, Math.floor(max / 2))
        continue
      }
      const refused = refusalOf(answer.error)
      // The server stands behind us and says so: what we hold of these streams is of another history.
      if (refused?.code === 'CURSOR') await distrust(core, refused.streams ?? Object.keys(from))
      return stopOf(answer.error)
    }
    const { rows, cursor, more, dropped, streams } = answer.value
    // A stream that came without being asked for and cannot be opened must not be sent from its beginning again.
    unheld = Object.fromEntries(Object.entries({ ...unheld, ...cursor }).filter(([stream]) => !(stream in from)))
    await applyPage(core, rows, cursor, from)
    run.report.pulled += rows.length
    for (const stream of dropped) await loseOne(run, stream)
    if (streams.some(stream => !run.hello.streams.includes(stream))) {
      const stop = (await takeNewStreams(run, streams)) ?? (await downloadStreams(run, streams))
      if (stop) return stop
      run.hello.streams.splice(0, run.hello.streams.length, ...streams)
      continue
    }
    if (!more) {
      // A copy of another epoch has no cursor to be named by `dropped`, and is lost all the same.
      for (const stream of [...core.keys.keys()].filter(held => parseStream(held) !== null && !streams.includes(held))) await loseOne(run, stream)
      break
    }
    await core.deps.breathe()
  }
  await settleDecided(core, new Set(run.hello.decided?.map(({ bh }) => bh)))
  return null
}

/** A stream that is no longer granted leaves this user at once, and the tablet when nobody here holds it any more. */
async function loseOne(run: Run, stream: string): Promise<void> {
  const { core, keyring } = run.parts
  if (!core.keys.has(stream)) return
  const shared = await loseStream(core, stream)
  await keyring?.drop(stream)
  if (shared) await core.removeKey(stream)
}
