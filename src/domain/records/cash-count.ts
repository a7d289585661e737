import { z } from 'zod'
import { defineRecord } from '../core/record.ts'
import { idField, nameField } from '../core/fields.ts'
import { daySchema } from '../core/day.ts'
import { rupiahSchema } from '../core/rupiah.ts'
import { checkCashCount } from '../rules/finance/cash-rules.ts'
import { MOST_RUPIAH } from './coop-setting.ts'

export const cashCountSchema = z.object({
  on: daySchema,
  time: z.string().regex(/^\d\d:\d\d$/),
  /** What the books say was in the drawer at that moment, as this tablet knew them; worked out, never typed. */
  expected: rupiahSchema.min(-MOST_RUPIAH).max(MOST_RUPIAH),
  /** What was there. */
  counted: rupiahSchema.nonnegative().max(MOST_RUPIAH),
  /** By note and coin, where somebody counted so; then `counted` is their sum. */
  pieces: z.array(z.object({ value: z.int().positive().max(100_000), count: z.int().nonnegative().max(100_000) })).max(16),
  /** counted − expected. It goes into the books with this record, so that the next day begins with what is there. */
  difference: rupiahSchema,
  reason: z.string().max(300),
  by: idField,
  name: nameField,
})
export type CashCountData = z.infer<typeof cashCountSchema>

/** The drawer counted at the end of a day, or whenever somebody wants to know. */
export const cashCount = defineRecord({
  kind: 'cash-count',
  version: 1,
  purpose: 'finance',
  mode: 'ledger',
  schema: cashCountSchema,
  careful: [],
  keys: () => ({}),
  day: data => data.on,
  writers: { create: ['koperasi', 'bendahara'] },
  check: checkCashCount,
  upcasters: {},
})
