import { webPageBytes } from './db/pages/page-bytes.ts'
import type { ToWorker } from './db/pages/desk-messages.ts'
import { serveDesk } from './db/pages/serve-desk.ts'
import { KEPT_SUMS } from './shared/kept-sums.ts'
import { webSealing } from './vault/sealing.ts'

/** Opens pages beside the screen. It holds what it was handed until it is ended, which locking does. */
const scope = self as unknown as { postMessage(message: unknown, transfer: Transferable[]): void; addEventListener(name: 'message', heard: (event: MessageEvent<ToWorker>) => void): void }
serveDesk({
  post: (message, transfer = []) => scope.postMessage(message, transfer),
  listen: onMessage => scope.addEventListener('message', event => onMessage(event.data)),
}, webSealing(crypto.subtle, length => crypto.getRandomValues(new Uint8Array(length))), webPageBytes(crypto.subtle), KEPT_SUMS, () => new Promise(resolve => { setTimeout(resolve) }))
