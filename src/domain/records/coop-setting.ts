import { z } from 'zod'
import { defineRecord } from '../core/record.ts'
import { idField, nameField } from '../core/fields.ts'
import { daySchema } from '../core/day.ts'
import { rupiahSchema } from '../core/rupiah.ts'
import { checkCoopSetting } from '../rules/finance/coop-setting-rules.ts'

export const monthField = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/)
/** No amount at a village cooperative's desk is larger; a larger one is a slip of the finger. */
export const MOST_RUPIAH = 1_000_000_000_000
const amountField = rupiahSchema.nonnegative().max(MOST_RUPIAH)

/** The key under which the one setting of a KMP is found. */
export const THE_SETTING = 'ya'

export const coopSettingSchema = z.object({
  /** Simpanan pokok, and simpanan wajib a month from a month on; the latest that has begun counts. */
  dues: z.object({ pokok: amountField, wajib: z.array(z.object({ from: monthField, amount: amountField })).min(1).max(40) }),
  /** On account: what a member may owe at most, and within how many days it is to be paid. 0 rupiah: nobody buys on account. */
  credit: z.object({ limit: amountField, days: z.int().min(0).max(365) }),
  /** Whether unpaid simpanan wajib is set against the refund of whoever leaves (BR-13; only where the AD/ART says so). */
  exit: z.object({ unpaidWajibIsDebt: z.boolean() }),
  /** What was in the drawer and in the bank at the start of `on`, before the first entry of the cash book here. */
  opening: z.object({ on: daySchema, cash: rupiahSchema.max(MOST_RUPIAH), bank: rupiahSchema.max(MOST_RUPIAH) }),
  /** How a surplus is shared (BR-17): percent of the year's SHU in the listed order, and the part of the members' share that follows trade (BR-19). */
  shu: z.object({
    shares: z.array(z.object({ key: z.string().regex(/^[a-z-]{2,40}$/), name: nameField, percent: z.int().max(100) })).min(2).max(20),
    usahaPercent: z.int().min(0).max(100),
    /** What buyers who are no members brought goes to the reserve first, or is shared like the rest; absent: to the reserve (domain §2). */
    nonMember: z.enum(['cadangan', 'dibagi']).optional(),
    /** Which savings count for the members' share that follows savings; absent: all three kinds. */
    savings: z.enum(['semua', 'pokok-wajib']).optional(),
  }),
  /** Who runs the cooperative: their own transactions are shown apart to whoever examines the books. */
  officers: z.array(z.object({ memberId: idField.nullable(), name: nameField, position: z.string().trim().min(1).max(60) })).max(20),
  /** The day of the next month by which a month's report is due. */
  reportDueDay: z.int().min(1).max(28),
})
export type CoopSettingData = z.infer<typeof coopSettingSchema>

/** What the AD/ART and the RAT of one KMP decided; its id is `koperasi-` and then the KMP's id. */
export const coopSetting = defineRecord({
  kind: 'coop-setting',
  version: 1,
  purpose: 'finance',
  mode: 'fields',
  schema: coopSettingSchema,
  careful: ['dues', 'credit', 'exit', 'opening', 'shu'],
  keys: () => ({ one: [THE_SETTING] }),
  // The clerk may begin the books; what stands is changed by whoever answers for them.
  writers: { create: ['ketua', 'bendahara', 'koperasi'], patch: ['ketua', 'bendahara'], resolve: ['ketua', 'bendahara'] },
  lookups: () => [{ kind: 'coop-setting', key: 'one', value: THE_SETTING }],
  check: checkCoopSetting,
  upcasters: {},
})
