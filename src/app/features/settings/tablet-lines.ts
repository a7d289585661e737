import { STALE_MS, type KnownTablets, type TabletLine } from '../../shared/tablets.ts'

/** A clock further off than this is told to the head (BR-69). */
const SKEW_MS = 5 * 60_000
/** What waits longer than a day to be sent lies on one tablet alone. */
const WAITING_MS = 24 * 60 * 60_000
/** A year of a busy pustu with pictures takes about this much room. */
const ROOM_BYTES = 500_000_000

export type TabletConcern = 'stale' | 'unsent' | 'skew' | 'room' | 'old' | 'quarantined'
/** A tablet: its newest journal, with what came of the operations of all its journals, and what about it needs somebody. */
export interface Tablet {
  readonly line: TabletLine
  readonly outcomes: { readonly applied: number; readonly conflict: number; readonly quarantined: number } | null
  readonly concerns: readonly TabletConcern[]
}

/** Whether a version is older than another, number by number; never, where one of them is not made of numbers. */
export function isOlder(version: string | null | undefined, than: string | undefined): boolean {
  const [a, b] = [version, than].map(text => /^\d+(?:\.\d+)*$/.exec(text ?? '')?.[0].split('.').map(Number))
  if (!a || !b) return false
  for (let at = 0; at < Math.max(a.length, b.length); at += 1) {
    const difference = (a[at] ?? 0) - (b[at] ?? 0)
    if (difference !== 0) return difference < 0
  }
  return false
}

function concernsOf(line: TabletLine, outcomes: Tablet['outcomes'], version: string | undefined, now: number): TabletConcern[] {
  const { report } = line
  const found: Record<TabletConcern, boolean> = {
    stale: now - (line.lastCompleteAt ?? line.enrolledAt ?? 0) > STALE_MS,
    unsent: (report?.unsent ?? 0) > 0 && report?.oldestUnsentAt !== undefined && now - report.oldestUnsentAt > WAITING_MS,
    skew: Math.abs(report?.skewMs ?? 0) > SKEW_MS,
    room: report?.freeBytes !== undefined && report.freeBytes < ROOM_BYTES,
    old: isOlder(line.app, version),
    quarantined: (outcomes?.quarantined ?? 0) > 0,
  }
  return (Object.keys(found) as TabletConcern[]).filter(concern => found[concern])
}

function tabletOf(journals: readonly TabletLine[], known: KnownTablets, now: number): Tablet {
  const newest = journals.reduce((a, b) => ((b.enrolledAt ?? 0) > (a.enrolledAt ?? 0) ? b : a))
  const sum = (of: 'applied' | 'conflict' | 'quarantined'): number => journals.reduce((total, journal) => total + (journal.outcomes?.[of] ?? 0), 0)
  const outcomes = newest.outcomes ? { applied: sum('applied'), conflict: sum('conflict'), quarantined: sum('quarantined') } : null
  return { line: newest, outcomes, concerns: newest.revokedAt === null ? concernsOf(newest, outcomes, known.app, now) : [] }
}

function grouped(lines: readonly TabletLine[]): TabletLine[][] {
  const families = new Map<string, TabletLine[]>()
  for (const line of lines) families.set(line.family ?? line.dev, [...(families.get(line.family ?? line.dev) ?? []), line])
  return [...families.values()]
}

/** The tablets at work, the one that has been silent longest first; then those that were revoked, the latest first. */
export function tabletsOf(known: KnownTablets, now: number): { readonly working: readonly Tablet[]; readonly revoked: readonly Tablet[] } {
  const make = (lines: readonly TabletLine[]): Tablet[] => grouped(lines).map(journals => tabletOf(journals, known, now))
  const silence = ({ line }: Tablet): number => line.lastCompleteAt ?? 0
  return {
    working: make(known.devices).sort((a, b) => Number(b.concerns.includes('stale')) - Number(a.concerns.includes('stale')) || silence(a) - silence(b) || a.line.name.localeCompare(b.line.name, 'id')),
    revoked: make(known.revoked ?? []).sort((a, b) => (b.line.revokedAt ?? 0) - (a.line.revokedAt ?? 0)),
  }
}
