import { z } from 'zod'
import { defineRecord } from '../core/record.ts'
import { idField } from '../core/fields.ts'
import { daySchema } from '../core/day.ts'
import { rupiahSchema } from '../core/rupiah.ts'
import { checkPrice } from '../rules/pharmacy/pricing.ts'

/** No generic costs more; larger is a slip of the finger, and would leave exact arithmetic. */
const MOST_RUPIAH = 1_000_000_000

export const priceSchema = z.object({
  drugId: idField,
  from: daySchema,
  /** Net price of `per` smallest units before PPN. */
  hna: z.object({ amount: rupiahSchema.positive().max(MOST_RUPIAH), per: z.int().positive().max(100_000) }),
  ppnPercent: z.int().min(0).max(30),
  indexHundredths: z.int().min(110).max(125),
  /** On each smallest unit, see priceOf. */
  embalase: rupiahSchema.nonnegative().max(MOST_RUPIAH),
  tuslah: rupiahSchema.nonnegative().max(MOST_RUPIAH),
  /** The lawful ceiling of one smallest unit; null where none is set. */
  het: rupiahSchema.positive().nullable(),
  general: rupiahSchema.positive(),
  member: rupiahSchema.positive(),
  /** The invoice or list that it follows from. */
  document: z.string().max(80),
  by: idField,
})
export type PriceData = z.infer<typeof priceSchema>

/** What the cooperative sells one smallest unit for from a day on, and how the price came about (BR-39). The latest counts. */
export const price = defineRecord({
  kind: 'price',
  version: 1,
  purpose: 'stock',
  mode: 'ledger',
  schema: priceSchema,
  careful: [],
  keys: data => ({ drug: [data.drugId] }),
  writers: { create: ['nakes', 'apotek', 'kapus'] },
  check: checkPrice,
  upcasters: {},
})
