/**
 * Does a long job piece by piece, in order, and lets the screen breathe between two pieces: all at once, the setting-out
 * alone of some thousand seals would freeze a tablet for a second.
 */
export async function inBatches<T, R>(items: readonly T[], size: number, breathe: () => Promise<void>, work: (item: T) => Promise<readonly R[]>): Promise<R[]> {
  const done: R[] = []
  for (let at = 0; at < items.length; at += size) {
    if (at > 0) await breathe()
    for (const some of await Promise.all(items.slice(at, at + size).map(work))) done.push(...some)
  }
  return done
}
