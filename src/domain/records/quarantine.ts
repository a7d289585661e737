import { z } from 'zod'
import { defineRecord } from '../core/record.ts'

/**
 * An operation that could not be applied as it stands, kept whole until somebody decides: correct and send again,
 * accept, or dismiss with a reason. Written by the server; the decision is the only field people write.
 */
export const quarantine = defineRecord({
  kind: 'quarantine',
  version: 1,
  purpose: 'any',
  mode: 'fields',
  schema: z.object({
    code: z.string(),
    /** Rules that were broken, as RuleBreak values. */
    breaks: z.array(z.json()),
    dev: z.string(), seq: z.int(), actor: z.string(), tx: z.string(),
    recordKind: z.string(), recordId: z.string(),
    /** The exact JSON text of the operation. */
    body: z.string(),
    decision: z.object({ choice: z.enum(['corrected', 'accepted', 'dismissed']), reason: z.string().max(500), by: z.string() }).nullable(),
  }),
  careful: ['decision'],
  keys: data => ({ record: [data.recordId], actor: [data.actor], open: data.decision ? [] : ['y'] }),
  writers: {
    patch: ['nakes', 'apotek', 'koperasi', 'bendahara', 'ketua', 'lurah', 'pengawas', 'kapus', 'dokter'], resolve: ['koperasi', 'bendahara', 'ketua', 'kapus'],
  },
  upcasters: {},
})
