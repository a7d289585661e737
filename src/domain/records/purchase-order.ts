import { z } from 'zod'
import { defineRecord } from '../core/record.ts'
import { idField } from '../core/fields.ts'
import { daySchema } from '../core/day.ts'
import { rupiahSchema } from '../core/rupiah.ts'
import { checkPurchaseOrder } from '../rules/pharmacy/purchase-rules.ts'

/** More is a slip of the finger; sixty such lines still add up exactly. */
export const MOST_PACKS = 100_000
export const MOST_PACK_SIZE = 100_000
export const MOST_PACK_PRICE = 1_000_000_000

export const purchaseOrderSchema = z.object({
  number: z.string().trim().min(1).max(80),
  supplierId: idField,
  on: daySchema,
  /** `packPrice` is whole rupiah a pack before PPN, as last known, 0 where it is not; quantity = packs × packSize smallest units. */
  lines: z.array(z.object({
    drugId: idField, packs: z.int().positive().max(MOST_PACKS), packSize: z.int().positive().max(MOST_PACK_SIZE), packPrice: rupiahSchema.nonnegative().max(MOST_PACK_PRICE),
  })).min(1).max(60),
  note: z.string().max(500),
  by: idField,
  sent: z.object({ by: idField, on: daySchema }).nullable(),
  /** Nothing more is awaited, and why. An order of which everything has arrived needs no closing. */
  closed: z.object({ by: idField, on: daySchema, reason: z.string().trim().min(1).max(300) }).nullable(),
})
export type PurchaseOrderData = z.infer<typeof purchaseOrderSchema>

/** What the cooperative orders from a supplier (surat pesanan). What has arrived of it is the sum of its goods receipts. */
export const purchaseOrder = defineRecord({
  kind: 'purchase-order',
  version: 1,
  purpose: 'stock',
  mode: 'fields',
  schema: purchaseOrderSchema,
  careful: ['lines', 'sent', 'closed'],
  keys: data => ({ supplier: [data.supplierId], open: data.closed === null ? ['y'] : [] }),
  day: data => data.on,
  writers: { create: ['nakes', 'apotek'], patch: ['nakes', 'apotek'], void: ['nakes', 'apotek'], resolve: ['nakes', 'apotek', 'kapus'] },
  check: checkPurchaseOrder,
  upcasters: {},
})
