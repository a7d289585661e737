import { z } from 'zod'
import { defineRecord } from '../core/record.ts'
import { idField, nameField } from '../core/fields.ts'
import { daySchema } from '../core/day.ts'
import { checkFinding, findingLookups } from '../rules/supervision/finding-rules.ts'

export const findingSchema = z.object({
  pustu: idField,
  on: daySchema,
  by: idField,
  /** The visit of supervision that found it, and the item of its checklist; null for one that came otherwise. */
  visitId: idField.nullable(),
  item: idField.nullable(),
  critical: z.boolean(),
  text: z.string().trim().min(1).max(500),
  cause: z.string().max(500),
  action: z.string().trim().min(1).max(500),
  owner: z.object({ id: idField.nullable(), name: nameField }),
  due: daySchema,
  /** What was done, the oldest first; with words, a picture, or both (see `evidence-photo`). */
  evidence: z.array(z.object({ on: daySchema, text: z.string().max(500), photoId: idField.nullable(), by: idField, name: nameField })).max(20),
  /** How the due day was moved, the oldest first. */
  moves: z.array(z.object({ from: daySchema, to: daySchema, reason: z.string().trim().min(1).max(200), on: daySchema, by: idField })).max(12),
  closed: z.object({ on: daySchema, by: idField, name: nameField, note: z.string().max(500) }).nullable(),
})
export type FindingData = z.infer<typeof findingSchema>

/** One line of a follow-up plan (RTL): finding, cause, action, who, by when, evidence, closed (BR-64). */
export const finding = defineRecord({
  kind: 'finding',
  version: 1,
  purpose: 'service',
  mode: 'fields',
  schema: findingSchema,
  careful: ['text', 'due', 'evidence', 'closed'],
  keys: data => ({ ...(data.visitId ? { visit: [data.visitId] } : {}), month: [data.on.slice(0, 7)], ...(data.closed ? {} : { open: ['ya'] }) }),
  day: data => data.on,
  writers: { create: ['kapus'], patch: ['kapus', 'nakes'], void: ['kapus'], resolve: ['kapus'] },
  lookups: findingLookups,
  check: checkFinding,
  upcasters: {},
})
