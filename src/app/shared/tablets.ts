import { z } from 'zod'
import { err, ok, type Result } from '#domain/core/result.ts'
import type { AppContext } from '#app/context.ts'
import type { ApiFailure } from '#app/sync/api.ts'

/** Data older than this are pointed out: three days without a complete sync. */
export const STALE_MS = 3 * 86_400_000

const deviceLine = z.object({
  dev: z.string(), name: z.string(), place: z.string(), revokedAt: z.number().nullable(), lastSyncAt: z.number().nullable(), lastCompleteAt: z.number().nullable(),
})
export type TabletLine = z.infer<typeof deviceLine>
const devicesAnswer = z.object({ devices: z.array(deviceLine) })
const keptTablets = z.object({ at: z.number(), devices: z.array(deviceLine) })
export type KnownTablets = z.infer<typeof keptTablets>
const KEPT = 'supervision:tablets'

/** The last answer about the tablets, kept on this one with its age, for when there is no network. */
export async function knownTablets(app: AppContext): Promise<KnownTablets | null> {
  const kept = keptTablets.safeParse(await app.store.loadFormDraft(KEPT))
  return kept.success ? kept.data : null
}

/** Asks the server when each tablet last synced, and keeps the answer. */
export async function askTablets(app: AppContext): Promise<Result<KnownTablets, ApiFailure>> {
  const answer = await app.api.post('/admin/devices/list', {}, devicesAnswer)
  if (!answer.ok) return err(answer.error)
  const known = { at: app.now(), devices: answer.value.devices.filter(device => device.revokedAt === null) }
  await app.store.saveFormDraft(KEPT, known)
  return ok(known)
}

/** When the data of a place were last whole: the time of the tablet there that synced last; null when none ever did. */
export function freshAt(tablets: KnownTablets | null, place: string): number | null {
  const times = (tablets?.devices ?? []).filter(device => device.place === place).flatMap(device => device.lastCompleteAt ?? device.lastSyncAt ?? [])
  return times.length > 0 ? Math.max(...times) : null
}
