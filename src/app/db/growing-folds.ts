import { parseStream } from '#domain/core/streams.ts'
import { definitionOf } from '#domain/records/index.ts'
import type { SnapshotResponse } from '#sync/messages.ts'
import type { CopyInMaking } from './database.ts'
import type { Base } from './kept-folds.ts'
import type { LedgerFold } from './record-store.ts'

interface Growing { readonly copy: number; next: string | null; readonly sums: readonly { readonly fold: LedgerFold; readonly state: unknown }[] }

/**
 * Sums that are made along with a first download, while its rows are in hand: opening their seals again afterwards would cost a
 * slow tablet half a minute. They live in memory only; a download that went on from another session is summed from its rows.
 */
export class GrowingFolds {
  readonly #streams = new Map<string, Growing>()

  constructor(private readonly folds: readonly LedgerFold[]) {}

  clear(): void {
    this.#streams.clear()
  }

  /** Takes a page that was stored. `allNew`: no row of it took the place of another, or was passed over. */
  add(stream: string, making: CopyInMaking, page: SnapshotResponse, allNew: boolean): void {
    if (making.after === null) this.#begin(stream, making)
    const growing = this.#streams.get(stream)
    if (!growing || !allNew || growing.copy !== making.copy || growing.next !== making.after) {
      this.#streams.delete(stream)
      return
    }
    growing.next = page.next ?? null
    for (const { fold, state } of growing.sums) {
      for (const row of page.rows) {
        if (row.kind === fold.kind && row.stream === stream && row.state === 'live' && row.seq <= page.atSeq) fold.add(state, row.data as never)
      }
    }
  }

  /** The sums of the copy that is shown from now on; none when a page is missing in them. */
  finish(stream: string, ground: number, atSeq: number): { readonly fold: LedgerFold; readonly base: Base }[] {
    const growing = this.#streams.get(stream)
    this.#streams.delete(stream)
    return (growing?.sums ?? []).map(({ fold, state }) => ({ fold, base: { ground, upTo: atSeq, json: fold.toJson(state) } }))
  }

  #begin(stream: string, making: CopyInMaking): void {
    const purpose = parseStream(stream)?.purpose
    const sums = this.folds.filter(({ kind }) => definitionOf(kind).purpose === purpose).map(fold => ({ fold, state: fold.empty() }))
    this.#streams.set(stream, { copy: making.copy, next: null, sums })
  }
}
