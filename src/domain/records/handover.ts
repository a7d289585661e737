import { z } from 'zod'
import { defineRecord } from '../core/record.ts'
import { idField } from '../core/fields.ts'
import { daySchema } from '../core/day.ts'
import { rupiahSchema } from '../core/rupiah.ts'
import { checkHandover, handoverLookups } from '../rules/pharmacy/handover-rules.ts'
import { batchField, fundField, FUND_SOURCES } from './stock-movement.ts'

/** How a drug is to be used, as it stands on the etiket (BR-40). */
export const directionsField = z.object({
  /** "1 tablet", "5 mL", "oles tipis". */
  dose: z.string().max(60),
  /** Times a day; 0 for "bila perlu". */
  perDay: z.int().min(0).max(24),
  /** 0 while nobody has said for how long. */
  days: z.int().min(0).max(365),
  /** "sesudah makan", "kocok dahulu", "habiskan". */
  text: z.string().max(160),
})
export type Directions = z.infer<typeof directionsField>

export const TAKERS = ['umum', 'anggota', 'pasien'] as const
/** tempo: on account, for members, up to the cooperative's limit. */
export const PAYMENT_METHODS = ['gratis', 'tunai', 'transfer', 'tempo'] as const

export const handoverSchema = z.object({
  number: z.string().trim().min(1).max(40),
  on: daySchema,
  time: z.string().regex(/^\d\d:\d\d$/),
  /** One fund a document: programme and cooperative stock never mix (BR-35). */
  source: z.enum(FUND_SOURCES),
  visitId: idField.nullable(),
  /** Who took it; `member` is whom the cooperative's price and share of the year belong to, also where a member is seen as a patient. */
  taker: z.object({
    kind: z.enum(TAKERS), id: idField.nullable(), name: z.string().max(120),
    member: z.object({ id: idField, number: z.string().max(40) }).nullable(),
  }),
  /** A prescription written elsewhere; needed for keras over the counter. */
  prescription: z.object({ number: z.string().trim().min(1).max(60), prescriber: z.string().trim().min(1).max(120), on: daySchema }).nullable(),
  lines: z.array(z.object({
    drugId: idField, drug: z.string().max(200), unit: z.string().max(20),
    quantity: z.int(), unitPrice: rupiahSchema.nonnegative(), amount: rupiahSchema,
    batches: z.array(z.object({ batch: batchField, fund: fundField.optional(), quantity: z.int() })).min(1).max(10),
    /** Null where nobody has said how it is used in words that could be read; `signa` is what was written. */
    directions: directionsField.nullable(), signa: z.string().max(200),
  })).min(1).max(20),
  total: rupiahSchema,
  payment: z.object({
    method: z.enum(PAYMENT_METHODS), paid: rupiahSchema, change: rupiahSchema.nonnegative(), reference: z.string().max(60),
    /** On account: the day by which it is to be paid, as the receipt says. */
    dueOn: daySchema.optional(),
  }),
  /** The hand-over that this one takes back, whole or in part, and why. */
  reverses: idField.nullable(),
  reason: z.string().max(300),
  by: idField,
})
export type HandoverData = z.infer<typeof handoverSchema>
export type HandoverLine = HandoverData['lines'][number]

/**
 * A hand-over over the counter or of a signed visit: programme stock free of charge, cooperative stock sold. Its movements
 * carry its id. A return or a void is another hand-over that names it, with negative quantities and amounts.
 */
export const handover = defineRecord({
  kind: 'handover',
  version: 2,
  purpose: 'stock',
  mode: 'ledger',
  schema: handoverSchema,
  careful: [],
  keys: data => ({
    ...(data.visitId ? { visit: [data.visitId] } : {}), ...(data.reverses ? { reverses: [data.reverses] } : {}),
    ...(data.taker.id ? { taker: [data.taker.id] } : {}), ...(data.taker.member ? { member: [data.taker.member.id] } : {}),
  }),
  day: data => data.on,
  writers: { create: ['nakes', 'apotek'] },
  lookups: handoverLookups,
  check: checkHandover,
  upcasters: { 1: groups => groups },
})
