import { z } from 'zod'
import { defineRecord } from '../core/record.ts'
import { idField } from '../core/fields.ts'
import { daySchema } from '../core/day.ts'

/** The answer of the other pustu to a shipment, brought back by the server; id `tiba-<shipment>`. */
export const shipmentReceipt = defineRecord({
  kind: 'shipment-receipt',
  version: 1,
  purpose: 'stock',
  mode: 'derived',
  schema: z.object({ shipmentId: idField, by: idField, on: daySchema, received: z.array(z.int().nonnegative()).max(60), note: z.string().max(500) }),
  careful: [],
  keys: data => ({ shipment: [data.shipmentId] }),
  writers: {},
  upcasters: {},
})
