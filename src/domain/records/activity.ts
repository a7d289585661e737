import { z } from 'zod'
import { defineRecord } from '../core/record.ts'
import { idField, nameField } from '../core/fields.ts'
import { daySchema } from '../core/day.ts'
import { timeField } from './vitals-fields.ts'
import { activityLookups, checkActivity } from '../rules/supervision/activity-rules.ts'

export const ACTIVITY_TYPES = ['senam-prolanis', 'posyandu', 'posbindu', 'penyuluhan', 'kunjungan-rumah', 'pusling', 'imunisasi', 'rapat', 'lainnya'] as const

export const activitySchema = z.object({
  pustu: idField,
  type: z.enum(ACTIVITY_TYPES),
  title: z.string().trim().min(1).max(120),
  where: z.string().max(120),
  on: daySchema,
  planned: z.object({ from: timeField, to: timeField }),
  /** Why it was planned into hours of service; '' where it was not (BR-62). */
  overlapReason: z.string().max(300),
  by: idField,
  /** As it happened. `waiting`: people in the queue who waited meanwhile, as the tablet saw them; null where nobody could look. */
  actual: z.object({
    on: daySchema, from: timeField, to: timeField, people: z.int().nonnegative().nullable(), waiting: z.int().nonnegative().nullable(),
    reason: z.string().max(300), note: z.string().max(500), by: idField, name: nameField,
  }).nullable(),
  /** That the head has seen an activity that ran into hours of service, and what came of it. */
  seen: z.object({ by: idField, name: nameField, on: daySchema, note: z.string().max(300) }).nullable(),
  cancelled: z.object({ reason: z.string().trim().min(1).max(300), by: idField, on: daySchema }).nullable(),
})
export type ActivityData = z.infer<typeof activitySchema>

/** Exercise of the chronically ill, outreach, education: planned and as it happened, set against the hours of service. */
export const activity = defineRecord({
  kind: 'activity',
  version: 1,
  purpose: 'service',
  mode: 'fields',
  schema: activitySchema,
  careful: ['on', 'planned', 'actual', 'cancelled'],
  // Where it was put off into the next month, both months ask for it.
  keys: data => ({ month: [...new Set([data.on, data.actual?.on ?? data.on].map(on => on.slice(0, 7)))], ...(data.actual || data.cancelled ? {} : { open: ['ya'] }) }),
  day: data => data.actual?.on ?? data.on,
  writers: { create: ['nakes', 'kapus'], patch: ['nakes', 'kapus'], void: ['kapus'], resolve: ['nakes', 'kapus'] },
  lookups: activityLookups,
  check: checkActivity,
  upcasters: {},
})
