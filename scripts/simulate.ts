/**
 * Runs the simulation of tablets, network and server over many seeds:
 *   npm run simulate -- --seeds N [--from S] [--minutes M] [--steps N] [--defect NAME] [--workers W] [--clocks N] [--trace SEED]
 * Prints how many seeds ran, how many edits and faults they held, and every violation with its seed. Without --defect a
 * violation makes it fail; with --defect it fails when nothing was violated. Every fifth seed, or every Nth with --clocks N (0: none), also
 * runs with wild clocks and with right ones, held against each other step by step (invariant 8).
 */
import { fork } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { DEFECT_NAMES, DEFECTS, type DefectName } from '#tests/simulation/defects.ts'
import { runBothClocks, runSeed, type Outcome } from '#tests/simulation/run-seed.ts'

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '200' }, from: { type: 'string', default: '1' }, minutes: { type: 'string' }, steps: { type: 'string' },
    defect: { type: 'string' }, workers: { type: 'string' }, clocks: { type: 'string' }, trace: { type: 'string' }, worker: { type: 'boolean', default: false },
  },
})

interface Totals { seeds: number; clocks: number; edits: number; violations: number; faults: Record<string, number> }
type FromWorker = Pick<Outcome, 'seed' | 'violations' | 'edits' | 'faults'> & { readonly clocks: boolean }

const numberOf = (text: string | undefined, name: string): number | undefined => {
  if (text === undefined) return undefined
  const value = Number(text)
  if (!Number.isFinite(value) || value < 0) throw new Error(`--${name} takes a number, not ${text}`)
  return value
}

function defectOf(name: string | undefined): DefectName | undefined {
  if (name === undefined) return undefined
  const found = DEFECT_NAMES.find(known => known === name)
  if (!found) throw new Error(`--defect is one of ${DEFECT_NAMES.join(', ')}`)
  return found
}

const from = numberOf(values.from, 'from') ?? 1
const seeds = numberOf(values.seeds, 'seeds') ?? 200
const minutes = numberOf(values.minutes, 'minutes')
const steps = numberOf(values.steps, 'steps')
const defect = defectOf(values.defect)
/** What is taken away shows without holding two runs against each other. */
const clocksEvery = defect === undefined ? (numberOf(values.clocks, 'clocks') ?? 5) : 0
const options = { ...(steps === undefined ? {} : { steps }), ...(defect === undefined ? {} : { defect: DEFECTS[defect] }) }

/** What failed where nobody waited for it; it must name its seed, and not end the run. */
let unheard: string[] = []
process.on('unhandledRejection', reason => { unheard.push(reason instanceof Error ? `${reason.name} ${reason.message}` : JSON.stringify(reason)) })

if (values.worker) work()
else if (values.trace === undefined) await lead()
else await showTrace(numberOf(values.trace, 'trace') ?? 1)

/** With --workers 0 all runs in this process, for a profiler. A worker runs the seeds it is given, one after the other. */
function work(): void {
  process.on('message', (seed: number) => {
    void runOne(seed).then(found => process.send?.(found))
  })
  process.on('disconnect', () => process.exit(0))
}

async function runOne(seed: number): Promise<FromWorker> {
  unheard = []
  const found = await runChecked(seed)
  await new Promise(resolve => { setImmediate(resolve) })
  return { ...found, violations: [...found.violations, ...unheard.map(what => ({ invariant: 'no exception', what }))] }
}

async function runChecked(seed: number): Promise<FromWorker> {
  const { violations, edits, faults } = await runSeed(seed, options)
  if (clocksEvery === 0 || seed % clocksEvery !== 0) return { seed, violations, edits, faults, clocks: false }
  const { wild, right, parting } = await runBothClocks(seed, options)
  const parted = parting === null ? [] : [{ invariant: '8', what: parting }]
  return { seed, violations: [...violations, ...parted, ...wild.violations, ...right.violations], edits: edits + wild.edits + right.edits, faults, clocks: true }
}

async function showTrace(seed: number): Promise<void> {
  const { lines, violations } = await runSeed(seed, { ...options, keepTrace: 100_000 })
  for (const line of lines) console.log(line.slice(0, 2000))
  console.log(violations.length === 0 ? `seed ${seed}: no violation` : `seed ${seed}: ${JSON.stringify(violations, null, 1)}`)
}

async function lead(): Promise<void> {
  const startedAt = Date.now()
  const deadline = minutes === undefined ? Number.POSITIVE_INFINITY : startedAt + minutes * 60_000
  const totals: Totals = { seeds: 0, clocks: 0, edits: 0, violations: 0, faults: {} }
  const workers = numberOf(values.workers, 'workers') ?? Math.min(availableParallelism(), seeds)
  let next = from
  const take = (): number | null => {
    const caught = defect !== undefined && totals.violations > 0
    if (next >= from + seeds || Date.now() >= deadline || caught) return null
    next += 1
    return next - 1
  }
  if (workers === 0) for (let seed = take(); seed !== null; seed = take()) count(await runOne(seed), totals)
  else await Promise.all(Array.from({ length: workers }, () => feed(take, totals)))
  const seconds = (Date.now() - startedAt) / 1000
  const faults = Object.entries(totals.faults).sort(([, a], [, b]) => b - a).map(([name, count]) => `${name} ${count}`).join(', ')
  console.log(`${totals.seeds} of ${seeds} seeds ran in ${seconds.toFixed(0)} s on ${workers} processes (${(totals.seeds / seconds).toFixed(1)} a second)`)
  if (clocksEvery > 0) console.log(`${totals.clocks} of them also with wild clocks and with right ones, held against each other`)
  console.log(`${totals.edits} edits; faults: ${faults}`)
  console.log(`${totals.violations} seeds violated an invariant${defect === undefined ? '' : ` with ${defect}`}`)
  if (totals.seeds === 0 || (defect === undefined) === (totals.violations > 0)) process.exitCode = 1
}

function count({ seed, violations, edits, faults, clocks }: FromWorker, totals: Totals): void {
  totals.seeds += 1
  totals.clocks += Number(clocks)
  totals.edits += edits
  for (const [name, times] of Object.entries(faults)) totals.faults[name] = (totals.faults[name] ?? 0) + times
  if (violations.length === 0) return
  totals.violations += 1
  for (const { invariant, what } of violations.slice(0, 3)) console.log(`seed ${seed}: invariant ${invariant}: ${what}`)
}

/** Keeps one worker process busy until there are no seeds left. */
function feed(take: () => number | null, totals: Totals): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = fork(fileURLToPath(import.meta.url), [...process.argv.slice(2), '--worker'], { stdio: ['ignore', 'inherit', 'ignore', 'ipc'] })
    let running: number | null = null
    const give = (): void => {
      running = take()
      if (running === null) child.disconnect()
      else child.send(running)
    }
    child.on('message', message => {
      count(message as FromWorker, totals)
      give()
    })
    child.on('exit', code => {
      if (running === null) resolve()
      else reject(new Error(`the process running seed ${running} ended with ${code}`))
    })
    give()
  })
}
