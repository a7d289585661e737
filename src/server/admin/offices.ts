import { z } from 'zod'
import { ZONES, type Zone } from '#domain/core/day.ts'
import { idField, nameField } from '#domain/core/fields.ts'
import { ok } from '#domain/core/result.ts'
import { streamOf } from '#domain/core/streams.ts'
import type { DataOf } from '#domain/records/index.ts'
import type { ServerDeps } from '../deps.ts'
import { refused, type Reply } from '../reply.ts'
import type { Reader } from '../store/store.ts'
import { createAccountInside, newAccountSchema } from './accounts.ts'
import { createEnrolCode, newCode } from './codes.ts'
import { createTenantInside } from './tenants.ts'

/*
 * One server holds several puskesmas and health offices, each a tenant that knows nothing of the others. Who runs the server adds
 * them, and says which office reads the sums of which puskesmas (docs/adr/0013); no screen does.
 */

const NAME_OF_TYPE = { puskesmas: 'kapus', dinkes: 'dinkes' } as const
export type TenantType = keyof typeof NAME_OF_TYPE

export const newPlaceSchema = z.object({
  type: z.enum(['puskesmas', 'dinkes']),
  id: idField, name: nameField, code: z.string().regex(/^[A-Z0-9]{2,12}$/),
  kelurahan: z.string().max(80), kelurahanCode: z.string().regex(/^\d{10}$/).nullable(), zone: z.enum(Object.keys(ZONES) as [Zone, ...Zone[]]),
  user: newAccountSchema.shape.username, person: nameField,
})
export type NewPlace = z.infer<typeof newPlaceSchema>
/** What its first person needs: a code for a tablet, and a password to be changed after signing in. */
export interface FirstKeys { readonly code: string; readonly password: string }

export async function addPlace(deps: ServerDeps, { type, user, person, ...place }: NewPlace): Promise<Reply<FirstKeys>> {
  const password = newCode(deps.random)
  const hash = await deps.passwords.hash(password)
  const made = await deps.store.write(async (tx): Promise<Reply<{ id: string }>> => {
    if (await tx.selectFrom('tenant').select('tenant').where('tenant', '=', place.id).executeTakeFirst()) return refused('TAKEN', { message: 'id' })
    await createTenantInside(tx, deps, { ...place, type })
    return createAccountInside(tx, deps, place.id, { id: deps.random.id(), username: user, password: hash, name: person, profession: 'lainnya', sip: null, grants: [{ role: NAME_OF_TYPE[type], place: place.id }] })
  })
  if (!made.ok) return made
  return ok({ code: (await createEnrolCode(deps, place.id, { place: place.id })).code, password })
}

export async function tenantType(db: Reader, tenant: string): Promise<TenantType | null> {
  const row = await db.selectFrom('row').select('data').where('tenant', '=', tenant).where('stream', '=', streamOf('catalogue', tenant)).where('id', '=', tenant).where('kind', '=', 'facility').executeTakeFirst()
  const type = row && (JSON.parse(row.data) as DataOf<'facility'>).type
  return type === 'puskesmas' || type === 'dinkes' ? type : null
}

export interface OfficeLink { readonly dinkes: string; readonly puskesmas: string; readonly cluster: string }

/** From now on the office reads the sums of this puskesmas, in this group. Another group of the same office takes the place of the first. */
export async function linkToOffice(deps: Pick<ServerDeps, 'store'>, { dinkes, puskesmas, cluster }: OfficeLink): Promise<Reply<Record<string, never>>> {
  return deps.store.write(async tx => {
    if (await tenantType(tx, dinkes) !== 'dinkes') return refused('NOT_FOUND', { message: dinkes })
    if (await tenantType(tx, puskesmas) !== 'puskesmas') return refused('NOT_FOUND', { message: puskesmas })
    await tx.insertInto('office_puskesmas').values({ tenant: dinkes, puskesmas, cluster }).onConflict(clash => clash.columns(['tenant', 'puskesmas']).doUpdateSet({ cluster })).execute()
    return ok({})
  })
}

export async function unlinkFromOffice(deps: Pick<ServerDeps, 'store'>, { dinkes, puskesmas }: Omit<OfficeLink, 'cluster'>): Promise<Reply<Record<string, never>>> {
  const gone = await deps.store.db.deleteFrom('office_puskesmas').where('tenant', '=', dinkes).where('puskesmas', '=', puskesmas).returning('puskesmas').executeTakeFirst()
  return gone ? ok({}) : refused('NOT_FOUND', { message: puskesmas })
}

export const linksOf = async (db: Reader, dinkes: string): Promise<Omit<OfficeLink, 'dinkes'>[]> =>
  db.selectFrom('office_puskesmas').select(['puskesmas', 'cluster']).where('tenant', '=', dinkes).orderBy('puskesmas').execute()
