import { defineRecord } from '../core/record.ts'
import { idField } from '../core/fields.ts'
import { confirmationField } from './delivery.ts'

/** The answer of the other pustu to a shipment, brought back by the server; id `tiba-<shipment>`. */
export const shipmentReceipt = defineRecord({
  kind: 'shipment-receipt',
  version: 1,
  purpose: 'stock',
  mode: 'derived',
  schema: confirmationField.extend({ shipmentId: idField }),
  careful: [],
  keys: data => ({ shipment: [data.shipmentId] }),
  writers: {},
  upcasters: {},
})
