import { z } from 'zod'
import { defineRecord } from '../core/record.ts'
import { idField } from '../core/fields.ts'
import { daySchema, type Day } from '../core/day.ts'
import { FUND_SOURCES, momentField } from './stock-movement.ts'
import { checkCount, countLookups } from '../rules/pharmacy/count-rules.ts'

const signed = z.object({ by: idField, on: daySchema, note: z.string().max(500) }).nullable()
/** A batch or a line in short (`shortRef` in rules/pharmacy/count.ts): a thousand of them fit one operation. */
const refField = z.string().regex(/^[0-9a-f]{12}$/)
/** Batches of one count; with their figures this many still fit one operation. */
export const MOST_COUNTED = 1000
const refs = z.array(refField).max(MOST_COUNTED)

export const countSchema = z.object({
  number: z.string().trim().min(1).max(40),
  openedAt: momentField,
  openedBy: idField,
  source: z.enum(FUND_SOURCES),
  /** The drugs to count in a cyclic count; empty for all. */
  drugIds: z.array(idField).max(250),
  /** Counting is over. `leftOut`: batches that somebody said are not part of it, which says nothing about what is there. */
  submitted: z.object({ by: idField, at: momentField, note: z.string().max(500), leftOut: refs }).nullable(),
  /** The last time that it was sent back to be counted again, and why. */
  returned: signed,
  /**
   * Given together with the movements that post the differences. `lines` are the entries that it is about and `system` what
   * the ledger said at the moment of each: whatever arrives later does not change what was approved.
   */
  approval: z.object({ by: idField, at: momentField, note: z.string().max(500), lines: refs, system: z.array(z.int()).max(MOST_COUNTED) }).nullable(),
  cancelled: signed,
})
export type CountData = z.infer<typeof countSchema>

/** A stocktake (stok opname): counted blind while work goes on; who counted does not approve (BR-37). */
export const stockCount = defineRecord({
  kind: 'stock-count',
  version: 1,
  purpose: 'stock',
  mode: 'fields',
  schema: countSchema,
  careful: ['submitted', 'approval', 'cancelled'],
  keys: data => ({ open: data.approval === null && data.cancelled === null ? ['y'] : [] }),
  day: data => data.openedAt.slice(0, 10) as Day,
  writers: { create: ['nakes', 'apotek', 'kapus'], patch: ['nakes', 'apotek', 'kapus'], resolve: ['nakes', 'apotek', 'kapus'] },
  lookups: countLookups,
  check: checkCount,
  upcasters: {},
})
