import { z } from 'zod'
import type { Json } from '#domain/core/json.ts'
import { err, ok, type Result } from '#domain/core/result.ts'
import { tabletReport } from '#sync/messages.ts'
import type { AppContext } from '#app/context.ts'
import type { ApiFailure } from '#app/sync/api.ts'

/** Data older than this are pointed out: three days without a complete sync. */
export const STALE_MS = 3 * 86_400_000

const whole = z.number()
/** A journal of a tablet. An older server, and an answer kept from before, does not say all of it. */
const deviceLine = z.object({
  dev: z.string(), name: z.string(), place: z.string(), revokedAt: whole.nullable(), lastSyncAt: whole.nullable(), lastCompleteAt: whole.nullable(),
  /** Shared by the journals of one tablet; it has a second one after its data were copied or rolled back. */
  family: z.string().optional(), enrolledAt: whole.optional(), app: z.string().nullable().optional(),
  /** What came of its operations of the last 30 days. */
  outcomes: z.object({ applied: whole, conflict: whole, quarantined: whole }).optional(),
  /** What it said of itself at its last sync. */
  report: tabletReport.extend({ at: whole }).nullable().optional(),
})
export type TabletLine = z.infer<typeof deviceLine>
const devicesAnswer = z.object({ devices: z.array(deviceLine), app: z.string().optional() })
/** `app`: the version that the server serves. */
const keptTablets = z.object({ at: z.number(), devices: z.array(deviceLine), revoked: z.array(deviceLine).optional(), app: z.string().optional() })
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
  const { devices, app: version } = answer.value
  const [working, revoked] = [devices.filter(device => device.revokedAt === null), devices.filter(device => device.revokedAt !== null)]
  const known: KnownTablets = { at: app.now(), devices: working, revoked, ...(version === undefined ? {} : { app: version }) }
  // Not to have kept the answer only shows up without a network, and then says so itself.
  await app.store.saveFormDraft(KEPT, JSON.parse(JSON.stringify(known)) as Json).catch(() => undefined)
  return ok(known)
}

/** When the data of a place were last whole: the time of the tablet there that synced last; null when none ever did. */
export function freshAt(tablets: KnownTablets | null, place: string): number | null {
  const times = (tablets?.devices ?? []).filter(device => device.place === place).flatMap(device => device.lastCompleteAt ?? device.lastSyncAt ?? [])
  return times.length > 0 ? Math.max(...times) : null
}
