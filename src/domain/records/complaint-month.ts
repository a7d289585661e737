import { z } from 'zod'
import { defineRecord } from '../core/record.ts'
import { idField } from '../core/fields.ts'
import { monthField } from './coop-setting.ts'

/** A count, or a word in its place where it would point at somebody (BR-67). */
const publishedField = z.union([z.int().nonnegative(), z.enum(['small', 'hidden'])])

/** How many complaints a pustu took in a month and what became of them, derived by the server for whoever supervises. No text, no name. */
export const complaintMonth = defineRecord({
  kind: 'complaint-month',
  version: 1,
  purpose: 'report',
  mode: 'derived',
  schema: z.object({
    month: monthField, pustu: idField,
    /** Of those received in the month: answered by now, not answered, and answered after their norm. */
    received: publishedField, closed: publishedField, open: publishedField, late: publishedField,
  }),
  careful: [],
  keys: data => ({ month: [data.month] }),
  writers: {},
  upcasters: {},
})
