import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { resolve } from 'node:path'
import { build } from 'vite'

const ROOT = resolve(import.meta.dirname, '../..')
/** Inside the project, so that the bundle finds its packages. */
const OUT = resolve(ROOT, 'node_modules/.cache/kkd-server-tests')

/** Bundles the server as production does, out of the way of a build that stands in dist-server. */
export async function buildServer(name: string): Promise<string> {
  const outDir = resolve(OUT, name)
  await build({ root: ROOT, configFile: resolve(ROOT, 'vite.server.config.ts'), logLevel: 'error', build: { outDir, rolldownOptions: { input: { main: resolve(ROOT, 'src/server/main.ts') } } } })
  return resolve(outDir, 'main.js')
}

export interface RunningServer { readonly url: string; readonly child: ChildProcess; output(): string; ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }> }

export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  probe.close()
  await once(probe, 'close')
  return port
}

/** Runs a program of the server to its end. */
export async function runToEnd(program: string, args: readonly string[], env: Record<string, string>): Promise<{ code: number | null; output: string }> {
  const { output, ended } = launch(program, args, env)
  return { code: (await ended).code, output: output() }
}

/** Starts the server and returns once it answers; throws what it said when it ends instead. */
export async function startServer(program: string, env: Record<string, string>, port: number): Promise<RunningServer> {
  const url = `http://127.0.0.1:${port}`
  const { child, output, ended } = launch(program, [], { PORT: String(port), HOST: '127.0.0.1', LOG_LEVEL: 'error', STATIC_DIR: resolve(OUT, 'no-app'), ...env })
  const until = Date.now() + 30_000
  for (;;) {
    if (await fetch(`${url}/api/health`).then(answer => answer.ok, () => false)) return { url, child, output, ended }
    if (child.exitCode !== null || child.signalCode !== null) throw new Error(`the server ended:\n${output()}`)
    if (Date.now() > until) throw new Error(`the server did not answer within 30 s:\n${output()}`)
    await new Promise(again => setTimeout(again, 20))
  }
}

function launch(program: string, args: readonly string[], env: Record<string, string>) {
  const { DATABASE_URL: _database, ...inherited } = process.env
  const child = spawn(process.execPath, [program, ...args], { cwd: ROOT, env: { ...inherited, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
  let text = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => { text += chunk.toString() })
  const ended = once(child, 'close').then(([code, signal]) => ({ code: code as number | null, signal: signal as NodeJS.Signals | null }))
  return { child, output: () => text, ended }
}

/** A tablet over the wire: cookies, and JSON that must be accepted. */
export class WireTablet {
  readonly cookies = new Map<string, string>()
  url: string

  constructor(url: string) {
    this.url = url
  }

  async post<T>(path: string, body: unknown): Promise<T> {
    const response = await fetch(this.url + path, {
      method: 'POST', body: JSON.stringify(body),
      headers: { 'content-type': 'application/json', cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
    })
    for (const cookie of response.headers.getSetCookie()) {
      const [name, value] = cookie.split(';')[0]?.split('=') ?? []
      if (name && value) this.cookies.set(name, value)
    }
    const text = await response.text()
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${text}`)
    return JSON.parse(text) as T
  }
}

export const HEAD = { username: 'kapus', password: 'Kalodran-2026' }

/** Sets the server up by the code on its console; the head's tablet, signed in. */
export async function setUpOverWire(server: RunningServer): Promise<{ head: WireTablet; dev: string }> {
  const code = /Set-up code: (\S+)/.exec(server.output())?.[1]
  const head = new WireTablet(server.url)
  const { dev } = await head.post<{ dev: string }>('/api/setup', {
    code, puskesmas: { id: 'pkm-kalodran', name: 'Puskesmas Kalodran', code: 'KALODRAN', kelurahanCode: null, kelurahan: 'Kalodran', zone: 'Asia/Jakarta' },
    head: { name: 'dr. Ratna', ...HEAD }, device: { name: 'Tablet kepala' },
  })
  await head.post('/api/auth/sign-in', HEAD)
  return { head, dev }
}
