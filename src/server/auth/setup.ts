import { z } from 'zod'
import { idField, nameField } from '#domain/core/fields.ts'
import { ZONES, type Zone } from '#domain/core/day.ts'
import { ok } from '#domain/core/result.ts'
import { createAccountInside, newAccountSchema, passwordField } from '../admin/accounts.ts'
import { newCode, normalCode } from '../admin/codes.ts'
import { readFact, writeFact } from '../admin/installation.ts'
import { createTenantInside } from '../admin/tenants.ts'
import { tokenHash, type ServerDeps } from '../deps.ts'
import { refused, type Reply } from '../reply.ts'
import { addDevice, type Enrolled } from './devices.ts'

export const setupRequest = z.object({
  code: z.string().trim().min(4).max(40),
  puskesmas: z.object({
    id: idField, name: nameField, code: z.string().regex(/^[A-Z0-9]{2,12}$/),
    kelurahanCode: z.string().regex(/^\d{10}$/).nullable(), kelurahan: z.string().max(80),
    zone: z.enum(Object.keys(ZONES) as [Zone, ...Zone[]]),
  }),
  head: z.object({ name: nameField, username: newAccountSchema.shape.username, password: passwordField }),
  device: z.object({ name: nameField }),
})
export type SetupRequest = z.infer<typeof setupRequest>

export async function isSetupNeeded(deps: ServerDeps): Promise<boolean> {
  return (await deps.store.db.selectFrom('tenant').select('tenant').limit(1).executeTakeFirst()) === undefined
}

const hashOf = (code: string): string => tokenHash(`setup:${normalCode(code)}`)

/** A new code for the first run, to be printed on the console: who can read that may set the server up. Null once it is. */
export async function issueSetupCode(deps: ServerDeps): Promise<string | null> {
  if (!await isSetupNeeded(deps)) return null
  const code = newCode(deps.random)
  await writeFact(deps.store.db, 'setupCode', hashOf(code))
  return code
}

/** The first puskesmas, its head, and the tablet in the head's hand, in one transaction. */
export async function setUp(deps: ServerDeps, request: SetupRequest): Promise<Reply<Enrolled>> {
  if (!await isSetupNeeded(deps)) return refused('DONE')
  if (hashOf(request.code) !== await readFact(deps.store.db, 'setupCode')) return refused('CODE')
  const password = await deps.passwords.hash(request.head.password)
  return deps.store.write(async tx => {
    if (await tx.selectFrom('tenant').select('tenant').limit(1).executeTakeFirst()) return refused('DONE')
    const tenant = request.puskesmas.id
    await createTenantInside(tx, deps, request.puskesmas)
    await createAccountInside(tx, deps, tenant, {
      id: deps.random.id(), username: request.head.username, password, name: request.head.name, profession: 'lainnya', sip: null,
      grants: [{ role: 'kapus', place: tenant }],
    })
    await writeFact(tx, 'setupCode', '')
    return ok(await addDevice(tx, deps, tenant, { name: request.device.name, place: tenant }))
  })
}
