import type { JournalEntry, StreamState } from './database.ts'

/** What decides whether an acknowledged operation may leave the screen's overlay. */
export interface Held {
  readonly epoch: string
  readonly states: ReadonlyMap<string, StreamState>
  /** Streams that somebody on this tablet is granted. */
  readonly streams: ReadonlySet<string>
}

/**
 * An operation settles when its stream's cursor has passed the row it became, so that a saved edit never flickers away.
 * Where no row will ever come (nothing was written, or the stream is nobody's here any more) it settles at once.
 * A quarantined one stays with its author until it is decided (see settleDecided), or until its stream is lost.
 */
export function isSettled(entry: Pick<JournalEntry, 'outcome' | 'row' | 'stream'>, held: Held): boolean {
  if (entry.outcome === null) return false
  if (entry.outcome === 'quarantined') return !held.streams.has(entry.stream)
  return entry.row === null || !held.streams.has(entry.row.stream) || cursorPassed(entry.row, held)
}

function cursorPassed(row: { stream: string; seq: number }, held: Held): boolean {
  const state = held.states.get(row.stream)
  return state !== undefined && state.epoch === held.epoch && state.copy > 0 && state.seq >= row.seq
}
