import { z } from 'zod'
import { ZONES, type Zone } from '../../core/day.ts'

/** How far a tablet's clock may differ from the server's before what it wrote is pointed out (BR-69): more than 5 minutes. */
export const MAX_SKEW_MS = 5 * 60_000
/** An incident names so many of its entries; the count goes on. */
const MAX_NAMED = 50

/** When an entry was written by its tablet: the wall time with its zone, and how far that clock was ahead as the tablet knew then. */
export interface EntryTime { readonly wall: string; readonly tz: string; readonly skewMs: number | null }
export interface SkewedEntry { readonly kind: string; readonly id: string; readonly at: string; readonly skewMs: number }

/**
 * What an incident of a wrong clock says: how far (of the entry that was furthest; positive is ahead), how many entries, the first
 * and the last wall time among them, and the newest of them by kind and id.
 */
export const clockSkewAbout = z.object({
  dev: z.string(), name: z.string(), skewMs: z.number(), count: z.int().positive(), firstAt: z.string(), lastAt: z.string(),
  records: z.array(z.object({ kind: z.string(), id: z.string(), at: z.string() })),
})
export type ClockSkewAbout = z.infer<typeof clockSkewAbout>

/** The instant of a wall time; one without an offset is read in its zone. Null for a text that is no time. */
function instantOf({ wall, tz }: EntryTime): number | null {
  const hasOffset = /(?:Z|[+-]\d\d:?\d\d)$/.test(wall)
  const parsed = Date.parse(hasOffset ? wall : `${wall}Z`)
  if (Number.isNaN(parsed)) return null
  if (hasOffset) return parsed
  return Object.hasOwn(ZONES, tz) ? parsed - ZONES[tz as Zone] * 60_000 : null
}

/**
 * By how many ms the clock was wrong by which an entry was dated, or null where nothing says that it was wrong (BR-69). Three things
 * say so: what the tablet knew when it wrote, how its clock stands at this sync (`atSyncMs`), and a time that lies after the moment in
 * which the server received it. An old time proves nothing: the tablet may have been offline for weeks.
 */
export function wrongClockOf(entry: EntryTime, receivedAt: number, atSyncMs: number | null): number | null {
  const instant = instantOf(entry)
  const known = [entry.skewMs, atSyncMs, instant === null ? null : Math.max(0, instant - receivedAt)].flatMap(skew => skew ?? [])
  const worst = known.reduce((far, skew) => (Math.abs(skew) > Math.abs(far) ? skew : far), 0)
  return Math.abs(worst) > MAX_SKEW_MS ? Math.round(worst) : null
}

const inOrder = (a: string, b: string): number => (Date.parse(a) || 0) - (Date.parse(b) || 0) || a.localeCompare(b)

/** What the incident says with more entries; `before` is what it said while open, null for a new one. */
export function withSkewedEntries(before: ClockSkewAbout | null, tablet: { readonly dev: string; readonly name: string }, entries: readonly SkewedEntry[]): ClockSkewAbout {
  const times = [...(before ? [before.firstAt, before.lastAt] : []), ...entries.map(entry => entry.at)].sort(inOrder)
  const named = new Map((before?.records ?? []).map(record => [record.id, record]))
  for (const { kind, id, at } of entries) {
    named.delete(id)
    named.set(id, { kind, id, at })
  }
  return {
    dev: tablet.dev, name: tablet.name, count: (before?.count ?? 0) + entries.length, firstAt: times[0] ?? '', lastAt: times.at(-1) ?? '',
    skewMs: entries.reduce((far, { skewMs }) => (Math.abs(skewMs) > Math.abs(far) ? skewMs : far), before?.skewMs ?? 0),
    records: [...named.values()].slice(-MAX_NAMED),
  }
}
