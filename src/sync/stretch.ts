import { chainEntry } from './chain.ts'
import type { Entry, PushRequest, Stretch } from './messages.ts'

/**
 * A push without hashes. Three hashes a line are most of a push's bytes, since nothing can compress them, and all of them follow
 * from the bodies and from where the stretch begins. So the bodies travel alone, with the last hash as proof: it depends on every
 * body and on their order, and whoever works it out anew notices one that was changed, left out or exchanged.
 */

/** The stretch of these lines; null where a line holds what a stretch does not: a sealed body, an origin, a place that does not follow. */
export function stretchOf(entries: readonly Entry[]): Stretch | null {
  const [first] = entries
  if (!first) return null
  const bodies: string[] = []
  let before: Pick<Entry, 'seq' | 'hash'> = { seq: first.seq - 1, hash: first.prev }
  for (const entry of entries) {
    const follows = entry.dev === first.dev && entry.seq === before.seq + 1 && entry.prev === before.hash
    if (!follows || entry.body === undefined || entry.sealed !== undefined || entry.origin !== undefined) return null
    bodies.push(swapQuotes(entry.body))
    before = entry
  }
  return { seq: first.seq, prev: first.prev, hash: before.hash, bodies }
}

/** The lines of a push, whichever way it came; null where a stretch does not add up to its hash. */
export function linesOf(request: PushRequest): readonly Entry[] | null {
  if (!('stretch' in request)) return request.entries
  const { seq, prev, hash, bodies } = request.stretch
  let head = { dev: request.dev, seq: seq - 1, hash: prev }
  const lines = bodies.map(body => {
    const line = chainEntry(head, swapQuotes(body))
    head = line
    return line
  })
  return head.hash === hash ? lines : null
}

/**
 * A body is JSON text in JSON, where each of its quotation marks would take a second character. Apostrophes are few, so the two change
 * places on the way, and doing it again gives the very same text back. Compressed, this spares one byte in twenty.
 */
const swapQuotes = (text: string): string => text.replace(/["']/g, mark => (mark === '"' ? '\'' : '"'))
