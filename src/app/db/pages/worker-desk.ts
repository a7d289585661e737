import type { LedgerFold } from '../record-store.ts'
import { errorOf, failureOf, type DeskCall, type DeskCalls, type FromWorker, type ToWorker } from './desk-messages.ts'
import { PageGoneError, type PageDesk, type PageLoad } from './page-desk.ts'

/** The screen's end of a line to a worker. `onFailed`: it could not be started, or has died; told also when that was before anyone listened. */
export interface WorkerLine { post(message: ToWorker): void; listen(onMessage: (message: FromWorker) => void, onFailed: () => void): void; end(): void }

/**
 * A desk that works in a worker, so that pages are unsealed and decoded beside the screen. `here` answers in this thread: for sums that
 * the worker does not know, and for everything once the worker has failed, since a tablet has to open all the same.
 */
export function createWorkerDesk(open: () => WorkerLine, load: PageLoad, here: PageDesk, folds: readonly LedgerFold[]): PageDesk {
  const asked = new Map<number, { resolve: (answer: never) => void; reject: (error: unknown) => void; again: () => Promise<unknown> }>()
  let line: WorkerLine | null = null
  let failed = false
  let closed = false
  let asks = 0

  function start(): WorkerLine | null {
    let started: WorkerLine
    try {
      started = open()
    } catch {
      failed = true
      return null
    }
    started.listen(message => { if (line === started) hear(started, message) }, () => {
      if (line !== started) return
      failed = true
      line = null
      started.end()
      const waiting = [...asked.values()]
      asked.clear()
      for (const { resolve, reject, again } of waiting) again().then(answer => resolve(answer as never), reject)
    })
    return started
  }

  function hear(from: WorkerLine, message: FromWorker): void {
    if (message.type === 'need') {
      const { id } = message
      load(message.page).then(page => from.post({ type: 'page', id, page }), (error: unknown) => from.post({ type: 'no-page', id, failure: failureOf(error) }))
      return
    }
    const waiting = asked.get(message.id)
    asked.delete(message.id)
    if (message.type === 'answer') waiting?.resolve(message.answer as never)
    else waiting?.reject(errorOf(message.failure))
  }

  function ask<C extends DeskCall>(call: C, what: DeskCalls[C]['ask'], again: () => Promise<DeskCalls[C]['answer']>): Promise<DeskCalls[C]['answer']> {
    // Locked: no worker is begun, and nothing handed to one, that nobody would end.
    if (closed) return Promise.reject(new PageGoneError('closed'))
    const worker = failed ? null : line ??= start()
    if (!worker) return again()
    const id = asks += 1
    return new Promise((resolve, reject) => {
      asked.set(id, { resolve, reject, again })
      worker.post({ type: 'ask', id, call, ask: what } as ToWorker)
    })
  }

  return {
    all: page => ask('all', { page }, () => here.all(page)),
    byIds: (page, ids) => ask('byIds', { page, ids }, () => here.byIds(page, ids)),
    atSlots: (page, slots) => ask('atSlots', { page, slots }, () => here.atSlots(page, slots)),
    postings: page => ask('postings', { page }, () => here.postings(page)),
    digest: page => ask('digest', { page }, () => here.digest(page)),
    pack: rows => ask('pack', { rows }, () => here.pack(rows)),
    fold(fold, pages, after, from) {
      const own = () => (closed ? Promise.reject(new PageGoneError('closed')) : here.fold(fold, pages, after, from))
      const isKnown = folds.some(one => one.name === fold.name && one.version === fold.version)
      return isKnown ? ask('fold', { name: fold.name, version: fold.version, pages, after, from }, own) : own()
    },
    /** What was asked and is not answered is of pages that are no longer open to anybody. */
    close() {
      closed = true
      const ended = line
      line = null
      ended?.end()
      const waiting = [...asked.values()]
      asked.clear()
      for (const { reject } of waiting) reject(new PageGoneError('closed'))
      here.close()
    },
  }
}
