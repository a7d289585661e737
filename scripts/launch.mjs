/**
 * Starts one of the built programs: `node scripts/launch.mjs <main|demo|simulate|bench> [arguments]`.
 * Production (`main`) is built only where nothing has been built; the others are built anew when a source has changed.
 */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { build, isBuilt, isFresh, ROOT } from './lib/build.mjs'

const [program, ...args] = process.argv.slice(2)
if (!['main', 'demo', 'simulate', 'bench'].includes(program ?? '')) {
  console.error('usage: node scripts/launch.mjs <main|demo|simulate|bench> [arguments]')
  process.exit(2)
}
if (program === 'main' ? !isBuilt() : !isFresh()) {
  console.log('Building …')
  build()
}
const child = spawn(process.execPath, [join(ROOT, 'dist-server', `${program}.js`), ...args], { cwd: ROOT, stdio: 'inherit' })
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)))
