import { z } from 'zod'
import { defineRecord } from '../core/record.ts'
import { idField } from '../core/fields.ts'
import { daySchema } from '../core/day.ts'

const count = z.int().nonnegative()

export const pustuDaySchema = z.object({
  pustu: idField,
  on: daySchema,
  /** Live visits: signed, begun and not signed; of the signed ones those with an alarm (BR-42) and those referred. */
  signed: count, drafts: count, alarms: count, referred: count,
  /** Of the signed ones those with complaint, vitals, diagnosis and allergy answer. */
  complete: count,
  /** Of all live ones those whose moment of entry is known, and of these the ones entered within 24 hours. */
  timed: count, sameDay: count,
  /** Ids of patients with a signed visit, each once, sorted: persons of a month are counted over its days. */
  people: z.array(idField),
  /** Lines handed out and not taken back; those of them that took the batch that expires first (BR-34). */
  handed: count, firstExpiring: count,
})
export type PustuDayData = z.infer<typeof pustuDaySchema>

/**
 * What happened at a pustu on one day of service, derived by the server from its visits and stock movements: what the head's summary
 * adds up without opening a month of records. Every figure can be had again from the records, by the same function
 * (rules/supervision/pustu-day.ts).
 */
export const pustuDay = defineRecord({
  kind: 'pustu-day',
  version: 1,
  purpose: 'service',
  mode: 'derived',
  schema: pustuDaySchema,
  careful: [],
  keys: data => ({ month: [data.on.slice(0, 7)] }),
  day: data => data.on,
  writers: {},
  upcasters: {},
})
