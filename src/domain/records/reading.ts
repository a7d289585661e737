import { z } from 'zod'
import { defineRecord } from '../core/record.ts'
import { idField, nameField } from '../core/fields.ts'
import { daySchema } from '../core/day.ts'
import { checkReading, READING_PURPOSES } from '../rules/clinic/reading-rules.ts'
import { momentField } from './stock-movement.ts'

export const readingSchema = z.object({
  patientId: idField,
  visitId: idField.nullable(),
  on: daySchema,
  at: momentField,
  by: idField,
  name: nameField,
  role: z.enum(['nakes', 'kapus', 'dokter']),
  purpose: z.enum(READING_PURPOSES),
  note: z.string().max(200),
})
export type ReadingData = z.infer<typeof readingSchema>

/** One look into a medical record: who, when, why (BR-66). Never changed, never taken back. */
export const reading = defineRecord({
  kind: 'reading',
  version: 1,
  purpose: 'clinical',
  mode: 'ledger',
  schema: readingSchema,
  careful: [],
  keys: data => ({ patient: [data.patientId], by: [data.by] }),
  day: data => data.on,
  writers: { create: ['nakes', 'kapus', 'dokter'] },
  check: checkReading,
  upcasters: {},
})
