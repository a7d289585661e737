import { ok } from '#domain/core/result.ts'
import { refused, type Reply } from '../reply.ts'
import type { OpenedEntry } from './envelope.ts'

export interface JournalHead { readonly last: number; readonly chain: string }

/**
 * Whether the lines continue the journal that the server holds. A line the server has must be the very same line; the
 * first new one must follow the head. Anything else is a gap, or a cloned or rolled-back tablet.
 * @returns the lines that are new.
 */
export function checkChain(entries: readonly OpenedEntry[], head: JournalHead, storedHashes: ReadonlyMap<number, string>): Reply<OpenedEntry[]> {
  const fresh: OpenedEntry[] = []
  let { last, chain } = head
  for (const entry of entries) {
    if (entry.seq <= head.last) {
      if (storedHashes.get(entry.seq) !== entry.hash) return refused('FORK', { last: head.last, chain: head.chain })
      continue
    }
    if (entry.seq !== last + 1) return refused('GAP', { last: head.last, chain: head.chain })
    if (entry.prev !== chain) return refused('FORK', { last: head.last, chain: head.chain })
    last = entry.seq
    chain = entry.hash
    fresh.push(entry)
  }
  return ok(fresh)
}
