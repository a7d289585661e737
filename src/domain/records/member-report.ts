import { z } from 'zod'
import { defineRecord } from '../core/record.ts'

/** Members of a KMP in a month, derived by the server for supervisors: opening + in − out = closing (BR-15). */
export const memberReport = defineRecord({
  kind: 'member-report',
  version: 1,
  purpose: 'report',
  mode: 'derived',
  schema: z.object({
    month: z.string().regex(/^\d{4}-\d{2}$/),
    opening: z.int(), joined: z.int(), left: z.int(), closing: z.int(),
  }),
  careful: [],
  keys: data => ({ month: [data.month] }),
  writers: {},
  upcasters: {},
})
