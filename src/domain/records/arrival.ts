import { z } from 'zod'
import { defineRecord } from '../core/record.ts'
import { idField, nameField } from '../core/fields.ts'
import { daySchema } from '../core/day.ts'
import { beyondField, CONSCIOUSNESS, timeField, vitalsField } from './vitals-fields.ts'
import { checkArrival } from '../rules/clinic/arrival-rules.ts'

/** gawat: seen at once; didahulukan: before those who only wait longer (alarms, babies, pregnant, old or disabled people). */
export const PRIORITIES = ['biasa', 'didahulukan', 'gawat'] as const
export const PAYERS = ['umum', 'jkn'] as const
/** selesai: the visit is signed; pergi: left without being seen; batal: entered by mistake. */
export const ARRIVAL_ENDS = ['selesai', 'pergi', 'batal'] as const
/** The value of the key `open`. */
export const OPEN_ARRIVAL = 'ya'

export const arrivalSchema = z.object({
  patientId: idField,
  on: daySchema,
  time: timeField,
  by: idField,
  /** In the words of the person who asks for help; goes into the visit as its complaint. */
  reason: z.string().max(200),
  payer: z.enum(PAYERS),
  priority: z.object({ level: z.enum(PRIORITIES), reason: z.string().max(120) }),
  /** Measured before the consultation, by whoever was free; the visit takes it over. */
  triage: z.object({
    vitals: vitalsField, beyond: beyondField.optional(), consciousness: z.enum(CONSCIOUSNESS).optional(), felt: z.boolean().optional(), pregnant: z.boolean(),
    by: idField, name: nameField, time: timeField,
  }).nullable(),
  /** Who took the person in; null while he waits. */
  service: z.object({ by: idField, name: nameField, time: timeField }).nullable(),
  ended: z.object({ how: z.enum(ARRIVAL_ENDS), time: timeField, visitId: idField.nullable(), reason: z.string().max(200), by: idField }).nullable(),
})
export type ArrivalData = z.infer<typeof arrivalSchema>

/** Somebody who came to the desk today: one line of the queue, that several members of staff work on. */
export const arrival = defineRecord({
  kind: 'arrival',
  version: 1,
  purpose: 'clinical',
  mode: 'fields',
  schema: arrivalSchema,
  careful: ['on', 'time', 'triage'],
  // Open ones of any day in one question: what yesterday left unfinished is asked for without knowing the days.
  keys: data => ({ patient: [data.patientId], ...(data.ended ? {} : { open: [OPEN_ARRIVAL] }) }),
  day: data => data.on,
  writers: { create: ['nakes'], patch: ['nakes'], void: ['nakes'], resolve: ['nakes', 'kapus'] },
  lookups: data => [{ kind: 'patient', id: data.patientId }],
  check: checkArrival,
  upcasters: {},
})
