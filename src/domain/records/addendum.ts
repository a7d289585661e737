import { z } from 'zod'
import { defineRecord } from '../core/record.ts'
import { idField, nameField } from '../core/fields.ts'
import { daySchema } from '../core/day.ts'
import { addendumLookups, checkAddendum } from '../rules/clinic/addendum-rules.ts'
import { momentField } from './stock-movement.ts'
import { diagnosisField } from './visit.ts'

export const addendumSchema = z.object({
  visitId: idField,
  patientId: idField,
  on: daySchema,
  at: momentField,
  by: idField,
  name: nameField,
  sip: z.string().max(60),
  /** Why the record needs it: forgotten, result came later, mistaken. */
  reason: z.string().trim().min(1).max(300),
  text: z.string().trim().min(1).max(3000),
  /** The diagnoses as they should have been, where the addendum corrects them: reports count these; the signed ones stay visible. */
  diagnoses: z.array(diagnosisField).min(1).max(12).nullable(),
  /** Written more than 48 hours after the signature: counts once the head has agreed (BR-45). */
  late: z.boolean(),
  decision: z.object({ choice: z.enum(['disetujui', 'ditolak']), reason: z.string().max(300), by: idField, on: daySchema }).nullable(),
})
export type AddendumData = z.infer<typeof addendumSchema>

/** What is added to a signed visit, which itself never changes (BR-45, PMK 24/2022). */
export const addendum = defineRecord({
  kind: 'addendum',
  version: 1,
  purpose: 'clinical',
  mode: 'fields',
  schema: addendumSchema,
  careful: ['visitId', 'patientId', 'reason', 'text', 'diagnoses', 'late', 'decision'],
  keys: data => ({ visit: [data.visitId], patient: [data.patientId], ...(data.late && !data.decision ? { waiting: ['y'] } : {}) }),
  day: data => data.on,
  writers: { create: ['nakes'], patch: ['kapus'], resolve: ['kapus'] },
  lookups: addendumLookups,
  check: checkAddendum,
  upcasters: {},
})
