import { z } from 'zod'
import { defineRecord } from '../core/record.ts'
import { rupiahSchema } from '../core/rupiah.ts'
import { nameField } from '../core/fields.ts'
import { MEMBER_STATES } from './member.ts'

/** What the clinic's desk may know of a member: name, number, status, household. Same id as the member. */
export const deskMember = defineRecord({
  kind: 'desk-member',
  version: 2,
  purpose: 'desk',
  mode: 'derived',
  schema: z.object({
    number: z.string(), name: nameField, state: z.enum(MEMBER_STATES),
    /** The household's key, not the family card's number. */
    household: z.string().nullable(),
    /** Whether simpanan is paid up to date, and how much he may still buy on account; absent where nobody has worked it out. */
    dues: z.enum(['lunas', 'menunggak']).optional(),
    credit: rupiahSchema.nonnegative().optional(),
    /** Within how many days what is bought on account is to be paid. */
    creditDays: z.int().nonnegative().optional(),
  }),
  careful: [],
  keys: data => ({ number: [data.number] }),
  writers: {},
  upcasters: { 1: groups => groups },
})
