import { z } from 'zod'
import { defineRecord } from '../core/record.ts'
import { idField, nameField } from '../core/fields.ts'
import { daySchema } from '../core/day.ts'
import { checkShipment } from '../rules/pharmacy/shipment-rules.ts'
import { batchField, fundField, FUND_SOURCES } from './stock-movement.ts'

export const shipmentSchema = z.object({
  number: z.string().trim().min(1).max(80),
  to: z.object({ kind: z.enum(['puskesmas', 'pustu', 'pemasok']), id: idField.nullable(), name: nameField }),
  on: daySchema,
  lines: z.array(z.object({ drugId: idField, source: z.enum(FUND_SOURCES), fund: fundField.optional(), batch: batchField, quantity: z.int().positive() })).min(1).max(60),
  reason: z.string().trim().min(1).max(300),
  by: idField,
})
export type ShipmentData = z.infer<typeof shipmentSchema>

/** Goods that leave this pustu for another pustu, back to the puskesmas, or back to a supplier. Its movements carry its id. */
export const shipment = defineRecord({
  kind: 'shipment',
  version: 1,
  purpose: 'stock',
  mode: 'ledger',
  schema: shipmentSchema,
  careful: [],
  keys: data => (data.to.id ? { to: [data.to.id] } : {}),
  day: data => data.on,
  writers: { create: ['nakes', 'apotek'] },
  check: checkShipment,
  upcasters: {},
})
