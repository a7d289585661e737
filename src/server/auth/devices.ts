import { sql } from 'kysely'
import { ok } from '#domain/core/result.ts'
import type { EnrolResponse, Tenant } from '#sync/messages.ts'
import { codeHash } from '../admin/codes.ts'
import { readFact } from '../admin/installation.ts'
import { newToken, tokenHash, type ServerDeps } from '../deps.ts'
import { refused, type Reply } from '../reply.ts'
import type { Reader, Writer } from '../store/store.ts'
import type { DeviceRecord } from '../store/tables.ts'
import { raiseForkIncident } from '../sync/incidents.ts'
import type { Principal } from './principal.ts'

/** `token` goes into the tablet's cookie and nowhere else. */
export interface Enrolled { readonly token: string; readonly answer: EnrolResponse }

export async function enrol(deps: ServerDeps, { code, name }: { code: string; name: string }): Promise<Reply<Enrolled>> {
  const now = deps.clock.now()
  return deps.store.write(async tx => {
    const hash = codeHash(code)
    const found = await tx.selectFrom('enrol_code').selectAll().where('code', '=', hash).executeTakeFirst()
    if (!found || found.expires_at <= now || (found.used_at !== null && !found.reusable)) return refused('CODE')
    // The condition again, because another tablet may have taken the code since.
    const taken = await tx.updateTable('enrol_code').set({ used_at: now }).where('tenant', '=', found.tenant).where('code', '=', hash)
      .where(eb => eb.or([eb('used_at', 'is', null), eb('reusable', '=', 1)])).returning('code').executeTakeFirst()
    if (!taken) return refused('CODE')
    return ok(await addDevice(tx, deps, found.tenant, { name, place: found.place }))
  })
}

interface NewDevice { readonly name: string; readonly place: string; readonly renews?: DeviceRecord }

/** A new journal: of a new tablet, or of one that goes on under another number after a fork. Each has a block of labels of its own. */
export async function addDevice(tx: Writer, deps: ServerDeps, tenant: string, { name, place, renews }: NewDevice): Promise<Enrolled> {
  const token = newToken(deps.random)
  const dev = `d-${deps.random.id()}`
  const { next_block } = await tx.updateTable('tenant').set({ next_block: sql<number>`next_block + 1` }).where('tenant', '=', tenant).returning('next_block').executeTakeFirstOrThrow()
  const block = next_block - 1
  await tx.insertInto('device').values({
    tenant, dev, family: renews?.family ?? dev, name, place, block, credential: tokenHash(token), enrolled_at: deps.clock.now(), revoked_at: null,
    renewed_from: renews?.dev ?? null, last_seq: 0, last_hash: '', last_sync_at: null, last_complete_at: null, app: renews?.app ?? null, schema: renews?.schema ?? null, report: null, report_seq: null,
  }).execute()
  return { token, answer: { dev, block, serverKey: (await readFact(tx, 'serverPublicKey')) ?? '', tenant: await readTenant(tx, tenant) } }
}

export async function readTenant(db: Reader, tenant: string): Promise<Tenant> {
  const found = await db.selectFrom('tenant').select(['name', 'zone']).where('tenant', '=', tenant).executeTakeFirstOrThrow()
  return { id: tenant, name: found.name, zone: found.zone, demo: (await readFact(db, 'demo')) === 'yes' }
}

/** A cloned or rolled-back tablet takes a new journal: no code is asked, day or night; the head is told by an incident. */
export function renew(deps: ServerDeps, who: Principal, { dev }: { dev: string }): Promise<Reply<{ token: string; dev: string; block: number }>> {
  return deps.store.write(async tx => {
    const old = await tx.selectFrom('device').selectAll().where('tenant', '=', who.tenant).where('dev', '=', dev).where('family', '=', who.family).executeTakeFirst()
    if (!old || who.deviceRevoked || old.revoked_at !== null) return refused('DEVICE')
    const { token, answer } = await addDevice(tx, deps, who.tenant, { name: old.name, place: old.place, renews: old })
    await raiseForkIncident(tx, who.tenant, deps.clock.now(), old, answer.dev)
    return ok({ token, dev: answer.dev, block: answer.block })
  })
}

/**
 * Revokes a tablet with all its journals: it can neither sign in nor download. What it still holds may arrive and waits in
 * quarantine, because a lost tablet that is found again carries patients' records.
 */
export function revokeDevice(deps: ServerDeps, tenant: string, dev: string): Promise<Reply<Record<string, never>>> {
  return deps.store.write(async tx => {
    const device = await tx.selectFrom('device').select('family').where('tenant', '=', tenant).where('dev', '=', dev).executeTakeFirst()
    if (!device) return refused('NOT_FOUND')
    await tx.updateTable('device').set({ revoked_at: deps.clock.now() }).where('tenant', '=', tenant).where('family', '=', device.family).where('revoked_at', 'is', null).execute()
    return ok({})
  })
}
