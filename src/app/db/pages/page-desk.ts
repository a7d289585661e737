import type { Json } from '#domain/core/json.ts'
import type { Digest } from '#sync/digest.ts'
import type { Row } from '#sync/messages.ts'
import type { LedgerFold } from '../record-store.ts'
import type { Postings } from './postings.ts'

type Bytes = Uint8Array<ArrayBuffer>

/** Which page is meant: pages are named by what they hold, so an answer never goes stale. */
export interface PageName { readonly stream: string; readonly hash: string }

/** A sealed page and what opens it. */
export interface LoadedPage { readonly box: Bytes; readonly key: CryptoKey }

/** Reads a sealed page from the store. @throws PageGoneError when it lies there no longer. */
export type PageLoad = (page: PageName) => Promise<LoadedPage>

/** What lies here was changed since it was sealed: the page is fetched again. */
export class BrokenSealError extends Error {
  override readonly name = 'BrokenSealError'
}

/** Which of many pages it was that could not be read. */
export class PageFoldError extends Error {
  override readonly name = 'PageFoldError'
  constructor(readonly page: PageName, override readonly cause: unknown) { super(page.hash) }
}

/** The page is not there any more: somebody packed anew, or it was found damaged. Whoever read it looks again. */
export class PageGoneError extends Error {
  override readonly name = 'PageGoneError'
}

/**
 * Unseals, inflates and decodes pages and answers from them. In a browser it works beside the screen; nothing but what was asked
 * for comes back. Every call @throws DamagedPageError for a page that cannot be read, PageGoneError for one that is not there.
 */
export interface PageDesk {
  all(page: PageName): Promise<Row[]>
  /** Those of the ids that are in the page. */
  byIds(page: PageName, ids: readonly string[]): Promise<Row[]>
  atSlots(page: PageName, slots: readonly number[]): Promise<Row[]>
  postings(page: PageName): Promise<Postings>
  /** Kind, number of rows and sum of their digest hashes, each worked out from its row; a row of another stream spoils the sum. */
  digest(page: PageName): Promise<Digest & { readonly kind: string }>
  /** Adds the live records of these pages with a sequence number above `after` to a sum, in their order; null begins one. */
  fold(fold: LedgerFold, pages: readonly PageName[], after: number, from: Json | null): Promise<Json>
  /** Packs rows of one stream and kind, in the order of their ids, into a body. */
  pack(rows: readonly Row[]): Promise<Bytes>
  /** Forgets all that is open. */
  close(): void
}

export const pagePlace = ({ stream, hash }: PageName): string => `page|${stream}|${hash}`

/**
 * A desk that is made when it is first asked: what opens pages is much code, and where a worker does it this thread never needs it.
 */
export function deskWhenAsked(make: () => Promise<PageDesk>): PageDesk {
  let made: Promise<PageDesk> | null = null
  const desk = (): Promise<PageDesk> => (made ??= make())
  return {
    all: async page => (await desk()).all(page),
    byIds: async (page, ids) => (await desk()).byIds(page, ids),
    atSlots: async (page, slots) => (await desk()).atSlots(page, slots),
    postings: async page => (await desk()).postings(page),
    digest: async page => (await desk()).digest(page),
    fold: async (fold, pages, after, from) => (await desk()).fold(fold, pages, after, from),
    pack: async rows => (await desk()).pack(rows),
    close() {
      void made?.then(one => one.close())
      made = null
    },
  }
}
