import { z } from 'zod'
import { defineRecord } from '../core/record.ts'
import { idField } from '../core/fields.ts'
import { rupiahSchema } from '../core/rupiah.ts'
import { monthField } from './coop-setting.ts'

export const tradeItemSchema = z.object({
  month: monthField,
  /** Null for the line that holds together what too few people bought to be shown by itself. */
  drugId: idField.nullable(),
  drug: z.string().max(200), unit: z.string().max(20),
  /** Smallest units; null in the line of all others. */
  quantity: z.int().nullable(),
  amount: rupiahSchema,
})
export type TradeItemData = z.infer<typeof tradeItemSchema>

/** What was sold of one drug in a month, derived by the server. Never who bought it, and not where few did (BR-67). */
export const tradeItem = defineRecord({
  kind: 'trade-item',
  version: 1,
  purpose: 'trade',
  mode: 'derived',
  schema: tradeItemSchema,
  careful: [],
  keys: data => ({ month: [data.month] }),
  writers: {},
  upcasters: {},
})
