import 'fake-indexeddb/auto'
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { createHash } from 'node:crypto'
import { buildApp } from '#server/app.ts'
import { mintEpoch } from '#server/admin/installation.ts'
import { createEnrolCode } from '#server/admin/codes.ts'
import type { ServerDeps } from '#server/deps.ts'
import { openSqlite } from '#server/store/sqlite.ts'
import { createLocks, type Platform } from '#app/vault/platform.ts'
import { webPageBytes } from '#app/db/pages/page-bytes.ts'
import { webSealing } from '#app/vault/sealing.ts'
import { uuidV7 } from '#app/vault/uuid.ts'
import type { SessionView } from '#app/vault/session-view.ts'
import { createTabletSession } from '#app/vault/tablet-session.ts'
import { createTransport } from '#app/sync/transport.ts'
import { QUIET, type SyncStatus } from '#app/sync/progress.ts'
import type { AppContext } from '#app/context.ts'
import { openClinic, TENANT, type Clinic } from '#tests/server/kit.ts'

export { CLINICAL, MEMBERS, PASSWORD, STOCK, TENANT } from '#tests/server/kit.ts'

/** The real server, without a port. */
export async function openServer(more: Partial<ServerDeps> = {}) {
  const clinic = await openClinic(openSqlite({ memory: true }), more)
  const app = await buildApp(clinic.deps, { version: 'test', cookieSecure: false })
  return { clinic, app }
}

/** The same clinic from a backup, as its administrator brings it back: with a new epoch; or unnoticed, under the old one. */
export async function restoreServer(clinic: Clinic, backup: Buffer, { unnoticed = false } = {}): Promise<Server> {
  const restored = await updateServer(clinic, { store: openSqlite({ memory: true, from: backup }) })
  if (!unnoticed) await mintEpoch(restored.clinic.deps)
  return restored
}

/** The same clinic under a server with other parts or settings. */
export async function updateServer(clinic: Clinic, more: Partial<ServerDeps>): Promise<Server> {
  const deps = { ...clinic.deps, ...more }
  return { clinic: { ...clinic, deps }, app: await buildApp(deps, { version: 'test', cookieSecure: false }) }
}
export type Server = Awaited<ReturnType<typeof openServer>>

/** A line between one tablet and the server that a test can cut or spoil. */
export class Line {
  online = true
  /** Runs before a call goes out; what it returns is answered instead. */
  before: (path: string, body: Buffer) => Response | 'lost' | undefined | Promise<undefined> = () => undefined
  /** Runs after the server has answered; 'lost' loses the answer. */
  after: (path: string) => 'lost' | undefined = () => undefined
  /** Other bytes on their way back; with `cutAt`, the line breaks after so many of them. */
  spoil: (path: string, bytes: Uint8Array<ArrayBuffer>) => { readonly bytes: Uint8Array<ArrayBuffer>; readonly cutAt?: number } | undefined = () => undefined
  readonly calls: string[] = []
  /** What the server answered, as `path status`. */
  readonly answers: string[] = []
  readonly #cookies = new Map<string, string>()

  constructor(public server: Server) {}

  readonly fetch = async (url: string | URL | Request, init: RequestInit = {}): Promise<Response> => {
    const path = String(url)
    this.calls.push(path)
    if (!this.online) throw new TypeError('no network')
    const body = Buffer.from(init.body instanceof ArrayBuffer ? new Uint8Array(init.body) : new TextEncoder().encode(String(init.body)))
    const early = this.before(path, body)
    const spoiled = early instanceof Promise ? await early : early
    if (spoiled === 'lost') throw new TypeError('lost')
    if (spoiled) return spoiled
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await this.server.app.inject({ method: 'POST', url: path, payload: body, headers: { ...(init.headers as Record<string, string>), ...(cookie ? { cookie } : {}) } })
    this.answers.push(`${path.replace('/api', '')} ${answer.statusCode}`)
    for (const { name, value } of answer.cookies) {
      if (value === '') this.#cookies.delete(name)
      else this.#cookies.set(name, value)
    }
    if (this.after(path) === 'lost') throw new TypeError('lost')
    const whole = new Uint8Array(answer.rawPayload)
    const { bytes, cutAt } = this.spoil(path, whole) ?? { bytes: whole }
    return new Response(cutAt === undefined ? bytes : torn(bytes, cutAt), { status: answer.statusCode, headers: answer.headers as Record<string, string> })
  }
}

/** Bytes that come in pieces until the line breaks. */
function torn(bytes: Uint8Array<ArrayBuffer>, cutAt: number): ReadableStream<Uint8Array<ArrayBuffer>> {
  let at = 0
  return new ReadableStream({
    pull(controller) {
      if (at >= cutAt) {
        controller.error(new TypeError('torn'))
        return
      }
      const next = Math.min(cutAt, at + 1_000)
      controller.enqueue(bytes.slice(at, next))
      at = next
    },
  })
}

/** Timers that run when a test lets time pass. */
export class Time {
  value: number
  #timers = new Map<number, { at: number; run: () => void }>()
  #next = 1

  constructor(start: number) { this.value = start }

  readonly setTimer = (run: () => void, ms: number): (() => void) => {
    const id = this.#next++
    this.#timers.set(id, { at: this.value + ms, run })
    return () => void this.#timers.delete(id)
  }

