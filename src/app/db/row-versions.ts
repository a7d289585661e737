import type { Row } from '#sync/messages.ts'

export const byIdDown = (a: string, b: string): number => (a < b ? 1 : a > b ? -1 : 0)

/** What belongs to the ids that were made last: an id begins with its time (UUIDv7). A record on its way to another stream counts once. */
export function ofNewest<T>(items: readonly T[], count: number, idOf: (item: T) => string): T[] {
  const ids = new Set([...new Set(items.map(idOf))].sort(byIdDown).slice(0, count))
  return items.filter(item => ids.has(idOf(item)))
}

/** Of two versions of a record the later; a tombstone gives way to the row in the record's new stream. */
export function newer(before: Row | undefined, row: Row): Row {
  if (!before || before.stream === row.stream) return row
  return row.state === 'moved' || (before.state !== 'moved' && before.rev > row.rev) ? before : row
}

/** A tombstone ends the row of its own stream only: the record may live on in another. */
export function lay(rows: Map<string, Row>, row: Row): void {
  const before = rows.get(row.id)
  if (row.state !== 'moved') rows.set(row.id, newer(before, row))
  else if (before?.stream === row.stream) rows.delete(row.id)
}
