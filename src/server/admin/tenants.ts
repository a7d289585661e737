import type { Zone } from '#domain/core/day.ts'
import type { DataOf } from '#domain/records/index.ts'
import { streamOf } from '#domain/core/streams.ts'
import type { JsonObject } from '#domain/core/json.ts'
import type { ServerDeps } from '../deps.ts'
import type { Writer } from '../store/store.ts'
import { serverAuthor, writeServerRows } from '../sync/server-rows.ts'

export interface NewTenant {
  /** A puskesmas unless said otherwise. */
  readonly type?: 'puskesmas' | 'dinkes'
  readonly id: string; readonly name: string; readonly code: string
  readonly kelurahanCode: string | null; readonly kelurahan: string; readonly zone: Zone
}

/** A puskesmas or a health office with its catalogue, in which it is the first facility. The ones below it the head adds as ordinary records. */
export function createTenant(deps: ServerDeps, tenant: NewTenant): Promise<void> {
  return deps.store.write(tx => createTenantInside(tx, deps, tenant))
}

export async function createTenantInside(tx: Writer, deps: ServerDeps, { type = 'puskesmas', id, name, code, kelurahanCode, kelurahan, zone }: NewTenant): Promise<void> {
  const secret = Buffer.from(deps.random.bytes(32)).toString('hex')
  await tx.insertInto('tenant').values({ tenant: id, name, zone, secret, next_block: 1 }).execute()
  const data: DataOf<'facility'> = { name, type, parentId: null, kelurahanCode, kelurahan, zone, code, active: true }
  const stream = streamOf('catalogue', id)
  await writeServerRows(tx, id, [stream], [id], book => {
    book.write({ stream, id, kind: 'facility', rev: 1, state: 'live', data: data as unknown as JsonObject, conflicts: [], by: serverAuthor(deps.clock.now()) })
  })
}
