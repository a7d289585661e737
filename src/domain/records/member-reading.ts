import { z } from 'zod'
import { defineRecord } from '../core/record.ts'
import { idField, nameField } from '../core/fields.ts'
import { daySchema } from '../core/day.ts'
import { checkMemberReading } from '../rules/members/member-reading-rules.ts'
import { momentField } from './stock-movement.ts'

export const memberReadingSchema = z.object({
  memberId: idField,
  what: z.enum(['nik', 'kk']),
  on: daySchema, at: momentField,
  reason: z.string().trim().min(1).max(200),
  by: idField, name: nameField,
})
export type MemberReadingData = z.infer<typeof memberReadingSchema>

/** Somebody who examines the books uncovered a member's whole number, when and why. */
export const memberReading = defineRecord({
  kind: 'member-reading',
  version: 1,
  purpose: 'members',
  mode: 'ledger',
  schema: memberReadingSchema,
  careful: [],
  keys: data => ({ member: [data.memberId] }),
  day: data => data.on,
  writers: { create: ['lurah', 'pengawas'] },
  check: checkMemberReading,
  upcasters: {},
})
