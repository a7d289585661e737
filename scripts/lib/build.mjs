import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const ROOT = fileURLToPath(new URL('../..', import.meta.url))

const SOURCES = ['src', 'seeds', 'scripts', 'public', 'tests/bench', 'tests/simulation', 'tests/support', 'index.html', 'package-lock.json', 'vite.config.ts', 'vite.server.config.ts']
const STAMP = join(ROOT, 'dist-server', '.built')

/** When a file or anything under a folder was last changed, in ms; 0 for what does not exist. */
function newestUnder(path) {
  if (!existsSync(path)) return 0
  const facts = statSync(path)
  if (!facts.isDirectory()) return facts.mtimeMs
  return Math.max(0, ...readdirSync(path).map(name => newestUnder(join(path, name))))
}

export const isBuilt = () => existsSync(STAMP) && existsSync(join(ROOT, 'dist', 'index.html'))
export const isFresh = () => isBuilt() && SOURCES.every(source => newestUnder(join(ROOT, source)) <= statSync(STAMP).mtimeMs)

/** Runs a program of the project and ends this one with its exit code when it fails. */
export function runOrExit(command, args) {
  const done = spawnSync(command, args, { cwd: ROOT, stdio: 'inherit', shell: process.platform === 'win32' })
  if (done.status !== 0) process.exit(done.status ?? 1)
}

/** Builds app and server. The stamp is dated by the start, so that a change made meanwhile makes the next build run. */
export function build() {
  const startedAt = new Date()
  rmSync(STAMP, { force: true })
  runOrExit('npx', ['vite', 'build', '--logLevel', 'warn'])
  runOrExit('npx', ['vite', 'build', '--config', 'vite.server.config.ts', '--logLevel', 'warn'])
  writeFileSync(STAMP, `${startedAt.toISOString()}\n`)
  utimesSync(STAMP, startedAt, startedAt)
}
