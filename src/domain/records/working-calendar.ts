import { z } from 'zod'
import { defineRecord } from '../core/record.ts'
import { nameField } from '../core/fields.ts'
import { daySchema } from '../core/day.ts'
import { checkCalendar } from '../rules/supervision/working-days.ts'

export const workingCalendarSchema = z.object({
  /** Days of the week on which the puskesmas works; 1 is Monday. Monday to Saturday where nobody set anything (BR-63). */
  weekdays: z.array(z.int().min(1).max(7)).min(1).max(7),
  holidays: z.array(z.object({ on: daySchema, name: nameField })).max(400),
})
export type WorkingCalendar = z.infer<typeof workingCalendarSchema>

/** The working days of one puskesmas, id `kalender-<puskesmas>`. Norms in working days are counted by it. */
export const workingCalendar = defineRecord({
  kind: 'working-calendar',
  version: 1,
  purpose: 'catalogue',
  mode: 'fields',
  schema: workingCalendarSchema,
  careful: ['weekdays'],
  keys: () => ({}),
  writers: { create: ['kapus'], patch: ['kapus'], resolve: ['kapus'] },
  check: checkCalendar,
  upcasters: {},
})
