import { ok } from '#domain/core/result.ts'
import type { Grant } from '#domain/core/roles.ts'
import { grantedStreams } from '#domain/rules/access/grants.ts'
import { ownKeyName, type SignInResponse } from '#sync/messages.ts'
import { newToken, tokenHash, type ServerDeps } from '../deps.ts'
import { refused, type Reply } from '../reply.ts'
import type { Writer } from '../store/store.ts'
import type { AccountRecord, DeviceRecord } from '../store/tables.ts'
import { loadPlaces } from '../sync/places.ts'
import { openAttempt } from './delay.ts'
import { readTenant } from './devices.ts'
import type { Principal } from './principal.ts'

const DAY_MS = 86_400_000
/** A session that nobody used this long is over; a shift never ends it, and it blocks nothing but sync. */
const IDLE_DAYS = 90
/** Compared against when no account has that name, so that the answer takes the same time. */
const NOBODY = '$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$YTRjMTZjMGQ0Nzg2NDhhNDk4ZmM3ODgwMWI5NzFmMDE'

/** A cookie's value: which tenant to ask, and the secret whose hash is kept there. */
export const cookieValue = (tenant: string, token: string): string => `${tenant}.${token}`
function splitCookie(value: string | undefined): { tenant: string; token: string } | null {
  const match = /^([\w-]{1,64})\.([\w-]{20,100})$/.exec(value ?? '')
  return match ? { tenant: match[1] as string, token: tokenHash(match[2] as string) } : null
}

/** The tablet a credential belongs to, revoked or not. */
export async function deviceOf(deps: ServerDeps, cookie: string | undefined): Promise<(DeviceRecord & { tenant: string }) | null> {
  const split = splitCookie(cookie)
  if (!split) return null
  return (await deps.store.db.selectFrom('device').selectAll().where('tenant', '=', split.tenant).where('credential', '=', split.token).executeTakeFirst()) ?? null
}

/** Who calls, from both cookies. The session must be of this tablet and its account active. */
export async function principalOf(deps: ServerDeps, deviceCookie: string | undefined, sessionCookie: string | undefined): Promise<Reply<Principal>> {
  const device = await deviceOf(deps, deviceCookie)
  if (!device) return refused('DEVICE')
  const split = splitCookie(sessionCookie)
  if (!split || split.tenant !== device.tenant) return refused('SESSION')
  const session = await deps.store.db.selectFrom('session').innerJoin('account', join => join.onRef('account.tenant', '=', 'session.tenant').onRef('account.id', '=', 'session.account'))
    .select(['session.family', 'session.used_at', 'account.id', 'account.grants'])
    .where('session.tenant', '=', split.tenant).where('session.token', '=', split.token).where('session.revoked_at', 'is', null).where('account.active', '=', 1).executeTakeFirst()
  const now = deps.clock.now()
  if (!session || session.family !== device.family || session.used_at < now - IDLE_DAYS * DAY_MS) return refused('SESSION')
  if (session.used_at < now - DAY_MS) {
    await deps.store.db.updateTable('session').set({ used_at: now }).where('tenant', '=', split.tenant).where('token', '=', split.token).execute()
  }
  return ok(toPrincipal(device, { id: session.id, grants: session.grants }))
}

export function toPrincipal(device: DeviceRecord, account: Pick<AccountRecord, 'id' | 'grants'>): Principal {
  return {
    tenant: device.tenant, account: account.id, grants: JSON.parse(account.grants) as Grant[],
    dev: device.dev, family: device.family, place: device.place, deviceRevoked: device.revoked_at !== null,
  }
}

