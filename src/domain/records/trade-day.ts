import { z } from 'zod'
import { defineRecord } from '../core/record.ts'
import { idField } from '../core/fields.ts'
import { daySchema } from '../core/day.ts'
import { rupiahSchema } from '../core/rupiah.ts'

/** By way of payment; tempo is on account. Reversals count on their own day, so that a day that was reported stands. */
const byMethod = z.object({ tunai: rupiahSchema, transfer: rupiahSchema, tempo: rupiahSchema })

export const tradeDaySchema = z.object({
  on: daySchema,
  pustu: idField,
  sales: z.object({ member: byMethod, others: byMethod }),
  /** What the sold goods had cost, what was bought (with PPN), and what was lost (expired, damaged, short at a count), at cost. */
  cost: rupiahSchema, bought: rupiahSchema, lost: rupiahSchema,
})
export type TradeDayData = z.infer<typeof tradeDaySchema>

/** The cooperative's trade at one pustu on one day in rupiah, derived by the server from the medicine room. No person, no drug. */
export const tradeDay = defineRecord({
  kind: 'trade-day',
  version: 1,
  purpose: 'finance',
  mode: 'derived',
  schema: tradeDaySchema,
  careful: [],
  keys: data => ({ month: [data.on.slice(0, 7)] }),
  day: data => data.on,
  writers: {},
  upcasters: {},
})
