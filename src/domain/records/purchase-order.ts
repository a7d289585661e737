import { z } from 'zod'
import { defineRecord } from '../core/record.ts'
import { idField } from '../core/fields.ts'
import { daySchema } from '../core/day.ts'
import { rupiahSchema } from '../core/rupiah.ts'

/** What the cooperative orders from a supplier (surat pesanan). What has arrived of it is the sum of its goods receipts. */
export const purchaseOrder = defineRecord({
  kind: 'purchase-order',
  version: 1,
  purpose: 'stock',
  mode: 'fields',
  schema: z.object({
    number: z.string().trim().min(1).max(80),
    supplierId: idField,
    on: daySchema,
    /** `packPrice` is whole rupiah a pack before PPN, as last known; quantity = packs × packSize smallest units. */
    lines: z.array(z.object({ drugId: idField, packs: z.int().positive(), packSize: z.int().positive(), packPrice: rupiahSchema.nonnegative() })).min(1).max(60),
    note: z.string().max(500),
    by: idField,
    sent: z.object({ by: idField, on: daySchema }).nullable(),
    /** Nothing more is awaited: complete, or given up with a reason. */
    closed: z.object({ by: idField, on: daySchema, reason: z.string().max(300) }).nullable(),
  }),
  careful: ['lines', 'sent', 'closed'],
  keys: data => ({ supplier: [data.supplierId], open: data.closed === null ? ['y'] : [] }),
  day: data => data.on,
  writers: { create: ['nakes', 'apotek'], patch: ['nakes', 'apotek'], void: ['nakes', 'apotek'], resolve: ['nakes', 'apotek', 'kapus'] },
  upcasters: {},
})
