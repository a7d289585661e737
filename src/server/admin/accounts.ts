import { z } from 'zod'
import { nameField } from '#domain/core/fields.ts'
import type { JsonObject } from '#domain/core/json.ts'
import { ok } from '#domain/core/result.ts'
import { streamOf } from '#domain/core/streams.ts'
import { definitionOf } from '#domain/records/index.ts'
import { staffSchema } from '#domain/records/staff.ts'
import type { ServerDeps } from '../deps.ts'
import { refused, type Reply } from '../reply.ts'
import type { Writer } from '../store/store.ts'
import type { AccountRecord } from '../store/tables.ts'
import { serverAuthor, writeServerRows } from '../sync/server-rows.ts'

export const passwordField = z.string().min(10).max(200)
const username = z.string().trim().toLowerCase().regex(/^[a-z0-9][a-z0-9._-]{1,39}$/)
const { profession, sip, grants } = staffSchema.shape
/** What the account keeps of the staff record beside profession, SIP and roles. */
const detailsSchema = staffSchema.pick({ employment: true, nip: true, posts: true, str: true })
  .extend({ posts: staffSchema.shape.posts.refine(posts => (posts ?? []).every(post => post.to === null || post.to >= post.from), { error: 'a post ends before it begins' }) })
const details = detailsSchema.shape

export const newAccountSchema = z.object({ username, password: passwordField, name: nameField, profession, sip, grants, ...details })
export const accountUpdateSchema = z.object({
  id: z.string().min(1).max(64), name: nameField.optional(), profession: profession.optional(), sip: sip.optional(), grants: grants.optional(), active: z.boolean().optional(), ...details,
})
export const accountSchema = z.object({
  id: z.string(), username: z.string(), name: z.string(), profession: z.string(), sip, grants, active: z.boolean(), lastSignInAt: z.number().nullable(), ...details,
})
type Details = z.infer<typeof detailsSchema>
export type NewAccount = z.infer<typeof newAccountSchema> & { readonly id?: string }
export type AccountUpdate = z.infer<typeof accountUpdateSchema>
export type Account = z.infer<typeof accountSchema>

/** Someone who may sign in, and the staff record that everybody sees of them; its id is the actor of their operations. */
export async function createAccount(deps: ServerDeps, tenant: string, account: NewAccount): Promise<Reply<{ id: string }>> {
  const password = await deps.passwords.hash(account.password)
  const id = account.id ?? deps.random.id()
  return deps.store.write(tx => createAccountInside(tx, deps, tenant, { ...account, id, password }))
}

/** `password` is already hashed: hashing takes long and has no place inside a transaction. */
export async function createAccountInside(tx: Writer, deps: ServerDeps, tenant: string, account: NewAccount & { id: string }): Promise<Reply<{ id: string }>> {
  const taken = await tx.selectFrom('account').select('id').where('tenant', '=', tenant).where('username', '=', account.username).executeTakeFirst()
  if (taken) return refused('TAKEN', { message: 'username' })
  await tx.insertInto('account').values({
    tenant, id: account.id, username: account.username, name: account.name, profession: account.profession,
    sip: account.sip && JSON.stringify(account.sip), grants: JSON.stringify(account.grants), active: 1, password: account.password, last_sign_in_at: null,
    details: detailsText({}, account),
  }).execute()
  await writeStaff(tx, deps, tenant, account.id)
  return ok({ id: account.id })
}

export async function listAccounts(deps: ServerDeps, tenant: string): Promise<Account[]> {
  const records = await deps.store.db.selectFrom('account').selectAll().where('tenant', '=', tenant).orderBy('name').execute()
  return records.map(record => ({
    id: record.id, username: record.username, name: record.name, profession: record.profession, sip: parseSip(record),
    grants: JSON.parse(record.grants) as Account['grants'], active: record.active === 1, lastSignInAt: record.last_sign_in_at,
    ...parseDetails(record),
  }))
}

const parseDetails = ({ details: text }: Pick<AccountRecord, 'details'>): Details => (text === null ? {} : (JSON.parse(text) as Details))

/** The details with what was given laid over; null while nobody has said anything. */
function detailsText(before: Details, { employment, nip, posts, str }: Details): string | null {
  const given = Object.fromEntries(Object.entries({ employment, nip, posts, str }).filter(([, value]) => value !== undefined))
  const after = { ...before, ...given }
  return Object.keys(after).length === 0 ? null : JSON.stringify(after)
}

const parseSip = (record: Pick<AccountRecord, 'sip'>): Account['sip'] => (record.sip === null ? null : (JSON.parse(record.sip) as Account['sip']))

/** Switching someone off ends their sessions at once; what they saved before still arrives, and waits for the head. */
export function updateAccount(deps: ServerDeps, tenant: string, update: AccountUpdate): Promise<Reply<Record<string, never>>> {
  return deps.store.write(async tx => {
    const record = await tx.selectFrom('account').selectAll().where('tenant', '=', tenant).where('id', '=', update.id).executeTakeFirst()
    if (!record) return refused('NOT_FOUND')
    await tx.updateTable('account').set({
      name: update.name ?? record.name, profession: update.profession ?? record.profession,
      sip: update.sip === undefined ? record.sip : update.sip && JSON.stringify(update.sip),
      grants: update.grants ? JSON.stringify(update.grants) : record.grants,
      active: update.active === undefined ? record.active : Number(update.active),
      details: detailsText(parseDetails(record), update),
    }).where('tenant', '=', tenant).where('id', '=', update.id).execute()
    if (update.active === false) await revokeSessions(tx, deps, tenant, update.id)
    await writeStaff(tx, deps, tenant, update.id)
    return ok({})
  })
}

export async function resetPassword(deps: ServerDeps, tenant: string, id: string, password: string): Promise<Reply<Record<string, never>>> {
  const hash = await deps.passwords.hash(password)
  return deps.store.write(async tx => {
    const changed = await tx.updateTable('account').set({ password: hash }).where('tenant', '=', tenant).where('id', '=', id).returning('username').executeTakeFirst()
    if (!changed) return refused('NOT_FOUND')
    await revokeSessions(tx, deps, tenant, id)
    await tx.deleteFrom('login_delay').where('tenant', '=', tenant).where('username', '=', changed.username).execute()
    return ok({})
  })
}

async function revokeSessions(tx: Writer, deps: ServerDeps, tenant: string, account: string): Promise<void> {
  await tx.updateTable('session').set({ revoked_at: deps.clock.now() }).where('tenant', '=', tenant).where('account', '=', account).where('revoked_at', 'is', null).execute()
}

/** The staff record follows the account; only what changed makes a new revision. */
async function writeStaff(tx: Writer, deps: ServerDeps, tenant: string, id: string): Promise<void> {
  const record = await tx.selectFrom('account').selectAll().where('tenant', '=', tenant).where('id', '=', id).executeTakeFirstOrThrow()
  const stream = streamOf('catalogue', tenant)
  const data = { name: record.name, profession: record.profession, grants: JSON.parse(record.grants) as JsonObject[], sip: parseSip(record), active: record.active === 1, ...parseDetails(record) } as JsonObject
  definitionOf('staff').schema.parse(data)
  await writeServerRows(tx, tenant, [stream], [id], book => {
    const before = book.row(id)
    book.write({ stream, id, kind: 'staff', rev: (before?.rev ?? 0) + 1, state: 'live', data: { ...(before?.data as JsonObject | undefined), ...data }, conflicts: before ? [...before.conflicts] : [], by: serverAuthor(deps.clock.now()) })
  })
}
