import { z } from 'zod'
import { defineRecord } from '../core/record.ts'
import { idField, nameField } from '../core/fields.ts'
import { daySchema } from '../core/day.ts'
import { checkCoachingPlan } from '../rules/supervision/coaching-rules.ts'

export const coachingPlanSchema = z.object({
  pustu: idField,
  on: daySchema,
  lead: z.object({ id: idField.nullable(), name: nameField }),
  /** Situation analysis and what this visit is to look at (P1). */
  focus: z.string().max(1000),
  by: idField,
  /** How its day was moved, the oldest first. */
  moves: z.array(z.object({ from: daySchema, to: daySchema, reason: z.string().trim().min(1).max(200), on: daySchema, by: idField })).max(12),
  /** The visit that it became. */
  visitId: idField.nullable(),
  cancelled: z.object({ reason: z.string().trim().min(1).max(300), on: daySchema, by: idField }).nullable(),
})
export type CoachingPlan = z.infer<typeof coachingPlanSchema>

/** A visit of supervision that is planned (P1). */
export const coachingPlan = defineRecord({
  kind: 'coaching-plan',
  version: 1,
  purpose: 'service',
  mode: 'fields',
  schema: coachingPlanSchema,
  careful: ['on', 'visitId', 'cancelled'],
  keys: data => ({ year: [data.on.slice(0, 4)], ...(data.visitId || data.cancelled ? {} : { open: ['ya'] }) }),
  day: data => data.on,
  writers: { create: ['kapus'], patch: ['kapus'], void: ['kapus'], resolve: ['kapus'] },
  check: checkCoachingPlan,
  upcasters: {},
})
