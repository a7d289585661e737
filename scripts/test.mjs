/**
 * All tests: units, components and stores (vitest), the simulator's share, journeys in Chromium (Playwright).
 * The last line is `N passed, N failed` over all of them; nothing run at all is a failure.
 * REQUIRE_POSTGRES=1 and REQUIRE_CHROMIUM=1 turn what is missing on this machine into a failure.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { build, isFresh, ROOT } from './lib/build.mjs'
import { obtainChromium } from './lib/chromium.mjs'

const results = mkdtempSync(join(tmpdir(), 'results-'))
const tally = { passed: 0, failed: 0 }
const notes = []

/** Runs one runner; a crash without a count of failures is one failure. */
function run(title, command, args, env, count) {
  console.log(`\n== ${title}`)
  const startedAt = Date.now()
  const done = spawnSync(command, args, { cwd: ROOT, stdio: 'inherit', env: { ...process.env, ...env } })
  const found = count(done.status)
  if (done.status !== 0 && found.failed === 0) found.failed = 1
  tally.passed += found.passed
  tally.failed += found.failed
  notes.push(`${title}: ${found.passed} passed, ${found.failed} failed, ${Math.round((Date.now() - startedAt) / 1000)} s`)
}

const readJson = path => (existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : null)

function countVitest(path) {
  const report = readJson(path)
  if (!report) return { passed: 0, failed: 1 }
  const skipped = report.numPendingTests + report.numTodoTests
  if (skipped > 0) notes.push(`${skipped} tests were skipped, which counts as failed`)
  // A file that does not load has no tests to count.
  const unloaded = report.testResults.filter(file => file.status === 'failed' && file.assertionResults.length === 0).length
  return { passed: report.numPassedTests, failed: report.numFailedTests + skipped + unloaded }
}

function countPlaywright(path) {
  const report = readJson(path)
  if (!report) return { passed: 0, failed: 1 }
  return { passed: report.stats.expected, failed: report.stats.unexpected + report.stats.flaky + report.stats.skipped + report.errors.length }
}

function hasPostgres() {
  const folders = (process.env.PATH ?? '').split(delimiter)
  if (existsSync('/usr/lib/postgresql')) folders.push(...readdirSync('/usr/lib/postgresql').map(version => `/usr/lib/postgresql/${version}/bin`))
  return folders.some(folder => existsSync(join(folder, 'postgres')) || existsSync(join(folder, 'postgres.exe')))
}

const postgres = hasPostgres()
console.log(postgres ? 'PostgreSQL found: the store is tested on both engines.' : 'PostgreSQL not found: the store is tested on the embedded engine only. Install the package `postgresql` to test both.')
if (!postgres && process.env.REQUIRE_POSTGRES === '1') {
  notes.push('PostgreSQL is required and was not found')
  tally.failed += 1
}
const chromium = obtainChromium()
console.log(chromium ? `Chromium found: ${chromium}` : 'Chromium not found: the journeys cannot run. Install the package `chromium` or set CHROMIUM_PATH.')

if (!isFresh()) build()

const vitestReport = join(results, 'vitest.json')
run('units, components, stores', 'npx', ['vitest', 'run', '--reporter=dot', '--reporter=json', `--outputFile.json=${vitestReport}`], {}, () => countVitest(vitestReport))

// The seeds are random faults over the whole protocol: the run counts as one test, and says how many seeds it had time for.
const minutes = process.env.SIMULATE_MINUTES ?? '1'
run('simulation', process.execPath, [join(ROOT, 'dist-server', 'simulate.js'), '--seeds', '2100', '--minutes', minutes], {}, status => ({ passed: status === 0 ? 1 : 0, failed: status === 0 ? 0 : 1 }))

if (chromium) {
  const report = join(results, 'journeys.json')
  run('journeys', 'npx', ['playwright', 'test'], { CHROMIUM_PATH: chromium, PLAYWRIGHT_JSON_OUTPUT_NAME: report }, () => countPlaywright(report))
} else {
  notes.push('the journeys need Chromium and did not run')
  if (process.env.REQUIRE_CHROMIUM === '1') tally.failed += 1
}

rmSync(results, { recursive: true, force: true })
if (tally.passed === 0 && tally.failed === 0) {
  notes.push('no test was run')
  tally.failed = 1
}
console.log(`\n${notes.join('\n')}`)
console.log(`${tally.passed} passed, ${tally.failed} failed`)
process.exit(tally.failed === 0 ? 0 : 1)
