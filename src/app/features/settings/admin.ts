import { z } from 'zod'
import type { Json } from '#domain/core/json.ts'
import { grantSchema, type Grant } from '#domain/core/roles.ts'
import type { Result } from '#domain/core/result.ts'
import type { DataOf } from '#domain/records/index.ts'
import type { AppContext } from '../../context.ts'
import type { ApiFailure } from '../../sync/api.ts'

/** Accounts, tablets and codes live on the server alone; these calls need a network and the head's session. */
const instant = z.union([z.string(), z.number()]).nullable()
const accountSchema = z.object({
  id: z.string(), username: z.string(), name: z.string(), profession: z.string(),
  sip: z.object({ number: z.string(), expiresOn: z.string() }).nullable(),
  grants: z.array(grantSchema), active: z.boolean(), lastSignInAt: instant,
})
export type Account = z.infer<typeof accountSchema>
const tabletSchema = z.object({
  dev: z.string(), name: z.string(), place: z.string().nullable(), enrolledAt: instant, revokedAt: instant,
  lastSyncAt: instant, lastCompleteAt: instant, app: z.string().nullable(), lastSeq: z.number().nullable(),
})
export type Tablet = z.infer<typeof tabletSchema>
const accountsAnswer = z.object({ accounts: z.array(accountSchema) })
const tabletsAnswer = z.object({ devices: z.array(tabletSchema) })
const codeAnswer = z.object({ code: z.string(), expiresAt: z.union([z.string(), z.number()]) })
const anything = z.looseObject({})

export type Profession = DataOf<'staff'>['profession']
/** What the head decides about an account; the server writes the `staff` record from it. */
export interface AccountForm { readonly name: string; readonly profession: string; readonly sip: { readonly number: string; readonly expiresOn: string } | null; readonly grants: readonly Grant[] }
type Answer<T> = Promise<Result<T, ApiFailure>>

export function adminCalls(app: Pick<AppContext, 'api'>) {
  return {
    accounts: async (): Answer<Account[]> => map(await app.api.post('/admin/accounts/list', {}, accountsAnswer), answer => answer.accounts),
    createAccount: (form: AccountForm & { readonly username: string; readonly password: string }): Answer<unknown> => app.api.post('/admin/accounts/create', form, anything),
    updateAccount: (id: string, form: Partial<AccountForm> & { readonly active?: boolean }): Answer<unknown> => app.api.post('/admin/accounts/update', { id, ...form }, anything),
    resetPassword: (id: string, password: string): Answer<unknown> => app.api.post('/admin/accounts/reset-password', { id, password }, anything),
    tablets: async (): Answer<Tablet[]> => map(await app.api.post('/admin/devices/list', {}, tabletsAnswer), answer => answer.devices),
    revokeTablet: (dev: string): Answer<unknown> => app.api.post('/admin/devices/revoke', { dev }, anything),
    createCode: (place: string): Answer<z.infer<typeof codeAnswer>> => app.api.post('/admin/codes/create', { place }, codeAnswer),
  }
}

function map<A, B>(result: Result<A, ApiFailure>, change: (value: A) => B): Result<B, ApiFailure> {
  return result.ok ? { ok: true, value: change(result.value) } : result
}

/** Milliseconds of what the server gives as a time, or null. */
export function toMs(at: string | number | null): number | null {
  if (at === null) return null
  const ms = typeof at === 'number' ? at : Date.parse(at)
  return Number.isNaN(ms) ? null : ms
}

export const keptAccounts = z.object({ at: z.number(), list: z.array(accountSchema) })
export const keptTablets = z.object({ at: z.number(), list: z.array(tabletSchema) })
/** Last known lists are kept sealed beside the form drafts of this user. */
export const asJson = (value: unknown): Json => JSON.parse(JSON.stringify(value)) as Json
