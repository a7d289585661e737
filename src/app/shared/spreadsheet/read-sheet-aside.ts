import { err, type Result } from '#domain/core/result.ts'
import { readSheet, type SheetError, type SheetRows } from './read-sheet.ts'

/** As readSheet, in a worker where there is one, so that the page can be used meanwhile. The worker ends with its answer. */
export async function readSheetAside(file: File): Promise<Result<SheetRows, SheetError>> {
  if (typeof Worker === 'undefined') return readSheet(file)
  const worker = new Worker(new URL('./sheet.worker.ts', import.meta.url), { type: 'module' })
  try {
    return await new Promise<Result<SheetRows, SheetError>>(resolve => {
      worker.addEventListener('message', (event: MessageEvent<Result<SheetRows, SheetError>>) => resolve(event.data))
      worker.addEventListener('error', () => resolve(err({ kind: 'unreadable' })))
      worker.postMessage(file)
    })
  } finally {
    worker.terminate()
  }
}
