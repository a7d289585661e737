import { z } from 'zod'
import { defineRecord } from '../core/record.ts'
import { idField } from '../core/fields.ts'
import { daySchema } from '../core/day.ts'
import { rupiahSchema } from '../core/rupiah.ts'

/** What the cooperative sells one smallest unit for from a day on, and how the price came about (BR-39). The latest counts. */
export const price = defineRecord({
  kind: 'price',
  version: 1,
  purpose: 'stock',
  mode: 'ledger',
  schema: z.object({
    drugId: idField,
    from: daySchema,
    /** Net price of `per` smallest units before PPN. */
    hna: z.object({ amount: rupiahSchema.nonnegative(), per: z.int().positive() }),
    ppnPercent: z.int().min(0).max(30),
    indexHundredths: z.int().min(110).max(125),
    /** The lawful ceiling of one smallest unit; null where none is set. */
    het: rupiahSchema.nonnegative().nullable(),
    general: rupiahSchema.nonnegative(),
    member: rupiahSchema.nonnegative(),
    /** The invoice or list that it follows from. */
    document: z.string().max(80),
    by: idField,
  }),
  careful: [],
  keys: data => ({ drug: [data.drugId] }),
  writers: { create: ['nakes', 'apotek', 'kapus'] },
  upcasters: {},
})
