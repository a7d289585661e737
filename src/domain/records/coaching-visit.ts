import { z } from 'zod'
import { defineRecord } from '../core/record.ts'
import { idField, nameField } from '../core/fields.ts'
import { daySchema } from '../core/day.ts'
import { timeField } from './vitals-fields.ts'
import { checkCoachingVisit, coachingLookups } from '../rules/supervision/coaching-rules.ts'

export const coachingVisitSchema = z.object({
  pustu: idField,
  on: daySchema,
  time: timeField,
  author: idField,
  planId: idField.nullable(),
  team: z.array(nameField).max(8),
  /** Who of the pustu was met. */
  met: z.array(nameField).max(8),
  /** Which checklist: its id and edition (seeds/checklists). */
  checklist: z.string().min(1).max(60),
  /** 2 as it should be, 1 partly, 0 not, null does not apply. An item without an entry has not been looked at. */
  answers: z.array(z.object({ item: idField, value: z.union([z.literal(0), z.literal(1), z.literal(2)]).nullable(), note: z.string().max(300) })).max(80),
  conclusion: z.string().max(2000),
  signature: z.object({ by: idField, name: nameField, sip: z.string().max(60), on: daySchema, time: timeField.optional() }).nullable(),
})
export type CoachingVisit = z.infer<typeof coachingVisitSchema>

/** A visit of supervision at a pustu (P2): the checklist as it was filled in there. Closed by its signature. */
export const coachingVisit = defineRecord({
  kind: 'coaching-visit',
  version: 1,
  purpose: 'service',
  mode: 'signed',
  schema: coachingVisitSchema,
  careful: ['answers', 'conclusion', 'signature'],
  keys: data => ({ year: [data.on.slice(0, 4)], ...(data.signature ? {} : { draft: [data.author] }) }),
  day: data => data.on,
  writers: { create: ['kapus'], patch: ['kapus'], void: ['kapus'], resolve: ['kapus'] },
  lookups: coachingLookups,
  check: checkCoachingVisit,
  upcasters: {},
})
