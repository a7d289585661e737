import { sha256Hex } from '#sync/chain.ts'
import { checkInvariants, resultOf } from './invariants.ts'
import { World, type Options, type Violation } from './world.ts'

export interface Outcome {
  readonly seed: number
  readonly violations: readonly Violation[]
  /** Equal for two runs of a seed, or the simulation is not deterministic. */
  readonly trace: string
  /** What the server holds in the end, clocks left out. */
  readonly result: string
  readonly edits: number
  readonly faults: Readonly<Record<string, number>>
  readonly lines: readonly string[]
  /** With `wildClocks` given: every step, clocks left out. */
  readonly steps: readonly string[]
}

/** Runs one seed from an empty world to quiescence and checks every invariant. */
export async function runSeed(seed: number, options: Options = {}): Promise<Outcome> {
  const world = new World(seed, options)
  await world.setUp()
  await world.run()
  const rounds = world.violations.length > 0 ? 1 : await world.quiesce()
  let result = ''
  if (world.violations.length === 0) result = sha256Hex(resultOf(await checkInvariants(world, rounds)))
  for (const tablet of world.tablets) tablet.off()
  await world.office.close()
  return { seed, violations: world.violations, trace: world.trace.hash, result, edits: world.edits, faults: world.faults, lines: world.trace.lines, steps: world.trace.steps }
}

/** A seed with clocks years off and with clocks that are right; `parting`: where the two part, null when they never do (invariant 8). */
export async function runBothClocks(seed: number, options: Omit<Options, 'wildClocks'> = {}): Promise<{ readonly wild: Outcome; readonly right: Outcome; readonly parting: string | null }> {
  const wild = await runSeed(seed, { ...options, wildClocks: true })
  const right = await runSeed(seed, { ...options, wildClocks: false })
  return { wild, right, parting: partingOf(wild, right) }
}

function partingOf(wild: Outcome, right: Outcome): string | null {
  const at = wild.steps.findIndex((step, index) => step !== right.steps[index])
  if (at >= 0 || right.steps.length > wild.steps.length) {
    const step = at >= 0 ? at : wild.steps.length
    return `step ${step}, with wild clocks: ${wild.steps[step] ?? 'the end'}, with right ones: ${right.steps[step] ?? 'the end'}`
  }
  return wild.result === right.result ? null : 'the server holds something else in the end'
}
