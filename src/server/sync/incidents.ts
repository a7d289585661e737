import { dayAt, type Zone } from '#domain/core/day.ts'
import type { JsonObject } from '#domain/core/json.ts'
import { parseStream } from '#domain/core/streams.ts'
import type { DataOf } from '#domain/records/index.ts'
import { sha256Hex } from '#sync/chain.ts'
import type { Principal } from '../auth/principal.ts'
import type { ServerDeps } from '../deps.ts'
import type { Writer } from '../store/store.ts'
import { loadPlaces, serviceStreamFor } from './places.ts'
import { serverAuthor, writeServerRows } from './server-rows.ts'

interface Incident { readonly id: string; readonly type: DataOf<'incident'>['type']; readonly about: JsonObject; readonly place: string }

/** Opens an incident once; while one of the same id exists, it stays as it is. */
async function openIncident(tx: Writer, tenant: string, now: number, { id, type, about, place }: Incident): Promise<void> {
  const stream = serviceStreamFor(tenant, place, await loadPlaces(tx, tenant))
  const { zone } = await tx.selectFrom('tenant').select('zone').where('tenant', '=', tenant).executeTakeFirstOrThrow()
  await writeServerRows(tx, tenant, [stream], [id], book => {
    if (book.row(id)) return
    book.write({
      stream, id, kind: 'incident', rev: 1, state: 'live', conflicts: [], by: serverAuthor(now),
      data: { type, about, openedOn: dayAt(now, zone as Zone), closed: null },
    })
  })
}

/** Tells the head that a tablet was cloned or rolled back and went on under a new journal. */
export function raiseForkIncident(tx: Writer, tenant: string, now: number, device: { dev: string; name: string; place: string }, newDev: string): Promise<void> {
  return openIncident(tx, tenant, now, {
    id: `fork-${sha256Hex(`${device.dev}|${newDev}`).slice(0, 32)}`, type: 'forked-tablet', place: device.place,
    about: { dev: device.dev, newDev, name: device.name },
  })
}

/** A tablet that asks for one bucket has found that its rows are not the server's: once a day for a tablet and a stream. */
export async function raiseDigestIncident(deps: Pick<ServerDeps, 'store' | 'clock'>, who: Principal, streams: readonly string[]): Promise<void> {
  const now = deps.clock.now()
  const day = new Date(now).toISOString().slice(0, 10)
  for (const stream of streams) {
    const parts = parseStream(stream)
    if (!parts) continue
    await deps.store.write(tx => openIncident(tx, who.tenant, now, {
      id: `digest-${sha256Hex(`${who.family}|${stream}|${day}`).slice(0, 32)}`, type: 'digest-mismatch',
      place: parts.type === 'puskesmas' ? who.place : parts.place, about: { dev: who.dev, stream },
    }))
  }
}
