import { z } from 'zod'
import { defineRecord } from '../core/record.ts'
import { idField } from '../core/fields.ts'
import { daySchema } from '../core/day.ts'
import { rupiahSchema } from '../core/rupiah.ts'
import { checkSavingEntry, savingLookups } from '../rules/finance/saving-rules.ts'
import { MOST_RUPIAH } from './coop-setting.ts'

export const SAVING_TYPES = ['pokok', 'wajib', 'sukarela'] as const
export type SavingType = (typeof SAVING_TYPES)[number]
/**
 * setor: paid in. tarik: taken out by a member (sukarela only, BR-12). kembali: returned at the end of a membership (BR-13).
 * saldo-awal: brought over from the paper book. dibalik: takes another entry back whole (BR-16).
 */
export const SAVING_ACTS = ['setor', 'tarik', 'kembali', 'saldo-awal', 'dibalik'] as const
/** tanpa-kas: nothing passed the drawer or the bank here, as in a balance brought over. */
export const SAVING_METHODS = ['tunai', 'bank', 'tanpa-kas'] as const

export const savingEntrySchema = z.object({
  /** Of the receipt; issued offline from the tablet's own block. */
  number: z.string().trim().min(1).max(40),
  memberId: idField,
  type: z.enum(SAVING_TYPES),
  act: z.enum(SAVING_ACTS),
  /** Positive into the savings, negative out of them. */
  amount: rupiahSchema.min(-MOST_RUPIAH).max(MOST_RUPIAH),
  method: z.enum(SAVING_METHODS),
  on: daySchema,
  time: z.string().regex(/^\d\d:\d\d$/),
  note: z.string().max(200),
  reverses: idField.nullable(),
  /** Why an entry is taken back; '' for all others. */
  reason: z.string().max(300),
  by: idField,
})
export type SavingEntryData = z.infer<typeof savingEntrySchema>

/** One line of a member's savings. What a member holds is always the sum of the lines (law 4). */
export const savingEntry = defineRecord({
  kind: 'saving-entry',
  version: 1,
  purpose: 'finance',
  mode: 'ledger',
  schema: savingEntrySchema,
  careful: [],
  keys: data => ({ member: [data.memberId], ...(data.reverses ? { reverses: [data.reverses] } : {}) }),
  day: data => data.on,
  writers: { create: ['koperasi', 'bendahara'] },
  lookups: savingLookups,
  check: checkSavingEntry,
  upcasters: {},
})
