import { z } from 'zod'
import { defineRecord } from '../core/record.ts'
import { idField } from '../core/fields.ts'
import { daySchema } from '../core/day.ts'
import { rupiahSchema } from '../core/rupiah.ts'
import { checkCashEntry, cashLookups } from '../rules/finance/cash-rules.ts'
import { CASH_CATEGORIES } from '../rules/finance/categories.ts'
import { MOST_RUPIAH } from './coop-setting.ts'

export const CASH_METHODS = ['tunai', 'bank'] as const

export const cashEntrySchema = z.object({
  number: z.string().trim().min(1).max(40),
  /** Says whether money came, went or moved, and what it was; a list, so that it can't be misspelt. */
  category: z.enum(CASH_CATEGORIES),
  /** Positive; negative only in an entry that takes another back. */
  amount: rupiahSchema.min(-MOST_RUPIAH).max(MOST_RUPIAH),
  method: z.enum(CASH_METHODS),
  on: daySchema,
  time: z.string().regex(/^\d\d:\d\d$/),
  /** From whom or to whom: a shop, an office, a supplier. */
  party: z.string().max(120),
  /** The member who pays off what he owes. */
  memberId: idField.nullable(),
  document: z.string().max(80),
  note: z.string().max(300),
  reverses: idField.nullable(),
  reason: z.string().max(300),
  by: idField,
})
export type CashEntryData = z.infer<typeof cashEntrySchema>

/** One line of the cash book that is neither savings nor a sale: those are in it by themselves. */
export const cashEntry = defineRecord({
  kind: 'cash-entry',
  version: 1,
  purpose: 'finance',
  mode: 'ledger',
  schema: cashEntrySchema,
  careful: [],
  keys: data => ({ ...(data.memberId ? { member: [data.memberId] } : {}), ...(data.reverses ? { reverses: [data.reverses] } : {}) }),
  day: data => data.on,
  writers: { create: ['koperasi', 'bendahara'] },
  lookups: cashLookups,
  check: checkCashEntry,
  upcasters: {},
})
