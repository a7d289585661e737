import type { CDPSession } from 'playwright-core'

/** A call of the app to /api. `bytes` came down for it, headers included; until its end is told, what the page was handed of it. */
export interface Call { readonly path: string; bytes: number }
export interface Link { readonly offline: boolean; readonly latency: number; readonly downloadThroughput: number; readonly uploadThroughput: number }

/** A village's link: 150 ms, 2 Mbit/s down, 0.5 up. Throughput in bytes a second. */
export const VILLAGE: Link = { offline: false, latency: 150, downloadThroughput: 2_000_000 / 8, uploadThroughput: 500_000 / 8 }
const OPEN: Link = { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: -1 }
/** Instead of the browser's own switch: of two sessions that set the network the later one wins, and only half of what the other said stays. */
export const NO_NETWORK: Link = { ...OPEN, offline: true }

export interface Traffic {
  calls(): readonly Call[]
  bytes(): number
  reset(): void
  /** Puts page, workers and service worker on a link; null takes them off it. */
  emulate(link: Link | null): Promise<void>
}

interface Told { readonly id?: number; readonly method?: string; readonly params?: unknown }

/** Counts the calls to /api of a page and of all its workers, which have sessions of their own. */
export async function watchTraffic(cdp: CDPSession): Promise<Traffic> {
  let calls = new Map<string, Call>()
  let link = OPEN
  let sent = 0
  const workers = new Set<string>()
  const hear = (where: string, method: string | undefined, params: unknown): void => {
    const { requestId, request, dataLength, encodedDataLength } = params as { requestId: string; request?: { url: string }; dataLength?: number; encodedDataLength?: number }
    const id = `${where}|${requestId}`
    if (method === 'Network.requestWillBeSent' && request?.url.includes('/api/')) calls.set(id, { path: new URL(request.url).pathname, bytes: 0 })
    const call = calls.get(id)
    // On a slow link the end of a streamed answer is not always told.
    if (method === 'Network.dataReceived' && call) call.bytes += dataLength ?? 0
    if (method === 'Network.loadingFinished' && call) call.bytes = encodedDataLength ?? 0
  }
  const tell = (sessionId: string, method: string, params: object): Promise<unknown> =>
    // A worker that ended meanwhile has nothing to be told.
    cdp.send('Target.sendMessageToTarget', { sessionId, message: JSON.stringify({ id: sent += 1, method, params }) }).catch(() => undefined)
  cdp.on('Network.requestWillBeSent', event => hear('page', 'Network.requestWillBeSent', event))
  cdp.on('Network.dataReceived', event => hear('page', 'Network.dataReceived', event))
  cdp.on('Network.loadingFinished', event => hear('page', 'Network.loadingFinished', event))
  cdp.on('Target.attachedToTarget', async ({ sessionId }) => {
    workers.add(sessionId)
    await tell(sessionId, 'Network.enable', {})
    // A dedicated worker is on its page's link and says that it does not know this; a service worker is not.
    await tell(sessionId, 'Network.emulateNetworkConditions', link)
    await tell(sessionId, 'Runtime.runIfWaitingForDebugger', {})
  })
  cdp.on('Target.detachedFromTarget', ({ sessionId }) => { workers.delete(sessionId) })
  cdp.on('Target.receivedMessageFromTarget', ({ sessionId, message }) => {
    const { method, params } = JSON.parse(message) as Told
    if (params) hear(sessionId, method, params)
  })
  await cdp.send('Network.enable')
  await cdp.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: true, flatten: false })
  return {
    calls: () => [...calls.values()],
    bytes: () => [...calls.values()].reduce((sum, { bytes }) => sum + bytes, 0),
    reset: () => { calls = new Map() },
    async emulate(next) {
      link = next ?? OPEN
      await cdp.send('Network.emulateNetworkConditions', { ...link })
      for (const worker of workers) await tell(worker, 'Network.emulateNetworkConditions', link)
    },
  }
}
