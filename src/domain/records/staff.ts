import { z } from 'zod'
import { defineRecord } from '../core/record.ts'
import { idField, nameField } from '../core/fields.ts'
import { daySchema } from '../core/day.ts'
import { grantSchema } from '../core/grant.ts'

export const PROFESSIONS = ['medis', 'keperawatan', 'kebidanan', 'kefarmasian', 'lainnya'] as const
/** PNS and PPPK are ASN (UU 20/2023 Ps. 5); everybody else is not. */
export const EMPLOYMENTS = ['pns', 'pppk', 'non-asn'] as const

export const staffSchema = z.object({
  name: nameField,
  profession: z.enum(PROFESSIONS),
  grants: z.array(grantSchema).max(40),
  /** Practice licence; its expiry blocks signing (BR-41). `place` is the facility that it was given for; older records do not say. */
  sip: z.object({ number: z.string().min(1).max(60), expiresOn: daySchema, place: idField.optional() }).nullable(),
  active: z.boolean(),
  employment: z.enum(EMPLOYMENTS).nullable().optional(),
  /** Number of a civil servant: 18 digits. */
  nip: z.string().regex(/^\d{18}$/).nullable().optional(),
  /** Where he is posted, and was; both days belong to it, `to` is null while it lasts. */
  posts: z.array(z.object({ place: idField, from: daySchema, to: daySchema.nullable() })).max(20).optional(),
  /** Registration of a health worker; since UU 17/2023 Ps. 260 it holds for life, then `expiresOn` is null. It is shown, never asked for a signature. */
  str: z.object({ number: z.string().min(1).max(60), expiresOn: daySchema.nullable() }).nullable().optional(),
})
export type StaffData = z.infer<typeof staffSchema>

/**
 * Someone who works with the system; its id is the `actor` of operations. Never a password or any other secret.
 * Written by the server alone, when the account changes: grants that two could write would differ from the account's.
 */
export const staff = defineRecord({
  kind: 'staff',
  version: 2,
  purpose: 'catalogue',
  mode: 'fields',
  schema: staffSchema,
  careful: [],
  keys: () => ({}),
  writers: {},
  upcasters: { 1: groups => groups },
})
