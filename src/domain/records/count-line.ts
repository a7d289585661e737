import { z } from 'zod'
import { defineRecord } from '../core/record.ts'
import { idField } from '../core/fields.ts'
import { batchField, fundField, FUND_SOURCES, momentField } from './stock-movement.ts'
import { checkCountLine } from '../rules/pharmacy/count-rules.ts'

export const countLineSchema = z.object({
  countId: idField, drugId: idField, source: z.enum(FUND_SOURCES), fund: fundField.optional(), batch: batchField,
  counted: z.int().nonnegative(),
  /** The moment of counting; movements up to it are in the system's figure, later ones are not. */
  at: momentField,
  /** Why it differs; asked for only once the difference is known. */
  reason: z.string().max(300),
  by: idField,
})
export type CountLineData = z.infer<typeof countLineSchema>

/** What one batch was counted at, and when. Counted again or explained: a later line of the same batch counts instead. */
export const countLine = defineRecord({
  kind: 'count-line',
  version: 1,
  purpose: 'stock',
  mode: 'ledger',
  schema: countLineSchema,
  careful: [],
  keys: data => ({ count: [data.countId] }),
  writers: { create: ['nakes', 'apotek', 'kapus'] },
  lookups: data => [{ kind: 'stock-count', id: data.countId }],
  check: checkCountLine,
  upcasters: {},
})
