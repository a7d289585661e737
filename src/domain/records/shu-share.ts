import { z } from 'zod'
import { defineRecord } from '../core/record.ts'
import { idField } from '../core/fields.ts'
import { rupiahSchema } from '../core/rupiah.ts'
import { checkShuShare } from '../rules/finance/shu-rules.ts'

/** Lines a part: below the 32 KiB of an operation. */
export const SHARES_A_PART = 150
/** Parts a year: 60,000 members. */
export const MOST_PARTS = 400

export const shuShareSchema = z.object({
  year: z.int().min(2000).max(2200),
  yearId: idField,
  /**
   * Which list this is a part of. A list is larger than one push, so its parts go before the year that names the list; one that no
   * approved year names counts for nothing.
   */
  set: idField,
  /** From 1. */
  part: z.int().positive(),
  /** By member number. `va` is the member's trade, `sa` his savings in the year, as they were frozen. */
  lines: z.array(z.object({ memberId: idField, number: z.string().max(40), va: rupiahSchema, sa: rupiahSchema, usaha: rupiahSchema, modal: rupiahSchema })).min(1).max(SHARES_A_PART),
})
export type ShuShareData = z.infer<typeof shuShareSchema>

/** A part of the list of shares that belongs to an approved year. It says what members bought in rupiah, so no examiner's device gets it. */
export const shuShare = defineRecord({
  kind: 'shu-share',
  version: 1,
  purpose: 'trade',
  mode: 'ledger',
  schema: shuShareSchema,
  careful: [],
  keys: data => ({ year: [String(data.year)], set: [data.set] }),
  writers: { create: ['ketua'] },
  check: checkShuShare,
  upcasters: {},
})
