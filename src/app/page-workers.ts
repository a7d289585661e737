import type { FromWorker, ToWorker } from './db/pages/desk-messages.ts'
import { deskWhenAsked, type PageDesk, type PageLoad } from './db/pages/page-desk.ts'
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
  let ready = ahead()
  const take = (): WorkerLine => {
    const line = ready ?? spawn()
    ready = null
    return line
  }
  return load => {
    const here = deskWhenAsked(async () => (await import('./db/pages/desk.ts')).createPageDesk(load, sealing, bytes, breathe))
    if (typeof Worker === 'undefined') return here
    const desk = createWorkerDesk(take, load, here, KEPT_SUMS)
    return {
      ...desk,
      close() {
        desk.close()
        ready ??= ahead()
      },
    }
  }
}

/** A worker started before it is needed; null where there can be none, which is found out again by who needs one. */
function ahead(): WorkerLine | null {
  try {
    return typeof Worker === 'undefined' ? null : spawn()
  } catch {
    return null
  }
}

function spawn(): WorkerLine {
  const worker = new Worker(new URL('./page-worker.ts', import.meta.url), { type: 'module' })
  // It may fail long before anyone listens: it is started ahead, and its script may be one that the network does not give.
  let failed = false
  let tell = (): void => {}
  const fail = (): void => {
    failed = true
    tell()
  }
  worker.onerror = fail
  worker.onmessageerror = fail
  return {
    post: (message: ToWorker) => worker.postMessage(message),
    listen(onMessage, onFailed) {
      worker.onmessage = (event: MessageEvent<FromWorker>) => onMessage(event.data)
      tell = onFailed
      if (failed) queueMicrotask(onFailed)
    },
    end: () => worker.terminate(),
  }
}
