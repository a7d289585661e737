import { z } from 'zod'
import { defineRecord } from '../core/record.ts'
import { idField, nameField } from '../core/fields.ts'
import { daySchema } from '../core/day.ts'
import { checkMemberMerge, mergeLookups } from '../rules/members/merge-rules.ts'

export const memberMergeSchema = z.object({
  /** The line of the book that stays, and the one that is the same person's. */
  keepId: idField, dropId: idField,
  on: daySchema,
  reason: z.string().trim().min(1).max(300),
  by: idField, name: nameField,
  /** Set when it turned out that they are two people after all; nothing was lost by the merge, so both are back as they were. */
  undone: z.object({ on: daySchema, reason: z.string().trim().min(1).max(300), by: idField, name: nameField }).nullable(),
})
export type MemberMergeData = z.infer<typeof memberMergeSchema>

/** Two lines of the Buku Daftar Anggota that are one person. Neither record changes: whoever counts or adds up looks here. */
export const memberMerge = defineRecord({
  kind: 'member-merge',
  version: 1,
  purpose: 'members',
  mode: 'fields',
  schema: memberMergeSchema,
  careful: ['undone'],
  keys: data => ({ keep: [data.keepId], drop: [data.dropId] }),
  writers: { create: ['koperasi', 'bendahara', 'ketua'], patch: ['koperasi', 'bendahara', 'ketua'], resolve: ['koperasi', 'bendahara', 'ketua'] },
  lookups: mergeLookups,
  check: checkMemberMerge,
  upcasters: {},
})
