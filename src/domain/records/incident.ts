import { z } from 'zod'
import { defineRecord } from '../core/record.ts'

/**
 * Something that needs a person: a batch below zero after two offline tablets, a forked tablet, a digest mismatch, data asked for that
 * are not theirs, entries made while a tablet's clock was wrong (BR-69).
 */
export const incident = defineRecord({
  kind: 'incident',
  version: 1,
  purpose: 'service',
  mode: 'fields',
  schema: z.object({
    type: z.enum(['negative-balance', 'forked-tablet', 'digest-mismatch', 'refused-access', 'clock-skew']),
    /** Ids and numbers of what it is about; never a person. */
    about: z.record(z.string(), z.json()),
    openedOn: z.string(),
    closed: z.object({ by: z.string(), note: z.string().min(1).max(500) }).nullable(),
  }),
  careful: ['closed'],
  keys: data => ({ open: data.closed ? [] : ['y'] }),
  writers: { patch: ['nakes', 'kapus'], resolve: ['nakes', 'kapus'] },
  upcasters: {},
})
