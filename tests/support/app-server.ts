import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

/** Programs and tests are started in the folder of the project; bundled or not, this file lies elsewhere. */
const ROOT = process.cwd()

/** A built server in a process of its own, as people run it. */
export interface AppServer {
  readonly url: string
  readonly dataDir: string
  /** What it printed so far: set-up code, accounts, log lines. */
  output(): string
  /** Comes up again on the same port with the same data. */
  start(): Promise<void>
  /** Asks it to end, as a service manager does. */
  stop(): Promise<void>
  /** The power cut. */
  kill(): Promise<void>
}

export interface ServerOptions {
  readonly dataDir: string
  /** `main` is production; `demo` prepares its sample puskesmas first. */
  readonly program?: 'main' | 'demo'
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  /** How long it may take until it answers, in ms. */
  readonly patience?: number
}

/** A port nobody listens on now. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  probe.close()
  await once(probe, 'close')
  return port
}

/** Starts the server and returns once it answers on /api/health. */
export async function startServer(options: ServerOptions): Promise<AppServer> {
  const port = await freePort()
  const url = `http://localhost:${port}`
  let child: ChildProcess | null = null
  let text = ''

  async function start(): Promise<void> {
    const started = spawn(process.execPath, [resolve(ROOT, 'dist-server', `${options.program ?? 'main'}.js`), ...(options.args ?? [])], {
      cwd: ROOT,
      env: { ...withoutDatabase(process.env), PORT: String(port), HOST: '127.0.0.1', DATA_DIR: options.dataDir, ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    child = started
    for (const stream of [started.stdout, started.stderr]) stream.on('data', (chunk: Buffer) => { text += chunk.toString() })
    await answering(url, started, options.patience ?? 60_000, () => text)
  }

  async function end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    const ending = child
    child = null
    if (!ending || ending.exitCode !== null || ending.signalCode !== null) return
    ending.kill(signal)
    await once(ending, 'exit')
  }

  await start()
  return { url, dataDir: options.dataDir, output: () => text, start, stop: () => end('SIGTERM'), kill: () => end('SIGKILL') }
}

async function answering(url: string, child: ChildProcess, patience: number, output: () => string): Promise<void> {
  const until = Date.now() + patience
  for (;;) {
    if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}:\n${output()}`)
    const answered = await fetch(`${url}/api/health`).then(answer => answer.ok, () => false)
    if (answered) return
    if (Date.now() > until) throw new Error(`the server did not answer within ${patience} ms:\n${output()}`)
    await pause(50)
  }
}

/** Tests choose their store themselves; a DATABASE_URL of the machine must not leak in. */
function withoutDatabase(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { DATABASE_URL: _, ...rest } = env
  return rest
}
