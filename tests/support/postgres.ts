import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chown, mkdtemp, readdir, rm } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { existsSync } from 'node:fs'
import { promisify } from 'node:util'
import pg from 'pg'

const run = promisify(execFile)

/** A real PostgreSQL for tests: the one of TEST_DATABASE_URL, or a throwaway one of this machine. */
export interface TestPostgres {
  /** Where it comes from, for the log. */
  readonly source: string
  /** Makes an empty database and says how to reach it. */
  createDatabase(): Promise<string>
  stop(): Promise<void>
}

/**
 * Starts or finds a PostgreSQL.
 * @returns null when the machine has none; with REQUIRE_POSTGRES=1 that is an error instead.
 */
export async function startPostgres({ durable = false }: { durable?: boolean } = {}): Promise<TestPostgres | null> {
  const given = process.env['TEST_DATABASE_URL']
  if (given) return testPostgres(`TEST_DATABASE_URL`, given, async made => { for (const name of made) await query(given, `drop database if exists ${name} with (force)`) })
  const bin = await findPrograms()
  if (bin) return startThrowaway(bin, durable)
  if (process.env['REQUIRE_POSTGRES'] === '1') throw new Error('REQUIRE_POSTGRES is 1, but there is no initdb under /usr/lib/postgresql or in PATH, and no TEST_DATABASE_URL')
  return null
}

/** The folder of initdb and postgres, the newest version first. */
async function findPrograms(): Promise<string | null> {
  const packaged = '/usr/lib/postgresql'
  const versions = existsSync(packaged) ? (await readdir(packaged)).sort((a, b) => Number(b) - Number(a)) : []
  const folders = [...versions.map(version => join(packaged, version, 'bin')), ...(process.env['PATH'] ?? '').split(delimiter)]
  return folders.find(folder => folder !== '' && existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres'))) ?? null
}

/** Without fsync, since it is thrown away anyway; with it for the built server, which refuses to start without (assertDurable). */
async function startThrowaway(bin: string, durable: boolean): Promise<TestPostgres> {
  const dir = await mkdtemp(join(tmpdir(), 'kkd-postgres-'))
  const data = join(dir, 'data')
  // PostgreSQL does not run as root, so a root test run lends it another user's id.
  const user = process.getuid?.() === 0 ? await unprivilegedUser() : {}
  if (user.uid !== undefined) await chown(dir, user.uid, user.gid ?? user.uid)
  await run(join(bin, 'initdb'), ['-D', data, '-U', 'kkd', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'], { ...user, cwd: dir })
  const port = await freePort()
  const server = spawn(join(bin, 'postgres'), ['-D', data, '-p', String(port), '-h', '127.0.0.1', '-k', dir, '-c', 'max_connections=60', '-c', `fsync=${durable ? 'on' : 'off'}`], { ...user, cwd: dir, stdio: 'ignore' })
  const url = `postgres://kkd@127.0.0.1:${port}/postgres`
  try {
    await untilReady(url, server)
  } catch (error) {
    server.kill('SIGKILL')
    throw error
  }
  return testPostgres(`throwaway from ${bin}`, url, async () => {
    // At once, and its databases with it: dropping them one by one makes the disk wait for each.
    const ended = once(server, 'exit')
    server.kill('SIGQUIT')
    await ended
    await rm(dir, { recursive: true, force: true })
  })
}

async function unprivilegedUser(): Promise<{ uid?: number; gid?: number }> {
  for (const name of ['postgres', 'nobody']) {
    try {
      const [uid, gid] = await Promise.all(['-u', '-g'].map(async option => Number((await run('id', [option, name])).stdout)))
      if (uid && gid) return { uid, gid }
    } catch {
      // No such user here; try the next.
    }
  }
  throw new Error('the tests run as root, and there is neither a user postgres nor nobody to run PostgreSQL as')
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  probe.close()
  await once(probe, 'close')
  return port
}

async function untilReady(url: string, server: ChildProcess): Promise<void> {
  const until = Date.now() + 30_000
  for (;;) {
    if (server.exitCode !== null) throw new Error(`postgres ended with ${server.exitCode}`)
    const failure = await query(url, 'select 1').then(() => null, (error: Error) => error)
    if (!failure) return
    if (Date.now() > until) throw new Error('postgres did not get ready within 30 s', { cause: failure })
  }
}

async function query(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 1000 })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}

function testPostgres(source: string, url: string, end: (made: readonly string[]) => Promise<void>): TestPostgres {
  const made: string[] = []
  return {
    source,
    async createDatabase() {
      const name = `kkd_${process.pid}_${Date.now().toString(36)}_${made.length}`
      await query(url, `create database ${name}`)
      made.push(name)
      const own = new URL(url)
      own.pathname = `/${name}`
      return own.toString()
    },
    stop: () => end(made),
  }
}
