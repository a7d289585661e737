import { copyFileSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { readConfig } from '#server/config.ts'
import { openSqlite } from '#server/store/sqlite.ts'
import { buildServer, freePort, runToEnd, setUpOverWire, startServer, type RunningServer, type WireTablet } from './built-server.ts'

let program = ''
const dirs: string[] = []
const servers: RunningServer[] = []
beforeAll(async () => { program = await buildServer('process') })
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.child.kill('SIGKILL')
    await server.ended
  }
})
afterAll(() => { for (const dir of dirs) rmSync(dir, { recursive: true, force: true }) })

function newDir(): string {
  const dir = mkdtempSync(join(tmpdir(), 'kkd-process-'))
  dirs.push(dir)
  return dir
}
async function start(dataDir: string, env: Record<string, string> = {}, port?: number): Promise<RunningServer> {
  const server = await startServer(program, { DATA_DIR: dataDir, ...env }, port ?? await freePort())
  servers.push(server)
  return server
}
async function stop(server: RunningServer): Promise<void> {
  server.child.kill('SIGTERM')
  expect(await server.ended).toEqual({ code: 0, signal: null })
}
const health = async (server: RunningServer) => (await (await fetch(`${server.url}/api/health`)).json()) as { ok: boolean; version: string; epoch: string }
const accountsOf = async (head: WireTablet) => (await head.post<{ accounts: { username: string }[] }>('/api/admin/accounts/list', {})).accounts.map(account => account.username).sort()
const addAccount = (head: WireTablet, username: string) => head.post('/api/admin/accounts/create', { username, password: 'sandi-panjang', name: username, profession: 'lainnya', sip: null, grants: [] })

describe('the environment', () => {
  it('has sensible values when nothing is set', () => {
    expect(readConfig({})).toMatchObject({ port: 8080, host: '127.0.0.1', dataDir: 'data', databaseUrl: undefined, demo: false, cookieSecure: false })
    expect(readConfig({ TRUST_PROXY: '1' })).toMatchObject({ host: '127.0.0.1', cookieSecure: true })
    expect(readConfig({ HOST: '0.0.0.0', PORT: '443', DATABASE_URL: '' })).toMatchObject({ port: 443, cookieSecure: true, databaseUrl: undefined })
  })
  it('says in a sentence what is wrong, for every variable at once', () => {
    expect(() => readConfig({ PORT: 'eighty', DATABASE_URL: 'mysql://x', TRUST_PROXY: 'yes' })).toThrow(/^PORT must be a port number from 1 to 65535\.\nDATABASE_URL must begin with postgres:\/\/.*\nTRUST_PROXY /)
  })
  it('a demo listens on loopback only', () => {
    expect(() => readConfig({ DEMO: '1', HOST: '0.0.0.0' })).toThrow(/loopback/)
  })
})

describe('the store', () => {
  it('keeps FULL synchronous writes and a write-ahead log', async () => {
    const store = openSqlite({ file: join(newDir(), 'a.sqlite') })
    const pragma = async (name: string) => Object.values((await sql.raw<Record<string, unknown>>(`pragma ${name}`).execute(store.db)).rows[0] ?? {})[0]
    expect([await pragma('synchronous'), await pragma('journal_mode'), await pragma('foreign_keys'), await pragma('busy_timeout')]).toEqual([2, 'wal', 1, 5000])
    await store.close()
  })
})

describe('the process', () => {
  it('ends with the sentence when the environment is wrong', async () => {
    expect(await runToEnd(program, [], { PORT: '99999', DATA_DIR: newDir() })).toEqual({ code: 1, output: 'PORT must be a port number from 1 to 65535.\n' })
    expect((await runToEnd(program, ['dance'], { DATA_DIR: newDir() })).output).toContain('usage:')
  })
  it('production refuses a demo database, and a demo real data', async () => {
    const [demo, real] = [newDir(), newDir()]
    await stop(await start(demo, { DEMO: '1' }))
    await stop(await start(real))
    expect(await runToEnd(program, [], { DATA_DIR: demo })).toMatchObject({ code: 1, output: expect.stringContaining('holds demo data') })
    expect(await runToEnd(program, [], { DATA_DIR: real, DEMO: '1' })).toMatchObject({ code: 1, output: expect.stringContaining('holds real data') })
  })
  it('answers what is in hand before it stops', async () => {
    const server = await start(newDir())
    const { head } = await setUpOverWire(server)
    const cookie = [...head.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const body = JSON.stringify({ username: 'kapus', password: 'Kalodran-2026' })
    // Half of the request is sent, the stop is asked for, then the rest follows.
    const answered = new Promise<number | undefined>((resolve, reject) => {
      const sending = request(`${server.url}/api/auth/sign-in`, { method: 'POST', headers: { 'content-type': 'application/json', 'content-length': body.length, 'expect': '100-continue', cookie } }, response => {
        response.resume()
        resolve(response.statusCode)
      })
      sending.on('error', reject)
      // The server says itself that it has the request: on a busy machine the bytes alone may lie unread in between.
      sending.on('continue', () => {
        sending.write(body.slice(0, 10))
        server.child.kill('SIGTERM')
        untilRefused(server.url).then(() => sending.end(body.slice(10)), reject)
      })
      sending.flushHeaders()
    })
    expect(await answered).toBe(200)
    expect(await server.ended).toEqual({ code: 0, signal: null })
  })
})

/** Until new connections are refused, which is when the stop has begun. */
async function untilRefused(url: string): Promise<void> {
  const until = Date.now() + 10_000
  while (await fetch(`${url}/api/health`).then(answer => answer.ok, () => false)) {
    if (Date.now() > until) throw new Error('the server went on taking requests')
  }
}

describe('backup and restore', () => {
  it('a restored copy has a new epoch, the old database is set aside, and the work of before is there', async () => {
    const dir = newDir()
    const copy = join(newDir(), 'copy.sqlite')
    const server = await start(dir)
    const { head } = await setUpOverWire(server)
    const { epoch } = await health(server)
    await addAccount(head, 'sebelum')
    expect((await runToEnd(program, ['backup', copy], { DATA_DIR: dir })).code).toBe(0)
    await addAccount(head, 'sesudah')
    await stop(server)
    expect((await runToEnd(program, ['restore', copy], { DATA_DIR: dir })).output).toContain('Restored')
    const again = await start(dir)
    expect((await health(again)).epoch).not.toBe(epoch)
    head.url = again.url
    expect(await accountsOf(head)).toEqual(['kapus', 'sebelum'])
    expect(readdirSync(dir).some(name => name.includes('.before-'))).toBe(true)
  })
  it('notices a database that was put back by hand', async () => {
    const dir = newDir()
    const file = join(dir, 'koperasi-klinik.sqlite')
    const first = await start(dir)
    await setUpOverWire(first)
    const { epoch } = await health(first)
    await stop(first)
    expect(existsSync(`${file}-wal`)).toBe(false)
    copyFileSync(file, join(dir, 'by-hand.sqlite'))
    const second = await start(dir)
    expect((await health(second)).epoch).toBe(epoch)
    await stop(second)
    copyFileSync(join(dir, 'by-hand.sqlite'), file)
    const third = await start(dir)
    expect((await health(third)).epoch).not.toBe(epoch)
    expect(third.output()).toContain('restored from a copy')
  })
})
