import { z } from 'zod'
import { defineRecord } from '../core/record.ts'
import { idField } from '../core/fields.ts'
import { daySchema } from '../core/day.ts'
import { checkHold, holdLookups } from '../rules/pharmacy/holds.ts'
import { batchField, fundField, FUND_SOURCES } from './stock-movement.ts'

export const batchHoldSchema = z.object({
  drugId: idField, source: z.enum(FUND_SOURCES), fund: fundField.optional(), batch: batchField,
  action: z.enum(['tahan', 'lepas']),
  /** For `lepas`: the entry that it ends. */
  releases: idField.nullable(),
  reason: z.string().trim().min(1).max(300),
  on: daySchema,
  by: idField,
})
export type BatchHoldData = z.infer<typeof batchHoldSchema>

/** A batch put aside by a person (quarantine: recalled, damaged pack, broken cold chain), or released again. Held = a `tahan` that no `lepas` names. */
export const batchHold = defineRecord({
  kind: 'batch-hold',
  version: 1,
  purpose: 'stock',
  mode: 'ledger',
  schema: batchHoldSchema,
  careful: [],
  keys: data => ({ drug: [data.drugId] }),
  writers: { create: ['nakes', 'apotek', 'kapus'] },
  lookups: holdLookups,
  check: checkHold,
  upcasters: {},
})
