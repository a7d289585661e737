import { z } from 'zod'
import { daySchema } from '#domain/core/day.ts'
import type { Json } from '#domain/core/json.ts'
import { grantSchema } from '#domain/core/grant.ts'
import type { Grant } from '#domain/core/roles.ts'
import type { Result } from '#domain/core/result.ts'
import type { DataOf } from '#domain/records/index.ts'
import type { AppContext } from '../../context.ts'
import type { ApiFailure } from '../../sync/api.ts'

/** Accounts, tablets and codes live on the server alone; these calls need a network and the head's session. */
const instant = z.union([z.string(), z.number()]).nullable()
const accountSchema = z.object({
  id: z.string(), username: z.string(), name: z.string(), profession: z.string(),
  sip: z.object({ number: z.string(), expiresOn: daySchema, place: z.string().optional() }).nullable(),
  grants: z.array(grantSchema), active: z.boolean(), lastSignInAt: instant,
  employment: z.string().nullable().optional(), nip: z.string().nullable().optional(),
  posts: z.array(z.object({ place: z.string(), from: daySchema, to: daySchema.nullable() })).optional(),
  str: z.object({ number: z.string(), expiresOn: daySchema.nullable() }).nullable().optional(),
})
export type Account = z.infer<typeof accountSchema>
const accountsAnswer = z.object({ accounts: z.array(accountSchema) })
const codeAnswer = z.object({ code: z.string(), expiresAt: z.union([z.string(), z.number()]) })
const anything = z.looseObject({})

export type Profession = DataOf<'staff'>['profession']
/** What the head decides about an account; the server writes the `staff` record from it. */
export interface AccountForm {
  readonly name: string; readonly profession: string; readonly grants: readonly Grant[]
  readonly sip: { readonly number: string; readonly expiresOn: string; readonly place?: string } | null
  readonly employment: string | null; readonly nip: string | null
  readonly posts: readonly { readonly place: string; readonly from: string; readonly to: string | null }[]
  readonly str: { readonly number: string; readonly expiresOn: string | null } | null
}
type Answer<T> = Promise<Result<T, ApiFailure>>

export function adminCalls(app: Pick<AppContext, 'api'>) {
  return {
    accounts: async (): Answer<Account[]> => map(await app.api.post('/admin/accounts/list', {}, accountsAnswer), answer => answer.accounts),
    createAccount: (form: AccountForm & { readonly username: string; readonly password: string }): Answer<unknown> => app.api.post('/admin/accounts/create', form, anything),
    updateAccount: (id: string, form: Partial<AccountForm> & { readonly active?: boolean }): Answer<unknown> => app.api.post('/admin/accounts/update', { id, ...form }, anything),
    resetPassword: (id: string, password: string): Answer<unknown> => app.api.post('/admin/accounts/reset-password', { id, password }, anything),
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
/** Last known lists are kept sealed beside the form drafts of this user. */
export const asJson = (value: unknown): Json => JSON.parse(JSON.stringify(value)) as Json
