import type { TabletReport } from '#sync/messages.ts'
import { journalCounts } from '../db/journal.ts'
import type { StoreCore } from '../db/store-core.ts'

/** What the browser tells of its room, in bytes. */
export interface RoomEstimate { estimate(): Promise<{ usage: number; quota: number }> }

/**
 * What this tablet says of itself at the beginning of a sync, so that the head sees which one needs help. Nothing of it is about
 * a patient, and what is not known is left out: a sync never fails for it.
 */
export async function tabletReport(core: StoreCore, room: RoomEstimate | null | undefined): Promise<TabletReport> {
  const { unsent, oldestUnsentAt } = await journalCounts(core)
  const skewMs = await core.db.relaxed.value<number>('skewMs')
  const { usage = 0, quota = 0 } = (await room?.estimate().catch(() => undefined)) ?? {}
  return {
    unsent, ...(oldestUnsentAt === null ? {} : { oldestUnsentAt: whole(oldestUnsentAt) }), ...(skewMs === undefined ? {} : { skewMs: Math.round(skewMs) }),
    ...(quota > 0 ? { usedBytes: whole(usage), freeBytes: whole(quota - usage) } : {}),
  }
}

/** The protocol takes whole numbers from zero on; a browser may give estimates that are neither. */
const whole = (value: number): number => (Number.isFinite(value) ? Math.max(0, Math.round(value)) : 0)
