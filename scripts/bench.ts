/**
 * `npm run bench [-- --only server|tablet|ringkasan|download] [--size normal|large] [--keep <folder>]`: the figures of docs/benchmarks.md, one line each, `name value unit`.
 */
import { spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { openPostgres } from '#server/store/postgres.ts'
import { openSqlite } from '#server/store/sqlite.ts'
import { measureDownload } from '#tests/bench/download-bench.ts'
import { printFigure } from '#tests/bench/figure.ts'
import { measureRingkasan } from '#tests/bench/ringkasan-bench.ts'
import { measureServer } from '#tests/bench/server-bench.ts'
import { measureTablet } from '#tests/bench/tablet-bench.ts'
import { startPostgres } from '#tests/support/postgres.ts'
import { startServer } from '#tests/support/app-server.ts'
import { openMoreVisits } from './lib/more-visits.ts'
import { DEMO_PASSWORD, prepareDemo } from './lib/prepare-demo.ts'

const ROOT = resolve(import.meta.dirname, '..')
const { values } = parseArgs({ options: { only: { type: 'string' }, size: { type: 'string', default: 'large' }, keep: { type: 'string' } } })
const folder = mkdtempSync(join(tmpdir(), 'bench-'))

async function benchServer(): Promise<void> {
  const sqlite = openSqlite({ file: join(folder, 'bench.sqlite') })
  for (const figure of await measureServer(sqlite)) printFigure(figure)
  await sqlite.close()
  const throwaway = await startPostgres()
  if (!throwaway) return console.error('PostgreSQL was not found and is not measured.')
  const postgres = openPostgres(await throwaway.createDatabase())
  for (const figure of await measureServer(postgres)) printFigure(figure)
  await postgres.close()
  await throwaway.stop()
}

function buildPage(config: string): void {
  const build = spawnSync('npx', ['vite', 'build', '--config', config, '--logLevel', 'error'], { cwd: ROOT, stdio: ['ignore', 'inherit', 'inherit'] })
  if (build.status !== 0) throw new Error(`${config} could not be built`)
}
const buildApp = (): void => buildPage('tests/bench/bench.vite.config.ts')

async function benchTablet(): Promise<void> {
  buildApp()
  const dataDir = join(folder, 'data')
  mkdirSync(dataDir)
  const startedAt = Date.now()
  const operations = await prepareDemo(join(dataDir, 'koperasi-klinik.sqlite'), values.size === 'normal' ? 'normal' : 'large')
  printFigure({ name: 'demo_records', value: operations, unit: 'records' })
  printFigure({ name: 'demo_load', value: (Date.now() - startedAt) / 1000, unit: 's' })
  const server = await startServer({ dataDir, env: { DEMO: '1', LOG_LEVEL: 'warn', STATIC_DIR: join(ROOT, 'dist-test/bench') } })
  try {
    for (const slowdown of [1, 4]) {
      await measureTablet({ url: server.url, code: 'KIARA-DEMO', username: 'bidan.kiara', password: DEMO_PASSWORD, slowdown })
    }
  } finally {
    await server.stop()
  }
}

/** The head's tablet with a year of four pustu. `--keep <folder>` keeps the data there, or uses what lies there: to make them takes minutes. */
async function benchRingkasan(): Promise<void> {
  buildApp()
  const dataDir = values.keep === undefined ? join(folder, 'year') : resolve(values.keep)
  const file = join(dataDir, 'koperasi-klinik.sqlite')
  if (!existsSync(file)) {
    mkdirSync(dataDir, { recursive: true })
    const startedAt = Date.now()
    printFigure({ name: 'year_records', value: await prepareDemo(file, 'year'), unit: 'records' })
    printFigure({ name: 'year_load', value: (Date.now() - startedAt) / 1000, unit: 's' })
  }
  const server = await startServer({ dataDir, env: { DEMO: '1', LOG_LEVEL: 'warn', STATIC_DIR: join(ROOT, 'dist-test/bench') } })
  const more = await openMoreVisits(file)
  try {
    await measureRingkasan({ url: server.url, code: 'KAPUS-DEMO', username: 'kapus', password: DEMO_PASSWORD, slowdowns: [1, 4], arrive: visits => more.write(visits) })
  } finally {
    await more.close()
    await server.stop()
  }
}

/** The first download and what comes of it, beside its floors. `--keep <folder>` as above; the benchmark works on a copy, so that each run finds the same. */
async function benchDownload(): Promise<void> {
  buildApp()
  buildPage('tests/bench/bare/bare.vite.config.ts')
  const kept = join(values.keep === undefined ? join(folder, 'kept') : resolve(values.keep), 'large.sqlite')
  if (!existsSync(kept)) {
    mkdirSync(dirname(kept), { recursive: true })
    printFigure({ name: 'demo_records', value: await prepareDemo(kept, 'large'), unit: 'records' })
  }
  const dataDir = join(folder, 'download')
  mkdirSync(dataDir)
  copyFileSync(kept, join(dataDir, 'koperasi-klinik.sqlite'))
  const server = await startServer({ dataDir, env: { DEMO: '1', LOG_LEVEL: 'warn', STATIC_DIR: join(ROOT, 'dist-test/bench') } })
  try {
    await measureDownload({ url: server.url, code: 'KIARA-DEMO', username: 'bidan.kiara', password: DEMO_PASSWORD, slowdowns: [1, 4], bareDir: join(ROOT, 'dist-test/bare') })
  } finally {
    await server.stop()
  }
}

const PARTS = { server: benchServer, tablet: benchTablet, ringkasan: benchRingkasan, download: benchDownload } as const

try {
  for (const [name, bench] of Object.entries(PARTS)) if (values.only === undefined || values.only === name) await bench()
} finally {
  rmSync(folder, { recursive: true, force: true })
}