  pass(ms: number): void {
    const until = this.value + ms
    for (;;) {
      const due = [...this.#timers].filter(([, timer]) => timer.at <= until).sort((a, b) => a[1].at - b[1].at)[0]
      if (!due) break
      this.#timers.delete(due[0])
      this.value = due[1].at
      due[1].run()
    }
    this.value = until
  }
}

export interface TabletOptions { readonly firstScreenMs?: number; readonly factory?: IDBFactory; readonly sealed?: boolean; readonly channels?: Map<string, Set<(message: unknown) => void>>; readonly keepForms?: () => Promise<void>; readonly onHash?: (password: string) => void }

/** What the tests of a tablet take the place of a browser with: real IndexedDB code, real WebCrypto, made time and line. */
export function testPlatform(server: Server | null, options: TabletOptions = {}) {
  const time = new Time(Date.parse('2025-12-17T01:00:00Z'))
  const line = server ? new Line(server) : null
  const randomBytes = (length: number): Uint8Array<ArrayBuffer> => crypto.getRandomValues(new Uint8Array(length))
  const factory = options.factory ?? new IDBFactory()
  const sealing = webSealing(crypto.subtle, randomBytes)
  const channels = options.channels ?? new Map<string, Set<(message: unknown) => void>>()
  const online = new Set<() => void>()
  const wake = new Set<() => void>()
  const platform: Platform = {
    databaseName: 'kkd-test',
    idb: { indexedDB: factory, IDBKeyRange },
    sealing: options.sealed === false ? { ...sealing, seal: async (_key, plain) => plain.slice(), open: async (_key, box) => box.slice() } : sealing,
    subtle: crypto.subtle, randomBytes, locks: createLocks(undefined, 'test'),
    openChannel(name) {
      const heard = channels.get(name) ?? new Set()
      channels.set(name, heard)
      const own = new Set<(message: unknown) => void>()
      return {
        post: message => { for (const listener of heard) if (!own.has(listener)) queueMicrotask(() => heard.has(listener) && listener(structuredClone(message))) },
        listen(listener) { heard.add(listener); own.add(listener); return () => void heard.delete(listener) },
        close: () => { for (const listener of own) heard.delete(listener) },
      }
    },
    now: () => time.value,
    newId: () => uuidV7(time.value, randomBytes),
    breathe: async () => {},
    pageBytes: webPageBytes(crypto.subtle),
    app: 'test',
    api: line ? createTransport({ fetch: line.fetch as typeof fetch, setTimer: time.setTimer }) : { post: async () => ({ ok: false as const, error: { kind: 'offline' as const } }), parts: async () => ({ ok: false as const, error: { kind: 'offline' as const } }) },
    setTimer: time.setTimer, random: () => 0.5, ...(options.firstScreenMs === undefined ? {} : { firstScreenMs: options.firstScreenMs }),
    // The real one takes a quarter of a second; tests/app/vault proves it.
    slowHash: async (password, salt) => {
      options.onHash?.(password)
      return new Uint8Array(createHash('sha256').update(password).update(salt).digest())
    },
    onOnline: run => { online.add(run); return () => void online.delete(run) },
    onWake: run => { wake.add(run); return () => void wake.delete(run) },
    room: null,
  }
  return { platform, time, line: line as Line, factory, channels, goOnline: () => { if (line) line.online = true; for (const run of online) run() } }
}

/** A tablet with its session, driven as the screens drive it. */
export async function openTestTablet(server: Server, options: TabletOptions = {}) {
  const parts = testPlatform(server, options)
  let view: SessionView | null = null
  let status: SyncStatus = QUIET
  const waiting = new Set<() => void>()
  const told = (): void => { for (const check of [...waiting]) check() }
  const session = createTabletSession(parts.platform, { changed: next => { view = next; told() }, sync: next => { status = next; told() }, storage: () => {}, ...(options.keepForms ? { keepForms: options.keepForms } : {}) })
  await session.start()
  const until = (condition: () => boolean): Promise<void> => new Promise(resolve => {
    const check = (): void => {
      if (!condition()) return
      waiting.delete(check)
      resolve()
    }
    waiting.add(check)
    check()
  })
  return {
    ...parts, session, until,
    get view(): SessionView { return view as SessionView },
    get status(): SyncStatus { return status },
    get context(): AppContext { return (view as SessionView).context as AppContext },
    /** Syncs, and waits until everything has gone both ways. */
    async settled(): Promise<void> {
      parts.time.value += 1
      const from = parts.time.value
      session.syncNow()
      await until(() => status.phase === 'idle' && (status.lastCompleteAt ?? 0) >= from && status.unsent === 0 && status.sent === 0)
    },
  }
}
export type TestTablet = Awaited<ReturnType<typeof openTestTablet>>

export async function enrolled(server: Server, place: string, options: TabletOptions = {}): Promise<TestTablet> {
  const tablet = await openTestTablet(server, options)
  const { code } = await createEnrolCode(server.clinic.deps, TENANT, { place })
  const done = await tablet.session.enrol(code, 'Tablet uji')
  if (!done.ok) throw new Error(JSON.stringify(done.error))
  return tablet
}

/** Everything that lies in a tablet's database, as one text: what a thief reads. */
export async function dumpDatabase(factory: IDBFactory, name = 'kkd-test'): Promise<string> {
  const db = await new Promise<IDBDatabase>((resolve, reject) => {
    const open = factory.open(name)
    open.onsuccess = () => resolve(open.result)
    open.onerror = () => reject(open.error as Error)
  })
  const parts: string[] = []
  for (const store of db.objectStoreNames) {
    const all = await new Promise<unknown[]>((resolve, reject) => {
      const request = db.transaction(store).objectStore(store).getAll()
      request.onsuccess = () => resolve(request.result as unknown[])
      request.onerror = () => reject(request.error as Error)
    })
    parts.push(JSON.stringify(all, (_key, value: unknown) => (value instanceof Uint8Array ? Buffer.from(value).toString('utf8') : value)))
  }
  db.close()
  return parts.join('\n')
}
