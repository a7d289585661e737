import { z } from 'zod'
import { defineRecord } from '../core/record.ts'
import { idField } from '../core/fields.ts'
import { daySchema } from '../core/day.ts'
import { rupiahSchema } from '../core/rupiah.ts'
import { checkGoodsReceipt, goodsReceiptLookups } from '../rules/pharmacy/purchase-rules.ts'
import { MOST_PACK_PRICE, MOST_PACK_SIZE, MOST_PACKS } from './purchase-order.ts'
import { batchField } from './stock-movement.ts'

export const goodsReceiptSchema = z.object({
  supplierId: idField,
  /** The order it answers; a part delivery when less arrived. */
  orderId: idField.nullable(),
  invoice: z.string().trim().min(1).max(80),
  invoiceOn: daySchema,
  dueOn: daySchema.nullable(),
  on: daySchema,
  /** Per line: packs × packPrice − discount, whole rupiah before PPN; quantity = packs × packSize smallest units. */
  lines: z.array(z.object({
    drugId: idField, batch: batchField, packs: z.int().positive().max(MOST_PACKS), packSize: z.int().positive().max(MOST_PACK_SIZE),
    packPrice: rupiahSchema.nonnegative().max(MOST_PACK_PRICE), discount: rupiahSchema.nonnegative(),
  })).min(1).max(60),
  ppnPercent: z.int().min(0).max(30),
  /** Sum of the lines, PPN on it (half up to whole rupiah), and both together; negative in a cancellation. */
  net: rupiahSchema, ppn: rupiahSchema, total: rupiahSchema,
  /** What the paper asks for; a difference to `total` was seen and accepted by who saved it. */
  invoiceTotal: rupiahSchema,
  /** The purchase that this entry takes back, and why; '' for a purchase. */
  reverses: idField.nullable(),
  reason: z.string().max(300),
  by: idField,
})
export type GoodsReceiptData = z.infer<typeof goodsReceiptSchema>

/** Goods that a supplier delivered to the cooperative, with the invoice. Its movements (diterima, koperasi) carry its id. */
export const goodsReceipt = defineRecord({
  kind: 'goods-receipt',
  version: 1,
  purpose: 'stock',
  mode: 'ledger',
  schema: goodsReceiptSchema,
  careful: [],
  keys: data => ({ supplier: [data.supplierId], ...(data.orderId ? { order: [data.orderId] } : {}), ...(data.reverses ? { reverses: [data.reverses] } : {}) }),
  day: data => data.on,
  writers: { create: ['nakes', 'apotek'] },
  lookups: goodsReceiptLookups,
  check: checkGoodsReceipt,
  upcasters: {},
})
