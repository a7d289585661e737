import { z } from 'zod'
import { defineRecord } from '../core/record.ts'
import { addressField, birthField, nameField, nikField, phoneField, sexField } from '../core/fields.ts'
import { daySchema } from '../core/day.ts'
import { checkMember } from '../rules/members/member-rules.ts'

export const MEMBER_STATES = ['aktif', 'keluar', 'diberhentikan', 'meninggal'] as const

/** A member of a KMP, as a line of the Buku Daftar Anggota. */
export const memberSchema = z.object({
  /** Member number: a label, issued offline from the tablet's own block. */
  number: z.string().min(1).max(40),
  name: nameField,
  /** Forbidden to be missing (BR-07). */
  nik: nikField,
  familyCard: z.string().regex(/^\d{16}$/).nullable(),
  birth: birthField,
  sex: sexField,
  occupation: z.string().max(80),
  phone: phoneField.nullable(),
  address: addressField,
  joinedOn: daySchema,
  /** `on` is the day of the last change of state; the exit date counts as a day out (BR-15). */
  status: z.object({ state: z.enum(MEMBER_STATES), on: daySchema, reason: z.string().max(200) }),
})
export type MemberData = z.infer<typeof memberSchema>

export const member = defineRecord({
  kind: 'member',
  version: 1,
  purpose: 'members',
  mode: 'fields',
  schema: memberSchema,
  careful: ['number', 'name', 'nik', 'familyCard', 'birth', 'sex', 'joinedOn', 'status'],
  keys: data => ({ nik: [data.nik], number: [data.number], ...(data.familyCard ? { familyCard: [data.familyCard] } : {}) }),
  writers: { create: ['koperasi'], patch: ['koperasi'], void: ['koperasi'], resolve: ['koperasi'] },
  lookups: data => [{ kind: 'member', key: 'nik', value: data.nik }],
  check: checkMember,
  upcasters: {},
})
