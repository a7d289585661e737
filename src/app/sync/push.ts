import { LIMITS, type Entry, type PushResponse } from '#sync/messages.ts'
import { stretchOf } from '#sync/stretch.ts'
import { headOf, nextBatch, offerAfter, recordResults, rekey } from '../db/journal.ts'
import type { ApiFailure } from './api.ts'
import { refusalOf } from './calls.ts'
import type { Run } from './run.ts'
import { stopOf, type Stop } from './stops.ts'

/** A tablet that forks again and again in one run is not helped by yet another id. */
const MAX_REPAIRS = 6

/** Pushes everything that is to be offered, whole groups at a time, halving what a slow line cannot carry. */
export async function pushAll(run: Run): Promise<Stop | null> {
  const { core, calls } = run.parts
  const entries = Math.min(run.hello.limits.pushEntries, LIMITS.pushEntries)
  const bytes = Math.min(run.hello.limits.pushBytes, LIMITS.pushBytes) - 256
  let groups = entries
  let repairs = 0
  for (;;) {
    const batch = await nextBatch(core, { entries, bytes, groups })
    if (batch === null) return null
    // A revoked tablet, and one before an older server, hands in whole lines; so does everybody what is sealed or keyed anew.
    const stretch = run.hello.stretches ? stretchOf(batch.entries) : null
    const answer = await calls.push({
      epoch: run.hello.epoch, dev: batch.dev, ...(stretch ? { stretch } : { entries: [...batch.entries] }), ...(run.skewMs === null ? {} : { skewMs: run.skewMs }),
    })
    if (answer.ok) {
      await recordResults(core, batch.dev, answer.value, run.serverTime)
      run.report.pushed += batch.entries.length
      run.durable.set(batch.dev, answer.value.durable)
      groups = Math.min(entries, groups * 2)
      const strange = await isStrange(run, batch.dev, batch.entries, answer.value)
      if (!strange) continue
      if ((repairs += 1) > MAX_REPAIRS) return { kind: 'retry', offline: false, problem: 'server', afterS: 0 }
      const stop = await goOnUnderNewKey(run, batch.dev)
      if (stop) return stop
      continue
    }
    if (isTooMuch(answer.error) && batch.groups > 1) {
      groups = Math.max(1, Math.floor(batch.groups / 2))
      continue
    }
    const repaired = await repair(run, batch.dev, answer.error)
    if (repaired === undefined) return stopOf(answer.error)
    if (repaired !== null) return repaired
    if ((repairs += 1) > MAX_REPAIRS) return { kind: 'retry', offline: false, problem: 'server', afterS: 0 }
  }
}

const isTooMuch = (failure: ApiFailure): boolean => failure.kind === 'timeout' || (failure.kind === 'refused' && failure.status === 413)

/** Proof of the way up: the server's journal head is ours. Ahead of us it tells that this tablet was rolled back. */
async function isStrange(run: Run, dev: string, sent: readonly Entry[], response: PushResponse): Promise<boolean> {
  const last = sent.at(-1) as Entry
  if (response.last === last.seq) return response.chain !== last.hash
  const ours = await run.parts.core.db.relaxed.journal.get([dev, response.last])
  return ours?.hash !== response.chain
}

/** @returns null when the push may go on, undefined when this failure is no matter of the chain. */
async function repair(run: Run, dev: string, failure: ApiFailure): Promise<Stop | null | undefined> {
  const refusal = refusalOf(failure)
  if (refusal?.code === 'GAP' && refusal.last !== undefined && refusal.chain !== undefined) {
    if (await offerAfter(run.parts.core, dev, refusal.last, refusal.chain)) return null
    return goOnUnderNewKey(run, dev)
  }
  if (refusal?.code === 'FORK') return goOnUnderNewKey(run, dev)
  // A server restored from before an older chain's enrolment does not know that chain: its lines join the present one,
  // where each body still counts once.
  const head = await headOf(run.parts.core)
  return refusal?.code === 'DEVICE' && head && head.dev !== dev ? goOnUnderNewKey(run, dev) : undefined
}

/** Takes a new device id for a forked chain; what an older chain still had to offer joins the present one. */
async function goOnUnderNewKey(run: Run, dev: string): Promise<Stop | null> {
  const { core, calls } = run.parts
  const head = await headOf(core)
  if (head && head.dev !== dev) {
    await rekey(core, dev, head.dev)
    return null
  }
  const renewed = await calls.renew(dev)
  if (!renewed.ok) return stopOf(renewed.error)
  run.report.renewals += 1
  await rekey(core, dev, renewed.value.dev, renewed.value.block)
  return null
}
