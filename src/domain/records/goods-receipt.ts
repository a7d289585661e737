import { z } from 'zod'
import { defineRecord } from '../core/record.ts'
import { idField } from '../core/fields.ts'
import { daySchema } from '../core/day.ts'
import { rupiahSchema } from '../core/rupiah.ts'
import { batchField } from './stock-movement.ts'

/** Goods that a supplier delivered to the cooperative, with the invoice. Its movements (diterima, koperasi) carry its id. */
export const goodsReceipt = defineRecord({
  kind: 'goods-receipt',
  version: 1,
  purpose: 'stock',
  mode: 'ledger',
  schema: z.object({
    supplierId: idField,
    /** The order it answers; a part delivery when less arrived. */
    orderId: idField.nullable(),
    invoice: z.string().trim().min(1).max(80),
    invoiceOn: daySchema,
    dueOn: daySchema.nullable(),
    on: daySchema,
    /** Per line: packs × packPrice − discount, whole rupiah before PPN; quantity = packs × packSize smallest units. */
    lines: z.array(z.object({
      drugId: idField, batch: batchField, packs: z.int().positive(), packSize: z.int().positive(),
      packPrice: rupiahSchema.nonnegative(), discount: rupiahSchema.nonnegative(),
    })).min(1).max(60),
    ppnPercent: z.int().min(0).max(30),
    /** Sum of the lines, PPN on it (half up to whole rupiah), and both together: what the invoice asks for. */
    net: rupiahSchema, ppn: rupiahSchema, total: rupiahSchema,
    by: idField,
  }),
  careful: [],
  keys: data => ({ supplier: [data.supplierId], ...(data.orderId ? { order: [data.orderId] } : {}) }),
  day: data => data.on,
  writers: { create: ['nakes', 'apotek'] },
  upcasters: {},
})
