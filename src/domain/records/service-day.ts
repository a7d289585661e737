import { z } from 'zod'
import { defineRecord } from '../core/record.ts'
import { idField, nameField } from '../core/fields.ts'
import { daySchema } from '../core/day.ts'
import { PROFESSIONS } from './staff.ts'
import { timeField } from './vitals-fields.ts'
import { checkServiceDay, serviceDayLookups } from '../rules/supervision/service-day-rules.ts'

/** Why a pustu served nobody on a day on which it should. */
export const SHUT_REASONS = ['petugas-sakit', 'petugas-cuti', 'rapat-puskesmas', 'pelatihan', 'kegiatan-luar', 'bencana', 'listrik-air', 'lainnya'] as const

export const serviceDaySchema = z.object({
  pustu: idField,
  on: daySchema,
  opened: z.object({ time: timeField, by: idField, name: nameField, /** Why it opened after its hour; '' where it did not. */ reason: z.string().max(200) }).nullable(),
  onDuty: z.array(z.object({ id: idField, name: nameField, profession: z.enum(PROFESSIONS) })).max(20),
  closed: z.object({ time: timeField, by: idField, name: nameField, /** Why it closed before its hour. */ reason: z.string().max(200), note: z.string().max(300) }).nullable(),
  /** A day without service, planned or met; then nothing is opened. */
  shut: z.object({ reason: z.enum(SHUT_REASONS), note: z.string().max(300), by: idField, name: nameField }).nullable(),
})
export type ServiceDay = z.infer<typeof serviceDaySchema>

/**
 * A day of service as somebody of the pustu kept it: opened, who is on duty, closed, or why not. Two tablets without a network may both
 * open a day: what is shown is the earliest opening, the latest closing and everybody on duty. For that reason two closings are no conflict.
 */
export const serviceDay = defineRecord({
  kind: 'service-day',
  version: 1,
  purpose: 'service',
  mode: 'fields',
  schema: serviceDaySchema,
  careful: ['opened', 'shut'],
  keys: data => ({ month: [data.on.slice(0, 7)] }),
  day: data => data.on,
  writers: { create: ['nakes', 'kapus'], patch: ['nakes', 'kapus'], void: ['kapus'], resolve: ['nakes', 'kapus'] },
  lookups: serviceDayLookups,
  check: checkServiceDay,
  upcasters: {},
})
