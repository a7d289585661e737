import type { Json } from '#domain/core/json.ts'
import type { Row, RowState } from '../messages.ts'

/** The version of the packed form, see docs/page-format.md. A decoder refuses what is newer than it knows. */
export const PAGE_FORMAT = 1

/** Why bytes are no page that can be read here. */
export type PageDamage = 'not-a-page' | 'newer-format' | 'truncated' | 'malformed'

/** Bytes that were damaged, cut short or written by a newer version; nothing that was read from them may be used. */
export class DamagedPageError extends Error {
  override readonly name = 'DamagedPageError'
  constructor(readonly damage: PageDamage, detail = '') { super(detail === '' ? damage : `${damage}: ${detail}`) }
}

/** Rows of one stream and one kind, in ascending order of their ids; opened, but with columns read only when they are asked for. */
export interface PackedPage {
  readonly stream: string
  readonly kind: string
  readonly count: number
  /** The highest sequence number among its rows. */
  readonly maxSeq: number
  ids(): readonly string[]
  /** The place of an id in the page, or -1. */
  slotOf(id: string): number
  seqs(): readonly number[]
  states(): readonly RowState[]
  /** What the records hold, without who wrote them and what is open about them. */
  datas(): readonly Json[]
  row(slot: number): Row
  rows(): Row[]
}
