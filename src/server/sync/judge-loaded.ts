import type { Judged, Verdict, Waiver } from '#sync/judge.ts'
import type { SyncParts } from './parts.ts'
import type { ServerWorld } from './world.ts'

/** Judges a group; when a rule looked at something that was not loaded, loads it and judges again from the start. */
export async function judgeLoaded(parts: Pick<SyncParts, 'judgeGroup'>, items: readonly Judged[], world: ServerWorld, waived?: ReadonlySet<Waiver>): Promise<readonly Verdict[]> {
  for (;;) {
    const verdicts = parts.judgeGroup(items, world, waived)
    if (!await world.book.loadMissing()) return verdicts
  }
}
