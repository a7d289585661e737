import { z } from 'zod'
import { defineRecord } from '../core/record.ts'
import { idField, nameField } from '../core/fields.ts'
import { daySchema } from '../core/day.ts'
import { rupiahSchema } from '../core/rupiah.ts'
import { checkShuYear, shuYearLookups } from '../rules/finance/shu-rules.ts'

export const shuYearSchema = z.object({
  year: z.int().min(2000).max(2200),
  /** The RAT that approved it: its day, the number of its minutes, how many were called and how many came. */
  rat: z.object({ on: daySchema, minutes: z.string().trim().min(1).max(80), present: z.int().nonnegative(), members: z.int().nonnegative() }),
  /** The year's statement as approved, in whole rupiah by name; later postings change the next year (BR-23). */
  figures: z.record(z.string().max(60), rupiahSchema),
  shu: rupiahSchema,
  shares: z.array(z.object({ key: z.string().max(40), name: nameField, percent: z.int(), amount: rupiahSchema })).min(2).max(20),
  usahaPercent: z.int().min(0).max(100),
  /** VUK and TMS: the trade and the savings of all members together (BR-19). */
  vuk: rupiahSchema, tms: rupiahSchema,
  jua: rupiahSchema, jma: rupiahSchema,
  /** What could not be shared (BR-21) and went to the reserve. */
  undistributed: rupiahSchema,
  /** How many members got a share, and in how many parts the list of them is kept beside. */
  sharers: z.int().nonnegative(), parts: z.int().nonnegative(),
  by: idField,
  name: nameField,
})
export type ShuYearData = z.infer<typeof shuYearSchema>

/** A year that the RAT approved: frozen. Its id is `shu-`, the KMP's id, `-` and the year, so that no year is approved twice. */
export const shuYear = defineRecord({
  kind: 'shu-year',
  version: 1,
  purpose: 'finance',
  mode: 'ledger',
  schema: shuYearSchema,
  careful: [],
  keys: data => ({ year: [String(data.year)] }),
  writers: { create: ['ketua'] },
  lookups: shuYearLookups,
  check: checkShuYear,
  upcasters: {},
})
