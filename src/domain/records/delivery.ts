import { z } from 'zod'
import { defineRecord } from '../core/record.ts'
import { idField, nameField } from '../core/fields.ts'
import { daySchema } from '../core/day.ts'
import { checkDelivery, deliveryLookups } from '../rules/pharmacy/delivery-rules.ts'
import { batchField, fundField } from './stock-movement.ts'

/** Programme stock only: a cooperative's goods are bought and sold, not sent (BR-35). Whole smallest units. */
export const deliveryLine = z.object({ drugId: idField, fund: fundField.optional(), batch: batchField, quantity: z.int().positive() })
export type DeliveryLine = z.infer<typeof deliveryLine>

/** What arrived, a figure a line, in the order of the lines; a difference is noted and shown to the head. */
export const confirmationField = z.object({
  by: idField, on: daySchema,
  received: z.array(z.int().nonnegative()).max(60),
  /** Where the box bears another number or expiry than the paper: what stands on the box. Absent: as sent, all of them. */
  batches: z.array(batchField.nullable()).max(60).optional(),
  note: z.string().max(500),
})
export type Confirmation = z.infer<typeof confirmationField>

export const deliverySchema = z.object({
  number: z.string().trim().min(1).max(80),
  from: z.object({ kind: z.enum(['puskesmas', 'pustu']), id: idField, name: nameField }),
  on: daySchema,
  lines: z.array(deliveryLine).min(1).max(60),
  /** The LPLPO whose pemberian this is. */
  lplpoId: idField.nullable(),
  shipmentId: idField.nullable(),
  note: z.string().max(500),
  confirmation: confirmationField.nullable(),
  cancelled: z.object({ by: idField, on: daySchema, reason: z.string().min(1).max(300) }).nullable(),
})
export type DeliveryData = z.infer<typeof deliverySchema>

/**
 * Goods on their way to this pustu: an SBBK of the puskesmas, or what another pustu sent (written by the server from that
 * pustu's shipment, id `kirim-<shipment>`). The pustu confirms what arrived; its receipts are movements of this document.
 */
export const delivery = defineRecord({
  kind: 'delivery',
  version: 1,
  purpose: 'stock',
  mode: 'fields',
  schema: deliverySchema,
  careful: ['lines', 'confirmation', 'cancelled'],
  keys: data => ({ open: data.confirmation === null && data.cancelled === null ? ['y'] : [], ...(data.lplpoId ? { lplpo: [data.lplpoId] } : {}) }),
  day: data => data.on,
  writers: { create: ['kapus'], patch: ['nakes', 'apotek', 'kapus'], resolve: ['nakes', 'apotek', 'kapus'] },
  lookups: deliveryLookups,
  check: checkDelivery,
  upcasters: {},
})
