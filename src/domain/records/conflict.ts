import { z } from 'zod'
import { defineRecord } from '../core/record.ts'

/** Two values for one field group: what stands and what was offered, who and when. Settled by a `resolve` of the record. */
const side = z.object({ value: z.json(), actor: z.string(), dev: z.string(), at: z.string() })
export const conflict = defineRecord({
  kind: 'conflict',
  version: 1,
  purpose: 'any',
  mode: 'derived',
  schema: z.object({
    recordId: z.string(), recordKind: z.string(), group: z.string(), kept: side, offered: side,
    settled: z.object({ actor: z.string(), dev: z.string(), at: z.string(), value: z.json() }).nullable(),
  }),
  careful: [],
  keys: data => ({ record: [data.recordId], open: data.settled ? [] : ['y'] }),
  writers: {},
  upcasters: {},
})
