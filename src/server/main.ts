import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import manifest from '../../package.json' with { type: 'json' }
import { isOperatorCommand, operate, OPERATOR_USAGE } from './admin/operator.ts'
import { backUp, keepNewest, restoreBackup } from './admin/backup.ts'
import { noticeRestore } from './admin/generation.ts'
import { mintEpoch, prepareInstallation, readFact } from './admin/installation.ts'
import { deriveDaysOnce, deriveTradeOnce } from './admin/rederive.ts'
import { buildApp } from './app.ts'
import { buildServerCore } from './core.ts'
import { createKeeper } from './pages/keeper.ts'
import { argonPasswords } from './auth/passwords.ts'
import { issueSetupCode } from './auth/setup.ts'
import { ConfigError, readConfig, type Config } from './config.ts'
import { systemClock, systemRandom, type ServerDeps } from './deps.ts'
import { migrate } from './store/migrations.ts'
import { assertDurable, openPostgres } from './store/postgres.ts'
import { openSqlite } from './store/sqlite.ts'
import type { Store } from './store/store.ts'

const USAGE = `usage: node dist-server/main.js             serves
       node dist-server/main.js backup FILE  copies the database while it is in use
       node dist-server/main.js restore FILE puts a copy of the embedded database in its place (server stopped)
       node dist-server/main.js restored     after restoring PostgreSQL: tells tablets to offer everything again
${OPERATOR_USAGE}`

const BACKUP_EVERY_MS = 24 * 3_600_000
const BACKUPS_KEPT = 7
const PACK_EVERY_MS = 5 * 60_000

const depsOn = (store: Store): ServerDeps => ({ store, clock: systemClock, random: systemRandom, passwords: argonPasswords })
const databaseFile = (config: Config): string => join(config.dataDir, 'koperasi-klinik.sqlite')
const stamp = (): string => new Date().toISOString().replace(/[:.]/g, '-')

async function openDeps(config: Config): Promise<ServerDeps> {
  await mkdir(config.dataDir, { recursive: true })
  const deps = depsOn(config.databaseUrl === undefined ? openSqlite({ file: databaseFile(config) }) : openPostgres(config.databaseUrl))
  await assertDurable(deps.store)
  await migrate(deps.store)
  await prepareInstallation(deps, { demo: config.demo })
  await deriveTradeOnce(deps)
  await deriveDaysOnce(deps)
  const demo = (await readFact(deps.store.db, 'demo')) === 'yes'
  if (demo === config.demo) return deps
  await deps.store.close()
  throw new ConfigError(demo
    ? 'This database holds demo data. Real work needs a database of its own: choose another DATA_DIR or DATABASE_URL.'
    : 'DEMO is 1, but this database holds real data. Choose another DATA_DIR or DATABASE_URL for the demo.')
}

async function serve(config: Config): Promise<void> {
  const deps = await openDeps(config)
  if (deps.store.engine === 'sqlite' && await noticeRestore(deps, config.dataDir)) console.log('This database was restored from a copy: tablets will offer again what they still hold.')
  const setupCode = await issueSetupCode(deps)
  const core = buildServerCore(deps)
  const app = await buildApp(deps, {
    version: manifest.version, cookieSecure: config.cookieSecure, trustProxy: config.trustProxy, staticDir: config.staticDir, log: { level: config.logLevel },
  }, core)
  const keeper = createKeeper(deps, core.pack, error => app.log.error({ err: error as Error }, 'packing failed'))
  const stop = stopOnce(async () => {
    clearInterval(backups)
    clearInterval(packing)
    await app.close()
    await keeper.stop()
    await deps.store.close()
  })
  const backups = setInterval(() => void backUpDaily(deps, config).catch(error => app.log.error({ err: error as Error }, 'backup failed')), BACKUP_EVERY_MS)
  backups.unref()
  const packing = setInterval(() => void keeper.round(), PACK_EVERY_MS)
  packing.unref()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop())
  const address = await app.listen({ port: config.port, host: config.host })
  console.log(`Koperasi Klinik Desa ${manifest.version}${config.demo ? ' (DEMO)' : ''} listens on ${address}`)
  void keeper.round()
  if (setupCode !== null) console.log(`Set-up code: ${setupCode}\nOpen ${address} in a browser and type it there. A restart makes a new one.`)
}

async function backUpDaily(deps: ServerDeps, config: Config): Promise<void> {
  // With PostgreSQL its administrator says when and where to.
  if (deps.store.engine !== 'sqlite') return
  const dir = join(config.dataDir, 'backups')
  await backUp(deps, config.dataDir, join(dir, `${stamp()}.sqlite`))
  await keepNewest(dir, BACKUPS_KEPT)
}

/** Requests in hand are answered first; a second signal changes nothing. */
function stopOnce(stop: () => Promise<void>): () => Promise<void> {
  let stopping: Promise<void> | undefined
  return () => (stopping ??= stop())
}

async function main(args: readonly string[]): Promise<void> {
  const config = readConfig(process.env)
  const [command, file] = args
  if (command === undefined) return serve(config)
  if (command === 'backup' && file !== undefined) {
    const deps = await openDeps(config)
    await backUp(deps, config.dataDir, file)
    return deps.store.close()
  }
  if (command === 'restore' && file !== undefined && config.databaseUrl === undefined) {
    await mkdir(config.dataDir, { recursive: true })
    const aside = await restoreBackup(depsOn, { from: file, databaseFile: databaseFile(config), stamp: stamp() })
    return console.log(`Restored. What was there before lies beside it as ${aside}.`)
  }
  if (command === 'restored') {
    const deps = await openDeps(config)
    await mintEpoch(deps)
    return deps.store.close()
  }
  if (isOperatorCommand(command)) {
    const deps = await openDeps(config)
    try {
      console.log(await operate(deps, args))
    } finally {
      await deps.store.close()
    }
    return undefined
  }
  throw new ConfigError(USAGE)
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof ConfigError ? error.message : error)
  process.exitCode = 1
})
