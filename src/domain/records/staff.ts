import { z } from 'zod'
import { defineRecord } from '../core/record.ts'
import { nameField } from '../core/fields.ts'
import { daySchema } from '../core/day.ts'
import { grantSchema } from '../core/roles.ts'

export const PROFESSIONS = ['medis', 'keperawatan', 'kebidanan', 'kefarmasian', 'lainnya'] as const

export const staffSchema = z.object({
  name: nameField,
  profession: z.enum(PROFESSIONS),
  grants: z.array(grantSchema).max(40),
  /** Practice licence; its expiry blocks signing (BR-41). */
  sip: z.object({ number: z.string().min(1).max(60), expiresOn: daySchema }).nullable(),
  active: z.boolean(),
})
export type StaffData = z.infer<typeof staffSchema>

/**
 * Someone who works with the system; its id is the `actor` of operations. Never a password or any other secret.
 * Written by the server alone, when the account changes: grants that two could write would differ from the account's.
 */
export const staff = defineRecord({
  kind: 'staff',
  version: 1,
  purpose: 'catalogue',
  mode: 'fields',
  schema: staffSchema,
  careful: [],
  keys: () => ({}),
  writers: {},
  upcasters: {},
})
