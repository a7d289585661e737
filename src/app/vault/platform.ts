import type { Channel, Locks } from '../db/deps.ts'
import type { TabletDeps } from '../sync/tablet.ts'
import { webPageBytes } from '../db/pages/page-bytes.ts'
import { createTransport, type SetTimer } from '../sync/transport.ts'
import { slowHashInWorker, type SlowHash } from './argon2.ts'
import { DATABASE_NAME } from './database-name.ts'
import { webSealing, type RandomBytes } from './sealing.ts'
import { uuidV7 } from './uuid.ts'

/** Room for data, and whether the browser has promised to keep it. */
export interface StorageRoom { persist(): Promise<boolean>; estimate(): Promise<{ usage: number; quota: number }> }

/** Everything that the session takes from outside. The browser's in the app, made ones in tests. */
export interface Platform extends TabletDeps {
  readonly setTimer: SetTimer
  /** For so many ms after an unlock the page that opens has the tablet to itself; sync begins then. At once where left out. */
  readonly firstScreenMs?: number
  random(): number
  readonly slowHash: SlowHash
  /** Calls back when a network appears, and when a sleeping page wakes. */
  onOnline(run: () => void): () => void
  onWake(run: () => void): () => void
  /** Null where the browser tells nothing about storage. */
  readonly room: StorageRoom | null
}

export const setBrowserTimer: SetTimer = (run, ms) => {
  const timer = setTimeout(run, ms)
  return () => clearTimeout(timer)
}

/** Web Locks; without them (an insecure origin) a mutex of this page, which is all that one tab needs. */
export function createLocks(locks: LockManager | undefined, prefix: string): Locks {
  if (locks) return { request: async <T>(name: string, run: () => Promise<T>): Promise<T> => (await locks.request(`${prefix}:${name}`, run)) as T }
  const tails = new Map<string, Promise<unknown>>()
  return {
    request<T>(name: string, run: () => Promise<T>): Promise<T> {
      const turn = (tails.get(name) ?? Promise.resolve()).then(run, run)
      tails.set(name, turn.catch(() => {}))
      return turn
    },
  }
}

export function openBroadcast(name: string): Channel {
  if (typeof BroadcastChannel === 'undefined') return { post() {}, listen: () => () => {}, close() {} }
  const channel = new BroadcastChannel(name)
  return {
    post: message => channel.postMessage(message),
    listen(onMessage) {
      const heard = (event: MessageEvent<unknown>): void => onMessage(event.data)
      channel.addEventListener('message', heard)
      return () => channel.removeEventListener('message', heard)
    },
    close: () => channel.close(),
  }
}

/** A turn of the event loop: the screen draws and answers meanwhile. A timer would wait four milliseconds more each time. */
function createBreath(): () => Promise<void> {
  const waiting: (() => void)[] = []
  const { port1, port2 } = new MessageChannel()
  port1.onmessage = () => waiting.shift()?.()
  return () => new Promise(resolve => {
    waiting.push(resolve)
    port2.postMessage(null)
  })
}

function listen(target: EventTarget, event: string, run: () => void): () => void {
  target.addEventListener(event, run)
  return () => target.removeEventListener(event, run)
}

/** The tablet's own browser. */
export function browserPlatform(): Platform {
  const databaseName = DATABASE_NAME
  const randomBytes: RandomBytes = length => crypto.getRandomValues(new Uint8Array(length))
  const storage = typeof navigator.storage?.estimate === 'function' ? navigator.storage : null
  return {
    databaseName,
    idb: { indexedDB, IDBKeyRange },
    sealing: webSealing(crypto.subtle, randomBytes),
    subtle: crypto.subtle,
    randomBytes,
    locks: createLocks(navigator.locks, databaseName),
    openChannel: openBroadcast,
    now: () => Date.now(),
    newId: () => uuidV7(Date.now(), randomBytes),
    breathe: createBreath(),
    pageBytes: webPageBytes(crypto.subtle),
    app: String(import.meta.env['VITE_APP_VERSION'] ?? '0.1.0'),
    api: createTransport({ fetch: (...request) => fetch(...request), setTimer: setBrowserTimer }),
    setTimer: setBrowserTimer,
    firstScreenMs: 400,
    random: () => Math.random(),
    slowHash: slowHashInWorker,
    onOnline: run => listen(window, 'online', run),
    onWake: run => listen(document, 'visibilitychange', () => { if (document.visibilityState === 'visible') run() }),
    room: storage && {
      persist: async () => (await storage.persisted()) || storage.persist(),
      estimate: async () => {
        const { usage = 0, quota = 0 } = await storage.estimate()
        return { usage, quota }
      },
    },
  }
}
