import type { FromWorker, ToWorker } from './db/pages/desk-messages.ts'
import { createPageDesk, type PageDesk, type PageLoad } from './db/pages/page-desk.ts'
import { createWorkerDesk, type WorkerLine } from './db/pages/worker-desk.ts'
import { webPageBytes } from './db/pages/page-bytes.ts'
import { KEPT_SUMS } from './shared/kept-sums.ts'
import { webSealing } from './vault/sealing.ts'

/**
 * Desks in workers. One worker is always started ahead, while somebody types his password, so that the first screen does not wait for
 * its script; it knows nothing until it is used.
 */
export function pageWorkers(breathe: () => Promise<void>): (load: PageLoad) => PageDesk {
  const sealing = webSealing(crypto.subtle, length => crypto.getRandomValues(new Uint8Array(length)))
  const bytes = webPageBytes(crypto.subtle)
  let ready = typeof Worker === 'undefined' ? null : spawn()
  const take = (): WorkerLine => {
    const line = ready ?? spawn()
    ready = null
    return line
  }
  return load => {
    const here = createPageDesk(load, sealing, bytes, breathe)
    if (typeof Worker === 'undefined') return here
    const desk = createWorkerDesk(take, load, here, KEPT_SUMS)
    return {
      ...desk,
      close() {
        desk.close()
        ready ??= spawn()
      },
    }
  }
}

function spawn(): WorkerLine {
  const worker = new Worker(new URL('./page-worker.ts', import.meta.url), { type: 'module' })
  return {
    post: (message: ToWorker) => worker.postMessage(message),
    listen(onMessage, onFailed) {
      worker.onmessage = (event: MessageEvent<FromWorker>) => onMessage(event.data)
      worker.onerror = onFailed
      worker.onmessageerror = onFailed
    },
    end: () => worker.terminate(),
  }
}
