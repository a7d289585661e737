import { z } from 'zod'
import { defineRecord } from '../core/record.ts'
import { idField, nameField } from '../core/fields.ts'
import { daySchema } from '../core/day.ts'
import { rupiahSchema } from '../core/rupiah.ts'
import { MOST_PARTS } from './shu-share.ts'
import { checkShuYear, shuYearLookups } from '../rules/finance/shu-rules.ts'

/** The key under which all approved years of a KMP are found. */
export const ALL_YEARS = 'ya'

export const shuYearSchema = z.object({
  year: z.int().min(2000).max(2200),
  /** The RAT that approved it: its day, the number of its minutes, how many were called and how many came. */
  rat: z.object({ on: daySchema, minutes: z.string().trim().min(1).max(80), present: z.int().nonnegative(), members: z.int().nonnegative() }),
  /** The year's statement as approved, in whole rupiah by name; later postings change the next year (BR-23). */
  figures: z.record(z.string().max(60), rupiahSchema),
  /** What stood at the end of the year, by name: members, savings, drawer and bank. */
  facts: z.record(z.string().max(60), rupiahSchema),
  shu: rupiahSchema,
  /** What was earned from buyers who are no members and went to the reserve before the rest was shared by percent. */
  nonMember: rupiahSchema.nonnegative(),
  shares: z.array(z.object({ key: z.string().max(40), name: nameField, percent: z.int(), amount: rupiahSchema })).min(2).max(20),
  usahaPercent: z.int().min(0).max(100),
  /** VUK and TMS: the trade and the savings of all members together (BR-19). */
  vuk: rupiahSchema, tms: rupiahSchema,
  jua: rupiahSchema, jma: rupiahSchema,
  /** What could not be shared (BR-21) and went to the reserve. */
  undistributed: rupiahSchema,
  /** Which savings counted for the share that follows savings. */
  savings: z.enum(['semua', 'pokok-wajib']),
  /** How many members are in the list of shares, in how many parts it is kept beside, and which list it is. */
  sharers: z.int().nonnegative(), parts: z.int().nonnegative().max(MOST_PARTS),
  set: idField,
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
  keys: data => ({ year: [String(data.year)], all: [ALL_YEARS] }),
  writers: { create: ['ketua'] },
  lookups: shuYearLookups,
  check: checkShuYear,
  upcasters: {},
})
