import type { Json } from '#domain/core/json.ts'
import type { Digest } from '#sync/digest.ts'
import type { Row } from '#sync/messages.ts'
import { DamagedPageError, type PageDamage } from '#sync/pages/page.ts'
import { BrokenSealError, PageFoldError, PageGoneError, type LoadedPage, type PageName } from './page-desk.ts'
import type { Postings } from './postings.ts'

/** What a desk is asked, and what it answers: the messages between the screen's thread and a worker. */
export interface DeskCalls {
  all: { readonly ask: { readonly page: PageName }; readonly answer: Row[] }
  byIds: { readonly ask: { readonly page: PageName; readonly ids: readonly string[] }; readonly answer: Row[] }
  atSlots: { readonly ask: { readonly page: PageName; readonly slots: readonly number[] }; readonly answer: Row[] }
  postings: { readonly ask: { readonly page: PageName }; readonly answer: Postings }
  digest: { readonly ask: { readonly page: PageName }; readonly answer: Digest & { readonly kind: string } }
  fold: { readonly ask: { readonly name: string; readonly version: number; readonly pages: readonly PageName[]; readonly after: number; readonly from: Json | null }; readonly answer: Json }
  pack: { readonly ask: { readonly rows: readonly Row[] }; readonly answer: Uint8Array<ArrayBuffer> }
}
export type DeskCall = keyof DeskCalls

export type ToWorker =
  | { readonly [C in DeskCall]: { readonly type: 'ask'; readonly id: number; readonly call: C; readonly ask: DeskCalls[C]['ask'] } }[DeskCall]
  | { readonly type: 'page'; readonly id: number; readonly page: LoadedPage }
  | { readonly type: 'no-page'; readonly id: number; readonly failure: Failure }

export type FromWorker =
  | { readonly type: 'answer'; readonly id: number; readonly answer: unknown }
  | { readonly type: 'failed'; readonly id: number; readonly failure: Failure }
  | { readonly type: 'need'; readonly id: number; readonly page: PageName }

/** An error as it crosses between threads: what it is, so that it is the same on the other side. */
export type Failure =
  | { readonly what: 'gone' | 'broken-seal' | 'bug'; readonly message: string }
  | { readonly what: 'damaged'; readonly damage: PageDamage; readonly message: string }
  | { readonly what: 'fold'; readonly page: PageName; readonly cause: Failure }

export function failureOf(error: unknown): Failure {
  if (error instanceof PageFoldError) return { what: 'fold', page: error.page, cause: failureOf(error.cause) }
  const message = error instanceof Error ? error.message : String(error)
  if (error instanceof DamagedPageError) return { what: 'damaged', damage: error.damage, message }
  return { what: error instanceof PageGoneError ? 'gone' : error instanceof BrokenSealError ? 'broken-seal' : 'bug', message }
}

export function errorOf(failure: Failure): Error {
  switch (failure.what) {
    case 'gone': return new PageGoneError(failure.message)
    case 'broken-seal': return new BrokenSealError(failure.message)
    case 'damaged': return new DamagedPageError(failure.damage, failure.message)
    case 'fold': return new PageFoldError(failure.page, errorOf(failure.cause))
    case 'bug': return new Error(failure.message)
  }
}
