import { z } from 'zod'
import { defineRecord } from '../core/record.ts'
import { idField, nameField } from '../core/fields.ts'
import { daySchema } from '../core/day.ts'
import { batchField, fundField } from './stock-movement.ts'

/**
 * Goods on their way to this pustu: an SBBK of the puskesmas, or what another pustu sent (written by the server from that
 * pustu's shipment, id `kirim-<shipment>`). The pustu confirms what arrived; its receipts are movements of this document.
 */
export const delivery = defineRecord({
  kind: 'delivery',
  version: 1,
  purpose: 'stock',
  mode: 'fields',
  schema: z.object({
    number: z.string().trim().min(1).max(80),
    from: z.object({ kind: z.enum(['puskesmas', 'pustu']), id: idField, name: nameField }),
    on: daySchema,
    /** Programme stock only: a cooperative's goods are bought and sold, not sent (BR-35). Whole smallest units. */
    lines: z.array(z.object({ drugId: idField, fund: fundField.optional(), batch: batchField, quantity: z.int().positive() })).min(1).max(60),
    /** The LPLPO whose pemberian this is. */
    lplpoId: idField.nullable(),
    shipmentId: idField.nullable(),
    note: z.string().max(500),
    /** What arrived, a figure a line, in the order of `lines`; a difference is noted and shown to the head. */
    confirmation: z.object({ by: idField, on: daySchema, received: z.array(z.int().nonnegative()).max(60), note: z.string().max(500) }).nullable(),
    cancelled: z.object({ by: idField, on: daySchema, reason: z.string().min(1).max(300) }).nullable(),
  }),
  careful: ['lines', 'confirmation', 'cancelled'],
  keys: data => ({ open: data.confirmation === null && data.cancelled === null ? ['y'] : [], ...(data.lplpoId ? { lplpo: [data.lplpoId] } : {}) }),
  day: data => data.on,
  writers: { create: ['kapus'], patch: ['nakes', 'apotek', 'kapus'], resolve: ['nakes', 'apotek', 'kapus'] },
  upcasters: {},
})
