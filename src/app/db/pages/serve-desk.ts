import type { PageBytes } from '../deps.ts'
import type { LedgerFold } from '../record-store.ts'
import type { Sealing } from '../../vault/sealing.ts'
import { errorOf, failureOf, type FromWorker, type ToWorker } from './desk-messages.ts'
import { createPageDesk } from './desk.ts'
import type { LoadedPage, PageDesk } from './page-desk.ts'

/** The worker's end of a line; a worker's own scope is one. */
export interface DeskLine { post(message: FromWorker, transfer?: Transferable[]): void; listen(onMessage: (message: ToWorker) => void): void }

/** Answers from pages on the other side of a line. Sealed pages and their keys are asked for as they are needed. */
export function serveDesk(line: DeskLine, sealing: Pick<Sealing, 'open'>, bytes: PageBytes, folds: readonly LedgerFold[], breathe: () => Promise<void> = async () => {}): void {
  const waiting = new Map<number, { resolve: (page: LoadedPage) => void; reject: (error: Error) => void }>()
  let needs = 0
  const desk = createPageDesk(page => new Promise((resolve, reject) => {
    const id = needs += 1
    waiting.set(id, { resolve, reject })
    line.post({ type: 'need', id, page })
  }), sealing, bytes, breathe)

  line.listen(message => {
    if (message.type === 'ask') {
      answerOf(desk, folds, message).then(
        answer => line.post({ type: 'answer', id: message.id, answer }, transferable(answer)),
        (error: unknown) => line.post({ type: 'failed', id: message.id, failure: failureOf(error) }))
      return
    }
    const asked = waiting.get(message.id)
    waiting.delete(message.id)
    if (message.type === 'page') asked?.resolve(message.page)
    else asked?.reject(errorOf(message.failure))
  })
}

async function answerOf(desk: PageDesk, folds: readonly LedgerFold[], { call, ask }: Extract<ToWorker, { type: 'ask' }>): Promise<unknown> {
  switch (call) {
    case 'all': return desk.all(ask.page)
    case 'byIds': return desk.byIds(ask.page, ask.ids)
    case 'atSlots': return desk.atSlots(ask.page, ask.slots)
    case 'postings': return desk.postings(ask.page)
    case 'digest': return desk.digest(ask.page)
    case 'pack': return desk.pack(ask.rows)
    case 'fold': {
      const fold = folds.find(one => one.name === ask.name && one.version === ask.version)
      if (!fold) throw new Error(`no fold ${ask.name}`)
      return desk.fold(fold, ask.pages, ask.after, ask.from)
    }
  }
}

/** Large answers of bytes go over without being copied. */
function transferable(answer: unknown): Transferable[] {
  if (answer instanceof Uint8Array) return [answer.buffer as ArrayBuffer]
  return []
}
