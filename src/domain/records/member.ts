import { z } from 'zod'
import { defineRecord } from '../core/record.ts'
import { addressField, birthField, idField, nameField, nikField, phoneField, sexField } from '../core/fields.ts'
import { daySchema } from '../core/day.ts'
import { checkMember, memberLookups } from '../rules/members/member-rules.ts'

/** calon: applied, and not a member until simpanan pokok is fully paid and the book is signed (BR-09). */
export const MEMBER_STATES = ['aktif', 'keluar', 'diberhentikan', 'meninggal', 'calon'] as const

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
  status: z.object({
    state: z.enum(MEMBER_STATES), on: daySchema, reason: z.string().max(200),
    /** Of whoever died: what he held goes to the heir, the membership goes to nobody (BR-14). */
    heir: z.object({ name: nameField, relation: z.string().trim().min(1).max(60), phone: phoneField.nullable() }).nullable().optional(),
  }),
  birthPlace: z.string().max(80).optional(),
  /** The kelurahan of the address by its number in the list of regions. */
  kelurahanCode: z.string().regex(/^\d{10}$/).nullable().optional(),
  /** The line of the paper book, signed or thumb-printed by the member. */
  book: z.object({ signed: z.enum(['tanda-tangan', 'cap-jempol']), on: daySchema }).nullable().optional(),
  /** The paraf of the ketua, or of whoever accepted him in the ketua's name. */
  accepted: z.object({ by: idField, name: nameField, on: daySchema }).nullable().optional(),
  /** To the keeping of his data (UU PDP); for a child by the guardian named. */
  consent: z.object({ on: daySchema, how: z.enum(['tertulis', 'lisan']), by: idField, guardian: z.string().max(120) }).nullable().optional(),
})
export type MemberData = z.infer<typeof memberSchema>

export const member = defineRecord({
  kind: 'member',
  version: 2,
  purpose: 'members',
  mode: 'fields',
  schema: memberSchema,
  careful: ['number', 'name', 'nik', 'familyCard', 'birth', 'sex', 'joinedOn', 'status'],
  keys: data => ({ nik: [data.nik], number: [data.number], ...(data.familyCard ? { familyCard: [data.familyCard] } : {}) }),
  writers: {
    create: ['koperasi', 'bendahara', 'ketua'], patch: ['koperasi', 'bendahara', 'ketua'], void: ['koperasi', 'bendahara', 'ketua'], resolve: ['koperasi', 'bendahara', 'ketua'],
  },
  lookups: memberLookups,
  check: checkMember,
  upcasters: { 1: groups => groups },
})
