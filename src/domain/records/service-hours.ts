import { z } from 'zod'
import { defineRecord } from '../core/record.ts'
import { idField } from '../core/fields.ts'
import { daySchema } from '../core/day.ts'
import { timeField } from './vitals-fields.ts'
import { checkServiceHours } from '../rules/supervision/service-hours-rules.ts'

export const serviceHoursSchema = z.object({
  pustu: idField,
  /** One entry a session; 1 is Monday. A session whose end is not after its beginning closes after midnight (BR-62). */
  sessions: z.array(z.object({ weekday: z.int().min(1).max(7), from: timeField, to: timeField })).max(28),
  /** The first day on which they hold. */
  since: daySchema,
  /** What held before, the newest first: an activity of last month is judged by the hours of last month. */
  earlier: z.array(z.object({ since: daySchema, sessions: z.array(z.object({ weekday: z.int().min(1).max(7), from: timeField, to: timeField })).max(28) })).max(12),
})
export type ServiceHours = z.infer<typeof serviceHoursSchema>

/** When a pustu serves patients. One a pustu, id `jam-<pustu>`; on holidays of the puskesmas' calendar nothing is held. */
export const serviceHours = defineRecord({
  kind: 'service-hours',
  version: 1,
  purpose: 'catalogue',
  mode: 'fields',
  schema: serviceHoursSchema,
  careful: ['sessions', 'since'],
  keys: () => ({}),
  writers: { create: ['kapus'], patch: ['kapus'], resolve: ['kapus'] },
  check: checkServiceHours,
  upcasters: {},
})
