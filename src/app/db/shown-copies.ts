import { parseStream } from '#domain/core/streams.ts'
import { definitionOf, type Kind } from '#domain/records/index.ts'
import type { StreamKeys } from '../vault/stream-keys.ts'
import type { StreamState, TabletDatabase } from './database.ts'

/** The copies were changed by another tab while they were being read: look again. */
export const OVERTAKEN: unique symbol = Symbol('overtaken')

/** The streams, as they are shown, in which a kind may live, and which these keys open. */
export function readableStates(kind: Kind, states: Iterable<StreamState>, keys: StreamKeys): StreamState[] {
  const { purpose } = definitionOf(kind)
  return [...states]
    .filter(state => state.copy > 0 && keys.get(state.stream)?.kid === state.kid)
    .filter(state => purpose === 'any' || parseStream(state.stream)?.purpose === purpose)
}

/**
 * The stamp under which all rows of a copy were last made anew. A stream that was lost and is granted again counts its copies from one
 * again, so only with this stamp does a number say which copy is meant.
 */
export const groundOfCopy = (state: Pick<StreamState, 'rewritten'>): number => state.rewritten?.['*'] ?? 0

/** Whether these copies, with these pages, are the ones that lie here now. */
export async function areShown(db: TabletDatabase, states: readonly StreamState[]): Promise<boolean> {
  return areSame((await db.streams.bulkGet(states.map(state => state.stream))).filter(state => state !== undefined), states)
}

/** Whether the copies of `states`, with their pages, are all among those that lie here `now`. */
export function areSame(now: readonly StreamState[], states: readonly StreamState[]): boolean {
  const shown = new Map(now.map(state => [state.stream, state]))
  return states.every(state => {
    const one = shown.get(state.stream)
    return one?.copy === state.copy && one.paged === state.paged && groundOfCopy(one) === groundOfCopy(state)
  })
}
