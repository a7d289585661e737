import { dayAt, type Day, type Zone } from '#domain/core/day.ts'
import type { JsonObject } from '#domain/core/json.ts'
import { parseStream } from '#domain/core/streams.ts'
import { clockSkewAbout, withSkewedEntries, wrongClockOf, type SkewedEntry } from '#domain/rules/supervision/clock-skew.ts'
import type { DataOf } from '#domain/records/index.ts'
import { sha256Hex } from '#sync/chain.ts'
import type { Principal } from '../auth/principal.ts'
import type { ServerDeps } from '../deps.ts'
import type { OpenedEntry } from './envelope.ts'
import type { Reader, Writer } from '../store/store.ts'
import { isStreamOf, loadPlaces, serviceStreamFor } from './places.ts'
import { serverAuthor, writeServerRows } from './server-rows.ts'

interface Incident {
  readonly id: string; readonly type: DataOf<'incident'>['type']; readonly about: JsonObject; readonly place: string
  /** Whether it opens again when it happens once more after a person has closed it. */
  readonly recurs: boolean
  /** What it says once it happens again while open; nothing changes where left out. */
  readonly again?: (before: JsonObject) => JsonObject
}

/** The clinic's own day: what happens after midnight there is of another day, whatever day it is in Greenwich. */
async function clinicDay(tx: Reader, tenant: string, now: number): Promise<Day> {
  const { zone } = await tx.selectFrom('tenant').select('zone').where('tenant', '=', tenant).executeTakeFirstOrThrow()
  return dayAt(now, zone as Zone)
}

/** Opens an incident; while one of the same id is open, it stays as it is or says what was added. */
async function openIncident(tx: Writer, tenant: string, now: number, { id, type, about, place, recurs, again }: Incident): Promise<void> {
  const stream = serviceStreamFor(tenant, place, await loadPlaces(tx, tenant))
  const openedOn = await clinicDay(tx, tenant, now)
  await writeServerRows(tx, tenant, [stream], [id], book => {
    const before = book.row(id)
    const known = before ? (before.data as unknown as DataOf<'incident'>) : null
    if (before && known && known.closed === null && again) {
      book.write({ ...before, rev: before.rev + 1, by: serverAuthor(now), data: { ...(before.data as JsonObject), about: again(known.about as JsonObject) } })
      return
    }
    if (known && (!recurs || known.closed === null)) return
    book.write({
      stream: before?.stream ?? stream, id, kind: 'incident', rev: (before?.rev ?? 0) + 1, state: 'live', conflicts: before ? [...before.conflicts] : [], by: serverAuthor(now),
      data: { type, about, openedOn, closed: null },
    })
  })
}

/** Tells the head that a tablet was cloned or rolled back and went on under a new journal. */
export function raiseForkIncident(tx: Writer, tenant: string, now: number, device: { dev: string; name: string; place: string }, newDev: string): Promise<void> {
  return openIncident(tx, tenant, now, {
    id: `fork-${sha256Hex(`${device.dev}|${newDev}`).slice(0, 32)}`, type: 'forked-tablet', place: device.place, recurs: false,
    about: { dev: device.dev, newDev, name: device.name },
  })
}

/**
 * Somebody asked for a stream that is not granted (BR-65): told to the head once a day for an account and a stream. `about` says
 * which account; a stream that does not exist is nobody's.
 */
export async function raiseAccessIncident(deps: Pick<ServerDeps, 'store' | 'clock'>, who: Principal, stream: string): Promise<void> {
  const parts = parseStream(stream)
  const places = await loadPlaces(deps.store.db, who.tenant)
  if (!parts || !isStreamOf(stream, places)) return
  const now = deps.clock.now()
  const day = await clinicDay(deps.store.db, who.tenant, now)
  await deps.store.write(tx => openIncident(tx, who.tenant, now, {
    id: `akses-${sha256Hex(`${who.account}|${stream}|${day}`).slice(0, 32)}`, type: 'refused-access', recurs: true, place: parts.place, about: { account: who.account, dev: who.dev, stream },
  }))
}

/**
 * A tablet that asks for one bucket has found that its rows are not the server's: once a day for a tablet and a stream, and
 * again on that day if it happens after somebody has closed it.
 */
export async function raiseDigestIncident(deps: Pick<ServerDeps, 'store' | 'clock'>, who: Principal, streams: readonly string[]): Promise<void> {
  const now = deps.clock.now()
  const day = await clinicDay(deps.store.db, who.tenant, now)
  for (const stream of streams) {
    const parts = parseStream(stream)
    if (!parts) continue
    await deps.store.write(tx => openIncident(tx, who.tenant, now, {
      id: `digest-${sha256Hex(`${who.family}|${stream}|${day}`).slice(0, 32)}`, type: 'digest-mismatch', recurs: true,
      place: parts.type === 'puskesmas' ? who.place : parts.place, about: { dev: who.dev, stream },
    }))
  }
}

interface PushedLines { readonly entries: readonly OpenedEntry[]; readonly receivedAt: number; readonly skewMs: number | null }

/**
 * Entries made by a clock that was more than 5 minutes off are told to the head: one incident a tablet and day of the clinic, which
 * counts on, and opens again when it happens after somebody has closed it (BR-69). They are applied all the same: a wrong clock holds
 * nothing back, and order is the server's.
 */
export async function raiseClockIncident(
  tx: Writer, tenant: string, device: { dev: string; family: string; name: string; place: string }, { entries, receivedAt, skewMs }: PushedLines,
): Promise<void> {
  const skewed = entries.flatMap(({ op }): SkewedEntry[] => {
    // Closing an incident dates nothing: were it counted, a tablet could never close the one about its own clock.
    if (!op || op.kind === 'incident') return []
    const wrong = wrongClockOf(op.at, receivedAt, skewMs)
    return wrong === null ? [] : [{ kind: op.kind, id: op.id, at: op.at.wall, skewMs: wrong }]
  })
  if (skewed.length === 0) return
  const tablet = { dev: device.dev, name: device.name }
  const day = await clinicDay(tx, tenant, receivedAt)
  await openIncident(tx, tenant, receivedAt, {
    id: `jam-${sha256Hex(`${device.family}|${day}`).slice(0, 32)}`, type: 'clock-skew', place: device.place, recurs: true,
    about: withSkewedEntries(null, tablet, skewed),
    again: before => withSkewedEntries(clockSkewAbout.safeParse(before).data ?? null, tablet, skewed),
  })
}
