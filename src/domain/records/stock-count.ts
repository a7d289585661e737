import { z } from 'zod'
import { defineRecord } from '../core/record.ts'
import { idField } from '../core/fields.ts'
import { daySchema } from '../core/day.ts'
import { FUND_SOURCES, momentField } from './stock-movement.ts'

const signed = z.object({ by: idField, on: daySchema, note: z.string().max(500) }).nullable()

/** A stocktake (stok opname): counted blind while work goes on; who counted does not approve (BR-37). */
export const stockCount = defineRecord({
  kind: 'stock-count',
  version: 1,
  purpose: 'stock',
  mode: 'fields',
  schema: z.object({
    number: z.string().trim().min(1).max(40),
    openedAt: momentField,
    openedBy: idField,
    source: z.enum(FUND_SOURCES),
    /** The drugs to count in a cyclic count; empty for all. */
    drugIds: z.array(idField).max(250),
    submitted: signed,
    /** Given together with the movements that post the differences. */
    approval: signed,
    cancelled: signed,
  }),
  careful: ['submitted', 'approval', 'cancelled'],
  keys: data => ({ open: data.approval === null && data.cancelled === null ? ['y'] : [] }),
  day: data => data.openedAt.slice(0, 10) as never,
  writers: { create: ['nakes', 'apotek', 'kapus'], patch: ['nakes', 'apotek', 'kapus'], resolve: ['nakes', 'apotek', 'kapus'] },
  upcasters: {},
})