/** Signs in on an enrolled tablet. A wrong name and a wrong password are one and the same answer. */
export async function signIn(deps: ServerDeps, device: DeviceRecord | null, username: string, password: string): Promise<Reply<{ token: string; answer: SignInResponse }>> {
  if (!device || device.revoked_at !== null) return refused('DEVICE')
  const { tenant } = device
  const name = username.trim().toLowerCase()
  const attempt = await openAttempt(deps, tenant, name)
  if (!attempt.ok) return attempt
  const account = await deps.store.db.selectFrom('account').selectAll().where('tenant', '=', tenant).where('username', '=', name).executeTakeFirst()
  const right = await deps.passwords.verify(account?.password ?? NOBODY, password)
  if (!right || !account?.active) return refused('CREDENTIALS')
  const token = newToken(deps.random)
  const answer = await deps.store.write(async tx => {
    await tx.deleteFrom('login_delay').where('tenant', '=', tenant).where('username', '=', name).execute()
    await tx.updateTable('account').set({ last_sign_in_at: deps.clock.now() }).where('tenant', '=', tenant).where('id', '=', account.id).execute()
    const now = deps.clock.now()
    await tx.insertInto('session').values({ tenant, token: tokenHash(token), account: account.id, family: device.family, created_at: now, used_at: now, revoked_at: null }).execute()
    await rememberUser(tx, deps, device, account.id)
    const grants = JSON.parse(account.grants) as Grant[]
    const streams = grantedStreams(grants, await loadPlaces(tx, tenant))
    return {
      user: { id: account.id, username: account.username, name: account.name, grants },
      tenant: await readTenant(tx, tenant), streams, keys: await keysFor(tx, deps, device, account.id, streams),
    }
  })
  return ok({ token, answer })
}

/** From now on this tablet may carry the person's operations, whoever is signed in when it sends them. */
export async function rememberUser(tx: Writer, deps: ServerDeps, device: Pick<DeviceRecord, 'tenant' | 'family'>, account: string): Promise<void> {
  await tx.insertInto('device_user').values({ tenant: device.tenant, family: device.family, account, first_at: deps.clock.now() })
    .onConflict(clash => clash.columns(['tenant', 'family', 'account']).doNothing()).execute()
}

/**
 * The tablet's keys of these streams, and the person's own on this tablet, each made at the first asking. His own seals
 * half-written forms there; since it is kept here too, they outlive a forgotten password.
 */
export async function keysFor(tx: Writer, deps: ServerDeps, device: Pick<DeviceRecord, 'tenant' | 'family'>, account: string, streams: readonly string[]): Promise<Record<string, string>> {
  const { tenant, family } = device
  const names: readonly string[] = [...streams, ownKeyName(account)]
  for (const stream of names) {
    await tx.insertInto('device_key').values({ tenant, family, stream, key: Buffer.from(deps.random.bytes(32)).toString('base64') })
      .onConflict(clash => clash.columns(['tenant', 'family', 'stream']).doNothing()).execute()
  }
  const keys = await tx.selectFrom('device_key').select(['stream', 'key']).where('tenant', '=', tenant).where('family', '=', family).execute()
  return Object.fromEntries(keys.filter(({ stream }) => names.includes(stream)).map(({ stream, key }) => [stream, key]))
}

export async function signOut(deps: ServerDeps, sessionCookie: string | undefined): Promise<void> {
  const split = splitCookie(sessionCookie)
  if (!split) return
  await deps.store.db.updateTable('session').set({ revoked_at: deps.clock.now() }).where('tenant', '=', split.tenant).where('token', '=', split.token).where('revoked_at', 'is', null).execute()
}

/** Guessing the old password here is held back like guessing at sign-in. Other sessions of the account end. */
export async function changePassword(deps: ServerDeps, who: Principal, sessionCookie: string | undefined, old: string, next: string): Promise<Reply<Record<string, never>>> {
  const account = await deps.store.db.selectFrom('account').selectAll().where('tenant', '=', who.tenant).where('id', '=', who.account).executeTakeFirst()
  if (!account) return refused('SESSION')
  const attempt = await openAttempt(deps, who.tenant, account.username)
  if (!attempt.ok) return attempt
  if (!await deps.passwords.verify(account.password, old)) return refused('CREDENTIALS')
  const password = await deps.passwords.hash(next)
  const own = splitCookie(sessionCookie)?.token ?? ''
  await deps.store.write(async tx => {
    await tx.deleteFrom('login_delay').where('tenant', '=', who.tenant).where('username', '=', account.username).execute()
    await tx.updateTable('account').set({ password }).where('tenant', '=', who.tenant).where('id', '=', who.account).execute()
    await tx.updateTable('session').set({ revoked_at: deps.clock.now() }).where('tenant', '=', who.tenant).where('account', '=', who.account).where('token', '<>', own).where('revoked_at', 'is', null).execute()
  })
  return ok({})
}
