import { describe, expect, it } from 'vitest'
import { backoffMs, LONGEST_MS } from '#app/sync/backoff.ts'
import type { SyncOutcome } from '#app/sync/engine.ts'
import { createSyncLoop } from '#app/sync/sync-loop.ts'
import { Time } from './world.ts'

const report = { pushed: 0, pulled: 0, mismatches: 0, renewals: 0 }
const done: SyncOutcome = { report, stop: null }
const failed: SyncOutcome = { report, stop: { kind: 'retry', offline: true, problem: null, afterS: 0 } }

/** A loop whose runs end when the test says how. */
function watched() {
  const time = new Time(0)
  const ends: ((outcome: SyncOutcome) => void)[] = []
  const phases: string[] = []
  let runs = 0
  const loop = createSyncLoop({
    run: () => { runs += 1; return new Promise(resolve => ends.push(resolve)) },
    setTimer: time.setTimer, random: () => 1, report: phase => phases.push(phase),
  })
  const finish = async (outcome: SyncOutcome): Promise<void> => {
    ends.shift()?.(outcome)
    for (let turn = 0; turn < 10; turn += 1) await Promise.resolve()
  }
  return { time, loop, phases, finish, runs: () => runs }
}

describe('the loop of sync', () => {
  it('a trigger during a run makes it run once more, and only once', async () => {
    const { loop, finish, runs } = watched()
    loop.trigger()
    loop.trigger()
    loop.trigger()
    expect(runs()).toBe(1)
    await finish(done)
    expect(runs()).toBe(2)
    await finish(done)
    expect(runs()).toBe(2)
  })

  it('runs again after five minutes, and soon after a save', async () => {
    const { loop, time, finish, runs } = watched()
    loop.trigger()
    await finish(done)
    time.pass(299_999)
    expect(runs()).toBe(1)
    time.pass(1)
    expect(runs()).toBe(2)
    await finish(done)
    loop.afterSave()
    loop.afterSave()
    time.pass(1_500)
    expect(runs()).toBe(3)
  })

  it('what is saved during a run goes out together a little after it, so that an import is not sent person by person', async () => {
    const { loop, time, finish, runs } = watched()
    loop.trigger()
    loop.afterSave()
    loop.afterSave()
    await finish(done)
    expect(runs()).toBe(1)
    loop.afterSave()
    time.pass(1_499)
    expect(runs()).toBe(1)
    time.pass(1)
    expect(runs()).toBe(2)
    await finish(done)
    time.pass(299_999)
    expect(runs()).toBe(2)
  })

  it('waits 2, 4, 8 s … after failures, a save does not hurry it, and success starts anew', async () => {
    const { loop, time, finish, runs } = watched()
    loop.trigger()
    await finish(failed)
    loop.afterSave()
    time.pass(1_999)
    expect(runs()).toBe(1)
    time.pass(1)
    expect(runs()).toBe(2)
    await finish(failed)
    time.pass(3_999)
    expect(runs()).toBe(2)
    time.pass(1)
    expect(runs()).toBe(3)
    await finish(done)
    loop.trigger()
    await finish(failed)
    time.pass(2_000)
    expect(runs()).toBe(5)
  })

  it('stops asking when only a person can help', async () => {
    const { loop, time, finish, phases, runs } = watched()
    loop.trigger()
    await finish({ report, stop: { kind: 'blocked', problem: 'sign-in' } })
    time.pass(3_600_000)
    expect(runs()).toBe(1)
    expect(phases.at(-1)).toBe('blocked')
  })

  it('never waits longer than a quarter of an hour, and jitters over the whole span', () => {
    expect(backoffMs(1, () => 1)).toBe(2_000)
    expect(backoffMs(50, () => 1)).toBe(LONGEST_MS)
    expect(backoffMs(50, () => 0)).toBe(0)
  })
})
